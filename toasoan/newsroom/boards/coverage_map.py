"""Story by kind of part: what is given, what is late, what nobody has."""

from django.core.paginator import Paginator
from django.db.models import F

from toasoan.newsroom.boards.board import Asked, Board, spots_in_order
from toasoan.planning.board_filter import OPEN
from toasoan.planning.models import Coverage

PAGE = 50
MAP = "map"


def coverage_board(asked: Asked) -> Board:
    """Return the open stories by planned hour, fifty at a time."""
    stories = asked.stories()
    if not asked.wanted.state:
        stories = stories.filter(state__in=OPEN)
    rows = (
        asked.with_words(stories)
        .order_by(F("planned_at").asc(nulls_last=True), "pk")
        .values_list("pk", "planned_at")
    )
    page = Paginator(rows, PAGE).get_page(asked.params.get("trang"))
    return Board(
        spots_in_order(page.object_list, MAP),
        {MAP: page.paginator.count},
        {"page": page, "kinds": Coverage.Kind.choices},
    )
