"""The folder where files lie that have not come in whole, or were not looked at yet.

Offsets of a resumable upload are sizes on this disk. A piece is added only where the
file ends, under a lock held for that one write: of two senders at the same place one is
told that the file has grown, and a connection that hangs keeps nobody out.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings

from toasoan.archive.errors import ChecksumWrong, UploadOffsetWrong, UploadTooLong

CHUNK_SUFFIX = ".chunk"
READ_BYTES = 1024 * 1024


def folder() -> Path:
    """Return the folder, made when it was missing; nobody else on the machine reads it."""
    found = Path(settings.UPLOAD_DIR)
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def size_of(path: Path) -> int:
    """Return how much of the file has come; nothing of one that is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def room_left() -> int:
    """Return how many bytes the disk takes until only the reserve is left."""
    return shutil.disk_usage(folder()).free - int(settings.UPLOAD_DISK_RESERVE)


def pieces_append(path: Path, at: int, pieces: Iterable[bytes], length: int) -> int:
    """Add the pieces behind offset `at` and return the new size, safe on the disk.

    What came before an error stays: the sender goes on behind it.

    Raises:
        UploadOffsetWrong: the file does not end at `at`, or somebody else grew it.
        UploadTooLong: the pieces go beyond `length`; nothing beyond it is kept.
    """
    folder()
    with path.open("ab", buffering=0) as file:
        try:
            for piece in pieces:
                if at + len(piece) > length:
                    raise UploadTooLong
                at = _piece_append(file, at, piece)
        finally:
            os.fsync(file.fileno())
    return at


def _piece_append(file: IO[bytes], at: int, piece: bytes) -> int:
    with _locked(file):
        if os.fstat(file.fileno()).st_size != at:
            raise UploadOffsetWrong
        file.write(piece)
        return os.fstat(file.fileno()).st_size


@contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    # The kernel lets go of it when the process dies.
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def chunk_append(
    path: Path,
    at: int,
    pieces: Iterable[bytes],
    length: int,
    checksum: tuple[str, bytes],
) -> int:
    """Add the pieces when together they have the checksum, else nothing of them.

    Raises:
        ChecksumWrong: they do not, as when the connection broke off.
        UploadOffsetWrong, UploadTooLong: as pieces_append.
    """
    algorithm, wanted = checksum
    digest = hashlib.new(algorithm, usedforsecurity=False)
    held = folder() / f"{path.name}.{secrets.token_hex(8)}{CHUNK_SUFFIX}"
    try:
        size = at
        with held.open("xb") as file:
            for piece in pieces:
                size += len(piece)
                if size > length:
                    raise UploadTooLong
                digest.update(piece)
                file.write(piece)
        if digest.digest() != wanted:
            raise ChecksumWrong
        return pieces_append(path, at, _pieces_of(held), length)
    finally:
        held.unlink(missing_ok=True)


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(READ_BYTES):
            yield piece


def sha256_of(path: Path) -> str:
    """Return the file's sha256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_sweep(wanted: frozenset[str], *, older_than_s: float) -> int:
    """Delete files nobody wants that were not written to lately; return how many."""
    limit = time.time() - older_than_s
    count = 0
    for path in folder().iterdir():
        with suppress(FileNotFoundError):
            if path.name not in wanted and path.stat().st_mtime < limit:
                path.unlink()
                count += 1
    return count
