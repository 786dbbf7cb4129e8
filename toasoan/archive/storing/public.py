"""Which renditions are public: a mark on disk for each photo that a live page shows.

Files never move: a mark is an empty gate that nginx and the front look for, beside the
page store, so that every web machine finds it and none asks the database. All sizes of
a photo share the first part of their names, and so one mark.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from toasoan.core.files import write_atomically

FOLDER = "renditions/"
# Below PAGE_STORE_DIR; no host is called so. deploy/nginx-files.conf names it, too.
MARKS = "_pictures"
# Whoever writes can type an address of any length into a page.
NAME_MOST, STEM_MOST = 255, 120
_NAME = re.compile(r"renditions/((?:[\w-]+/)*[\w-]+)\.[\w.|-]*[\w-]", re.ASCII)


def stem_of(name: str) -> str:
    """Return what the sizes of one photo are called alike; "" for what is no rendition."""
    found = _NAME.fullmatch(name) if len(name) <= NAME_MOST else None
    return found[1] if found and len(found[1]) <= STEM_MOST else ""


def picture_is_public(name: str) -> bool:
    """Return whether anybody may have the rendition.

    Args:
        name: of the file in the store.
    """
    stem = stem_of(name)
    return bool(stem) and _mark(stem).exists()


def picture_mark(name: str) -> None:
    """Anybody may have the rendition, and its photo's other sizes."""
    stem = stem_of(name)
    if stem and not _mark(stem).exists():
        write_atomically(_mark(stem), name.encode())


def picture_unmark(name: str) -> bool:
    """Nobody may have the rendition any more; return whether anybody could."""
    stem = stem_of(name)
    was_public = bool(stem) and _mark(stem).exists()
    if was_public:
        _mark(stem).unlink(missing_ok=True)
    return was_public


def pictures_public() -> Iterator[str]:
    """Yield the name of one rendition of each photo that is public."""
    for file in (Path(settings.PAGE_STORE_DIR) / MARKS).rglob("*"):
        if file.is_file() and not file.name.startswith("."):
            yield file.read_text()


def pictures_named(body: bytes) -> dict[str, str]:
    """Return, by what its photo's are called alike, one rendition each that a page names."""
    address = re.escape(f"{settings.MEDIA_URL}{FOLDER}".encode()) + rb"([\w./|-]+)"
    names = {FOLDER + found.decode() for found in re.findall(address, body)}
    return {stem: name for name in sorted(names) if (stem := stem_of(name))}


def _mark(stem: str) -> Path:
    return Path(settings.PAGE_STORE_DIR) / MARKS / stem
