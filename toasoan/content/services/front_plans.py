"""Fronts for a later hour: planned, kept at their time by a job, and given way again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.curation.fronts import (
    Placed,
    layout_behind,
    plan_gaps,
    slots_of,
    slots_packed,
    slots_unpacked,
    slots_write,
)
from toasoan.content.errors import FrontChanged, FrontWrong
from toasoan.content.models import FrontPlan, PlanSlot, UnitHomePage
from toasoan.content.services.fronts import (
    Why,
    front_put,
    layout_note_first,
    slots_required,
)
from toasoan.content.services.schedules import item_schedule
from toasoan.content.telling import plan_gap_told
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action

State = FrontPlan.State
# How long before its minute a plan is looked through for items readers will not have.
WARNED = timedelta(minutes=30)


@transaction.atomic
def front_plan_add(
    *,
    home: UnitHomePage,
    name: str,
    starts_at: datetime,
    slots: Iterable[Placed],
    by: Any,
    ends_at: datetime | None = None,
) -> FrontPlan:
    """The front becomes this one at `starts_at`, and what it was again at `ends_at`.

    Raises:
        NotAllowed: `by` does not curate in the unit.
        FrontWrong: the hours have passed or are the wrong way round, or something may
            not stand where it was put.
    """
    user_require(by, Action.CURATE, home.unit)
    _times_require(starts_at, ends_at)
    wanted = slots_required(home, slots)
    plan = FrontPlan.objects.create(
        home=home,
        name=_name(name, starts_at),
        starts_at=starts_at,
        ends_at=ends_at,
        by=by,
        changed_at=clock.now(),
    )
    slots_write(PlanSlot, wanted, plan=plan)
    _audit("content.front_planned", plan, by)
    return plan


@transaction.atomic
def front_plan_change(
    *,
    plan: FrontPlan,
    version: int,
    name: str,
    starts_at: datetime,
    slots: Iterable[Placed],
    by: Any,
    ends_at: datetime | None = None,
) -> FrontPlan:
    """The plan is this one instead, if it has not begun.

    Raises:
        NotAllowed, FrontWrong: as front_plan_add; or the plan has begun or was withdrawn.
        FrontChanged: somebody changed it since; nothing was changed.
    """
    user_require(by, Action.CURATE, plan.home.unit)
    stored = _waiting(plan)
    if stored.version != version:
        raise FrontChanged
    _times_require(starts_at, ends_at)
    wanted = slots_required(plan.home, slots)
    stored.name, stored.starts_at, stored.ends_at = (
        _name(name, starts_at),
        starts_at,
        ends_at,
    )
    stored.by, stored.changed_at = by, clock.now()
    stored.version += 1
    stored.save()
    slots_write(PlanSlot, wanted, plan=stored)
    _audit("content.front_plan_changed", stored, by)
    return stored


@transaction.atomic
def front_plan_duplicate(*, plan: FrontPlan, by: Any) -> FrontPlan:
    """There is a second plan like it, a day later or tomorrow at its hour.

    Raises:
        NotAllowed: `by` does not curate in the unit.
    """
    starts = plan.starts_at + timedelta(days=1)
    while starts <= clock.now():
        starts += timedelta(days=1)
    return front_plan_add(
        home=plan.home,
        name=plan.name,
        starts_at=starts,
        ends_at=plan.ends_at and plan.ends_at + (starts - plan.starts_at),
        slots=slots_of(plan.slots.all()),
        by=by,
    )


@transaction.atomic
def front_plan_withdraw(*, plan: FrontPlan, by: Any) -> FrontPlan:
    """The plan does not become the front; on the front already, it ends now.

    Raises:
        NotAllowed: `by` does not curate in the unit.
        FrontWrong: it is over.
    """
    user_require(by, Action.CURATE, plan.home.unit)
    home = UnitHomePage.objects.select_for_update().get(pk=plan.home_id)
    stored = FrontPlan.objects.get(pk=plan.pk)
    if stored.state == State.PLANNED:
        stored.state = State.WITHDRAWN
        stored.by, stored.changed_at = by, clock.now()
        stored.version += 1
        stored.save()
    elif stored.state == State.LIVE:
        _end(stored, home, by=by)
    else:
        raise FrontWrong(_("Bố cục này đã qua hoặc đã rút. Nhân đôi để dùng lại."))
    _audit("content.front_plan_withdrawn", stored, by)
    return stored


@transaction.atomic
def front_plan_promise_items(*, plan: FrontPlan, by: Any) -> tuple[int, list[str]]:
    """Every approved item of the plan that nobody promised goes out with the plan.

    Returns:
        How many were promised, and why each of the others was not.

    Raises:
        NotAllowed: `by` does not publish in the unit.
        FrontWrong: the plan has begun or was withdrawn.
    """
    user_require(by, Action.PUBLISH, plan.home.unit)
    stored = _waiting(plan)
    kept, left = 0, []
    for gap in plan_gaps(stored):
        item = gap.item.specific
        try:
            with transaction.atomic():
                item_schedule(item=item, at=stored.starts_at, by=by)
        except ToasoanError as error:
            left.append(f"“{item.draft_title or item.title}”: {error.message}")
        else:
            kept += 1
    return kept, left


# --- The clock -------------------------------------------------------------------


def front_plans_apply() -> int:
    """Every home has the front that its plans say; return how many fronts changed.

    What a standing house missed is caught up: the plans that are due begin one after
    the other, so that the last one wins and gives way to the right one. One that is
    over before it could begin never does. Run twice, the second time does nothing.
    """
    return sum(_home_keep(pk) for pk in sorted(homes_due(clock.now())))


def homes_due(now: datetime) -> set[int]:
    """Return the homes whose front is not the one that their plans say."""
    begins = FrontPlan.objects.filter(state=State.PLANNED, starts_at__lte=now)
    ends = FrontPlan.objects.filter(state=State.LIVE, ends_at__lte=now)
    return {
        *begins.values_list("home", flat=True),
        *ends.values_list("home", flat=True),
    }


@transaction.atomic
def _home_keep(home_id: int) -> bool:
    now = clock.now()
    home = UnitHomePage.objects.select_for_update().get(pk=home_id)
    plans = FrontPlan.objects.filter(home=home)
    due = plans.filter(state=State.PLANNED, starts_at__lte=now)
    told: list[tuple[str, FrontPlan]] = []
    for plan in due.order_by("starts_at", "pk"):
        if plan.ends_at is not None and plan.ends_at <= now:
            FrontPlan.objects.filter(pk=plan.pk).update(state=State.PAST)
            told.append(("content.front_plan_missed", plan))
        else:
            _begin(plan, home)
            told.append(("content.front_plan_begun", plan))
    live = plans.filter(state=State.LIVE, ends_at__lte=now).first()
    if live is not None:
        _end(live, home)
        told.append(("content.front_plan_ended", live))
    for action, plan in told:
        _audit(action, plan, None)
    return any(action != "content.front_plan_missed" for action, _plan in told)


def _begin(plan: FrontPlan, home: UnitHomePage) -> None:
    before = layout_note_first(home)
    FrontPlan.objects.filter(home=home, state=State.LIVE).update(state=State.PAST)
    plan.state, plan.before = State.LIVE, before
    plan.save(update_fields=["state", "before"])
    slots = slots_of(plan.slots.all())
    front_put(home, slots, why=Why.PLAN, plan=plan, by=plan.by)


def _end(plan: FrontPlan, home: UnitHomePage, by: Any = None) -> None:
    """Bring back what was there before the plan; that plan goes on, if it was one."""
    now = clock.now()
    layout = layout_behind(plan, now)
    if plan.ends_at is None or plan.ends_at > now:
        plan.ends_at = max(now, plan.starts_at + timedelta(seconds=1))
    plan.state = State.PAST
    plan.version += 1
    plan.save(update_fields=["state", "ends_at", "version"])
    resumed = layout.plan if layout else None
    if resumed is not None:
        FrontPlan.objects.filter(pk=resumed.pk).update(state=State.LIVE)
    slots = slots_unpacked(layout.slots) if layout else ()
    front_put(home, slots, why=Why.END, plan=resumed, by=by)


def front_plan_gaps_tell() -> int:
    """Who arranged a plan of the next half hour knows what readers will not have then.

    Returns how many plans there are; of each hour it is told once.
    """
    plans = plans_near(clock.now()).select_related("home__unit", "by")
    return sum(_gaps_tell(plan) for plan in plans)


def plans_near(now: datetime) -> Any:
    """Return the plans that begin within the time in which gaps are told."""
    return FrontPlan.objects.filter(
        state=State.PLANNED, starts_at__gt=now, starts_at__lte=now + WARNED
    )


@transaction.atomic
def _gaps_tell(plan: FrontPlan) -> bool:
    gaps = plan_gaps(plan)
    if not gaps:
        return False
    plan_gap_told(plan, [gap.item for gap in gaps])
    return True


# --- Rules -----------------------------------------------------------------------


def _waiting(plan: FrontPlan) -> FrontPlan:
    """Return the plan, held, if it still waits for its hour.

    Raises:
        FrontWrong: it does not.
    """
    UnitHomePage.objects.select_for_update().get(pk=plan.home_id)
    stored = FrontPlan.objects.select_related("home__unit").get(pk=plan.pk)
    if stored.state == State.LIVE:
        raise FrontWrong(
            _("Bố cục này đang trên trang. Sửa ngay trên trang chủ, hoặc nhân đôi.")
        )
    if stored.state != State.PLANNED:
        raise FrontWrong(_("Bố cục này đã qua hoặc đã rút. Nhân đôi để dùng lại."))
    return stored


def _times_require(starts_at: datetime, ends_at: datetime | None) -> None:
    if starts_at <= clock.now():
        raise FrontWrong(
            _("Giờ lên trang %(at)s đã qua. Chọn giờ khác, hoặc lưu ngay ở trang chủ.")
            % {"at": clock.format_datetime_vi(starts_at)}
        )
    if ends_at is not None and ends_at <= starts_at:
        raise FrontWrong(_("Giờ hết phải sau giờ lên trang."))


def _name(name: str, starts_at: datetime) -> str:
    tidy = " ".join(name.split())
    return tidy or _("Bố cục %(at)s") % {"at": clock.format_datetime_vi(starts_at)}


def _audit(action: str, plan: FrontPlan, by: Any) -> None:
    audit_record(
        action=action,
        target=plan,
        by=by,
        unit_key=plan.home.unit.key,
        data={
            "starts_at": plan.starts_at.isoformat(),
            "ends_at": plan.ends_at.isoformat() if plan.ends_at else None,
            "slots": slots_packed(slots_of(plan.slots.all())),
        },
    )
