"""One search over items, stories and people of the unit worked in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from toasoan.newsroom.finding import found_in_unit
from toasoan.units.current_unit import current_unit_required


@require_GET
def search_show(request: HttpRequest) -> HttpResponse:
    """Show what the words find in the unit the person works in."""
    unit = current_unit_required(request)
    query = request.GET.get("q", "").strip()[:200]
    found = found_in_unit(request.user, unit, query) if query else None
    return render(
        request, "newsroom/search.html", {"query": query, "found": found, "unit": unit}
    )
