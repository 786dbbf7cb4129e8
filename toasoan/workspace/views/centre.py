"""“Thông báo”: what the person was told, and the bell that says there is more."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from toasoan.core import clock
from toasoan.workspace.bell import bell_of
from toasoan.workspace.models import Notification
from toasoan.workspace.selectors import (
    kinds_told,
    notifications_by_day,
    unread_count,
)
from toasoan.workspace.services import (
    notification_read,
    notifications_read,
    notifications_read_all,
)

PAGE_SIZE = 40


@dataclass(frozen=True)
class Day:
    """What the person was told on one day, the unread first."""

    name: str
    told: list[Notification]


@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """Show what the person was told, day by day."""
    kinds = kinds_told(request.user)
    wanted = request.GET.get("loai", "")
    kind = wanted if wanted in dict(kinds) else ""
    told = notifications_by_day(request.user, kind=kind)
    page = Paginator(told, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(
        request,
        "workspace/notifications.html",
        {
            "page": page,
            "days": _days(list(page)),
            "kinds": kinds,
            "kind": kind,
            "unread": unread_count(request.user),
        },
    )


def _days(told: list[Notification]) -> list[Day]:
    by_day = groupby(told, key=lambda each: clock.local(each.created_at).date())
    return [Day(_day_name(day), list(rows)) for day, rows in by_day]


def _day_name(day: date) -> str:
    if day == clock.today():
        return _("Hôm nay")
    if day == clock.today() - timedelta(days=1):
        return _("Hôm qua")
    return clock.weekday_date_vi(day)


@require_GET
def count(request: HttpRequest) -> HttpResponse:
    """Answer the bell, which asks every few seconds: mostly that nothing is new."""
    shown = asdict(bell_of(request.user))
    etag = f'"{shown["unread"]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    return JsonResponse(shown, headers={"ETag": etag})


@require_POST
def read_here(request: HttpRequest) -> HttpResponse:
    """The screen that told about something is open: that is read."""
    notifications_read(by=request.user, path=request.POST.get("path", "")[:500])
    return JsonResponse(asdict(bell_of(request.user)))


@require_POST
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one off the unread without opening it."""
    notification_read(by=request.user, pk=pk)
    return redirect("workspace:notifications")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Take everything off the unread."""
    n = notifications_read_all(by=request.user)
    said = ngettext(
        "Đã đánh dấu đọc %(n)d thông báo.", "Đã đánh dấu đọc %(n)d thông báo.", n
    )
    messages.success(request, said % {"n": n})
    return redirect("workspace:notifications")
