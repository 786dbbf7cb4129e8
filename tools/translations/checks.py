"""The four things a translation must satisfy, each returning its faults."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.translations.catalogue import Entry, Key, entries_of, placeholder_faults
from tools.translations.code_literals import (
    literals_in_javascript,
    literals_in_python,
)
from tools.translations.literals import Literal, literals_in_html, literals_in_text
from tools.translations.messages import (
    Message,
    messages_in_javascript,
    messages_in_python,
    messages_in_template,
)

DOMAINS = ("django", "djangojs")
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg", ".json", ".js"}
# Read by machines in a fixed vocabulary, not by people.
MACHINE_TEXTS = {"robots.txt", "security.txt", "ads.txt", "llms.txt"}
SKIPPED_FOLDERS = {"tests", "migrations", "vendor", "node_modules", "__pycache__"}


@dataclass(frozen=True)
class Project:
    """Where a project keeps what is translated."""

    root: Path
    packages: tuple[str, ...] = ("toasoan", "config")
    framework_folders: tuple[Path, ...] = field(default=())

    def catalogue(self, language: str, domain: str) -> Path:
        """Return the path of our own .po file."""
        return self.root / "locale" / language / "LC_MESSAGES" / f"{domain}.po"

    def python_files(self) -> Iterator[Path]:
        """Yield our modules, without tests and migrations."""
        for package in self.packages:
            yield from self._files(self.root / package, {".py"})

    def templates(self) -> Iterator[Path]:
        """Yield our templates."""
        for folder in self._folders_named("templates"):
            yield from self._files(folder, TEMPLATE_SUFFIXES)

    def scripts(self) -> Iterator[Path]:
        """Yield our scripts, without the vendored ones."""
        for folder in self._folders_named("static"):
            yield from self._files(folder, {".js", ".mjs"})

    def _folders_named(self, name: str) -> list[Path]:
        found = [self.root / name]
        for package in self.packages:
            found += sorted((self.root / package).glob(f"*/{name}"))
        return [folder for folder in found if folder.is_dir()]

    def _files(self, folder: Path, suffixes: set[str]) -> Iterator[Path]:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).parts[:-1]
            if path.suffix in suffixes and not SKIPPED_FOLDERS & set(inside):
                yield path


def framework_entries(project: Project, domain: str) -> dict[Key, Entry]:
    """Return each message the installed apps have, with their own Vietnamese."""
    known: dict[Key, Entry] = {}
    for folder in project.framework_folders:
        english = entries_of(_of_app(folder, "en", domain), "en")
        vietnamese = entries_of(_of_app(folder, "vi", domain), "vi")
        for key, entry in english.items():
            own = vietnamese.get(key)
            strings = own.strings if own and own.translated else ()
            if key not in known or (strings and not known[key].strings):
                known[key] = Entry(entry.ids, strings, entry.context)
    return known


def _of_app(folder: Path, language: str, domain: str) -> Path:
    return folder / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def missing_vietnamese(project: Project) -> Iterator[str]:
    """Yield the framework messages that nobody says in Vietnamese."""
    for domain in DOMAINS:
        ours = entries_of(project.catalogue("vi", domain), "vi")
        for key, entry in framework_entries(project, domain).items():
            if not _translated(ours.get(key)) and not entry.strings:
                yield f"{domain}: no Vietnamese for {_shown(entry)}"


def wrong_placeholders(project: Project) -> Iterator[str]:
    """Yield translations in use whose placeholders differ from the msgid's."""
    for domain in DOMAINS:
        ours = entries_of(project.catalogue("vi", domain), "vi")
        used = framework_entries(project, domain) | ours
        english = entries_of(project.catalogue("en", domain), "en")
        for language, entries in (("vi", used), ("en", english)):
            for entry in entries.values():
                for fault in placeholder_faults(entry):
                    yield f"{language}/{domain}: {fault}"


def own_messages(project: Project, domain: str) -> dict[Key, Message]:
    """Return our messages by key, without those the frameworks already have."""
    theirs = framework_entries(project, domain)
    found: dict[Key, Message] = {}
    for message in _read_sources(project, domain):
        kept = found.get(message.entry.key)
        if message.entry.key in theirs:
            continue
        if kept is None or len(message.entry.ids) > len(kept.entry.ids):
            found[message.entry.key] = message
    return found


def _read_sources(project: Project, domain: str) -> Iterator[Message]:
    if domain == "djangojs":
        for path in project.scripts():
            yield from messages_in_javascript(path)
        return
    for path in project.python_files():
        yield from messages_in_python(path)
    for path in project.templates():
        yield from messages_in_template(path)


def missing_english(project: Project) -> Iterator[str]:
    """Yield our messages that have no English."""
    for domain in DOMAINS:
        english = entries_of(project.catalogue("en", domain), "en")
        for key, message in own_messages(project, domain).items():
            if not _translated(english.get(key)):
                place = f"{message.path.relative_to(project.root)}:{message.line}"
                yield f"{place}: no English for {_shown(message.entry)}"


def literal_text(project: Project) -> Iterator[str]:
    """Yield the visible text we keep from the catalogues."""
    for path in (*project.templates(), *project.python_files(), *project.scripts()):
        for literal in _literals(path):
            place = f"{path.relative_to(project.root)}:{literal.line}"
            yield f"{place}: {literal.where} not translated: {literal.text[:80]!r}"


def _literals(path: Path) -> Iterable[Literal]:
    if path.suffix == ".py":
        return () if "management" in path.parts else literals_in_python(path)
    if path.suffix in {".js", ".mjs"}:
        return literals_in_javascript(path)
    if path.suffix == ".html":
        return literals_in_html(path)
    if path.suffix == ".txt" and path.name not in MACHINE_TEXTS:
        return literals_in_text(path)
    return ()


def _translated(entry: Entry | None) -> bool:
    return entry is not None and entry.translated


def _shown(entry: Entry) -> str:
    context = f" [{entry.context}]" if entry.context else ""
    return f"{entry.ids[0]!r}{context}"
