"""Which stories of a unit the views of the plan show: one filter for all of them."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from toasoan.core.text import fold
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.units.models import PressUnit

OPEN = (Story.State.PITCHED, *Story.WORKED_STATES)
GIVEN_UP = (Story.State.REJECTED, Story.State.DROPPED)

_folded = lru_cache(maxsize=20_000)(fold)


@dataclass(frozen=True)
class BoardFilter:
    """What is asked for; empty means everything.

    Attributes:
        person: who pitched the story or has a part of it.
        kind: a kind of coverage the story has.
        late: only what is behind its time.
        words: in title or slugline, with or without marks.
    """

    desk: int | None = None
    person: int | None = None
    state: str = ""
    kind: str = ""
    section: int | None = None
    genre: int | None = None
    priority: int | None = None
    late: bool = False
    words: str = ""


def stories_on_board(
    unit: PressUnit, wanted: BoardFilter, at: datetime
) -> QuerySet[Story]:
    """Return the unit's stories the filter keeps, but for its words.

    Stories given up are left out unless their state is asked for.
    """
    stories = Story.objects.filter(unit=unit)
    if wanted.state:
        stories = stories.filter(state=wanted.state)
    else:
        stories = stories.exclude(state__in=GIVEN_UP)
    plain = {
        "desk": wanted.desk,
        "section": wanted.section,
        "genre": wanted.genre,
        "priority": wanted.priority,
    }
    stories = stories.filter(**{name: key for name, key in plain.items() if key})
    if wanted.kind:
        parts = Coverage.objects.filter(story=OuterRef("pk"), is_cancelled=False)
        stories = stories.filter(Exists(parts.filter(kind=wanted.kind)))
    if wanted.person:
        held = _work(OuterRef("pk")).filter(assignee=wanted.person)
        stories = stories.filter(Q(pitched_by=wanted.person) | Exists(held))
    return stories.filter(_late(at)) if wanted.late else stories


def stories_with_words(stories: QuerySet[Story], words: str) -> QuerySet[Story]:
    """Return the stories whose title or slugline has the words, marks or none.

    Neither database folds Vietnamese, so narrow the stories by all else first.
    """
    asked = fold(words).split()
    if not asked:
        return stories
    titles = stories.order_by().values_list("pk", "title", "slugline")
    found = [
        pk
        for pk, title, slugline in titles
        if all(word in _folded(f"{title} {slugline}") for word in asked)
    ]
    return Story.objects.filter(pk__in=found)


def _work(story: OuterRef) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        coverage__story=story, coverage__is_cancelled=False
    ).exclude(state__in=Assignment.UNDONE_STATES)


def _late(at: datetime) -> Q:
    """Return what is behind: its hour passed with nothing out, or work not handed in."""
    overdue = _work(OuterRef("pk")).filter(
        due_at__lt=at, state__in=Assignment.TO_DO_STATES
    )
    # Counted by key: planning knows no articles, only that some hang on the story.
    out = Story.objects.filter(pk=OuterRef("pk"), articles__live=True)
    return Q(state__in=OPEN) & ((Q(planned_at__lt=at) & ~Exists(out)) | Exists(overdue))
