"""A letter that lies in a mailbox, wherever that is."""

from collections.abc import Callable
from dataclasses import dataclass

# Mail servers pass on 25 to 50 MB; what is larger was not meant to come by letter.
MOST_BYTES = 60 * 1024 * 1024


@dataclass(frozen=True)
class Found:
    """What is known before it is read.

    Attributes:
        mark: its UID, or its place in the folder.
        size: bytes.
        read: the whole letter, or None when it is gone.
        head: its header only, or None when it is gone.
    """

    mark: int | str
    size: int
    read: Callable[[], bytes | None]
    head: Callable[[], bytes | None]
