"""What every view of the plan is made of: places, and the stories that stand in them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.dateparse import parse_date

from toasoan.core import clock
from toasoan.newsroom.boards.cards import Card, cards_of
from toasoan.planning.board_filter import (
    BoardFilter,
    stories_on_board,
    stories_with_words,
)
from toasoan.planning.models import Story
from toasoan.units.models import PressUnit

# No newsroom plans outside of these years; dates far off have no week around them.
EARLIEST, LATEST = 1990, 2190
# Behind everything that has an hour.
NO_HOUR = 10**11


@dataclass(frozen=True)
class Asked:
    """What one person asked to see.

    Attributes:
        params: what else stands in the address: the day, the column, the page.
    """

    unit: PressUnit
    wanted: BoardFilter
    at: datetime
    params: dict[str, str] = field(default_factory=dict)

    def stories(self) -> QuerySet[Story]:
        """Return the unit's stories the filter keeps, but for its words."""
        return stories_on_board(self.unit, self.wanted, self.at)

    def with_words(self, stories: QuerySet[Story]) -> QuerySet[Story]:
        """Return those that have the words; ask when all else is narrowed."""
        return stories_with_words(stories, self.wanted.words)

    def day(self, name: str) -> date:
        """Return the day that was asked for under `name`, or today."""
        try:
            day = parse_date(self.params.get(name, ""))
        except ValueError:
            day = None
        if day is None or not EARLIEST <= day.year <= LATEST:
            return clock.today()
        return day


@dataclass(frozen=True)
class Placed:
    """A story in its place; lower `sort` stands first."""

    card: Card
    place: str
    sort: int


@dataclass(frozen=True)
class Spot:
    """Where a story is to stand."""

    place: str
    sort: int


@dataclass(frozen=True)
class Board:
    """A view: where each story stands, and how many each place has in all.

    Attributes:
        spots: story → where it stands; at most what the view shows at once.
        counts: place → how many the filter keeps, those not shown counted in.
        facts: what else its template draws.
    """

    spots: dict[int, Spot]
    counts: dict[str, int]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many stories the filter keeps in all places."""
        return sum(self.counts.values())

    @property
    def hidden(self) -> int:
        """How many are kept and not shown."""
        return max(0, self.total - len(self.spots))


def placed_of(
    board: Board, at: datetime, only: Collection[int] | None = None
) -> dict[str, list[Placed]]:
    """Return place → its stories in order; only some of them where so asked."""
    pks = board.spots if only is None else board.spots.keys() & set(only)
    found: dict[str, list[Placed]] = {}
    for pk, card in cards_of(pks, at).items():
        spot = board.spots[pk]
        found.setdefault(spot.place, []).append(Placed(card, spot.place, spot.sort))
    for placed in found.values():
        placed.sort(key=lambda each: (each.sort, each.card.story.pk))
    return found


def by_hour(moment: datetime | None) -> int:
    """Return the order of something planned for that moment."""
    return int(moment.timestamp()) if moment else NO_HOUR


def spots_in_order(
    rows: Iterable[tuple[int, datetime | None]], place: str
) -> dict[int, Spot]:
    """Return the spots of (story, planned hour) rows in one place."""
    return {pk: Spot(place, by_hour(planned)) for pk, planned in rows}
