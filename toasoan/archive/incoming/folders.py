"""Watched folders: what is put into `<folder>/<unit>/` is in the unit's archive.

For cameras, scanners and agencies that can only copy files. A file is taken when it has
lain still for a while, and then stands in `da-nhan` or, with the reason beside it, in
`tu-choi`. Cut off anywhere, the next look goes on: what a file is known by is its place
and its bytes, so one that was stored and not yet moved is only moved.
"""

import hashlib
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files import File

from toasoan.archive.incoming.quarantine import sha256_of
from toasoan.archive.incoming.taking import incoming_take
from toasoan.archive.models import IncomingFile
from toasoan.core import clock
from toasoan.units.models import PressUnit

log = logging.getLogger("toasoan.archive")
TAKEN, REFUSED = "da-nhan", "tu-choi"
# Still being written by a copier, or nothing but its own notes.
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
STILL_FOR_S = 10.0
MOST_A_LOOK = 200


def folders_look() -> int:
    """Take what lies still in the folders of the units; return how many files that were."""
    taken = 0
    for unit in _units_watched():
        for path in _still(_folder_of(unit)):
            if taken >= MOST_A_LOOK:
                return taken
            try:
                _take(unit, path)
            except PermissionError:
                # One that the house may not read or move keeps no other waiting.
                log.warning("incoming: %s cannot be taken", path, exc_info=True)
                continue
            taken += 1
    return taken


def folders_hold_something() -> bool:
    """Return whether a look would find a file."""
    return any(
        next(_still(_folder_of(unit)), None) is not None for unit in _units_watched()
    )


def _units_watched() -> list[PressUnit]:
    folder = settings.INCOMING_DIR
    if folder is None or not folder.is_dir():
        return []
    names = [each.name for each in folder.iterdir() if each.is_dir()]
    return list(
        PressUnit.objects.filter(key__in=names, collection__isnull=False).order_by(
            "key"
        )
    )


def _folder_of(unit: PressUnit) -> Path:
    return Path(settings.INCOMING_DIR or "") / unit.key


def _still(folder: Path) -> Iterator[Path]:
    """Yield the files that nobody writes any more, in the order of their names.

    A link could lead out of the folder, so none is followed.
    """
    before = time.time() - STILL_FOR_S
    for place, names, files in os.walk(folder, followlinks=False):
        if Path(place) == folder:
            names[:] = [name for name in names if name not in {TAKEN, REFUSED}]
        names[:] = sorted(name for name in names if not name.startswith("."))
        for path in (Path(place, name) for name in sorted(files)):
            if _is_whole(path) and path.stat().st_mtime <= before:
                yield path


def _is_whole(path: Path) -> bool:
    name = path.name.lower()
    if name.startswith((".", "~")) or name.endswith(UNFINISHED):
        return False
    return path.is_file() and not path.is_symlink()


def _take(unit: PressUnit, path: Path) -> None:
    folder = _folder_of(unit)
    within = path.relative_to(folder)
    with path.open("rb") as opened:
        row = incoming_take(
            key=f"folder:{unit.key}:{_digest(within, path)}",
            source=IncomingFile.Source.FOLDER,
            unit=unit,
            file=File(opened, name=path.name),
        )
    is_kept = row.state == IncomingFile.State.KEPT
    moved = _move(path, folder / (TAKEN if is_kept else REFUSED))
    if not is_kept:
        moved.with_name(f"{moved.name}.vi-sao.txt").write_text(row.refusal + "\n")


def _digest(within: Path, path: Path) -> str:
    """Return what the file is known by: the same picture put there again is the same.

    What is too heavy for any kind is refused by its size: nobody reads it to the end.
    """
    size = path.stat().st_size
    is_heavy = size > max(settings.UPLOAD_LIMITS.values())
    told = f"{within}\n{size if is_heavy else sha256_of(path)}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _move(path: Path, to: Path) -> Path:
    """Put the file among those of the day, beside one of its name where there is one."""
    place = to / clock.today().isoformat()
    place.mkdir(parents=True, exist_ok=True)
    target, number = place / path.name, 1
    while target.exists():
        number += 1
        target = place / f"{path.stem}-{number}{path.suffix}"
    return path.rename(target)
