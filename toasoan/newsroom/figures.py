"""What the ministry sees of the six units: how many, and nothing of what is in them."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from toasoan.content.unit_counts import article_counts
from toasoan.core import clock
from toasoan.planning.models import Story
from toasoan.planning.selectors import story_counts
from toasoan.units.models import PressUnit

GIVEN_UP = (Story.State.REJECTED, Story.State.DROPPED)


@dataclass(frozen=True)
class UnitFigures:
    """One unit's month so far."""

    masthead: str
    theme: str
    pitched: int
    approved: int
    in_progress: int
    done: int
    given_up: int
    in_review: int
    scheduled: int
    published: int
    taken_down: int


def month_first() -> date:
    """Return the first day of this month on the wall."""
    return clock.today().replace(day=1)


def unit_figures() -> list[UnitFigures]:
    """Return the figures of every unit, in the units' order, in six questions."""
    since = timezone.make_aware(
        datetime.combine(month_first(), time.min), timezone.get_default_timezone()
    )
    stories, articles = story_counts(since), article_counts(since)
    return [
        UnitFigures(
            masthead=unit.masthead,
            theme=unit.theme,
            pitched=stories.get((unit.pk, Story.State.PITCHED), 0),
            approved=stories.get((unit.pk, Story.State.APPROVED), 0),
            in_progress=stories.get((unit.pk, Story.State.IN_PROGRESS), 0),
            done=stories.get((unit.pk, Story.State.DONE), 0),
            given_up=sum(stories.get((unit.pk, state), 0) for state in GIVEN_UP),
            in_review=articles.in_review.get(unit.pk, 0),
            scheduled=articles.scheduled.get(unit.pk, 0),
            published=articles.published.get(unit.pk, 0),
            taken_down=articles.taken_down.get(unit.pk, 0),
        )
        for unit in PressUnit.objects.all()
    ]
