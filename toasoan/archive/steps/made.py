"""What the house makes of a file: one private folder for each content.

A part appears in it whole or not at all, so that a step that was killed is done again
and one that was done is not.
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

WORK = ".work-"
LOCK = ".lock"


def folder_of(file_hash: str) -> Path:
    """Return the folder of what was made of the content."""
    return Path(settings.MADE_DIR) / file_hash[:2] / file_hash


@contextmanager
def locked(file_hash: str) -> Iterator[bool]:
    """Yield whether the content is ours alone; the kernel lets go when we die."""
    folder = folder_of(file_hash)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / LOCK).open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        for left in folder.glob(f"{WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield True


@contextmanager
def part_make(file_hash: str, part: str) -> Iterator[Path | None]:
    """Yield an empty folder that becomes the part at the end; None when there is one."""
    final = folder_of(file_hash) / part
    if final.is_dir():
        yield None
        return
    work = folder_of(file_hash) / f"{WORK}{secrets.token_hex(6)}"
    work.mkdir(mode=0o700, parents=True)
    try:
        yield work
        _sync(work)
        work.replace(final)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())


def sweep(wanted: frozenset[str], *, older_than_s: float) -> int:
    """Delete folders of contents that nobody has any more; return how many."""
    limit, count = time.time() - older_than_s, 0
    for folder in Path(settings.MADE_DIR).glob("??/*"):
        if folder.name not in wanted and folder.stat().st_mtime < limit:
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count
