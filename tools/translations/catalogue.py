"""Reading and writing .po files, and comparing what they say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

PLURAL_FORMS = {
    "vi": "nplurals=1; plural=0;",
    "en": "nplurals=2; plural=(n != 1);",
}
HEADER = """{comment}msgid ""
msgstr ""
"Project-Id-Version: Toasoan\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""
PERCENT = re.compile(
    r"%(?:%|\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-z]|[sdrif])", re.IGNORECASE
)
BRACE = re.compile(r"\{\w*(?:\.\w+)?(?:![rsa])?\}")

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Entry:
    """One message of a catalogue, with its translations; empty when fuzzy."""

    ids: tuple[str, ...]
    strings: tuple[str, ...]
    context: str | None = None

    @property
    def key(self) -> Key:
        """Return what a lookup names it by."""
        return (self.context, self.ids[0])

    @property
    def translated(self) -> bool:
        """Return whether every form has text."""
        return bool(self.strings) and all(text.strip() for text in self.strings)


def entries_of(path: Path, language: str) -> dict[Key, Entry]:
    """Return the messages of a .po file by context and msgid; none if it is absent."""
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    found = [
        Entry(_forms(m.id), () if m.fuzzy else _forms(m.string), m.context)
        for m in catalogue
        if m.id
    ]
    return {entry.key: entry for entry in found}


def _forms(value: str | Iterable[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def placeholders(text: str) -> frozenset[str]:
    """Return the %-placeholders and {fields} of a message."""
    percent = {match for match in PERCENT.findall(text) if match != "%%"}
    return frozenset(percent | set(BRACE.findall(text)))


def placeholder_faults(entry: Entry) -> list[str]:
    """Return a line for every translation whose placeholders differ.

    A plural translation may leave out what only one form of the msgid has.
    """
    wanted = [placeholders(text) for text in entry.ids]
    always, ever = frozenset.intersection(*wanted), frozenset.union(*wanted)
    faults = []
    for text in entry.strings:
        got = placeholders(text)
        if text and not always <= got <= ever:
            missing, extra = sorted(always - got), sorted(got - ever)
            faults.append(
                f"{entry.ids[0]!r} -> {text!r}: missing {missing}, not known {extra}"
            )
    return faults


def write_catalogue(path: Path, catalogue: Catalog, language: str) -> None:
    """Write a .po file with our short header and without source positions."""
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, no_location=True)
    head = HEADER.format(
        comment=_leading_comment(path),
        language=language,
        plural_forms=PLURAL_FORMS[language],
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + body.getvalue().decode("utf-8"), "utf-8")


def _leading_comment(path: Path) -> str:
    if not path.exists():
        return ""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = []
    for line in lines:
        if not line.startswith("# "):
            break
        kept.append(line)
    return "".join(kept)


def add_stubs(path: Path, entries: Iterable[Entry], language: str) -> int:
    """Write the entries that the file lacks, untranslated; return how many."""
    catalogue = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
    present = entries_of(path, language)
    added = [entry for entry in entries if entry.key not in present]
    for entry in added:
        ids = entry.ids[0] if len(entry.ids) == 1 else entry.ids
        catalogue.add(ids, context=entry.context)
    if added:
        write_catalogue(path, catalogue, language)
    return len(added)
