"""Public files that do not lie on this machine's disk."""

from collections.abc import Iterator

from toasoan.archive.storing.disk import DiskStore
from toasoan.archive.storing.public import FOLDER
from toasoan.archive.storing.stores import files_store


def rendition_elsewhere(name: str) -> tuple[int, Iterator[bytes]] | None:
    """Return the bytes of a rendition in another store and the bytes themselves.

    Args:
        name: without the folder; whoever asks has checked that it leads nowhere else.

    Raises:
        StoreSilent: the store does not answer.
    """
    store = files_store()
    if isinstance(store, DiskStore):
        return None
    try:
        size = store.size(FOLDER + name)
    except FileNotFoundError:
        return None
    return size, store.pieces(FOLDER + name, 0, size)
