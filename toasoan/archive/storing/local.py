"""A path on a disk of ours for the programs that need one."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from shutil import copyfileobj
from typing import Any

from toasoan.archive.storing.stores import PIECE_BYTES


@contextmanager
def local_copy(file: Any) -> Iterator[Path]:
    """Yield where the stored file can be read: its own place, or a copy gone afterwards.

    Args:
        file: what a model's file field holds.

    Raises:
        FileNotFoundError: the store has no such file.
    """
    try:
        path = Path(file.path)
    except NotImplementedError:  # kept on another machine, or about to move there
        suffix = PurePath(file.name).suffix
        with tempfile.NamedTemporaryFile(prefix="toasoan-", suffix=suffix) as copy:
            with file.storage.open(file.name, "rb") as stored:
                copyfileobj(stored, copy, PIECE_BYTES)
            copy.flush()
            yield Path(copy.name)
        return
    path.stat()
    yield path
