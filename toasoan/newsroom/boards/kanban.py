"""Stories by how far they are, and which column leads to which."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.content.story_items import story_is_in_review
from toasoan.newsroom.boards.board import Asked, Board, Spot, by_hour
from toasoan.planning.models import Story

FIRST = 50
PAGE = 100
# A board that keeps all that was ever done is no board.
DONE_KEPT = timedelta(days=7)

State = Story.State
COLUMNS: dict[str, Any] = {
    "pitched": State.PITCHED.label,
    "approved": _("Chờ bắt đầu"),
    "in_progress": State.IN_PROGRESS.label,
    "in_review": _("Đang duyệt bài"),
    "done": State.DONE.label,
}
# Where a story may be let go without standing there on the board.
BINS: dict[str, Any] = {
    "rejected": pgettext_lazy("state", "Không duyệt"),
    "dropped": pgettext_lazy("state", "Dừng làm"),
}


def kanban_board(asked: Asked) -> Board:
    """Return the stories of each column, the earliest planned first."""
    stories = asked.with_words(_stories(asked))
    chosen = asked.params.get("cot", "")
    counts = _counts(stories)
    spots: dict[int, Spot] = {}
    facts: dict[str, Any] = {"column": "", "first": FIRST}
    for key in COLUMNS:
        if chosen in COLUMNS and key != chosen:
            continue
        rows = _ordered(_column(stories, key), key)
        if key == chosen:
            page = Paginator(rows, PAGE).get_page(asked.params.get("trang"))
            facts = {"column": key, "page": page, "first": PAGE}
            shown = list(page.object_list)
        else:
            shown = list(rows[:FIRST])
        spots |= {pk: Spot(key, _sort(key, *times)) for pk, *times in shown}
    if facts["column"]:
        counts = {chosen: counts[chosen]}
    return Board(spots=spots, counts=counts, facts=facts)


def _stories(asked: Asked) -> QuerySet[Story]:
    stories = asked.stories()
    fresh = asked.at - DONE_KEPT
    return stories.exclude(state=State.DONE, updated_at__lt=fresh)


def _column(stories: QuerySet[Story], key: str) -> QuerySet[Story]:
    if key == "in_review":
        return stories.filter(story_is_in_review(), state__in=Story.WORKED_STATES)
    column = stories.filter(state=key)
    worked = key in Story.WORKED_STATES
    return column.filter(~story_is_in_review()) if worked else column


def _ordered(column: QuerySet[Story], key: str) -> QuerySet[Any, Any]:
    order = (
        ["-updated_at", "pk"]
        if key == State.DONE
        else [F("planned_at").asc(nulls_last=True), "pk"]
    )
    return column.order_by(*order).values_list("pk", "planned_at", "updated_at")


def _sort(key: str, planned_at: Any, updated_at: Any) -> int:
    return -by_hour(updated_at) if key == State.DONE else by_hour(planned_at)


def _counts(stories: QuerySet[Story]) -> dict[str, int]:
    counts = dict.fromkeys(COLUMNS, 0)
    rows = (
        stories.order_by()
        .annotate(reviewed=story_is_in_review())
        .values_list("state", "reviewed")
        .annotate(n=Count("pk"))
    )
    for state, reviewed, n in rows:
        key = "in_review" if reviewed and state in Story.WORKED_STATES else state
        if key in counts:
            counts[key] += n
    return counts
