"""Fail, with a list, when a string would come out in the wrong language.

Usage: `python -m tools.check_translations [--write-english-stub]`.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.apps import AppConfig
from django.conf import settings

from tools.translations.catalogue import add_stubs
from tools.translations.checks import (
    DOMAINS,
    Project,
    literal_text,
    missing_english,
    missing_vietnamese,
    own_messages,
    wrong_placeholders,
)

ROOT = Path(__file__).resolve().parents[1]
CHECKS: dict[str, Callable[[Project], Iterator[str]]] = {
    "Strings of Wagtail, Django and taggit without Vietnamese": missing_vietnamese,
    "Translations with other placeholders than their msgid": wrong_placeholders,
    "Our strings without English": missing_english,
    "Visible text outside translation tags": literal_text,
}


def installed_framework_folders() -> tuple[Path, ...]:
    """Return the folders of Django itself and of the installed apps not ours."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    configs = [AppConfig.create(name) for name in settings.INSTALLED_APPS]
    theirs = [Path(c.path) for c in configs if not c.name.startswith("toasoan.")]
    return (Path(django.__file__).parent / "conf", *theirs)


def write_english_stub(project: Project) -> None:
    """Add our messages that the English catalogues lack, with an empty msgstr."""
    for domain in DOMAINS:
        path = project.catalogue("en", domain)
        entries = [message.entry for message in own_messages(project, domain).values()]
        count = add_stubs(path, entries, "en")
        print(f"{path.relative_to(project.root)}: {count} added")


def run(project: Project) -> int:
    """Print every fault by kind; return how many there are."""
    total = 0
    for title, check in CHECKS.items():
        faults = sorted(set(check(project)))
        total += len(faults)
        if faults:
            print(f"{title}: {len(faults)}")
            print("".join(f"  {fault}\n" for fault in faults))
    return total


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--write-english-stub",
        action="store_true",
        help="add our msgids that locale/en lacks, untranslated, and stop",
    )
    options = parser.parse_args(arguments)
    project = Project(ROOT, framework_folders=installed_framework_folders())
    if options.write_english_stub:
        write_english_stub(project)
        return 0
    total = run(project)
    print(f"Translations: {total} faults." if total else "Translations: in order.")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
