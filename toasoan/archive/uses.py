"""Who shows an asset: rooms above say so here, and nothing in use is deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.core.registry import Registry

Asset = Photo | ArchiveDocument


@dataclass(frozen=True)
class Uses:
    """What readers see the asset in, or will at a promised time.

    Attributes:
        titles: the names of what the person may know of.
        others: how many more there are that the person may not know of.
    """

    titles: tuple[str, ...] = ()
    others: int = 0

    def __bool__(self) -> bool:
        return bool(self.titles or self.others)

    def __add__(self, more: "Uses") -> "Uses":
        return Uses(self.titles + more.titles, self.others + more.others)


# A room that shows assets registers a function (asset, person or None) → Uses; to
# None, when nobody in particular asks, it names nothing and only counts.
asset_users: Registry[Callable[[Asset, Any], Uses]] = Registry("asset users")


def asset_uses(asset: Asset, user: Any) -> Uses:
    """Return where readers meet the asset, in the words `user` may read."""
    return sum((uses_of(asset, user) for _key, uses_of in asset_users.items()), Uses())
