"""Fetch with permission: stories and assignments a person may touch."""

from typing import Any

from django.db.models import QuerySet

from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning.models import Assignment, Story
from toasoan.units.access import in_units_visible, user_may, user_require
from toasoan.units.roles import Action


def stories_visible(user: Any) -> QuerySet[Story]:
    """Return the stories of the units `user` belongs to."""
    return Story.objects.filter(in_units_visible(user))


def story_for_reading(user: Any, pk: int) -> Story:
    """Return the story.

    Raises:
        NotFound: there is none, or it belongs to a unit the person is not in.
    """
    story = (
        stories_visible(user)
        .select_related("unit", "desk", "subject", "genre", "pitched_by", "decided_by")
        .filter(pk=pk)
        .first()
    )
    if story is None:
        raise NotFound
    return story


def story_for_deciding(user: Any, pk: int) -> Story:
    """Return the story to someone who may approve or reject it.

    Raises:
        NotFound: as story_for_reading.
        NotAllowed: the person does not decide stories of this unit.
    """
    story = story_for_reading(user, pk)
    user_require(user, Action.DECIDE_STORY, story.unit)
    return story


def story_for_editing(user: Any, pk: int) -> Story:
    """Return the story to its proposer while pitched, or to who decides stories.

    Raises:
        NotFound: as story_for_reading.
        NotAllowed: the story is neither the person's own pitch nor theirs to run.
    """
    story = story_for_reading(user, pk)
    own_pitch = story.pitched_by == user and story.state == Story.State.PITCHED
    if own_pitch or user_may(user, Action.DECIDE_STORY, story.unit):
        return story
    raise NotAllowed


def _assignments_visible(user: Any) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        in_units_visible(user, "coverage__story__unit")
    ).select_related(
        "coverage__story__unit",
        "coverage__story__desk",
        "assignee",
        "assigned_by",
        "closed_by",
    )


def assignment_for_reading(user: Any, pk: int) -> Assignment:
    """Return the assignment.

    Raises:
        NotFound: there is none, or it belongs to a unit the person is not in.
    """
    assignment = _assignments_visible(user).filter(pk=pk).first()
    if assignment is None:
        raise NotFound
    return assignment


def assignment_for_assigning(user: Any, pk: int) -> Assignment:
    """Return the assignment to someone who gives out work in its unit.

    Raises:
        NotFound: as assignment_for_reading.
        NotAllowed: the person does not assign there.
    """
    assignment = assignment_for_reading(user, pk)
    user_require(user, Action.ASSIGN, assignment.story.unit)
    return assignment


def assignment_for_assignee(user: Any, pk: int) -> Assignment:
    """Return the person's own assignment.

    Raises:
        NotFound: it does not exist or is another's.
    """
    assignment = _assignments_visible(user).filter(pk=pk, assignee=user).first()
    if assignment is None:
        raise NotFound
    return assignment
