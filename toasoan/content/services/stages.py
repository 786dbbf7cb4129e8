"""The stages of a desk. Each write is atomic and audited."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from toasoan.content.desks.desk_items import (
    items_in_stage,
    may_keep_stages,
    stage_taking,
    states_fitting,
)
from toasoan.content.errors import StageWrong
from toasoan.content.models import ItemPlace, Stage
from toasoan.content.services.places import place_within
from toasoan.core.errors import NotAllowed
from toasoan.security.services import audit_record
from toasoan.units.models import Desk

Takes = Stage.Takes
# Names are kept as a newsroom says them; each desk may rename its own.
DEFAULT_STAGES = (
    ("Chờ nhận", Takes.INCOMING),
    ("Đang viết", Takes.WRITING),
    ("Chờ duyệt", Takes.SUBMITTED),
    ("Đã duyệt", Takes.APPROVED),
    ("Đã đăng", Takes.PUBLISHED),
)


@transaction.atomic
def stages_default(*, desk: Desk) -> None:
    """Give the desk the usual stages; run again, it adds what is missing."""
    there = set(desk.stages.values_list("takes", flat=True))
    Stage.objects.bulk_create(
        Stage(desk=desk, name=name, order=order, takes=takes)
        for order, (name, takes) in enumerate(DEFAULT_STAGES, start=1)
        if takes not in there
    )


@transaction.atomic
def stage_add(*, desk: Desk, name: str, by: Any) -> Stage:
    """The desk has one more stage, the last, to which only people bring items.

    Raises:
        NotAllowed: `by` neither keeps the unit nor assigns at the desk.
        StageWrong: the name is empty, or another stage of the desk has it.
    """
    _hold(desk, by)
    name = _name_free(desk, name)
    last = desk.stages.aggregate(last=Max("order"))["last"] or 0
    stage = Stage.objects.create(desk=desk, name=name, order=last + 1)
    _audit("content.stage_added", stage, by, {"name": name})
    return stage


@transaction.atomic
def stage_update(*, stage: Stage, name: str, takes: str, by: Any) -> Stage:
    """The stage has this name and takes this by itself; no other of the desk does.

    Raises:
        NotAllowed: as stage_add.
        StageWrong: as stage_add; or the desk would lose what it cannot be without, or
            items lie there that do not belong under it.
    """
    _hold(stage.desk, by)
    stage = Stage.objects.select_related("desk__unit").get(pk=stage.pk)
    before = {"name": stage.name, "takes": stage.takes}
    stage.name = _name_free(stage.desk, name, but=stage)
    if takes != stage.takes:
        _takes_require(stage, takes)
        stage.desk.stages.filter(takes=takes).exclude(takes=Takes.NOTHING).update(
            takes=Takes.NOTHING
        )
        stage.takes = takes
    stage.save(update_fields=["name", "takes"])
    _audit("content.stage_updated", stage, by, {"before": before, "name": stage.name})
    return stage


def _takes_require(stage: Stage, takes: str) -> None:
    if stage.takes in Stage.NEEDED:
        raise StageWrong(
            _("Ban cần khâu tự nhận “%(takes)s”. Đặt khâu khác nhận việc ấy trước.")
            % {"takes": stage.get_takes_display()}
        )
    wrong = [i for i in items_in_stage(stage) if takes not in states_fitting(i)]
    if wrong:
        raise StageWrong(
            _("Khâu còn %(n)d bài không hợp. Chuyển các bài ấy sang khâu khác trước.")
            % {"n": len(wrong)}
        )


@transaction.atomic
def stage_move(*, stage: Stage, is_up: bool, by: Any) -> None:
    """The stage changes places with the one before or after it; at the end it stays.

    Raises:
        NotAllowed: as stage_add.
    """
    _hold(stage.desk, by)
    stages = list(stage.desk.stages.order_by("order", "pk"))
    here = stages.index(stage)
    there = here - 1 if is_up else here + 1
    if not 0 <= there < len(stages):
        return
    stages[here], stages[there] = stages[there], stages[here]
    for order, each in enumerate(stages, start=1):
        each.order = order
    Stage.objects.bulk_update(stages, ["order"])
    _audit("content.stage_moved", stage, by, {"up": is_up})


@transaction.atomic
def stage_remove(*, stage: Stage, by: Any, to: Stage | None = None) -> None:
    """The desk has the stage no more; what lay there lies in `to`.

    What is in the bin comes back to where the desk writes.

    Raises:
        NotAllowed: as stage_add.
        StageWrong: the desk cannot be without it, items lie there and no other stage
            of the desk was chosen, or they do not belong there.
    """
    _hold(stage.desk, by)
    if stage.takes in Stage.NEEDED:
        raise StageWrong(
            _("Ban cần khâu tự nhận “%(takes)s”. Đặt khâu khác nhận việc ấy trước.")
            % {"takes": stage.get_takes_display()}
        )
    items = list(items_in_stage(stage))
    if items and (to is None or to.desk_id != stage.desk_id or to == stage):
        raise StageWrong(
            _("Khâu còn %(n)d bài. Chọn khâu của ban để chuyển bài sang.")
            % {"n": len(items)}
        )
    for item in items:
        _empty_into(to, item.specific, by)
    ItemPlace.objects.filter(stage=stage).update(
        stage=stage_taking(stage.desk, Takes.WRITING)
    )
    _audit("content.stage_removed", stage, by, {"name": stage.name, "n": len(items)})
    stage.delete()


def _empty_into(to: Stage | None, item: Any, by: Any) -> None:
    if to is None or to.takes not in states_fitting(item):
        raise StageWrong(
            _("“%(title)s” không hợp với khâu đã chọn. Chọn khâu chỉ nhận bằng tay.")
            % {"title": item.draft_title or item.title}
        )
    place_within(item=item, stage=to, by=by, is_own_act=True)


def _hold(desk: Desk, by: Any) -> None:
    """Keep the desk's row, so that stages are changed by one person at a time."""
    if not may_keep_stages(by, desk):
        raise NotAllowed
    Desk.objects.select_for_update().get(pk=desk.pk)


def _name_free(desk: Desk, name: str, *, but: Stage | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise StageWrong(_("Ghi tên khâu."))
    others = [each for each in desk.stages.all() if each != but]
    if any(each.name.casefold() == name.casefold() for each in others):
        raise StageWrong(_("Ban đã có khâu tên này."))
    return name


def _audit(action: str, stage: Stage, by: Any, data: dict[str, Any]) -> None:
    audit_record(
        action=action,
        target=stage,
        by=by,
        unit_key=stage.desk.unit.key,
        data={"desk": stage.desk.name, **data},
    )
