"""The views of the plan, whole or only what changed in them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.urls import reverse
from django.views.decorators.http import require_GET

from toasoan.core import clock
from toasoan.newsroom.boards.answers import (
    address_shown,
    changed_once,
    pulse_answer,
    same_unit_require,
)
from toasoan.newsroom.boards.board import Asked, Placed, by_hour, placed_of
from toasoan.newsroom.boards.day import figures_of, rhythm_of
from toasoan.newsroom.boards.forms import BoardFilterForm
from toasoan.newsroom.boards.kanban import BINS, COLUMNS
from toasoan.newsroom.boards.kinds import VIEWS, Kind, View
from toasoan.newsroom.boards.pulse import changes_since, pulse_now
from toasoan.planning.access import saved_views_visible
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action


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
        same_unit_require(request, unit)
        return JsonResponse(
            changed_once(request, unit, pulse, lambda only: _changed(view, asked, only))
        )
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
            "filter_query": _query(filled),
            "pulse": pulse,
            "unit": unit,
            "columns": COLUMNS,
            "bins": BINS,
            "saved_now": request.GET.get("bo-loc", ""),
            "saved": saved_views_visible(request.user, unit),
            "address": f"{reverse('newsroom:board', args=[kind])}?{address_shown(request)}",
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


def _query(filled: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update(filled)
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
    same_unit_require(request, unit)
    return pulse_answer(request, lambda since: changes_since(unit, since))
