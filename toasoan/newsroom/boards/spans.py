"""The week with its hours, and the twelve weeks ahead with the ideas that have no day."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from toasoan.core import clock
from toasoan.newsroom.boards.board import Asked, Board, Spot, by_hour
from toasoan.planning.board_filter import OPEN
from toasoan.planning.recurrence import day_bounds

# The parts of a newspaper's day, by the hour they begin.
BANDS = (0, 6, 9, 12, 15, 18)
MOST_IN_WEEK = 300
WEEKS, EACH_WEEK, MOST_IDEAS = 12, 20, 60
IDEAS = "ideas"


def monday_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def band_of(moment: datetime) -> int:
    """Return the hour at which the moment's part of the day begins."""
    hour = clock.local(moment).hour
    return max(band for band in BANDS if band <= hour)


def cell(day: date, band: int) -> str:
    """Return the name of a place in the week."""
    return f"{day:%Y-%m-%d}-{band:02}"


def _dated(
    rows: Iterable[tuple[int, datetime | None]],
) -> Iterator[tuple[int, datetime]]:
    return ((pk, planned) for pk, planned in rows if planned is not None)


def week_board(asked: Asked) -> Board:
    """Return the stories planned for the week, by day and part of the day."""
    first = monday_of(asked.day("ngay"))
    days = [first + n * clock.DAY for n in range(7)]
    begins, ends = day_bounds(days[0], days[-1])
    stories = asked.with_words(
        asked.stories().filter(planned_at__gte=begins, planned_at__lt=ends)
    )
    rows = stories.order_by("planned_at", "pk").values_list("pk", "planned_at")
    spots, counts = {}, dict.fromkeys((cell(d, b) for d in days for b in BANDS), 0)
    for number, (pk, planned) in enumerate(_dated(rows)):
        place = cell(clock.local(planned).date(), band_of(planned))
        counts[place] += 1
        if number < MOST_IN_WEEK:
            spots[pk] = Spot(place, by_hour(planned))
    bands = [
        (band, after, [(day, cell(day, band)) for day in days])
        for band, after in zip(BANDS, (*BANDS[1:], 24), strict=True)
    ]
    return Board(
        spots,
        counts,
        {
            "days": days,
            "bands": bands,
            "today": clock.today(),
            "before": first - timedelta(days=7),
            "after": first + timedelta(days=7),
        },
    )


def long_board(asked: Asked) -> Board:
    """Return the stories of twelve weeks by week, and the open ideas without a day."""
    first = monday_of(asked.day("ngay"))
    weeks = [first + timedelta(days=7 * n) for n in range(WEEKS)]
    begins, ends = day_bounds(first, weeks[-1] + timedelta(days=6))
    dated = asked.with_words(
        asked.stories().filter(planned_at__gte=begins, planned_at__lt=ends)
    )
    spots: dict[int, Spot] = {}
    counts = dict.fromkeys((f"{week:%Y-%m-%d}" for week in weeks), 0)
    rows = dated.order_by("planned_at", "pk").values_list("pk", "planned_at")
    for pk, planned in _dated(rows):
        place = f"{monday_of(clock.local(planned).date()):%Y-%m-%d}"
        counts[place] += 1
        if counts[place] <= EACH_WEEK:
            spots[pk] = Spot(place, by_hour(planned))
    ideas = asked.with_words(
        asked.stories().filter(planned_at__isnull=True, state__in=OPEN)
    )
    keys = list(ideas.order_by("-pk").values_list("pk", flat=True))
    counts[IDEAS] = len(keys)
    spots |= {pk: Spot(IDEAS, -pk) for pk in keys[:MOST_IDEAS]}
    return Board(
        spots,
        counts,
        {
            "weeks": [(week, f"{week:%Y-%m-%d}") for week in weeks],
            "ideas": IDEAS,
            "this_week": monday_of(clock.today()),
            "before": first - timedelta(days=7 * WEEKS),
            "after": first + timedelta(days=7 * WEEKS),
        },
    )
