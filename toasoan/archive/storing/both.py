"""Two stores while files move from the one to the other: new ones go to the new."""

from collections.abc import Iterator
from functools import cached_property
from typing import IO, Any, TypeAlias, cast

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.utils.deconstruct import deconstructible

from toasoan.archive.storing.stores import Leaving, Store

StoredFile: TypeAlias = "File[bytes]"


@deconstructible
class NewThenOld(Storage):
    """Reads the new store, then the old one, then the new one again.

    The third look finds what was moved between the first two. A file has no path here:
    it might be gone from under whoever holds the path.
    """

    def __init__(self, new: str, old: str) -> None:
        self._names = (new, old)

    @cached_property
    def new(self) -> Any:
        """The store that files go to."""
        return storages[self._names[0]]

    @cached_property
    def old(self) -> Any:
        """The store that files leave."""
        return storages[self._names[1]]

    def names(self) -> Iterator[str]:
        """Yield the name of every file, of the new store first."""
        yield from self.new.names()
        yield from self.old.names()

    def exists(self, name: str) -> bool:
        """Return whether either has the file."""
        return any(store.exists(name) for store in self._looked_into())

    def holder(self, name: str) -> Store:
        """Return which one has the file.

        Raises:
            FileNotFoundError: neither has.
        """
        for store in self._looked_into():
            if store.exists(name):
                return cast("Store", store)
        raise FileNotFoundError(name)

    def size(self, name: str) -> int:
        """Return the bytes of the file.

        Raises:
            FileNotFoundError: neither has it.
        """
        return self.holder(name).size(name)

    def pieces(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """Yield that part of the file."""
        yield from self.holder(name).pieces(name, start, length)

    def put_whole(self, name: str, content: IO[bytes]) -> None:
        """The new store has the file.

        Raises:
            FileExistsError: one of the two has it already.
        """
        if self.exists(name):
            raise FileExistsError(name)
        self.new.put_whole(name, content)

    def delete(self, name: str) -> None:
        """Neither has the file.

        The old one first: who moves it looks there once more when it is copied.
        """
        self.old.delete(name)
        self.new.delete(name)

    def url(self, name: str | None) -> str:
        """Return its address, which is the same in both."""
        return str(self.new.url(name))

    def direct_address(self, name: str, leaving: Leaving) -> str | None:
        """Return where the store that has it sends it for a minute, if it does."""
        return self.holder(name).direct_address(name, leaving)

    def _looked_into(self) -> tuple[Any, Any, Any]:
        return self.new, self.old, self.new

    def _open(self, name: str, mode: str = "rb") -> StoredFile:
        gone = FileNotFoundError(name)
        for store in self._looked_into():
            try:
                return cast("StoredFile", store.open(name, mode))
            except FileNotFoundError as error:
                gone = error
        raise gone

    def _save(self, name: str, content: Any) -> str:
        return str(self.new.save(name, content))
