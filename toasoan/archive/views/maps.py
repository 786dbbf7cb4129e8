"""The map of what is looked for: where the pictures were taken."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from toasoan.archive.mapping.looks import look_read
from toasoan.archive.mapping.sheets import map_sheet, ways_from
from toasoan.archive.search.boxes import box_read
from toasoan.archive.search.cards import chips_of, query_of
from toasoan.archive.search.finding import EntriesWanted
from toasoan.units.current_unit import current_unit_required

LISTED = 40


@require_GET
def photo_map(request: HttpRequest) -> HttpResponse:
    """Show where pictures were taken; the address carries the search and the look."""
    current_unit_required(request)
    asked = EntriesWanted.read(request.GET.dict())
    wanted = asked.without("box")
    look = look_read(request.GET.get("nhin", ""), asked.box)
    sheet = map_sheet(request.user, wanted, look, box_read(asked.box))
    grid = reverse("catalogue:grid")
    placed = [
        (mark, f"{grid}?{query_of(replace(wanted, box=mark.cluster.box.told()))}")
        for mark in sheet.marks
    ]
    return render(
        request,
        "archive/staff/map.html",
        {
            "sheet": sheet,
            "placed": placed,
            "listed": placed[:LISTED],
            "wanted": wanted,
            "told": wanted.without("words").told(),
            "query_now": query_of(wanted),
            "chips": chips_of(request.user, wanted),
            "ways": [
                (way, _address(asked, way.look.told())) for way in ways_from(look)
            ],
        },
    )


def _address(asked: EntriesWanted, look: str) -> str:
    query = query_of(asked)
    return f"?{query}&nhin={look}" if query else f"?nhin={look}"
