"""What the plan says to whoever works on an item: the story, read where it stands."""

from dataclasses import dataclass
from typing import Any

from toasoan.archive.models import Photo
from toasoan.archive.selectors import photos_of, photos_with_renditions, right_to_use
from toasoan.content.models import ArticlePage
from toasoan.planning.models import Assignment, Story
from toasoan.planning.selectors import assignments_with_work
from toasoan.units.models import PressUnit


@dataclass(frozen=True)
class HandedPhoto:
    """A photo handed in for the story, and whether the unit may use it."""

    photo: Photo
    allowed: bool
    reason: str


@dataclass(frozen=True)
class HandedIn:
    """What one person handed in."""

    assignment: Assignment
    photos: list[HandedPhoto]


@dataclass(frozen=True)
class StoryPanel:
    """The story of one item.

    Attributes:
        story: never copied, so that it cannot grow old.
        assignment: what the item was begun for, with its due time and note.
        handed_in: photos, film and the like that others made for the story.
        length: syllables of the draft, where a length was ordered.
    """

    story: Story
    assignment: Assignment | None
    handed_in: list[HandedIn]
    length: int | None = None


def story_panel(item: Any) -> StoryPanel | None:
    """Return the plan behind the item; of another unit's article, nothing."""
    if not isinstance(item, ArticlePage) or item.story is None:
        return None
    story = item.story
    made_for = (
        Assignment.objects.filter(item_id=item.pk)
        .select_related("coverage", "assignee", "assigned_by", "freelancer")
        .order_by("-pk")
        .first()
    )
    work = [
        HandedIn(each, photos_handed_in(each, story.unit))
        for each in assignments_with_work(story)
    ]
    return StoryPanel(
        story=story,
        assignment=made_for,
        handed_in=work,
        length=_length(item, made_for),
    )


def _length(item: ArticlePage, made_for: Assignment | None) -> int | None:
    if made_for is None or not made_for.coverage.ordered_length:
        return None
    return item.get_latest_revision_as_object().length_syllables


def photos_handed_in(assignment: Assignment, unit: PressUnit) -> list[HandedPhoto]:
    """Return the photos of the assignment that are still in the unit's archive."""
    keys = assignment.handed_in_photos
    found = {photo.pk: photo for photo in photos_of(unit).filter(pk__in=keys)}
    photos = photos_with_renditions(found.get(key) for key in keys)
    rights = [(photo, right_to_use(photo, unit)) for photo in photos]
    return [HandedPhoto(photo, right.allowed, right.reason) for photo, right in rights]
