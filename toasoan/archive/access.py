"""Which photos and documents a person may know of."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from wagtail.permissions import policy_registry

from toasoan.archive.errors import AssetInUse
from toasoan.archive.holdings.rights import grants_holding
from toasoan.archive.holdings.showing import shown_to_all
from toasoan.archive.models import ArchiveDocument, CatalogueEntry, Level, Photo
from toasoan.archive.uses import Asset, asset_is_shown, asset_uses
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.access import sees_every_unit, units_visible, user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

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


def photo_may_be_described(user: Any, photo: Photo) -> bool:
    """Return whether the person may change what is said of the photo.

    As on the edit screen: who keeps the unit's archive, and who brought the photo.
    """
    policy = policy_registry.get_by_type(Photo)
    may = policy.user_has_permission_for_instance(user, "change", photo)
    return bool(may) and photos_visible(user).filter(pk=photo.pk).exists()


def photo_for_describing(user: Any, pk: int) -> Photo:
    """Return the photo, whose words the person may change.

    Raises:
        NotFound: there is none, or it is another unit's.
        NotAllowed: the person may only look at it.
    """
    photo = photo_for_reading(user, pk)
    if not photo_may_be_described(user, photo):
        raise NotAllowed
    return photo


def entry_may_be_described(user: Any, entry: CatalogueEntry) -> bool:
    """Return whether the person may change what is said of the asset."""
    if entry.photo is not None:
        return photo_may_be_described(user, entry.photo)
    document = entry.document
    policy = policy_registry.get_by_type(ArchiveDocument)
    may = policy.user_has_permission_for_instance(user, "change", document)
    return bool(may) and entries_own(user).filter(pk=entry.pk).exists()


def entry_for_describing(user: Any, pk: int) -> CatalogueEntry:
    """Return the entry, whose topics the person may choose.

    Raises:
        NotFound: there is none, or it is another unit's.
        NotAllowed: the person may only look at it.
    """
    entry = _found(entries_own(user), pk)
    if not entry_may_be_described(user, entry):
        raise NotAllowed
    return entry


def document_may_be_read(user: Any, document: ArchiveDocument) -> bool:
    """Return whether `user`, who may be a reader, may download the document.

    Readers may once it is public and something they can read leads to it: what goes
    with an article under embargo is no less secret than the article.
    """
    if documents_visible(user).filter(pk=document.pk).exists():
        return True
    return document.is_public and asset_is_shown(document)


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


# --- What units open to each other ---------------------------------------------------


def entries_own(user: Any) -> QuerySet[CatalogueEntry]:
    """Return the entries of the person's units; who keeps the platform has all."""
    entries = CatalogueEntry.objects.select_related("unit", "photo", "document")
    if not user.is_authenticated or not user.is_active:
        return entries.none()
    return entries if sees_every_unit(user) else entries.filter(_own(user))


def entries_visible(user: Any) -> QuerySet[CatalogueEntry]:
    """Return the person's own entries, what is opened today, and what all units see.

    Of another unit's they may see the words and the marked preview, no more.
    """
    entries = CatalogueEntry.objects.select_related("unit", "photo", "document")
    if not user.is_authenticated or not user.is_active:
        return entries.none()
    if sees_every_unit(user):
        return entries
    units = list(units_visible(user).values_list("pk", flat=True))
    if not units:
        return entries.none()
    opened = Q(_opened(units, Level.PREVIEW, Level.USE))
    return entries.filter(_own(user) | opened | shown_to_all())


def entries_usable(user: Any) -> QuerySet[CatalogueEntry]:
    """Return the person's own entries and those opened today for use, the file too."""
    entries = CatalogueEntry.objects.select_related("unit", "photo", "document")
    if not user.is_authenticated or not user.is_active:
        return entries.none()
    if sees_every_unit(user):
        return entries
    units = units_visible(user).values_list("pk", flat=True)
    return entries.filter(_own(user) | Q(_opened(units, Level.USE)))


def entries_opened(unit: PressUnit) -> QuerySet[CatalogueEntry]:
    """Return what other units have opened to this one today, the newest first."""
    return (
        CatalogueEntry.objects.filter(_opened([unit.pk], Level.PREVIEW, Level.USE))
        .exclude(unit=unit)
        .select_related("unit", "photo", "document")
    )


def entry_for_reading(user: Any, pk: int) -> CatalogueEntry:
    """Return the entry.

    Raises:
        NotFound: there is none, or nobody opened it to the person's units.
    """
    return _found(entries_visible(user), pk)


def entry_for_use(user: Any, pk: int) -> CatalogueEntry:
    """Return the entry, whose file may be handed out.

    Raises:
        NotFound: there is none, or it is another unit's and not opened for use.
    """
    return _found(entries_usable(user), pk)


def entry_for_keeping(user: Any, pk: int) -> CatalogueEntry:
    """Return the entry of a unit whose archive the person keeps.

    Raises:
        NotFound: there is none, or it is another unit's.
        NotAllowed: the person does not keep that archive.
    """
    entry = _found(entries_own(user), pk)
    keeps = entry.unit is not None and user_may(user, Action.ARCHIVE_EDIT, entry.unit)
    if not keeps and not sees_every_unit(user):
        raise NotAllowed
    return entry


def photos_seen(user: Any) -> QuerySet[Photo]:
    """Return the photos the person finds, of which others' only the preview is sent.

    Asked of each photo: callers have few at hand, and a list of all would be long.
    """
    own = photos_visible(user).filter(pk=OuterRef("pk"))
    found = entries_visible(user).filter(photo=OuterRef("pk")).order_by()
    return Photo.objects.filter(Exists(own) | Exists(found))


def photo_for_preview(user: Any, entry_pk: int) -> tuple[Photo, str]:
    """Return the photo of an entry and the name its preview is marked with.

    Raises:
        NotFound: there is none, it is no photo, or nobody opened it to the person.
    """
    entry = entry_for_reading(user, entry_pk)
    if entry.photo is None:
        raise NotFound
    return entry.photo, str(entry.unit.masthead if entry.unit else "")


def photos_usable(user: Any) -> QuerySet[Photo]:
    """Return the photos another unit has opened to the person's units for use today."""
    if not user.is_authenticated or not user.is_active:
        return Photo.objects.none()
    opened = CatalogueEntry.objects.filter(
        _opened(units_visible(user).values_list("pk", flat=True), Level.USE),
        photo__isnull=False,
    )
    return Photo.objects.filter(pk__in=opened.values("photo"))


def photos_choosable(user: Any) -> QuerySet[Photo]:
    """Return the photos the person may put into an article: own, or opened for use."""
    return Photo.objects.filter(
        Q(pk__in=photos_visible(user).values("pk"))
        | Q(pk__in=photos_usable(user).values("pk"))
    )


def _own(user: Any) -> Q:
    return Q(unit__in=units_visible(user))


def _opened(units: Iterable[int], *levels: str) -> Exists:
    # A grant goes with its unit: an asset that moved to another is not opened by it.
    units = list(units)
    return Exists(
        grants_holding(units).filter(
            Q(entry=OuterRef("pk")) | Q(entry__isnull=True),
            from_unit=OuterRef("unit"),
            level__in=levels,
        )
        if units
        else grants_holding(units).none()
    )


def _found(entries: QuerySet[CatalogueEntry], pk: int) -> CatalogueEntry:
    entry = entries.filter(pk=pk).first()
    if entry is None:
        raise NotFound
    return entry
