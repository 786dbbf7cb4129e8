"""The views of the plan, whole or only what changed in them."""

import json
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from toasoan.core import clock
from toasoan.newsroom.boards.board import Asked, Placed, by_hour, placed_of
from toasoan.newsroom.boards.day import figures_of, rhythm_of
from toasoan.newsroom.boards.forms import BoardFilterForm
from toasoan.newsroom.boards.kanban import BINS, COLUMNS
from toasoan.newsroom.boards.kinds import VIEWS, Kind, View
from toasoan.newsroom.boards.pulse import changes_since, pulse_now
from toasoan.newsroom.errors import UnitLeft
from toasoan.planning.access import saved_views_visible
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

MOST_ASKED = 300
LONGEST_NUMBER = 18
# Words such as "còn 2 phút" hold that long; the browser counts on by itself.
SHARED_S = 20


@require_GET
def plan(_request: HttpRequest) -> HttpResponse:
    """Lead to today."""
    return redirect("newsroom:board", kind=Kind.DAY.value)


@require_GET
def board_show(request: HttpRequest, kind: str) -> HttpResponse:
    """Show one view of the plan, or to a script the stories that changed in it."""
    view = VIEWS[kind]
    pulse = pulse_now()
    unit = current_unit_required(request)
    form = BoardFilterForm(request.GET, unit=unit)
    asked = asked_of(request.GET, form, view, unit)
    if "chi" in request.GET:
        _same_unit_require(request, unit)
        return JsonResponse(_changed_once(request, view, asked, pulse))
    board = view.read(asked)
    placed = placed_of(board, asked.at)
    filled = form.filled()
    return render(
        request,
        f"newsroom/boards/{view.kind.name.lower()}.html",
        {
            "view": view,
            "views": VIEWS.values(),
            "board": board,
            "placed": placed,
            "form": form,
            "filled": filled,
            "query": _query(filled),
            "pulse": pulse,
            "unit": unit,
            "columns": COLUMNS,
            "bins": BINS,
            "saved_now": request.GET.get("bo-loc", ""),
            "saved": saved_views_visible(request.user, unit),
            "address": f"{reverse('newsroom:board', args=[kind])}?{_address(request)}",
            "may_pitch": user_may(request.user, Action.PITCH, unit),
            "may_decide": user_may(request.user, Action.DECIDE_STORY, unit),
            **board.facts,
            **_day_facts(view, placed, asked),
        },
    )


def asked_of(data: Any, form: BoardFilterForm, view: View, unit: Any) -> Asked:
    """Return what the address asks of a view."""
    params = {name: data.get(name, "")[:40] for name in view.params}
    return Asked(unit, form.wanted(), clock.now(), params)


def keys_of(text: str) -> list[int] | None:
    """Return the keys of a list such as "4,17"; None for "*", which means all."""
    if text == "*":
        return None
    parts = text.split(",")[:MOST_ASKED]
    return [int(p) for p in parts if p.isdecimal() and len(p) <= LONGEST_NUMBER]


def _same_unit_require(request: HttpRequest, unit: PressUnit) -> None:
    """Do nothing while the page on screen is of the unit the person works in.

    Raises:
        UnitLeft: they went to another unit in another window.
    """
    if request.GET.get("don-vi", unit.key) != unit.key:
        raise UnitLeft


def _query(filled: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update(filled)
    return query.urlencode()


def _address(request: HttpRequest) -> str:
    query = request.GET.copy()
    for name in ("chi", "nhip", "don-vi"):
        query.pop(name, None)
    return query.urlencode()


def _day_facts(
    view: View, placed: dict[str, list[Placed]], asked: Asked
) -> dict[str, Any]:
    if view.kind != Kind.DAY:
        return {}
    rows = placed.get("day", [])
    ahead = (each.card.story.pk for each in rows if each.sort > by_hour(asked.at))
    return {
        "first_ahead": next(ahead, None),
        "figures": figures_of(rows, asked.day("ngay"), asked.at),
        "rhythm": rhythm_of(rows, asked.day("ngay")),
    }


def _changed_once(
    request: HttpRequest, view: View, asked: Asked, pulse: int
) -> dict[str, Any]:
    """Return what changed, read once for all who ask about the same change.

    Nothing in it depends on who asks: a change is on sixty screens within seconds,
    and sixty times the same question would keep the house from answering others. It
    is kept under the number of the change, and not before the change was made.
    """
    told = request.GET.get("nhip", "")
    only = keys_of(request.GET["chi"])
    if not told.isdecimal() or len(told) > LONGEST_NUMBER or int(told) > pulse:
        return _changed(view, asked, only)
    same = [asked.unit.pk, get_language(), request.get_full_path()]
    key = f"plan:{sha256(json.dumps(same).encode()).hexdigest()}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = _changed(view, asked, only)
        cache.set(key, found, SHARED_S)
    return found


def _changed(view: View, asked: Asked, only: list[int] | None) -> dict[str, Any]:
    """Return the stories asked for as they stand now; those not told have left."""
    is_day = view.kind == Kind.DAY
    board = view.read(asked)
    placed = placed_of(board, asked.at, None if is_day else only)
    row = get_template(f"newsroom/boards/{view.row}.html")
    rows = [
        {
            "story": each.card.story.pk,
            "place": each.place,
            "sort": each.sort,
            "html": row.render({"each": each, "card": each.card, **board.facts}),
        }
        for there in placed.values()
        for each in there
        if only is None or each.card.story.pk in only
    ]
    parts = {}
    if is_day:
        facts = {**board.facts, **_day_facts(view, placed, asked)}
        figures = get_template("newsroom/boards/figures.html")
        parts["day-figures"] = figures.render(facts)
    return {"rows": rows, "counts": board.counts, "parts": parts}


@require_GET
def pulse_tell(request: HttpRequest) -> HttpResponse:
    """Say which stories of the unit changed since a pulse; 204 when none did."""
    unit = current_unit_required(request)
    _same_unit_require(request, unit)
    since = request.GET.get("tu", "")
    if not since.isdecimal() or len(since) > LONGEST_NUMBER:
        raise Http404
    changes = changes_since(unit, int(since))
    if not changes.any:
        return HttpResponse(status=204, headers={"X-Pulse": str(changes.pulse)})
    return JsonResponse(
        {
            "pulse": changes.pulse,
            "last": changes.last,
            "stories": sorted(changes.stories),
            "whole": changes.whole,
        }
    )
