"""One day: what was planned for which hour, and what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min, Q

from toasoan.content.story_items import story_published_between
from toasoan.core import clock
from toasoan.newsroom.boards.board import Asked, Board, Placed, Spot, by_hour
from toasoan.planning.board_filter import OPEN
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.selectors import events_between, shifts_between

# A day of more than that is cut, and says so.
MOST = 200


@dataclass(frozen=True)
class Figures:
    """The day so far, in figures.

    Attributes:
        extra: how many went out that were not planned for the day.
        due: how many of the planned were to be out by now.
        on_time: percent of the published that kept their hour; None before the first.
    """

    planned: int
    published: int
    extra: int
    due: int
    on_time: int | None
    late: int
    worst: str
    not_given: int
    embargoed: int


@dataclass(frozen=True)
class Hour:
    """One hour of the day's rhythm, with the heights of its two bars."""

    hour: int
    planned: int
    published: int
    planned_height: int
    published_height: int


def day_board(asked: Asked) -> Board:
    """Return the stories planned for the day or published on it, by the hour."""
    day = asked.day("ngay")
    begins, ends = day_bounds(day, day)
    today = Q(planned_at__gte=begins, planned_at__lt=ends)
    stories = asked.with_words(
        asked.stories().filter(today | story_published_between(begins, ends))
    )
    rows = list(
        stories.order_by("planned_at", "pk")
        .annotate(out=Min("articles__first_published_at"))
        .values_list("pk", "planned_at", "out")
    )
    spots = {
        pk: Spot("day", by_hour(planned if _is_within(planned, begins, ends) else out))
        for pk, planned, out in rows[:MOST]
    }
    before = asked.stories().filter(planned_at__lt=begins, state__in=OPEN)
    return Board(
        spots=spots,
        counts={"day": len(rows)},
        facts={
            "day": day,
            "before": day - clock.DAY,
            "after": day + clock.DAY,
            "is_today": day == clock.today(),
            "now": by_hour(asked.at),
            "events": list(events_between(asked.unit, begins, ends)[:20]),
            "shifts": list(shifts_between(asked.unit, begins, ends)[:20]),
            "left_over": before.exclude(articles__live=True).count(),
        },
    )


def _is_within(planned: datetime | None, begins: datetime, ends: datetime) -> bool:
    return planned is not None and begins <= planned < ends


def figures_of(placed: Iterable[Placed], day: date, at: datetime) -> Figures:
    """Return the figures of a day's stories."""
    cards = [each.card for each in placed]
    planned = [card for card in cards if _is_on(card.story.planned_at, day)]
    out = [card for card in planned if card.published_at]
    kept = [card for card in out if card.timing and card.timing.look == "good"]
    late = [card for card in cards if card.is_late]
    worst = min(
        (c for c in late if c.timing and c.timing.look == "late"),
        key=lambda card: card.story.planned_at,
        default=None,
    )
    return Figures(
        planned=len(planned),
        published=len(out),
        extra=sum(
            1
            for card in cards
            if _is_on(card.published_at, day) and not _is_on(card.story.planned_at, day)
        ),
        due=sum(1 for card in planned if card.story.planned_at <= at),
        on_time=round(100 * len(kept) / len(out)) if out else None,
        late=len(late),
        worst=worst.timing.text if worst and worst.timing else "",
        not_given=sum(
            1 for c in cards if c.story.is_open and not c.is_given and not c.items
        ),
        embargoed=sum(1 for c in cards if c.story.is_under_embargo(at)),
    )


def _is_on(moment: datetime | None, day: date) -> bool:
    return moment is not None and clock.local(moment).date() == day


def rhythm_of(placed: Iterable[Placed], day: date) -> list[Hour]:
    """Return the hours between the first and the last thing of the day."""
    cards = [each.card for each in placed]
    planned = _by_hour((c.story.planned_at for c in cards), day)
    published = _by_hour((c.published_at for c in cards), day)
    hours = sorted(planned.keys() | published.keys())
    if not hours:
        return []
    highest = max((*planned.values(), *published.values()))
    return [
        Hour(
            hour,
            planned[hour],
            published[hour],
            round(40 * planned[hour] / highest),
            round(40 * published[hour] / highest),
        )
        for hour in range(hours[0], hours[-1] + 1)
    ]


def _by_hour(moments: Iterable[Any], day: date) -> Counter[int]:
    there = (clock.local(moment) for moment in moments if moment)
    return Counter(moment.hour for moment in there if moment.date() == day)
