"""What is done with ticked entries: a contact sheet, a look side by side."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.archive.access import entries_visible
from toasoan.archive.errors import SheetWrong
from toasoan.archive.holdings.rights import right_to_use
from toasoan.archive.models import CatalogueEntry, ContactSheet
from toasoan.archive.search.cards import (
    PREVIEW_WIDTH,
    marked_picture,
    picture_of,
    units_own,
)
from toasoan.archive.using.picked import picked_keys
from toasoan.archive.using.sheets import (
    contact_sheet_ask,
    contact_sheet_for,
    sheet_place,
)
from toasoan.core.errors import NotFound
from toasoan.units.current_unit import current_unit_required

COMPARED_LEAST, COMPARED_MOST = 2, 4


@require_http_methods(["GET", "POST"])
def sheet_new(request: HttpRequest) -> HttpResponse:
    """Ask for a contact sheet of the ticked entries."""
    unit = current_unit_required(request)
    told = request.POST if request.method == "POST" else request.GET
    keys = picked_keys(told.getlist("muc"))
    title = told.get("ten", "")
    message, status = "", 200
    if request.method == "POST":
        try:
            sheet = contact_sheet_ask(
                unit=unit, keys=keys, title=title, by=request.user
            )
        except SheetWrong as error:
            message, status = error.message, error.http_status
        else:
            return redirect("using:sheet", pk=sheet.pk)
    entries = _seen(request, keys)
    context = {"entries": entries, "title_typed": title, "refusal": message}
    return render(request, "archive/using/sheet_new.html", context, status=status)


@require_safe
def sheet_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far one's sheet is."""
    sheet = contact_sheet_for(request.user, pk)
    is_ready = sheet.state == ContactSheet.State.READY and sheet_place(sheet).exists()
    context = {"sheet": sheet, "is_ready": is_ready}
    return render(request, "archive/using/sheet.html", context)


@require_safe
def sheet_file(request: HttpRequest, pk: int) -> FileResponse:
    """Send one's own sheet."""
    sheet = contact_sheet_for(request.user, pk)
    place = sheet_place(sheet)
    if not place.exists():
        raise NotFound
    name = get_valid_filename(sheet.title) or "to-lien-he"
    answer = FileResponse(place.open("rb"), as_attachment=True, filename=f"{name}.pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show two to four entries side by side with their words."""
    unit = current_unit_required(request)
    keys = picked_keys(request.GET.getlist("muc"))
    entries = _seen(request, keys[:COMPARED_MOST])
    own = units_own(request.user)
    columns = [
        {
            "entry": entry,
            "asset": entry.asset,
            "picture": picture_of(entry.photo, PREVIEW_WIDTH, None)
            if own is None or entry.unit_id in own
            else marked_picture(entry),
            "right": right_to_use(entry.asset, unit),
            "tags": ", ".join(filter(None, entry.tags.split("\n"))),
        }
        for entry in entries
    ]
    context = {
        "columns": columns,
        "is_enough": len(columns) >= COMPARED_LEAST,
        "is_more": len(keys) > COMPARED_MOST,
    }
    return render(request, "archive/using/compare.html", context)


def _seen(request: HttpRequest, keys: list[int]) -> list[CatalogueEntry]:
    found = {
        each.pk: each for each in entries_visible(request.user).filter(pk__in=keys)
    }
    return [found[key] for key in keys if key in found]
