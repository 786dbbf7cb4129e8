"""Calendars of other programs: brought in as files, read by subscription."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from toasoan.core import clock
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.planning.access import calendar_link_for
from toasoan.planning.calendars import MOST_BYTES, calendar_write
from toasoan.planning.event_forms import CalendarFileForm
from toasoan.planning.models import CalendarLink
from toasoan.planning.selectors import events_of_desk
from toasoan.planning.services import calendar_bring_in, calendar_link_renew
from toasoan.units.access import user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list

# What calendar programs still show of the past.
KEPT_BACK = timedelta(days=90)


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Put the events of a calendar file on the unit's calendar."""
    unit = current_unit_required(request)
    user_require(request.user, Action.ASSIGN, unit)
    form = CalendarFileForm(request.POST or None, request.FILES or None, unit=unit)
    done = None
    if request.method == "POST" and form.is_valid():
        try:
            done = calendar_bring_in(
                unit=unit,
                data=form.cleaned_data["file"].read(MOST_BYTES + 1),
                desk=form.cleaned_data["desk"],
                by=request.user,
            )
        except ToasoanError as error:
            form.refuse(error)
    return render(
        request,
        "planning/calendar_file.html",
        {"form": form, "done": done},
        status=form.status,
    )


@require_GET
def links(request: HttpRequest) -> HttpResponse:
    """Show the addresses at which the person's own calendar program reads."""
    unit = current_unit_required(request)
    held = {
        link.desk_id: _address(request, link)
        for link in CalendarLink.objects.filter(user=request.user.pk, desk__unit=unit)
    }
    desks = [(desk, held.get(desk.pk)) for desk in desk_list(unit)]
    return render(request, "planning/calendar_links.html", {"desks": desks})


def _address(request: HttpRequest, link: CalendarLink) -> str:
    return request.build_absolute_uri(reverse("calendar_feed", args=[link.token]))


@require_http_methods(["POST"])
def link_renew(request: HttpRequest, desk_pk: int) -> HttpResponse:
    """Give the person an address for the desk; one there was ends."""
    unit = current_unit_required(request)
    desk = get_object_or_404(desk_list(unit), pk=desk_pk)
    calendar_link_renew(desk=desk, by=request.user)
    messages.success(
        request, _("Đã tạo địa chỉ. Dán vào ứng dụng lịch của bạn, đừng chia sẻ.")
    )
    return redirect("planning:calendar_links")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program that knows the address; nobody signs in here."""
    try:
        link = calendar_link_for(token)
    except NotFound:
        raise Http404 from None
    pattern = request.build_absolute_uri(reverse("planning:event", args=[0]))
    body = calendar_write(
        events_of_desk(link.desk, clock.now() - KEPT_BACK),
        name=f"{link.desk.unit.short_name}: {link.desk}",
        address=pattern.replace("/0/", "/{pk}/"),
    )
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
