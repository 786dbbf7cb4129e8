"""The boards of items: one desk's, the whole house's, one's own; whole or what changed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from toasoan.content.desks.desk_items import stages_of
from toasoan.content.desks.kept_boards import desk_boards_visible
from toasoan.core import clock
from toasoan.core.errors import NotFound
from toasoan.newsroom.boards.answers import (
    address_shown,
    changed_once,
    pulse_answer,
    same_unit_require,
)
from toasoan.newsroom.boards.pulse import pulse_now
from toasoan.newsroom.desk_board.cards import placed_of
from toasoan.newsroom.desk_board.columns import (
    Column,
    Look,
    columns_read,
    desk_columns,
    desk_counts,
    house_columns,
    own_columns,
)
from toasoan.newsroom.desk_board.door import desk_at_work, desks_mine, house_require
from toasoan.newsroom.desk_board.pulse import item_changes_since
from toasoan.units.access import user_may
from toasoan.units.current_unit import current_unit_required
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_who_may

PARAMS = ("q", "ban", "cot", "trang")


@require_GET
def pick(request: HttpRequest) -> HttpResponse:
    """Show which boards there are: one's own desks first."""
    unit = current_unit_required(request)
    mine = set(desks_mine(request.user, unit).values_list("pk", flat=True))
    counts = desk_counts(unit)
    desks = [(desk, counts.get(desk.pk, 0)) for desk in desk_list(unit)]
    return render(
        request,
        "newsroom/desk_board/pick.html",
        {
            "mine": [row for row in desks if row[0].pk in mine],
            "others": [row for row in desks if row[0].pk not in mine],
            "boards": desk_boards_visible(request.user, unit),
            "runs_house": user_may(request.user, Action.PUBLISH, unit),
            "total": sum(counts.values()),
        },
    )


@require_GET
def desk_show(request: HttpRequest, desk_pk: int) -> HttpResponse:
    """Show the stages of one desk."""
    unit = current_unit_required(request)
    desk = desk_at_work(unit, desk_pk)
    facts = {"desk": desk, "heading": str(desk), "board_key": "desk"}
    return _board(request, unit, lambda look: desk_columns(look, desk), facts)


@require_GET
def house_show(request: HttpRequest) -> HttpResponse:
    """Show the steps of all desks at once, to who runs the flow of the unit."""
    unit = current_unit_required(request)
    house_require(request, unit)
    facts = {"heading": _("Bàn điều hành"), "board_key": "house"}
    return _board(request, unit, house_columns, facts)


@require_GET
def own_show(request: HttpRequest, board_pk: int) -> HttpResponse:
    """Show a board somebody put together."""
    unit = current_unit_required(request)
    board = desk_boards_visible(request.user, unit).filter(pk=board_pk).first()
    if board is None:
        raise NotFound
    facts = {"own": board, "heading": board.name, "board_key": "own"}
    return _board(request, unit, lambda look: own_columns(look, board), facts)


@require_GET
def pulse_tell(request: HttpRequest) -> HttpResponse:
    """Say which items of the unit changed since a pulse; 204 when none did."""
    unit = current_unit_required(request)
    same_unit_require(request, unit)
    return pulse_answer(request, lambda since: item_changes_since(unit, since))


def _board(
    request: HttpRequest,
    unit: Any,
    columns: Callable[[Look], list[Column]],
    facts: dict[str, Any],
) -> HttpResponse:
    pulse = pulse_now()
    params = {name: request.GET.get(name, "")[:100] for name in PARAMS}
    look = Look(request.user, unit, clock.now(), params)
    if "chi" in request.GET:
        same_unit_require(request, unit)
        whose = request.user.pk if "own" in facts else None
        return JsonResponse(
            changed_once(
                request,
                unit,
                pulse,
                lambda only: _changed(look, columns(look), only),
                whose=whose,
            )
        )
    board = columns_read(look, columns(look))
    return render(
        request,
        "newsroom/desk_board/board.html",
        {
            **facts,
            "board": board,
            "placed": placed_of(board, look.at),
            "look": look,
            "pulse": pulse,
            "unit": unit,
            "address": f"{request.path}?{address_shown(request)}",
            "stages": stages_of(unit),
            "desks": desk_list(unit),
            "my_desks": desks_mine(request.user, unit),
            "people": people_who_may(Action.READ, unit).only("full_name", "email"),
            "boards": desk_boards_visible(request.user, unit),
            "runs_house": user_may(request.user, Action.PUBLISH, unit),
            "may_write": user_may(request.user, Action.WRITE, unit),
        },
    )


def _changed(
    look: Look, columns: list[Column], only: list[int] | None
) -> dict[str, Any]:
    """Return the items asked for as they stand now; those not told have left."""
    board = columns_read(look, columns)
    row = get_template("newsroom/desk_board/card.html")
    rows = [
        {
            "story": each.card.item.pk,
            "place": each.place,
            "sort": each.sort,
            "html": row.render({"each": each, "card": each.card}),
        }
        for there in placed_of(board, look.at, only).values()
        for each in there
    ]
    return {"rows": rows, "counts": board.counts, "parts": {}}
