"""A month of the calendar, and events carried to another day."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.planning.access import event_for_changing
from toasoan.planning.event_forms import MoveForm
from toasoan.planning.models import Event
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.selectors import events_between
from toasoan.planning.services import event_move
from toasoan.planning.views.events import EARLIEST, LATEST, WEEK
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list

DAY = timedelta(days=1)
SHOWN_A_DAY = 6


@dataclass(frozen=True)
class Spot:
    """An event on one of its days."""

    event: Event
    is_first: bool
    may_move: bool


@dataclass
class Day:
    """One day of the sheet, of the month or beside it."""

    date: date
    is_inside: bool
    is_today: bool
    spots: list[Spot] = field(default_factory=list)

    @property
    def shown(self) -> list[Spot]:
        """What there is room for."""
        return self.spots[:SHOWN_A_DAY]

    @property
    def more(self) -> int:
        """How many there is no room for."""
        return max(0, len(self.spots) - SHOWN_A_DAY)


@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """Show the events of a month, week by week."""
    unit = current_unit_required(request)
    first = first_of(request.GET.get("thang", ""))
    desks = list(desk_list(unit))
    desk = next(
        (each for each in desks if str(each.pk) == request.GET.get("ban")), None
    )
    weeks = _weeks(first)
    begins, ends = day_bounds(weeks[0][0].date, weeks[-1][-1].date)
    events = events_between(unit, begins, ends, desk=desk.pk if desk else None)
    may_add = user_may(request.user, Action.PITCH, unit)
    may_assign = user_may(request.user, Action.ASSIGN, unit)
    for event in events:
        own = may_add and event.created_by_id == request.user.pk
        _place(weeks, event, may_move=(own or may_assign) and not event.is_off)
    return render(
        request,
        "planning/month.html",
        {
            "weeks": weeks,
            "month": first,
            "before": first_of(str(first - DAY)),
            "after": first_of(str(first + 32 * DAY)),
            "desks": desks,
            "desk": desk,
            "n_events": len(events),
            "may_add": may_add,
            "may_move": may_add or may_assign,
            "may_bring_in": may_assign,
        },
    )


def first_of(typed: str) -> date:
    """Return the first day of the month that was asked for, or of this month."""
    try:
        day = parse_date(f"{typed[:7]}-01")
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day.year <= LATEST:
        day = clock.today()
    return day.replace(day=1)


def _weeks(first: date) -> list[list[Day]]:
    """Return whole weeks from the Monday on or before the first to the month's end."""
    day, today = first - first.weekday() * DAY, clock.today()
    weeks = []
    while (day.year, day.month) <= (first.year, first.month):
        days = [day + n * DAY for n in range(WEEK)]
        weeks.append(
            [Day(each, each.month == first.month, each == today) for each in days]
        )
        day += WEEK * DAY
    return weeks


def _place(weeks: list[list[Day]], event: Event, *, may_move: bool) -> None:
    for week in weeks:
        for day in week:
            if event.first_day <= day.date <= event.last_day:
                is_first = day.date == event.first_day
                day.spots.append(Spot(event, is_first, may_move and is_first))


@require_http_methods(["GET", "POST"])
def event_move_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the event on another day, asked how much of its series goes along."""
    event = event_for_changing(request.user, pk)
    dropped_on = _day_of(request.GET.get("ngay", ""))
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        event=event,
        initial={"day": dropped_on or event.first_day},
    )
    if request.method == "POST" and form.is_valid():
        try:
            moved = event_move(event=event, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _said(moved))
            return redirect("planning:event", pk=pk)
    return render(
        request,
        "planning/event_act.html",
        {
            "event": event,
            "form": form,
            "heading": _("Đổi ngày"),
            "button": _("Dời sự kiện"),
            "is_kind": True,
        },
        status=form.status,
    )


def _day_of(typed: str) -> date | None:
    try:
        return datetime.strptime(typed, "%Y-%m-%d").date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def _said(moved: list[Any]) -> str:
    if not moved:
        return _("Sự kiện vẫn ở ngày cũ.")
    said = ngettext(
        "Đã dời sự kiện. Người có việc ở đó được báo.",
        "Đã dời %(n)d lần. Người có việc ở đó được báo.",
        len(moved),
    )
    return said % {"n": len(moved)}
