"""The screens between units: what others opened, who asks for ours, who used what."""

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from toasoan.archive.access import entries_opened
from toasoan.archive.holdings.holding_forms import AnswerForm, GrantForm, ShowingForm
from toasoan.archive.holdings.ledger import ledger_rows, uses_between
from toasoan.archive.holdings.sharing import asset_request_answer, grant_add, grant_end
from toasoan.archive.holdings.showing import unit_sharing_of, unit_sharing_set
from toasoan.archive.models import AssetGrant, AssetRequest
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.core.text import fold
from toasoan.units.access import in_units_visible, user_may, user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

PAGE_SIZE = 40


@require_safe
def opened_list(request: HttpRequest) -> HttpResponse:
    """Show what other units have opened to the person's unit."""
    unit = current_unit_required(request)
    wanted = request.GET.get("q", "").strip()[:100]
    found = entries_opened(unit)
    for word in fold(wanted).split():
        found = found.filter(words__contains=word)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    return _render(request, "opened", {"page": page, "wanted": wanted})


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """Show what other units ask for, and what became of what one's own asked for."""
    unit = current_unit_required(request)
    rows = _requests().select_related("entry__unit", "unit", "by")
    context = {
        "waiting": rows.filter(
            entry__unit=unit, state=AssetRequest.State.WAITING
        ).order_by("at"),
        "answered": rows.filter(entry__unit=unit).exclude(
            state=AssetRequest.State.WAITING
        )[:PAGE_SIZE],
        "ours": rows.filter(unit=unit)[:PAGE_SIZE],
        "may_keep": user_may(request.user, Action.ARCHIVE_EDIT, unit),
    }
    return _render(request, "requests", context)


@require_http_methods(["GET", "POST"])
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a unit that asks for an asset of ours."""
    asked = (
        _requests()
        .filter(in_units_visible(request.user, "entry__unit"))
        .select_related("entry__unit", "entry__photo", "unit", "by")
        .filter(pk=pk)
        .first()
    )
    if asked is None or asked.entry.unit is None:
        raise NotFound
    user_require(request.user, Action.ARCHIVE_EDIT, asked.entry.unit)
    first = {"ends_on": asked.until, "terms": asked.terms}
    form = AnswerForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        clauses = {**form.cleaned_data}
        is_granted = clauses.pop("answer") == "yes"
        try:
            asset_request_answer(
                request=asked, is_granted=is_granted, by=request.user, **clauses
            )
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã trả lời. Bên xin được báo."))
            return redirect("holdings:requests")
    context = {"asked": asked, "form": form}
    return render(request, "archive/answer.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def standing_list(request: HttpRequest) -> HttpResponse:
    """Show and make the grants of the unit's whole archive."""
    unit = current_unit_required(request)
    user_require(request.user, Action.ARCHIVE_EDIT, unit)
    form = GrantForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            grant_add(from_unit=unit, by=request.user, **form.cleaned_data)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã mở."))
            return redirect("holdings:standing")
    return _standing(request, form, _showing_form(unit), form.status)


@require_POST
def showing_set(request: HttpRequest) -> HttpResponse:
    """Say what all other units see of the unit's archive by default."""
    unit = current_unit_required(request)
    user_require(request.user, Action.ARCHIVE_EDIT, unit)
    form = ShowingForm(request.POST)
    if form.is_valid():
        unit_sharing_set(unit=unit, by=request.user, **form.cleaned_data)
        messages.success(request, _("Đã lưu."))
        return redirect("holdings:standing")
    return _standing(request, GrantForm(unit=unit), form, form.status)


def _showing_form(unit: PressUnit) -> ShowingForm:
    said = unit_sharing_of(unit)
    first = {"shows_previews": said.shows_previews, "terms": said.terms}
    return ShowingForm(initial=first)


def _standing(
    request: HttpRequest, form: GrantForm, showing: ShowingForm, status: int
) -> HttpResponse:
    unit = current_unit_required(request)
    # One for a whole archive has no entry; those of what lies in the bin wait with it.
    grants = AssetGrant.objects.filter(
        from_unit=unit, ended_at__isnull=True, entry__binned_at__isnull=True
    )
    context = {
        "form": form,
        "showing": showing,
        "sharing": unit_sharing_of(unit),
        "grants": grants.select_related("to_unit", "entry", "by"),
    }
    return _render(request, "standing", context, status=status)


@require_POST
def grant_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was opened."""
    grant = (
        AssetGrant.objects.filter(in_units_visible(request.user, "from_unit"))
        .filter(pk=pk)
        .first()
    )
    if grant is None:
        raise NotFound
    grant_end(grant=grant, by=request.user)
    messages.success(request, _("Đã đóng. Bài đã đăng giữ nguyên."))
    if grant.entry_id:
        return redirect("holdings:entry", pk=grant.entry_id)
    return redirect("holdings:standing")


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show who used what between the unit and the others, as a page or a table."""
    unit = current_unit_required(request)
    uses = uses_between(unit)
    if request.GET.get("dang") != "csv":
        page = Paginator(uses, PAGE_SIZE).get_page(request.GET.get("trang"))
        return _render(request, "ledger", {"page": page})
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="so-dung-tu-lieu.csv"'
    # Spreadsheets take the file for another encoding unless it begins so.
    answer.write("\ufeff")
    csv.writer(answer).writerows(ledger_rows(uses.iterator(chunk_size=500)))
    return answer


def _requests() -> QuerySet[AssetRequest]:
    # Who asked for what lies in the bin now waits until it is restored.
    return AssetRequest.objects.filter(entry__binned_at__isnull=True)


def _render(
    request: HttpRequest, tab: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    unit = current_unit_required(request)
    waiting = _requests().filter(entry__unit=unit, state=AssetRequest.State.WAITING)
    common = {
        "tab": tab,
        "unit": unit,
        "waiting_count": waiting.count(),
        "may_keep": user_may(request.user, Action.ARCHIVE_EDIT, unit),
    }
    return render(request, f"archive/{tab}.html", common | context, status=status)
