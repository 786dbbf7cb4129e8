"""Who shows an asset: rooms above say so here, and nothing in use is deleted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.core.registry import Registry

Asset = Photo | ArchiveDocument
SECRET_FOR_S = 20


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


# A room that shows assets registers a function → all it shows, as ("photo" or "document",
# key): what the catalogue notes as used.
assets_in_use: Registry[Callable[[], Iterable[tuple[str, int]]]] = Registry(
    "assets in use"
)


# A room whose pages readers see registers whether they meet the asset there now; what
# is only promised does not count.
asset_shown: Registry[Callable[[Asset], bool]] = Registry("assets shown to readers")


def asset_is_shown(asset: Asset) -> bool:
    """Return whether readers meet the asset now."""
    return any(shows(asset) for _key, shows in asset_shown.items())


# A room that keeps things secret until a moment registers a function → the keys of the
# photos among them: until then other units see nothing of those by default.
photos_secret: Registry[Callable[[], Iterable[int]]] = Registry("photos under embargo")


def photos_embargoed() -> list[int]:
    """Return the keys of the photos that something under embargo shows.

    Asked by every search, it is looked up again after a few seconds only.
    """
    return cache.get_or_set(  # type: ignore[return-value]
        "archive.photos_embargoed", _photos_embargoed, SECRET_FOR_S
    )


def _photos_embargoed() -> list[int]:
    return sorted({key for room in photos_secret for key in photos_secret[room]()})
