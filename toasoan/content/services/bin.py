"""The bin: drafts thrown away, brought back, and in the end deleted by a person."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.desks.desk_items import (
    desk_of_item,
    erasable_from,
    place_of,
    states_fitting,
)
from toasoan.content.errors import ItemNotReady, ReasonMissing
from toasoan.content.finding.search import article_index_remove
from toasoan.content.models import ItemPlace
from toasoan.content.models.articles import ItemPage
from toasoan.content.services.desks import (
    lease_free_require,
    stage_for,
    unpublished_require,
)
from toasoan.content.services.places import item_hold, place_words
from toasoan.content.services.reviews import review_end_within
from toasoan.content.telling import binned_told, step_holders
from toasoan.core import clock
from toasoan.core.errors import NotFound
from toasoan.planning.services import item_assignments_free, item_assignments_retie
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action


@transaction.atomic
def item_bin(*, item: ItemPage, by: Any, reason: str) -> ItemPlace:
    """The draft is in the bin, gone from every list; it keeps its place for coming back.

    An open review is withdrawn, and whose step it was is told; so is its writer. The
    assignment it was made for is in work without an article, which may be begun anew.

    Raises:
        NotFound: the item is in somebody else's own space.
        NotAllowed: it is another's, and `by` does not edit others' work.
        ReasonMissing: it is another's, and no reason was written.
        ItemBinned: it lies there already.
        ItemNotReady: it was public, is on its way out, or is promised for a time.
        LeaseHeld: somebody else edits it now.
    """
    item = item_hold(item)
    _own_or_editor_require(item, by)
    if item.owner_id != by.pk and not reason.strip():
        raise ReasonMissing(_("Ghi lý do để người viết biết vì sao bài vào thùng."))
    unpublished_require(item)
    lease_free_require(item, by)
    told = _review_end(item, by, reason)
    item_assignments_free(item=item, by=by)
    place = place_of(item) or ItemPlace(item_id=item.pk, since=clock.now())
    place.binned_at, place.binned_by = clock.now(), by
    place.bin_reason = reason.strip()
    place.save()
    article_index_remove(item.pk)
    _audit("content.item_binned", item, by, {"reason": place.bin_reason})
    binned_told(place, item, to=[*told, item.owner], by=by)
    return place


def _own_or_editor_require(item: ItemPage, by: Any) -> None:
    place = place_of(item)
    is_hidden = place is not None and place.owner_id not in {None, by.pk}
    if is_hidden and not by.is_superuser:
        raise NotFound
    if item.owner_id == by.pk:
        user_require(by, Action.WRITE, item.unit)
    else:
        user_require(by, Action.EDIT_OTHERS, item.unit)


def _review_end(item: ItemPage, by: Any, reason: str) -> list[Any]:
    """Withdraw the open review; return whose step it was."""
    review = item.open_review()
    if review is None:
        return []
    holders = list(step_holders(review, review.step))
    review_end_within(item, review, by=by, note=reason)
    return holders


@transaction.atomic
def item_bin_restore(*, item: ItemPage, by: Any) -> ItemPlace:
    """The item lies where it lay before it was thrown away.

    At a desk closed since, it comes to its story's or its writer's desk, else to its
    writer's own space. The assignment has it again unless another article
    was begun for it.

    Raises:
        NotFound: the item was in somebody else's own space.
        NotAllowed: it is another's, and `by` does not edit others' work.
        ItemNotReady: it does not lie in the bin.
    """
    Page.objects.select_for_update().get(pk=item.pk)
    item = type(item).objects.get(pk=item.pk)
    _own_or_editor_require(item, by)
    place = place_of(item)
    if place is None or not place.is_binned:
        raise ItemNotReady(_("Bài không ở trong thùng."))
    place.binned_at, place.binned_by, place.bin_reason = None, None, ""
    _home_find(place, item, by)
    place.save()
    if place.stage is None and place.owner is None:
        place.delete()
    item_assignments_retie(item=item, story=getattr(item, "story", None), by=by)
    _audit("content.item_unbinned", item, by, {"to": place_words(place)})
    return place


def _home_find(place: ItemPlace, item: ItemPage, by: Any) -> None:
    is_home = (
        place.stage is not None
        and place.stage.desk.is_active
        and place.stage.takes in states_fitting(item)
    )
    if is_home or place.owner_id is not None:
        return
    was_at = place.stage.desk if place.stage is not None else None
    lay_nowhere = was_at is None
    desk = was_at if was_at is not None and was_at.is_active else desk_of_item(item)
    place.stage = stage_for(item, desk) if desk is not None else None
    if place.stage is None and not lay_nowhere:
        place.owner = item.owner or by
    place.since, place.moved_by = clock.now(), by


@transaction.atomic
def item_bin_erase(*, item: ItemPage, by: Any) -> None:
    """The item is deleted for good; the audit keeps its title and who threw it away.

    Raises:
        NotFound: the item is in somebody else's own space.
        NotAllowed: `by` does not keep the unit.
        ItemNotReady: it does not lie in the bin, or not yet for 30 days.
    """
    Page.objects.select_for_update().get(pk=item.pk)
    item = type(item).objects.get(pk=item.pk)
    user_require(by, Action.MANAGE, item.unit)
    place = place_of(item)
    if place is None or place.binned_at is None:
        raise ItemNotReady(_("Chỉ xóa hẳn bài đã ở trong thùng."))
    if place.owner_id not in {None, by.pk} and not by.is_superuser:
        raise NotFound
    erasable = erasable_from(place)
    if clock.now() < erasable:
        raise ItemNotReady(
            _("Bài ở trong thùng chưa đủ 30 ngày. Xóa hẳn được từ %(when)s.")
            % {"when": clock.format_datetime_vi(erasable)}
        )
    unpublished_require(item)
    article_index_remove(item.pk)
    _audit(
        "content.item_deleted",
        item,
        by,
        {
            "title": item.draft_title or item.title,
            "writer": str(item.owner or ""),
            "binned_by": str(place.binned_by or ""),
            "reason": place.bin_reason,
        },
    )
    item.delete()


def _audit(action: str, item: ItemPage, by: Any, data: dict[str, Any]) -> None:
    audit_record(action=action, target=item, by=by, unit_key=item.unit.key, data=data)
