"""The five views: how each is read and drawn, one entry each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.boards.board import Asked, Board
from toasoan.newsroom.boards.coverage_map import coverage_board
from toasoan.newsroom.boards.day import day_board
from toasoan.newsroom.boards.kanban import kanban_board
from toasoan.newsroom.boards.spans import long_board, week_board
from toasoan.planning.models import SavedView

Kind = SavedView.Kind


@dataclass(frozen=True)
class View:
    """One view of the plan.

    Attributes:
        heading: above the screen.
        row: the template of one story in it.
        key: pressed after G, it leads there.
        params: names in the address that are not of the filter.
    """

    kind: Kind
    heading: Any
    read: Callable[[Asked], Board]
    row: str
    key: str
    params: tuple[str, ...] = ("ngay",)

    @property
    def label(self) -> str:
        """The word on its tab."""
        return str(self.kind.label)


VIEWS = {
    view.kind.value: view
    for view in (
        View(Kind.DAY, _("Kế hoạch ngày"), day_board, "row", "n"),
        View(Kind.WEEK, _("Kế hoạch tuần"), week_board, "slot", "t"),
        View(Kind.LONG_RANGE, _("Kế hoạch dài hạn"), long_board, "slot", "l"),
        View(
            Kind.BOARD,
            _("Bảng đề tài"),
            kanban_board,
            "card",
            "b",
            params=("cot", "trang"),
        ),
        View(
            Kind.COVERAGES,
            _("Đề tài theo hạng mục"),
            coverage_board,
            "map_row",
            "h",
            params=("trang",),
        ),
    )
}
