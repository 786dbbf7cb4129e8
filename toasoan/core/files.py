"""Files that are whole or absent, whatever happens while they are written."""

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

PARTIAL_SUFFIX = ".partial"


def write_atomically(path: Path, data: bytes, mtime_ns: int | None = None) -> None:
    """Put `data` at `path`; at every instant a reader finds the old or the new whole.

    Missing folders are made. The bytes reach the disk before the name does.

    Args:
        path: where the file shall be.
        data: its whole content.
        mtime_ns: the modification time to give it, in nanoseconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name is short of any limit even where the final name is not.
    partial = path.parent / f".{secrets.token_hex(8)}{PARTIAL_SUFFIX}"
    try:
        _write_through(partial, data)
        if mtime_ns is not None:
            os.utime(partial, ns=(mtime_ns, mtime_ns))
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise
    _sync_folder(path.parent)


def partials_sweep(folder: Path, *, older_than_s: float = 3600) -> int:
    """Delete what writers killed in the middle left under `folder`; return how many."""
    limit = time.time() - older_than_s
    count = 0
    for partial in folder.rglob(f".*{PARTIAL_SUFFIX}"):
        with suppress(FileNotFoundError):
            if partial.stat().st_mtime < limit:
                partial.unlink()
                count += 1
    return count


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Without this the rename itself may be lost when the power goes.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
