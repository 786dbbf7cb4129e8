"""The screens of the deposit, of the state of files, and of the room they take."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.archive.keeping import fixity, storage
from toasoan.archive.keeping.access import (
    check_for_repair,
    deposit_for_reading,
    deposits_of,
)
from toasoan.archive.keeping.keeping_forms import MendForm
from toasoan.archive.keeping.repair import file_repair
from toasoan.core.errors import ToasoanError
from toasoan.units.access import user_require
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

PAGE_SIZE = 40


def _unit_kept(request: HttpRequest) -> PressUnit:
    unit = current_unit_required(request)
    user_require(request.user, Action.ARCHIVE_EDIT, unit)
    return unit


@require_safe
def deposit_list(request: HttpRequest) -> HttpResponse:
    """Show what the unit's items showed when they were published."""
    unit = current_unit_required(request)
    found = deposits_of(request.user, unit)
    wanted = request.GET.get("q", "").strip().replace("\x00", "")[:100]
    if wanted.isdecimal() and len(wanted) < len(str(2**63)):
        found = found.filter(item_id=int(wanted))
    elif wanted:
        found = found.filter(item_title__icontains=wanted)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {"unit": unit, "page": page, "wanted": wanted}
    return render(request, "archive/keeping/deposits.html", context)


@require_safe
def deposit_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send the very file that was published; no browser opens it as a page."""
    deposit = deposit_for_reading(request.user, pk)
    if deposit.entry is None:
        raise Http404
    suffix = deposit.file_name.rpartition(".")[2]
    try:
        opened = deposit.entry.asset.file.storage.open(deposit.file_name, "rb")
    except OSError as error:
        raise Http404 from error
    answer = FileResponse(
        opened, as_attachment=True, filename=f"{deposit.title}.{suffix}"
    )
    answer["Content-Type"] = "application/octet-stream"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def fixity_report(request: HttpRequest) -> HttpResponse:
    """Show how the unit's files were when they were last read."""
    unit = _unit_kept(request)
    running = fixity.round_running()
    damaged = Paginator(fixity.damaged_of(unit), PAGE_SIZE)
    context = {
        "unit": unit,
        "complete": fixity.round_complete(),
        "running": running,
        "left": fixity.entries_left(running) if running else 0,
        "counts": [
            (result, result.label, count)
            for result, count in zip(
                fixity.Result, fixity.results_count(unit).values(), strict=True
            )
        ],
        "page": damaged.get_page(request.GET.get("trang")),
    }
    return render(request, "archive/keeping/fixity.html", context)


@require_http_methods(["GET", "POST"])
def file_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a damaged file back by bringing the same content."""
    check = check_for_repair(request.user, pk)
    form = MendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file_repair(check=check, file=form.cleaned_data["file"], by=request.user)
        except ToasoanError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("Đã thay tệp của “%(title)s”, nguyên vẹn như cũ.")
                % {"title": check.entry.title},
            )
            return redirect("keeping:fixity")
    context = {"check": check, "form": form}
    return render(request, "archive/keeping/mend.html", context, status=form.status)


@require_safe
def storage_report(request: HttpRequest) -> HttpResponse:
    """Show how much room the unit's archive takes, as a page or a table."""
    unit = _unit_kept(request)
    report = storage.report_of(unit)
    if report is not None and request.GET.get("dang") == "csv":
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="dung-luong-kho.csv"'
        # Spreadsheets take the file for another encoding unless it begins so.
        answer.write("\ufeff")
        csv.writer(answer).writerows(storage.report_rows(report))
        return answer
    context: dict[str, object] = {"unit": unit, "report": report}
    if report is not None:
        context |= {
            "kinds": storage.with_shares(storage.originals_of(report)),
            "parts": storage.with_shares(storage.parts_of(report)),
            "months": storage.with_shares(storage.months_of(report)),
            "largest": storage.largest_of(report),
        }
    return render(request, "archive/keeping/storage.html", context)
