"""What every store of the house can do: the disk, and an S3-compatible one."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any, Protocol, cast

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from toasoan.core.errors import ToasoanError

PIECE_BYTES = 256 * 1024


class StoreSilent(ToasoanError):
    """The store on another machine gave no usable answer.

    No OSError: a file nobody can ask for now is not one that is damaged or gone, and who
    waits for it tries again.
    """

    code = "store_silent"
    http_status = 503

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _("Kho tệp không trả lời. Chờ một phút rồi thử lại.")


class Store(Protocol):
    """A storage of Django, and what the house needs besides."""

    def names(self) -> Iterator[str]:
        """Yield the name of every whole file."""

    def open(self, name: str, mode: str = "rb") -> Any:
        """Return the file, opened.

        Raises:
            FileNotFoundError: there is none.
        """

    def size(self, name: str) -> int:
        """Return the bytes of the file.

        Raises:
            FileNotFoundError: there is none.
        """

    def exists(self, name: str) -> bool:
        """Return whether there is such a file."""

    def delete(self, name: str) -> None:
        """There is no such file."""

    def pieces(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """Yield that part of the file, opened when the first piece is asked for.

        Raises:
            FileNotFoundError: there is none.
        """

    def put_whole(self, name: str, content: IO[bytes]) -> None:
        """The file is there under exactly that name, whole or not at all.

        Raises:
            FileExistsError: there is one already; it was not touched.
        """

    def direct_address(self, name: str, leaving: "Leaving") -> str | None:
        """Return where the store itself sends the file for a minute, if it does."""

    def holder(self, name: str) -> "Store":
        """Return which one store has the file.

        Raises:
            FileNotFoundError: none has.
        """


@dataclass(frozen=True)
class Leaving:
    """How a file goes out.

    Attributes:
        content_type: what the browser is told it is.
        disposition: the Content-Disposition, which names it.
    """

    content_type: str
    disposition: str


def files_store() -> Store:
    """Return the store that new files go to and all files are read from."""
    return cast("Store", default_storage)


def digest_of(store: Store, name: str) -> str:
    """Return the sha256 of the stored file, read to its end.

    Raises:
        FileNotFoundError: there is none.
    """
    digest = sha256()
    for piece in store.pieces(name, 0, store.size(name)):
        digest.update(piece)
    return digest.hexdigest()
