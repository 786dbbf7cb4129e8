"""Fetch with permission: stories and assignments a person may touch."""

from typing import Any

from django.db.models import QuerySet

from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning.models import (
    Assignment,
    CalendarLink,
    CalendarSource,
    Event,
    EventAttachment,
    SavedView,
    Story,
    StoryOffer,
)
from toasoan.units.access import (
    in_units_visible,
    is_ministry_person,
    shared_with,
    units_visible,
    user_may,
    user_require,
)
from toasoan.units.models import PressUnit
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
        .select_related(
            "unit", "desk", "subject", "genre", "event", "pitched_by", "decided_by"
        )
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


def events_visible(user: Any) -> QuerySet[Event]:
    """Return the events of the units the person belongs to."""
    return Event.objects.filter(in_units_visible(user))


def event_for_reading(user: Any, pk: int) -> Event:
    """Return the event.

    Raises:
        NotFound: there is none, or it belongs to a unit the person is not in.
    """
    event = (
        events_visible(user)
        .select_related("unit", "desk", "series", "source", "created_by")
        .filter(pk=pk)
        .first()
    )
    if event is None:
        raise NotFound
    return event


def event_may_change(user: Any, event: Event) -> bool:
    """Return whether the person wrote the event or assigns in its unit."""
    own = event.created_by_id == user.pk and user_may(user, Action.PITCH, event.unit)
    return own or user_may(user, Action.ASSIGN, event.unit)


def event_for_changing(user: Any, pk: int) -> Event:
    """Return the event to who may change it.

    Raises:
        NotFound: as event_for_reading.
        NotAllowed: the person neither wrote it nor assigns there.
    """
    event = event_for_reading(user, pk)
    if not event_may_change(user, event):
        raise NotAllowed
    return event


def event_attachment_of(event: Event, pk: int) -> EventAttachment:
    """Return the paper of an event that was fetched with permission.

    Raises:
        NotFound: the event has no such paper.
    """
    found = event.attachments.select_related("event__unit").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def calendar_link_for(token: str) -> CalendarLink:
    """Return the address with this key, while its person is in the unit.

    Raises:
        NotFound: there is none, or the person left or is locked out.
    """
    link = (
        CalendarLink.objects.filter(token=token)
        .select_related("user", "desk__unit")
        .first()
    )
    if link is None or not user_may(link.user, Action.READ, link.desk.unit):
        raise NotFound
    return link


def calendar_source_for_changing(user: Any, pk: int) -> CalendarSource:
    """Return the calendar of another house to who assigns in the unit.

    Raises:
        NotFound: there is none, or it is read for a unit the person is not in.
        NotAllowed: the person does not assign there.
    """
    source = (
        CalendarSource.objects.filter(in_units_visible(user), pk=pk)
        .select_related("unit", "desk", "added_by")
        .first()
    )
    if source is None:
        raise NotFound
    user_require(user, Action.ASSIGN, source.unit)
    return source


def saved_views_visible(user: Any, unit: PressUnit) -> QuerySet[SavedView]:
    """Return the person's saved views of the unit and those shared with them."""
    views = SavedView.objects.filter(shared_with(user, unit))
    return views.select_related("owner", "desk")


def saved_view_for_changing(user: Any, pk: int) -> SavedView:
    """Return the person's own saved view.

    Raises:
        NotFound: there is none, or it is another's.
    """
    view = (
        SavedView.objects.filter(in_units_visible(user), pk=pk, owner=user.pk)
        .select_related("unit", "desk")
        .first()
    )
    if view is None:
        raise NotFound
    return view


def _offer(user: Any, pk: int, field: str) -> StoryOffer:
    offer = (
        StoryOffer.objects.filter(in_units_visible(user, field), pk=pk)
        .select_related(
            "story__unit", "story__subject", "story__genre", "to_unit", "offered_by"
        )
        .first()
    )
    if offer is None:
        raise NotFound
    return offer


def offer_for_answering(user: Any, pk: int) -> StoryOffer:
    """Return the offer to who decides stories of the unit it was made to.

    Raises:
        NotFound: there is none, or it was made to a unit the person is not in.
        NotAllowed: the person does not decide stories there.
    """
    offer = _offer(user, pk, "to_unit")
    user_require(user, Action.DECIDE_STORY, offer.to_unit)
    return offer


def offer_for_withdrawing(user: Any, pk: int) -> StoryOffer:
    """Return the offer to who decides stories of the unit that made it.

    Raises:
        NotFound: there is none, or another unit made it.
        NotAllowed: the person does not decide stories there.
    """
    offer = _offer(user, pk, "story__unit")
    user_require(user, Action.DECIDE_STORY, offer.story.unit)
    return offer


def group_plan_readable(user: Any) -> bool:
    """Return whether the person coordinates: for the ministry, or deciding for a unit."""
    return is_ministry_person(user) or any(
        user_may(user, Action.DECIDE_STORY, unit) for unit in units_visible(user)
    )


def group_plan_require(user: Any) -> None:
    """Do nothing when the person may see what the units let each other see.

    Raises:
        NotAllowed: they neither belong to the ministry nor decide stories of a unit.
    """
    if not group_plan_readable(user):
        raise NotAllowed
