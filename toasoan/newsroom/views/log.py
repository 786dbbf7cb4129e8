"""“Nhật ký”: the audit log, to be read only."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from toasoan.newsroom.access import log_readable, units_with_readable_log
from toasoan.newsroom.forms import LogFilterForm
from toasoan.newsroom.log_lines import line_of, log_filtered
from toasoan.units.access import sees_every_unit

PAGE_SIZE = 50


@require_GET
def log_show(request: HttpRequest) -> HttpResponse:
    """Show who did what to what, of the units whose log the person may read."""
    entries = log_readable(request.user)
    units = units_with_readable_log(request.user)
    form = LogFilterForm(request.GET or None, entries=entries, units=units)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    pages = Paginator(log_filtered(entries, wanted), PAGE_SIZE)
    page = pages.get_page(request.GET.get("trang"))
    mastheads = {unit.key: unit.masthead for unit in units}
    return render(
        request,
        "newsroom/log.html",
        {
            "form": form,
            "page": page,
            "lines": [line_of(entry, mastheads) for entry in page],
            "is_filtered": any(wanted.values()) or bool(form.errors),
            "whole_house": sees_every_unit(request.user),
        },
        status=form.status,
    )
