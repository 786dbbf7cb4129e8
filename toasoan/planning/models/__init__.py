"""What is to be covered, in which parts, by whom."""

from toasoan.planning.models.assignments import Assignment, Coverage
from toasoan.planning.models.attachments import EventAttachment
from toasoan.planning.models.boards import SavedView, StoryComment
from toasoan.planning.models.events import CalendarLink, Event, EventSeries
from toasoan.planning.models.freelancers import Freelancer
from toasoan.planning.models.offers import StoryOffer
from toasoan.planning.models.pitches import PitchQuestion
from toasoan.planning.models.rota import Absence, Shift
from toasoan.planning.models.sources import CalendarSource
from toasoan.planning.models.stories import Genre, Story

__all__ = [
    "Absence",
    "Assignment",
    "CalendarLink",
    "CalendarSource",
    "Coverage",
    "Event",
    "EventAttachment",
    "EventSeries",
    "Freelancer",
    "Genre",
    "PitchQuestion",
    "SavedView",
    "Shift",
    "Story",
    "StoryComment",
    "StoryOffer",
]
