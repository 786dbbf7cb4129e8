"""The archive's grid: everything of one's units, found by words and facets."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from toasoan.archive.access import entry_for_reading
from toasoan.archive.holdings.rights import right_to_use
from toasoan.archive.holdings.showing import terms_of
from toasoan.archive.models import CatalogueEntry
from toasoan.archive.search.asset_searches import addressed, asset_searches_visible
from toasoan.archive.search.cards import (
    PREVIEW_WIDTH,
    address_of_change,
    cards_of,
    chips_of,
    facets_of,
    filed_of,
    marked_picture,
    picture_of,
    query_of,
    spot_of_entry,
    units_own,
)
from toasoan.archive.search.finding import (
    COUNTED_MAX,
    PLACE_MAX,
    EntriesWanted,
    entries_find,
    entries_picked,
    facets_count,
)
from toasoan.archive.search.recordings import recordings_of
from toasoan.archive.uses import asset_uses
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

DIGITS_MAX = 19


@require_GET
def grid(request: HttpRequest) -> HttpResponse:
    """Show a page of what is looked for; the address carries the whole search."""
    unit = current_unit_required(request)
    picked = [int(key) for key in request.GET.getlist("muc") if _is_number(key)]
    if picked:
        return _picked(request, unit, picked)
    wanted = EntriesWanted.read(request.GET.dict())
    after = _after(request)
    found = entries_find(request.user, wanted, after=after)
    shown: dict[str, Any] = {
        "wanted": wanted,
        "told": wanted.without("words").told(),
        "query_now": query_of(wanted),
        "chips": chips_of(request.user, wanted),
        "cards": cards_of(request.user, found.entries),
        "next_after": found.next_after,
        "is_first": after is None,
        "may_share": user_may(request.user, Action.ARCHIVE_EDIT, unit),
    }
    if after is None:
        counts = facets_count(request.user, found.places)
        shown |= {
            "total": found.total,
            "total_is_more": found.total_is_more,
            "counted_max": COUNTED_MAX,
            "searches": addressed(asset_searches_visible(request.user, unit)),
            "facets": facets_of(request.user, wanted, counts),
        }
    return render(request, "archive/staff/grid.html", shown)


def _picked(request: HttpRequest, unit: PressUnit, keys: list[int]) -> HttpResponse:
    """Show the ticked ones alone, so that their address can be sent to a colleague."""
    cards = cards_of(request.user, entries_picked(request.user, keys))
    return render(
        request,
        "archive/staff/grid.html",
        {
            "wanted": EntriesWanted(),
            "cards": cards,
            "is_picked": True,
            "may_share": user_may(request.user, Action.ARCHIVE_EDIT, unit),
        },
    )


@require_GET
def entry_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one entry; only its panel when the grid asks for the quick preview.

    Raises:
        NotFound: there is none, or it is another unit's and not shown.
    """
    unit = current_unit_required(request)
    entry = entry_for_reading(request.user, pk)
    is_panel = request.GET.get("chi") == "khung"
    own = units_own(request.user)
    if own is not None and entry.unit_id not in own:
        return _show_other(request, entry, unit) if is_panel else _to_rights(entry)
    template = "panel" if is_panel else "entry"
    return render(
        request,
        f"archive/staff/{template}.html",
        {
            "entry": entry,
            "asset": entry.asset,
            "filed": filed_of(request.user, entry),
            "spot": spot_of_entry(entry),
            "tags": [tag for tag in entry.tags.split("\n") if tag],
            "picture": picture_of(entry.photo, PREVIEW_WIDTH, None),
            "recording": recordings_of([entry]).get(entry.pk),
            "uses": asset_uses(entry.asset, request.user),
            "change": address_of_change(request.user, entry),
        },
    )


def _to_rights(entry: CatalogueEntry) -> HttpResponse:
    return redirect("holdings:entry", pk=entry.pk)


def _show_other(
    request: HttpRequest, entry: CatalogueEntry, unit: PressUnit
) -> HttpResponse:
    """Show another unit's entry in the panel: words, preview, the way to ask."""
    shown = {
        "entry": entry,
        "asset": entry.asset,
        "picture": marked_picture(entry),
        "right": right_to_use(entry.asset, unit),
        "terms": terms_of(entry.unit),
        "asked": entry.requests.filter(unit=unit).first(),
    }
    return render(request, "archive/staff/panel_other.html", shown)


def _after(request: HttpRequest) -> int | None:
    text = request.GET.get("sau", "")
    return min(int(text), PLACE_MAX) if _is_number(text) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < DIGITS_MAX
