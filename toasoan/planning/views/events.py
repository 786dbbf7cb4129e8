"""The calendar of a unit: its events, what changes of them, what comes of them."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.planning.access import (
    event_for_changing,
    event_for_reading,
    event_may_change,
)
from toasoan.planning.event_forms import (
    EventChangeForm,
    NewEventForm,
    OffForm,
    ScopeForm,
)
from toasoan.planning.forms import StoryForm
from toasoan.planning.models import Event
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.selectors import events_between
from toasoan.planning.services import (
    event_add,
    event_call_off,
    event_remove,
    event_story_pitch,
    event_update,
)
from toasoan.planning.source_words import kept_labels
from toasoan.units.access import user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list

WEEK = 7
DAY = timedelta(days=1)
# No newsroom plans outside of these years; dates far off have no week around them.
EARLIEST, LATEST = 1990, 2190


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the events of a week, day by day."""
    unit = current_unit_required(request)
    first = monday_of(request.GET.get("tu", ""))
    days = [first + n * DAY for n in range(WEEK)]
    desks = list(desk_list(unit))
    desk = next(
        (each for each in desks if str(each.pk) == request.GET.get("ban")), None
    )
    begins, ends = day_bounds(days[0], days[-1])
    events = events_between(unit, begins, ends, desk=desk.pk if desk else None)
    return render(
        request,
        "planning/calendar.html",
        {
            "days": [
                (
                    day,
                    [each for each in events if each.first_day <= day <= each.last_day],
                )
                for day in days
            ],
            "today": clock.today(),
            "month": days[0],
            "before": first - WEEK * DAY,
            "after": first + WEEK * DAY,
            "desks": desks,
            "desk": desk,
            "n_events": len(events),
            "may_add": user_may(request.user, Action.PITCH, unit),
            "may_bring_in": user_may(request.user, Action.ASSIGN, unit),
        },
    )


def monday_of(typed: str) -> date:
    """Return the Monday of the week that was asked for, or of this week."""
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day.year <= LATEST:
        day = clock.today()
    return day - timedelta(days=day.weekday())


@require_http_methods(["GET", "POST"])
def event_new(request: HttpRequest) -> HttpResponse:
    """Put an event on the calendar, once or again and again."""
    unit = current_unit_required(request)
    user_require(request.user, Action.PITCH, unit)
    form = NewEventForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            made = event_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            said = ngettext(
                "Đã ghi sự kiện vào lịch.", "Đã ghi %(n)s lần vào lịch.", len(made)
            )
            messages.success(request, said % {"n": len(made)})
            return redirect("planning:event", pk=made[0].pk)
    return render(
        request, "planning/event_form.html", {"form": form}, status=form.status
    )


@require_GET
def event_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the event, who to call, and the stories that hang on it."""
    event = event_for_reading(request.user, pk)
    near = Event.objects.filter(series=event.series_id) if event.series_id else None
    return render(
        request,
        "planning/event.html",
        {
            "event": event,
            "stories": event.stories.select_related("desk").order_by("pk"),
            "kept": kept_labels(event) if event.source else [],
            "attachments": event.attachments.select_related("added_by"),
            "others": near.exclude(pk=pk)[:WEEK] if near is not None else [],
            "may_change": event_may_change(request.user, event),
            "may_pitch": user_may(request.user, Action.PITCH, event.unit)
            and not event.is_off,
        },
    )


@require_http_methods(["GET", "POST"])
def event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the event, or more of its series; its stories show it as it is now."""
    event = event_for_changing(request.user, pk)
    form = EventChangeForm(
        request.POST or None,
        unit=event.unit,
        event=event,
        initial=_facts(event),
    )
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        scope = changes.pop("scope")
        if event.is_off:
            # It takes place after all: the reason it did not goes with the state.
            changes["status_reason"] = ""
        try:
            event_update(event=event, changes=changes, by=request.user, scope=scope)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu sự kiện."))
            return redirect("planning:event", pk=pk)
    return render(
        request,
        "planning/event_form.html",
        {"form": form, "event": event},
        status=form.status,
    )


def _facts(event: Event) -> dict[str, Any]:
    facts = model_to_dict(event)
    if event.is_all_day:
        # Shown as the last day itself, not as the midnight after it.
        facts["ends_at"] = event.ends_at - timedelta(minutes=1)
    facts["likelihood"] = Event.Status.CONFIRMED if event.is_off else event.status
    return facts


@require_http_methods(["GET", "POST"])
def event_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the event off or call it off, with the reason."""
    event = event_for_changing(request.user, pk)
    form = OffForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            said = dict(form.cleaned_data)
            event_call_off(
                event=event, status=said.pop("outcome"), by=request.user, **said
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã báo. Người đang làm thấy ở đề tài."))
            return redirect("planning:event", pk=pk)
    return _act(request, event, form, _("Hoãn hoặc hủy"), _("Báo hoãn, hủy"))


@require_http_methods(["GET", "POST"])
def event_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an event written by mistake off the calendar."""
    event = event_for_changing(request.user, pk)
    form = ScopeForm(request.POST if request.method == "POST" else None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            event_remove(event=event, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã xóa khỏi lịch."))
            return redirect("planning:calendar")
    return _act(request, event, form, _("Xóa khỏi lịch"), _("Xóa khỏi lịch"))


def _act(
    request: HttpRequest, event: Event, form: ScopeForm, heading: str, button: str
) -> HttpResponse:
    return render(
        request,
        "planning/event_act.html",
        {"event": event, "form": form, "heading": heading, "button": button},
        status=form.status,
    )


@require_http_methods(["GET", "POST"])
def event_pitch(request: HttpRequest, pk: int) -> HttpResponse:
    """Pitch a story of the event, its facts filled in."""
    event = event_for_reading(request.user, pk)
    user_require(request.user, Action.PITCH, event.unit)
    form = StoryForm(
        request.POST or None,
        unit=event.unit,
        initial={
            "title": event.title,
            "brief": event.description[:2000],
            "desk": event.desk_id,
            "planned_at": event.ends_at,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            story = event_story_pitch(event=event, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã đề xuất. %(desk)s trả lời ở đây.") % {"desk": story.desk}
            )
            return redirect("planning:story", pk=story.pk)
    return render(
        request,
        "planning/story_form.html",
        {"form": form, "unit": event.unit, "event": event},
        status=form.status,
    )
