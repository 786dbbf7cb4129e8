"""Items go from desk to desk by hand. Each write is atomic and audited."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.desks.desk_items import (
    desks_of,
    items_left,
    left_things_seen_by,
    place_of,
    stage_taking,
    states_fitting,
)
from toasoan.content.editing.leases import held_error, lease_held_by_other
from toasoan.content.errors import ItemNotReady, StageWrong
from toasoan.content.models import EditLease, ItemPlace, PublicationSchedule, Stage
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.releases import release_waiting
from toasoan.content.services.places import (
    item_hold,
    place_personal_within,
    place_within,
)
from toasoan.content.telling import fetched_told, sent_told, taken_home_told
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.access import user_may, user_require
from toasoan.units.models import Desk
from toasoan.units.roles import Action

Takes = Stage.Takes
# Where a fetched item lies: the first of these its state fits.
FETCHED_TO = (
    Takes.SUBMITTED,
    Takes.APPROVED,
    Takes.PUBLISHED,
    Takes.WRITING,
    Takes.INCOMING,
)


@transaction.atomic
def item_send(*, item: ItemPage, stage: Stage, by: Any, note: str = "") -> ItemPlace:
    """The item lies in the stage of any desk of its unit, whose people are told.

    Within one desk nobody is told, unless there is a note.

    Raises:
        NotFound: the item is in somebody else's own space.
        NotAllowed: `by` does not write in the unit.
        ItemBinned: it lies in the bin.
        StageWrong: another unit's stage, a closed desk's, or one for another state.
    """
    item = item_hold(item)
    before = _reach(item, by)
    _stage_require(item, stage)
    was_at = before.stage.desk_id if before is not None and before.stage else None
    if before is not None and before.stage_id == stage.pk and not note.strip():
        return before
    place = place_within(item=item, stage=stage, by=by, note=note, is_own_act=True)
    if was_at != stage.desk_id or note.strip():
        sent_told(place, item, by=by)
    return place


def _reach(item: ItemPage, by: Any) -> ItemPlace | None:
    """Return where the item lies, to who writes in its unit and may see it."""
    place = place_of(item)
    is_hidden = place is not None and place.owner_id not in {None, by.pk}
    if is_hidden and not by.is_superuser:
        raise NotFound
    user_require(by, Action.WRITE, item.unit)
    return place


def _stage_require(item: ItemPage, stage: Stage) -> None:
    if stage.desk.unit_id != item.unit_id:
        raise StageWrong(_("Ban này của đơn vị khác. Chọn ban khác."))
    # Held: a desk that is being closed would else close over the item.
    if not Desk.objects.select_for_update().get(pk=stage.desk_id).is_active:
        raise StageWrong(
            _("%(desk)s đã đóng. Chọn ban khác.") % {"desk": stage.desk.name}
        )
    if not Stage.objects.filter(pk=stage.pk).exists():
        raise StageWrong(_("Khâu này vừa bị bỏ. Chọn khâu khác."))
    if stage.takes not in states_fitting(item):
        raise StageWrong(
            _(
                "Khâu “%(stage)s” chỉ có bài hợp với nó (%(takes)s). "
                "Chọn khâu khác, hoặc nộp, duyệt, trả lại bài trước."
            )
            % {"stage": stage.name, "takes": stage.get_takes_display()}
        )


@transaction.atomic
def item_fetch(*, item: ItemPage, desk: Desk, by: Any) -> ItemPlace:
    """The desk has the item, in the stage its state belongs to; its writer is told.

    Raises:
        NotFound, ItemBinned, StageWrong: as item_send.
        NotAllowed: `by` neither belongs to the desk nor edits others' work, or would
            take another's item away from another desk.
    """
    item = item_hold(item)
    before = _reach(item, by)
    edits = user_may(by, Action.EDIT_OTHERS, item.unit)
    if not edits and not desks_of(by).filter(pk=desk.pk).exists():
        raise NotAllowed
    lies_at = before.stage.desk_id if before is not None and before.stage else None
    if before is not None and lies_at == desk.pk:
        return before
    if not edits and lies_at is not None and item.owner_id != by.pk:
        raise NotAllowed
    stage = stage_for(item, desk)
    _stage_require(item, stage)
    place = place_within(item=item, stage=stage, by=by, is_own_act=True)
    fetched_told(place, item, by=by)
    return place


def stage_for(item: ItemPage, desk: Desk) -> Stage:
    """Return the stage of the desk the item's state belongs to.

    Raises:
        StageWrong: it has none that could take the item.
    """
    fitting = states_fitting(item)
    found = (stage_taking(desk, takes) for takes in FETCHED_TO if takes in fitting)
    stage = next((each for each in found if each is not None), None)
    if stage is None:
        raise StageWrong(_("Ban chưa có khâu nhận bài. Nhờ quản trị đơn vị thêm."))
    return stage


@transaction.atomic
def item_take_home(*, item: ItemPage, by: Any) -> ItemPlace:
    """The item lies in the person's own space, and nobody else sees it.

    Its writer, if it is a colleague's, is told who has it.

    Raises:
        NotFound, ItemBinned: as item_send.
        NotAllowed: it is another's, and `by` does not edit others' work.
        ItemNotReady: it was handed in, promised or public.
        LeaseHeld: somebody else edits it.
    """
    item = item_hold(item)
    _reach(item, by)
    if item.owner_id != by.pk and not user_may(by, Action.EDIT_OTHERS, item.unit):
        raise NotAllowed
    _unsubmitted_require(item)
    lease_free_require(item, by)
    place = place_personal_within(item=item, owner=by, by=by)
    taken_home_told(place, item, by=by)
    return place


def _unsubmitted_require(item: ItemPage) -> None:
    unpublished_require(item)
    review = item.reviews.first()
    if review is not None and (
        review.closed_at is None or review.state == review.State.APPROVED
    ):
        raise ItemNotReady(
            _("Bài đã nộp duyệt, cả ban cùng theo dõi. Để bài ở ban, hoặc nhân bản.")
        )


def unpublished_require(item: ItemPage) -> None:
    """Do nothing for an item that never was public and is not about to be.

    Raises:
        ItemNotReady: it was, or is.
    """
    if item.live or item.first_published_at is not None or item.take_downs.exists():
        raise ItemNotReady(
            _("Bài đã từng lên trang, phải giữ lại. Không để được thì gỡ bài.")
        )
    if release_waiting(item) is not None:
        raise ItemNotReady(_("Bài đang lên trang. Hoàn tác trước đã."))
    promised = item.schedules.filter(
        state__in=[
            PublicationSchedule.State.PENDING,
            PublicationSchedule.State.BLOCKED,
        ]
    )
    if promised.exists():
        raise ItemNotReady(_("Bài đã hẹn giờ đăng. Bỏ hẹn giờ trước đã."))


def lease_free_require(item: ItemPage, by: Any) -> None:
    """End the person's own lease of the item.

    Raises:
        LeaseHeld: somebody else edits it now.
    """
    held = lease_held_by_other(item.pk, by)
    if held is not None:
        raise held_error(held)
    EditLease.objects.filter(item_id=item.pk, holder=by).delete()


@transaction.atomic
def item_take_over(*, item: ItemPage, desk: Desk, by: Any) -> ItemPlace:
    """What somebody who is of the unit no more left in their own space is the desk's.

    Raises:
        NotFound: it was not left by anybody who is gone.
        NotAllowed: `by` neither assigns in the unit nor keeps it.
        ItemBinned, StageWrong: as item_send.
    """
    item = item_hold(item)
    if not left_things_seen_by(by, item.unit):
        raise NotAllowed
    if not items_left(item.unit).filter(pk=item.pk).exists():
        raise NotFound
    stage = stage_for(item, desk)
    _stage_require(item, stage)
    place = place_within(item=item, stage=stage, by=by, is_own_act=True)
    sent_told(place, item, by=by)
    return place
