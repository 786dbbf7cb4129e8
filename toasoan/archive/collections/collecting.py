"""Writes of collections: made, changed, filled, ordered, thrown away, taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from toasoan.archive.access import entries_visible
from toasoan.archive.collections.collection_access import (
    collection_may_be_changed,
    places_visible,
)
from toasoan.archive.collections.errors import CollectionRefused
from toasoan.archive.metadata.embedded import tidy
from toasoan.archive.models import AssetCollection, CatalogueEntry, CollectionPlace
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

Shared = AssetCollection.Shared
NAME_MAX, NOTE_MAX, PLACE_NOTE_MAX = 120, 2000, 300
ENTRIES_MAX = 2000


@dataclass(frozen=True)
class CollectionSaid:
    """What a collection is called, what is said of it, and who sees it."""

    name: str
    note: str = ""
    shared: str = Shared.PRIVATE
    shared_with: Sequence[PressUnit] = field(default=())


@transaction.atomic
def collection_make(
    *, unit: PressUnit, by: Any, said: CollectionSaid
) -> AssetCollection:
    """Make a collection of the unit, kept by `by`.

    Raises:
        NotAllowed: `by` is not of the unit.
        CollectionRefused: it has no name, or is shown to nobody it says.
    """
    user_require(by, Action.READ, unit)
    collection = AssetCollection(unit=unit, owner=by)
    _say(collection, said)
    _audit("archive.collection_made", collection, by)
    return collection


@transaction.atomic
def collection_change(
    *, collection: AssetCollection, by: Any, said: CollectionSaid
) -> AssetCollection:
    """Have the collection be called so, and be shown to these.

    Raises:
        NotAllowed: the person may not change it.
        CollectionRefused: as collection_make; or another's would become private.
    """
    collection = _locked(collection, by)
    if said.shared == Shared.PRIVATE and collection.owner_id != by.pk:
        raise CollectionRefused(_("Chỉ người lập cất riêng được. Chọn cả đơn vị"))
    _say(collection, said)
    _audit("archive.collection_changed", collection, by)
    return collection


@transaction.atomic
def collection_entries_add(
    *, collection: AssetCollection, entries: Iterable[int], by: Any
) -> int:
    """Put those of the entries that `by` may see at the end; return how many are new.

    Raises:
        NotAllowed: the person may not change the collection.
        NotFound: none of the entries is theirs to see.
        CollectionRefused: it would hold too many.
    """
    collection = _locked(collection, by)
    keys = list(dict.fromkeys(entries))
    seen = set(entries_visible(by).filter(pk__in=keys).values_list("pk", flat=True))
    if not seen:
        raise NotFound
    there = set(collection.places.values_list("entry", flat=True))
    new = [key for key in keys if key in seen - there]
    if len(there) + len(new) > ENTRIES_MAX:
        raise CollectionRefused(
            _("Một bộ giữ nhiều nhất %(n)d mục. Lập thêm bộ khác") % {"n": ENTRIES_MAX}
        )
    last = collection.places.aggregate(last=Max("position"))["last"] or 0
    CollectionPlace.objects.bulk_create(
        [
            CollectionPlace(collection=collection, entry_id=key, position=last + n)
            for n, key in enumerate(new, 1)
        ]
    )
    if new:
        _audit("archive.collection_filled", collection, by, entries=new)
    return len(new)


@transaction.atomic
def collection_entry_remove(
    *, collection: AssetCollection, entry: CatalogueEntry, by: Any
) -> None:
    """Take the entry out of the collection; the asset stays where it is.

    Raises:
        NotAllowed, NotFound: as collection_entry_move.
    """
    collection = _locked(collection, by)
    _place(collection, entry, by).delete()
    if collection.cover_id == entry.pk:
        collection.cover = None
        collection.save(update_fields=["cover"])
    _audit("archive.collection_emptied", collection, by, entries=[entry.pk])


@transaction.atomic
def collection_entry_move(
    *, collection: AssetCollection, entry: CatalogueEntry, step: int, by: Any
) -> None:
    """Have the entry stand that many before (negative) or after where it stands.

    What the person does not see keeps its order and is not counted.

    Raises:
        NotAllowed: the person may not change the collection.
        NotFound: it does not hold the entry, or the person may not see it.
    """
    collection = _locked(collection, by)
    place = _place(collection, entry, by)
    seen = list(places_visible(by, collection))
    now = next(n for n, each in enumerate(seen) if each.pk == place.pk)
    to = max(0, min(len(seen) - 1, now + step))
    if to == now:
        return
    order = [each.pk for each in collection.places.all()]
    order.remove(place.pk)
    # Right before or after the one that stands there for the person.
    order.insert(order.index(seen[to].pk) + (to > now), place.pk)
    rows = {each.pk: each for each in collection.places.all()}
    for position, pk in enumerate(order, 1):
        rows[pk].position = position
    CollectionPlace.objects.bulk_update(rows.values(), ["position"])


@transaction.atomic
def collection_entry_note(
    *, collection: AssetCollection, entry: CatalogueEntry, note: str, by: Any
) -> None:
    """Have this said of the entry in this collection.

    Raises:
        NotAllowed, NotFound: as collection_entry_move.
        CollectionRefused: it is too long.
    """
    collection = _locked(collection, by)
    place = _place(collection, entry, by)
    place.note = _text(note, PLACE_NOTE_MAX)
    place.save(update_fields=["note"])


@transaction.atomic
def collection_cover_set(
    *, collection: AssetCollection, entry: CatalogueEntry, by: Any
) -> None:
    """Have the collection be shown by this entry.

    Raises:
        NotAllowed, NotFound: as collection_entry_move.
    """
    collection = _locked(collection, by)
    collection.cover = _place(collection, entry, by).entry
    collection.save(update_fields=["cover"])


@transaction.atomic
def collection_remove(*, collection: AssetCollection, by: Any) -> None:
    """Throw the collection away, not what it holds; thrown away twice is once.

    Raises:
        NotAllowed: the person may not change it.
    """
    collection = _locked(collection, by, is_there=False)
    if collection.removed_at is None:
        collection.removed_at = clock.now()
        collection.save(update_fields=["removed_at"])
        _audit("archive.collection_removed", collection, by)


@transaction.atomic
def collection_restore(*, collection: AssetCollection, by: Any) -> None:
    """Take the collection back as it was.

    Raises:
        NotAllowed: the person may not change it.
    """
    collection = _locked(collection, by, is_there=False)
    if collection.removed_at is not None:
        collection.removed_at = None
        collection.save(update_fields=["removed_at"])
        _audit("archive.collection_restored", collection, by)


def _locked(
    collection: AssetCollection, by: Any, *, is_there: bool = True
) -> AssetCollection:
    row = (
        AssetCollection.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=collection.pk)
    )
    if not collection_may_be_changed(by, row):
        raise NotAllowed
    if is_there and row.removed_at is not None:
        raise CollectionRefused(_("Bộ này đã xóa. Lấy lại rồi sửa"))
    return row


def _place(
    collection: AssetCollection, entry: CatalogueEntry, by: Any
) -> CollectionPlace:
    place = places_visible(by, collection).filter(entry=entry).first()
    if place is None:
        raise NotFound
    return place


def _say(collection: AssetCollection, said: CollectionSaid) -> None:
    name = " ".join(_text(said.name, NAME_MAX).split())
    if not name:
        raise CollectionRefused(_("Bộ phải có tên. Gõ tên"))
    if said.shared not in Shared.values:
        raise CollectionRefused(_("Chọn ai thấy bộ này"))
    chosen = [unit for unit in said.shared_with if unit.pk != collection.unit_id]
    if said.shared == Shared.UNITS and not chosen:
        raise CollectionRefused(_("Chọn ít nhất một đơn vị khác, hoặc chọn cả đơn vị"))
    collection.name, collection.note = name, _text(said.note, NOTE_MAX)
    collection.shared = said.shared
    collection.save()
    collection.shared_with.set(chosen if said.shared == Shared.UNITS else ())


def _text(text: str, limit: int) -> str:
    kept = tidy(text)
    if len(kept) > limit:
        raise CollectionRefused(
            _("Chữ dài quá %(n)d chữ cái. Rút ngắn lại") % {"n": limit}
        )
    return kept


def _audit(action: str, collection: AssetCollection, by: Any, **data: Any) -> None:
    # What a person keeps for themselves is named to nobody.
    is_private = collection.shared == Shared.PRIVATE
    audit_record(
        action=action,
        by=by,
        target=collection,
        target_label="-" if is_private else collection.name,
        unit_key=collection.unit.key,
        data={"shared": collection.shared, **data},
    )
