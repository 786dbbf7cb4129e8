"""Where an item comes to lie, by a person's hand or by what became of its review."""

from typing import Any

from wagtail.models import Page

from toasoan.content.desks.desk_items import desk_of_item, place_of, stage_taking
from toasoan.content.errors import DeskMissing, ItemBinned
from toasoan.content.models import ItemPlace, Stage
from toasoan.content.models.articles import ItemPage
from toasoan.core import clock
from toasoan.security.services import audit_record
from toasoan.units.models import Desk

Takes = Stage.Takes


def item_hold(item: ItemPage) -> ItemPage:
    """Return the item as stored, its row held until the transaction ends.

    Raises:
        ItemBinned: it lies in the bin.
    """
    Page.objects.select_for_update().get(pk=item.pk)
    if ItemPlace.objects.filter(item_id=item.pk, binned_at__isnull=False).exists():
        raise ItemBinned
    return type(item).objects.get(pk=item.pk)


def place_within(
    *, item: ItemPage, stage: Stage, by: Any, note: str = "", is_own_act: bool = False
) -> ItemPlace:
    """The item lies in the stage, inside a service that asked for the right.

    That service holds the item's row. Where it lies there already, only a note is new.

    Args:
        item: what is moved.
        stage: where to, of the item's own unit.
        by: who does it, or whose act brings it along.
        note: what the stage's people read beside it.
        is_own_act: whether the person moved it, and did not do something else.
    """
    place = place_of(item)
    if place is not None and place.stage_id == stage.pk and not note.strip():
        return place
    return _lay(item, place, stage=stage, owner=None, by=by, note=note, own=is_own_act)


def place_personal_within(*, item: ItemPage, owner: Any, by: Any) -> ItemPlace:
    """The item lies in `owner`'s own space, inside a service that asked for the right."""
    place = place_of(item)
    if place is not None and place.owner_id == owner.pk:
        return place
    return _lay(item, place, stage=None, owner=owner, by=by, note="", own=True)


def _lay(
    item: ItemPage,
    place: ItemPlace | None,
    *,
    by: Any,
    own: bool,
    **where: Any,
) -> ItemPlace:
    came_from = place_words(place)
    place = place or ItemPlace(item_id=item.pk)
    place.stage, place.owner = where["stage"], where["owner"]
    place.note = where["note"].strip()
    place.since, place.moved_by = clock.now(), by
    place.save()
    audit_record(
        action="content.item_moved" if own else "content.item_followed",
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"from": came_from, "to": place_words(place), "note": place.note},
    )
    return place


def place_words(place: ItemPlace | None) -> str:
    """Return the place in words for the record: "Ban Thuế · Đang viết"."""
    if place is None:
        return ""
    if place.stage is not None:
        return f"{place.stage.desk} · {place.stage}"
    return str(place.owner) if place.owner is not None else ""


def place_follow(
    item: ItemPage, takes: str, *, by: Any, desk: Desk | None = None
) -> None:
    """The item lies where its state belongs, if its desk has such a stage.

    At the desk it lies at; from somebody's own space or from nowhere at its story's,
    its writer's or the chosen one. Nobody is told: the act that did it tells.

    Raises:
        DeskMissing: it leaves somebody's own space, and no desk is known.
    """
    place = place_of(item)
    at = place.stage.desk if place is not None and place.stage is not None else None
    at = at or desk_of_item(item, chosen=desk)
    is_personal = place is not None and place.owner_id is not None
    if at is None:
        if is_personal:
            raise DeskMissing
        return
    stage = stage_taking(at, takes)
    if stage is None and is_personal:
        # It must leave its writer's own space all the same.
        stage = stage_taking(at, Takes.INCOMING)
    if stage is not None:
        place_within(item=item, stage=stage, by=by)
