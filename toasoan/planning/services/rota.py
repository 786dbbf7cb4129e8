"""Who is on duty, who is away. Each write is atomic and audited."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.errors import AbsenceWrong, AssigneeOutsideUnit, ShiftWrong
from toasoan.planning.models import Absence, Shift
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.selectors import shifts_between
from toasoan.planning.services.events import desk_require
from toasoan.planning.telling_duty import absence_told, duty_told
from toasoan.security.models import User
from toasoan.security.services import audit_record
from toasoan.units.access import standing_of, user_may, user_require
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action

LONGEST_SHIFT = timedelta(hours=24)
LONGEST_ABSENCE = timedelta(days=366)
WEEK = timedelta(days=7)


@transaction.atomic
def shift_add(
    *,
    unit: PressUnit,
    user: Any,
    duty: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Any,
    desk: Desk | None = None,
    note: str = "",
) -> Shift:
    """Put the person on duty from one moment to another; they know of it.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        AssigneeOutsideUnit: the person does not belong to it.
        StoryStateWrong: the desk is another unit's.
        ShiftWrong: it ends before it begins, lasts over a day, meets another shift of
            the person, or a day on which they are away.
    """
    shift = shift_add_within(
        unit=unit,
        user=user,
        duty=duty,
        starts_at=starts_at,
        ends_at=ends_at,
        by=by,
        desk=desk,
        note=note,
    )
    duty_told("added", [shift], by=by)
    return shift


def shift_add_within(
    *,
    unit: PressUnit,
    user: Any,
    duty: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Any,
    desk: Desk | None,
    note: str,
) -> Shift:
    """The person is on duty, inside a service that tells of it.

    Raises: as shift_add.
    """
    user_require(by, Action.ASSIGN, unit)
    desk_require(unit, desk)
    if not user_may(user, Action.READ, unit):
        raise AssigneeOutsideUnit
    _hours_require(starts_at, ends_at)
    # Two people who set the rota at once would each see the person free.
    User.objects.select_for_update().get(pk=user.pk)
    _free_require(user, starts_at, ends_at)
    shift = Shift.objects.create(
        unit=unit,
        desk=desk,
        user=user,
        duty=duty,
        starts_at=starts_at,
        ends_at=ends_at,
        note=note,
        created_by=by,
    )
    _audit("planning.shift_added", shift, unit, by, starts_at, ends_at)
    return shift


def _hours_require(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise ShiftWrong(_("Giờ hết ca phải sau giờ vào ca."))
    if ends_at - starts_at > LONGEST_SHIFT:
        raise ShiftWrong(_("Một ca dài nhất 24 giờ. Chia thành nhiều ca."))


def _free_require(user: Any, starts_at: datetime, ends_at: datetime) -> None:
    taken = Shift.objects.filter(
        user=user, starts_at__lt=ends_at, ends_at__gt=starts_at
    ).first()
    if taken is not None:
        raise ShiftWrong(
            _("%(name)s đã trực từ %(from)s đến %(to)s. Đổi giờ, hoặc chọn người khác.")
            % {
                "name": user,
                "from": clock.format_datetime_vi(taken.starts_at),
                "to": clock.format_datetime_vi(taken.ends_at),
            }
        )
    last = clock.local(ends_at - timedelta(seconds=1)).date()
    away = Absence.objects.filter(
        user=user, first_day__lte=last, last_day__gte=clock.local(starts_at).date()
    ).first()
    if away is not None:
        raise ShiftWrong(
            _("%(name)s vắng từ %(from)s đến %(to)s. Chọn người khác.")
            % {
                "name": user,
                "from": clock.format_date_vi(away.first_day),
                "to": clock.format_date_vi(away.last_day),
            }
        )


@transaction.atomic
def shift_remove(*, shift: Shift, by: Any) -> None:
    """Take the person off duty; they know of it.

    Raises:
        NotAllowed: `by` does not assign in the unit.
    """
    user_require(by, Action.ASSIGN, shift.unit)
    duty_told("removed", [shift], by=by)
    _audit(
        "planning.shift_removed", shift, shift.unit, by, shift.starts_at, shift.ends_at
    )
    shift.delete()


@transaction.atomic
def shifts_repeat(
    *, unit: PressUnit, monday: date, by: Any
) -> tuple[list[Shift], list[Shift]]:
    """Put the shifts of the week that begins on `monday` on the next week too.

    Returns:
        What was added, and those of this week for which the person has another
        shift then, or is away.

    Raises:
        NotAllowed: `by` does not assign in the unit.
    """
    user_require(by, Action.ASSIGN, unit)
    begins, ends = day_bounds(monday, monday + WEEK - timedelta(days=1))
    added, left = [], []
    for shift in shifts_between(unit, begins, ends).filter(starts_at__gte=begins):
        try:
            added.append(_again(shift, by))
        except ShiftWrong:
            left.append(shift)
    duty_told("added", added, by=by)
    return added, left


def _again(shift: Shift, by: Any) -> Shift:
    return shift_add_within(
        unit=shift.unit,
        user=shift.user,
        duty=shift.duty,
        desk=shift.desk,
        # Vietnam keeps one time the whole year, so seven days are one week.
        starts_at=shift.starts_at + WEEK,
        ends_at=shift.ends_at + WEEK,
        note=shift.note,
        by=by,
    )


@transaction.atomic
def absence_add(
    *, user: Any, kind: str, first_day: date, last_day: date, by: Any, note: str = ""
) -> Absence:
    """Write down the days on which the person is away.

    Raises:
        NotAllowed: they are another's, whose work `by` does not give out.
        AbsenceWrong: they end before they begin, last over a year, or some of them
            are down already.
    """
    _may_enter(user, by)
    if last_day < first_day:
        raise AbsenceWrong(_("Ngày cuối phải sau ngày đầu."))
    if last_day - first_day > LONGEST_ABSENCE:
        raise AbsenceWrong(_("Một lần vắng dài nhất một năm. Xem lại ngày cuối."))
    User.objects.select_for_update().get(pk=user.pk)
    if Absence.objects.filter(
        user=user, first_day__lte=last_day, last_day__gte=first_day
    ).exists():
        raise AbsenceWrong(_("Những ngày này đã ghi vắng. Xóa dòng cũ rồi ghi lại."))
    absence = Absence.objects.create(
        user=user,
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        note=note,
        entered_by=by,
    )
    _audit_absence("planning.absence_added", absence, by)
    absence_told("away", absence, by=by)
    return absence


@transaction.atomic
def absence_remove(*, absence: Absence, by: Any) -> None:
    """Strike the days out again.

    Raises:
        NotAllowed: as absence_add.
    """
    _may_enter(absence.user, by)
    _audit_absence("planning.absence_removed", absence, by)
    absence_told("back", absence, by=by)
    absence.delete()


def _may_enter(user: Any, by: Any) -> None:
    own = by == user
    if not own and not any(
        user_may(by, Action.ASSIGN, unit) for unit in _units_of(user)
    ):
        raise NotAllowed


def _audit_absence(action: str, absence: Absence, by: Any) -> None:
    # In the log of each unit that has to do without them; the reason is nobody's.
    for unit in _units_of(absence.user):
        _audit(action, absence, unit, by, absence.first_day, absence.last_day)


def _units_of(person: Any) -> QuerySet[PressUnit]:
    return PressUnit.objects.filter(pk__in=standing_of(person).own)


def _audit(
    action: str, row: Shift | Absence, unit: PressUnit, by: Any, first: date, last: date
) -> None:
    data = {
        "person": row.user.email,
        "from": first.isoformat(),
        "to": last.isoformat(),
    }
    audit_record(action=action, target=row, by=by, unit_key=unit.key, data=data)
