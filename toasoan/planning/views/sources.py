"""Calendars of other houses: which are read, how they do, and the way to end it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.core.errors import ToasoanError
from toasoan.planning.access import calendar_source_for_changing
from toasoan.planning.event_forms import SourceEndForm, SourceForm
from toasoan.planning.models import CalendarSource
from toasoan.planning.services import (
    calendar_source_add,
    calendar_source_read_soon,
    calendar_source_remove,
)
from toasoan.units.access import user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action


@require_http_methods(["GET", "POST"])
def source_list(request: HttpRequest) -> HttpResponse:
    """Show the calendars the unit reads and how each does; add one."""
    unit = current_unit_required(request)
    user_require(request.user, Action.ASSIGN, unit)
    form = SourceForm(request.POST if request.method == "POST" else None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            calendar_source_add(unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Đã thêm. Tòa soạn đang đọc; tải lại để xem kết quả.")
            )
            return redirect("planning:calendar_sources")
    sources = CalendarSource.objects.filter(unit=unit).select_related("desk")
    return render(
        request,
        "planning/calendar_sources.html",
        {"form": form, "sources": sources},
        status=form.status,
    )


@require_POST
def source_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the calendar read now."""
    source = calendar_source_for_changing(request.user, pk)
    calendar_source_read_soon(source=source, by=request.user)
    messages.success(request, _("Đang đọc lại. Tải lại trang để xem kết quả."))
    return redirect("planning:calendar_sources")


@require_http_methods(["GET", "POST"])
def source_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the calendar no more; its events stay unless one asks."""
    source = calendar_source_for_changing(request.user, pk)
    form = SourceEndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        gone = calendar_source_remove(
            source=source, by=request.user, **form.cleaned_data
        )
        messages.success(request, _gone_said(gone))
        return redirect("planning:calendar_sources")
    shown: dict[str, Any] = {"form": form, "source": source}
    return render(
        request, "planning/calendar_source_end.html", shown, status=form.status
    )


def _gone_said(gone: int) -> str:
    if not gone:
        return _("Đã thôi đọc lịch này. Sự kiện đã vào vẫn ở lịch.")
    said = ngettext(
        "Đã thôi đọc lịch này và xóa %(n)d sự kiện sắp tới.",
        "Đã thôi đọc lịch này và xóa %(n)d sự kiện sắp tới.",
        gone,
    )
    return said % {"n": gone}
