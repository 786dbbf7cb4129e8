"""What is to be covered, in which parts, by whom."""

from toasoan.planning.models.assignments import Assignment, Coverage
from toasoan.planning.models.events import CalendarLink, Event, EventSeries
from toasoan.planning.models.pitches import PitchQuestion
from toasoan.planning.models.stories import Genre, Story

__all__ = [
    "Assignment",
    "CalendarLink",
    "Coverage",
    "Event",
    "EventSeries",
    "Genre",
    "PitchQuestion",
    "Story",
]
