"""Files on a disk of ours, below MEDIA_ROOT."""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files.storage import FileSystemStorage

from toasoan.archive.storing.stores import PIECE_BYTES, Leaving

COMING = ".coming-"


class DiskStore(FileSystemStorage):
    """Django's storage on disk; what it puts whole appears in one moment."""

    def names(self) -> Iterator[str]:
        """Yield the name of every whole file, folder by folder."""
        root = Path(self.base_location)
        for folder, folders, files in os.walk(root):
            folders.sort()
            for file in sorted(files):
                if not file.startswith("."):
                    yield (Path(folder) / file).relative_to(root).as_posix()

    def pieces(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """Yield that part of the file."""
        with Path(self.path(name)).open("rb") as file:
            file.seek(start)
            while length > 0 and (piece := file.read(min(PIECE_BYTES, length))):
                length -= len(piece)
                yield piece

    def put_whole(self, name: str, content: IO[bytes]) -> None:
        """The file is there, on the disk and not only on its way to it.

        Raises:
            FileExistsError: there is one already; it was not touched.
        """
        final = Path(self.path(name))
        final.parent.mkdir(parents=True, exist_ok=True)
        coming = final.parent / f"{COMING}{secrets.token_hex(8)}"
        try:
            with coming.open("xb") as file:
                shutil.copyfileobj(content, file, PIECE_BYTES)
                file.flush()
                os.fsync(file.fileno())
            if self.file_permissions_mode is not None:
                coming.chmod(self.file_permissions_mode)
            # A link refuses a name that is taken; a rename would take it.
            os.link(coming, final)
        finally:
            coming.unlink(missing_ok=True)
        folder = os.open(final.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def left_behind_clear(self) -> None:
        """What a killed `put_whole` left is gone; nobody may be putting meanwhile."""
        for left in Path(self.base_location).rglob(f"{COMING}*"):
            left.unlink(missing_ok=True)

    def direct_address(self, name: str, leaving: Leaving) -> None:  # noqa: ARG002
        """Return nothing: files below MEDIA_ROOT have no address."""
        return

    def holder(self, name: str) -> "DiskStore":
        """Return this store.

        Raises:
            FileNotFoundError: it has no such file.
        """
        if not self.exists(name):
            raise FileNotFoundError(name)
        return self
