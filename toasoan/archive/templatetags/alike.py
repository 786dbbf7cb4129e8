"""Photos that look like the one on the screen."""

from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.permissions import policy_registry

from toasoan.archive.access import entries_visible, photos_visible
from toasoan.archive.alike.hashes import LEAST_QUALITY
from toasoan.archive.alike.similar import Alike, similar_photos
from toasoan.archive.models import CatalogueEntry, Photo, PhotoPrint
from toasoan.archive.search.cards import Picture, marked_picture
from toasoan.units.access import user_may
from toasoan.units.roles import Action
from toasoan.units.selectors import unit_of_collection

register = template.Library()
SHOWN = 24


@dataclass(frozen=True)
class _Tile:
    alike: Alike
    may_open: bool
    entry: CatalogueEntry | None = None  # of another unit: only its preview is shown
    marked: Picture | None = None


@register.inclusion_tag("archive/_alike.html", takes_context=True)
def photos_alike(
    context: dict[str, Any], photo: Photo, *, is_upload: bool = False
) -> dict[str, Any]:
    """Show what the person may know of that looks like the photo.

    In the list of uploads nothing is said where there is nothing to say.
    """
    user = context["request"].user
    mine = PhotoPrint.objects.filter(
        photo=photo.pk, content_hash=photo.content_hash
    ).first()
    tiles = _tiles(similar_photos(photo, user=user, most=SHOWN), user)
    return {
        "exact": [tile for tile in tiles if tile.alike.is_exact],
        "near": [tile for tile in tiles if not tile.alike.is_exact],
        "is_upload": is_upload,
        "is_waiting": mine is None,
        "is_broken": mine is not None and not mine.is_readable,
        "is_flat": mine is not None and mine.quality < LEAST_QUALITY,
        "may_review": not is_upload and _may_review(user, photo),
    }


def _tiles(found: list[Alike], user: Any) -> list[_Tile]:
    keys = [each.photo.pk for each in found]
    may_change = policy_registry.get_by_type(Photo).instances_user_has_permission_for(
        user, "change"
    )
    open_to = set(may_change.filter(pk__in=keys).values_list("pk", flat=True))
    others = _others(user, keys)
    return [
        _Tile(each, each.photo.pk in open_to, *others.get(each.photo.pk, (None, None)))
        for each in found
    ]


def _others(
    user: Any, keys: list[int]
) -> dict[int, tuple[CatalogueEntry, Picture | None]]:
    own = photos_visible(user).filter(pk__in=keys).values("pk")
    entries = entries_visible(user).filter(photo__in=keys).exclude(photo__in=own)
    return {
        entry.photo_id: (entry, marked_picture(entry))
        for entry in entries
        if entry.photo_id is not None
    }


def _may_review(user: Any, photo: Photo) -> bool:
    unit = unit_of_collection(photo.collection)
    return unit is not None and user_may(user, Action.ARCHIVE_EDIT, unit)
