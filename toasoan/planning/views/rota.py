"""The rota of a unit: who is on duty this week, who is away."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.planning.models import Absence, Shift
from toasoan.planning.people_forms import AbsenceForm, ShiftForm
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.selectors import absences_between, shifts_between
from toasoan.planning.services import (
    absence_add,
    absence_remove,
    shift_add,
    shift_remove,
    shifts_repeat,
)
from toasoan.planning.views.events import DAY, WEEK, monday_of
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


@require_http_methods(["GET", "POST"])
def rota(request: HttpRequest) -> HttpResponse:
    """Show the week's duty; who gives out work puts people on it."""
    unit = current_unit_required(request)
    form = ShiftForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            shift = shift_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã xếp %(name)s vào ca.") % {"name": shift.user}
            )
            return _to_week(clock.local(shift.starts_at).date())
    return _rota_page(request, unit, shift_form=form)


@require_http_methods(["POST"])
def absence_new(request: HttpRequest) -> HttpResponse:
    """Write down days on which one is away."""
    unit = current_unit_required(request)
    form = _absence_form(request, unit, request.POST)
    if form.is_valid():
        try:
            absence = absence_add(by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi ngày vắng."))
            return _to_week(absence.first_day)
    return _rota_page(request, unit, absence_form=form)


def _rota_page(
    request: HttpRequest,
    unit: PressUnit,
    *,
    shift_form: ShiftForm | None = None,
    absence_form: AbsenceForm | None = None,
) -> HttpResponse:
    first = monday_of(request.GET.get("tu", ""))
    days = [first + n * DAY for n in range(WEEK)]
    may_set = user_may(request.user, Action.ASSIGN, unit)
    away = list(absences_between(unit, days[0], days[-1]))
    filled = absence_form or shift_form
    return render(
        request,
        "planning/rota.html",
        {
            "days": _days(unit, days, away),
            # Of this week only: who looks back at another wants all of it.
            "past": days[0] < clock.today() <= days[-1],
            "first": first,
            "before": first - WEEK * DAY,
            "after": first + WEEK * DAY,
            "today": clock.today(),
            "may_set": may_set,
            "form": shift_form or ShiftForm(unit=unit),
            "absence_form": absence_form or _absence_form(request, unit),
            "absences": away,
        },
        status=filled.status if filled else 200,
    )


def _days(
    unit: PressUnit, days: list[date], away: list[Absence]
) -> list[tuple[date, list[Shift], list[Absence]]]:
    begins, ends = day_bounds(days[0], days[-1])
    shifts = list(shifts_between(unit, begins, ends))
    return [
        (
            day,
            [each for each in shifts if clock.local(each.starts_at).date() == day],
            [each for each in away if each.first_day <= day <= each.last_day],
        )
        for day in days
    ]


def _absence_form(
    request: HttpRequest, unit: PressUnit, data: Any = None
) -> AbsenceForm:
    return AbsenceForm(
        data,
        unit=unit,
        by=request.user,
        for_others=user_may(request.user, Action.ASSIGN, unit),
    )


@require_POST
def shift_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person off duty."""
    unit = current_unit_required(request)
    shift = get_object_or_404(
        Shift.objects.select_related("unit", "user"), unit=unit, pk=pk
    )
    day = clock.local(shift.starts_at).date()
    shift_remove(shift=shift, by=request.user)
    messages.success(request, _("Đã bỏ ca trực của %(name)s.") % {"name": shift.user})
    return _to_week(day)


@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike days away out again."""
    unit = current_unit_required(request)
    known = absences_between(unit, date.min, date.max)
    absence = get_object_or_404(known, pk=pk)
    absence_remove(absence=absence, by=request.user)
    messages.success(
        request, _("Đã xóa ngày vắng của %(name)s.") % {"name": absence.user}
    )
    return _to_week(absence.first_day)


@require_POST
def week_repeat(request: HttpRequest) -> HttpResponse:
    """Put this week's shifts on the next week too."""
    unit = current_unit_required(request)
    first = monday_of(request.POST.get("tu", ""))
    added, left = shifts_repeat(unit=unit, monday=first, by=request.user)
    if added:
        messages.success(
            request, _("Đã xếp %(n)d ca sang tuần sau.") % {"n": len(added)}
        )
    if left:
        messages.warning(
            request,
            _("%(n)d ca chưa xếp vì người trực đã có ca hoặc vắng: %(names)s.")
            % {"n": len(left), "names": ", ".join(str(each.user) for each in left)},
        )
    if not added and not left:
        messages.info(request, _("Tuần này chưa có ca nào để xếp tiếp."))
    return _to_week(first + timedelta(days=WEEK))


def _to_week(day: date) -> HttpResponse:
    return redirect(f"{reverse('planning:rota')}?tu={day:%Y-%m-%d}")
