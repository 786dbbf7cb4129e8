"""Compile locale/*/LC_MESSAGES/*.po to .mo; a .mo newer than its .po stays.

Usage: `python -m tools.compile_catalogues`.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]


def compile_catalogue(source: Path) -> bool:
    """Write the .mo beside a .po unless it is current; say whether it was written."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.parent.name)
    for message in list(catalogue):
        if message.id and not _translated(message):
            catalogue.delete(message.id, message.context)
    scratch = target.with_suffix(".mo.new")
    with scratch.open("wb") as stream:
        write_mo(stream, catalogue)
    scratch.replace(target)
    return True


def _translated(message: Message) -> bool:
    """Return whether every form has text: an empty one would show as nothing."""
    text = message.string
    return bool(text) and (isinstance(text, str) or all(text))


def main(root: Path = ROOT) -> int:
    """Bring every compiled catalogue of the project up to date."""
    for source in sorted(root.glob("locale/*/LC_MESSAGES/*.po")):
        if compile_catalogue(source):
            print(f"compiled {source.relative_to(root)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
