"""A view of the plan as a list for paper and mail."""

from dataclasses import dataclass
from typing import Any

from toasoan.newsroom.boards.board import Asked, placed_of
from toasoan.newsroom.boards.forms import BoardFilterForm
from toasoan.newsroom.boards.kinds import VIEWS
from toasoan.units.models import PressUnit


@dataclass(frozen=True)
class PlanList:
    """The stories of a view, in their order.

    Attributes:
        more: how many the view keeps that it does not show at once.
    """

    heading: str
    cards: list[Any]
    more: int


def plan_list(unit: PressUnit, kind: str, data: Any, at: Any) -> PlanList:
    """Return the list of what the address asks for."""
    view = VIEWS[kind]
    form = BoardFilterForm(data, unit=unit)
    params = {name: str(data.get(name, ""))[:40] for name in view.params}
    asked = Asked(unit, form.wanted(), at, params)
    board = view.read(asked)
    placed = [each for there in placed_of(board, at).values() for each in there]
    placed.sort(key=lambda each: (_order(board.counts, each.place), each.sort))
    return PlanList(
        str(view.heading), [each.card for each in placed], max(0, board.hidden)
    )


def _order(places: dict[str, int], place: str) -> int:
    return list(places).index(place) if place in places else len(places)
