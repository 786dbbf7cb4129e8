"""Which collections a person sees and changes, and what of them."""

from typing import Any

from django.db.models import Q, QuerySet

from toasoan.archive.access import entries_visible
from toasoan.archive.models import AssetCollection, CollectionPlace
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.access import sees_every_unit, units_visible, user_may
from toasoan.units.roles import Action

Shared = AssetCollection.Shared


def collections_visible(user: Any) -> QuerySet[AssetCollection]:
    """Return one's own collections, those of one's units, and those shown to them.

    Of what was thrown away only what one may take back. Another's private collection
    is seen by nobody, not by who keeps the platform either.
    """
    rows = AssetCollection.objects.select_related("unit", "owner", "cover__photo")
    if not user.is_authenticated or not user.is_active:
        return rows.none()
    units = list(units_visible(user).values_list("pk", flat=True))
    mine = Q(owner=user.pk, unit__in=units)
    shared = ~Q(shared=Shared.PRIVATE) & Q(unit__in=units)
    shown = Q(
        pk__in=AssetCollection.shared_with.through.objects.filter(
            pressunit__in=units
        ).values("assetcollection")
    ) & Q(shared=Shared.UNITS)
    there = Q(removed_at__isnull=True)
    return rows.filter(mine | shared | (shown & there))


def collection_for_reading(user: Any, pk: int) -> AssetCollection:
    """Return the collection.

    Raises:
        NotFound: there is none, or it is not shown to the person.
    """
    collection = collections_visible(user).filter(pk=pk).first()
    if collection is None:
        raise NotFound
    return collection


def collection_may_be_changed(user: Any, collection: AssetCollection) -> bool:
    """Return whether the person may: who made it, and of shared ones the archive's keepers.

    Both only as long as they are of the unit.
    """
    if not units_visible(user).filter(pk=collection.unit_id).exists():
        return False
    if collection.owner_id == user.pk:
        return True
    if collection.shared == Shared.PRIVATE:
        return False
    return sees_every_unit(user) or user_may(user, Action.ARCHIVE_EDIT, collection.unit)


def collection_for_changing(user: Any, pk: int) -> AssetCollection:
    """Return the collection, which the person may change.

    Raises:
        NotFound: there is none, or it is not shown to the person.
        NotAllowed: the person may only look at it.
    """
    collection = collection_for_reading(user, pk)
    if not collection_may_be_changed(user, collection):
        raise NotAllowed
    return collection


def collections_changeable(user: Any, unit: Any) -> list[AssetCollection]:
    """Return the unit's collections to which the person may put something."""
    rows = collections_visible(user).filter(unit=unit, removed_at__isnull=True)
    return [each for each in rows if collection_may_be_changed(user, each)]


def places_visible(user: Any, collection: AssetCollection) -> QuerySet[CollectionPlace]:
    """Return what the person may see of the collection, in its order, and no more.

    A collection opens nothing: what another unit has not opened is left out.
    """
    return collection.places.filter(
        entry__in=entries_visible(user).values("pk")
    ).select_related("entry__unit", "entry__photo", "entry__document")
