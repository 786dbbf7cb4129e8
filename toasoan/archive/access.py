"""Which photos and documents a person may know of."""

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from toasoan.archive.errors import AssetInUse
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.uses import Asset, asset_uses
from toasoan.core.errors import NotFound
from toasoan.units.access import sees_every_unit, units_visible

M = TypeVar("M", bound=Model)


def _in_visible_collections(user: Any, rows: QuerySet[M]) -> QuerySet[M]:
    if not user.is_authenticated or not user.is_active:
        return rows.none()
    if sees_every_unit(user):
        return rows
    paths = units_visible(user).values_list("collection__path", flat=True)
    # A collection's path begins with the path of the one it lies in.
    below = [Q(collection__path__startswith=path) for path in paths if path]
    return rows.filter(reduce(or_, below)) if below else rows.none()


def photos_visible(user: Any) -> QuerySet[Photo]:
    """Return the photos in the collections of the person's units.

    What lies in the root collection belongs to no unit: only who keeps the
    platform sees it.
    """
    return _in_visible_collections(user, Photo.objects.all())


def documents_visible(user: Any) -> QuerySet[ArchiveDocument]:
    """Return the documents in the collections of the person's units."""
    return _in_visible_collections(user, ArchiveDocument.objects.all())


def photo_for_reading(user: Any, pk: int) -> Photo:
    """Return the photo.

    Raises:
        NotFound: there is none, or it is another unit's.
    """
    photo = photos_visible(user).filter(pk=pk).first()
    if photo is None:
        raise NotFound
    return photo


def document_may_be_read(user: Any, document: ArchiveDocument) -> bool:
    """Return whether `user`, who may be a reader, may download the document."""
    return document.is_public or documents_visible(user).filter(pk=document.pk).exists()


def asset_require_unused(asset: Asset, user: Any) -> None:
    """Return when no reader would miss the asset.

    Raises:
        AssetInUse: something live or scheduled shows it; its message names no
            more than `user`, who may be None, may know of.
    """
    uses = asset_uses(asset, user)
    if uses:
        raise AssetInUse(
            noun=str(asset._meta.verbose_name),  # noqa: SLF001
            title=asset.title,
            used_in=uses.titles,
            others=uses.others,
        )
