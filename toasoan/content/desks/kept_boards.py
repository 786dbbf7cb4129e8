"""Fetch with permission: the searches and boards a person keeps or is shown."""

from typing import Any

from django.db.models import QuerySet

from toasoan.content.models import DeskBoard, DeskBoardColumn, ItemSearch
from toasoan.core.errors import NotFound
from toasoan.units.access import in_units_visible, shared_with
from toasoan.units.models import PressUnit


def item_searches_visible(user: Any, unit: PressUnit) -> QuerySet[ItemSearch]:
    """Return the person's searches in the unit and those shared with them."""
    searches = ItemSearch.objects.filter(shared_with(user, unit))
    return searches.select_related("owner", "desk")


def item_search_for_changing(user: Any, pk: int) -> ItemSearch:
    """Return the person's own search.

    Raises:
        NotFound: there is none, or it is another's.
    """
    mine = ItemSearch.objects.filter(in_units_visible(user), owner=user.pk)
    search = mine.select_related("unit", "desk").filter(pk=pk).first()
    if search is None:
        raise NotFound
    return search


def desk_boards_visible(user: Any, unit: PressUnit) -> QuerySet[DeskBoard]:
    """Return the person's boards in the unit and those shared with them."""
    boards = DeskBoard.objects.filter(shared_with(user, unit))
    return boards.select_related("owner", "desk")


def desk_board_for_changing(user: Any, pk: int) -> DeskBoard:
    """Return the person's own board.

    Raises:
        NotFound: there is none, or it is another's.
    """
    mine = DeskBoard.objects.filter(in_units_visible(user), owner=user.pk)
    board = mine.select_related("unit", "desk").filter(pk=pk).first()
    if board is None:
        raise NotFound
    return board


def columns_of(board: DeskBoard) -> list[DeskBoardColumn]:
    """Return the columns of the board in order; those of closed desks are left out."""
    return [
        column
        for column in board.columns.select_related("stage__desk", "search")
        if column.stage is None or column.stage.desk.is_active
    ]
