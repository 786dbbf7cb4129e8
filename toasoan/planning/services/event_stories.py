"""Stories planned by the hour of an event go where it goes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from toasoan.core import clock
from toasoan.planning.models import Assignment, Coverage, Event, Story
from toasoan.planning.services.following import offers_follow
from toasoan.planning.services.moves import story_hold
from toasoan.planning.services.trail import story_audit


def is_planned_by(story: Story, event: Event) -> bool:
    """Return whether the story is planned for one of the event's days, or for its end."""
    at = story.planned_at
    if at is None:
        return False
    day = clock.local(at).date()
    return event.first_day <= day <= event.last_day or at == event.ends_at


def stories_follow(*, shifts: Mapping[int, timedelta], by: Any) -> list[int]:
    """Stories planned by events that moved keep their distance; so does what is due.

    `shifts` says of each event by its key how far it moved. Left alone is a story
    whose hour was set by hand since, that is closed, or of which an article is out;
    and nothing moves to an hour that has passed. Whoever has work of an event is told
    of it by the service that moves it. Returns the keys of the stories that moved.
    """
    going = {pk: shift for pk, shift in shifts.items() if shift}
    if not going:
        return []
    published = Assignment.objects.filter(
        coverage__kind__in=Coverage.WRITTEN_KINDS, state=Assignment.State.COMPLETED
    )
    rows = Story.objects.filter(
        event__in=going,
        follows_event=True,
        planned_at__isnull=False,
        state__in=Story.OPEN_STATES,
    ).exclude(pk__in=published.values("coverage__story"))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return [pk for pk in keys if _follow(story_hold(pk), going, by)]


def _follow(story: Story, going: Mapping[int, timedelta], by: Any) -> bool:
    at, shift = story.planned_at, going.get(story.event_id or 0)
    # Since it was chosen somebody may have closed it or set its hour.
    if at is None or shift is None or not (story.is_open and story.follows_event):
        return False
    now = clock.now()
    if at + shift <= now:
        return False
    story.planned_at = at + shift
    story.save(update_fields=["planned_at", "updated_at"])
    due = _due_follow(story, shift, now)
    story_audit(
        "planning.story_moved_along",
        story,
        by,
        {"before": at.isoformat(), "due_moved": due},
    )
    offers_follow(story=story, before={"planned_at": at}, by=by)
    return True


def _due_follow(story: Story, shift: timedelta, now: datetime) -> int:
    """Move the due times of what is still to be made; return how many."""
    moved = 0
    work = Assignment.objects.filter(
        coverage__story=story,
        state__in=Assignment.TO_DO_STATES,
        due_at__isnull=False,
    )
    for assignment in work.order_by("pk"):
        due_at = assignment.due_at
        if due_at is not None and due_at + shift > now:
            assignment.due_at = due_at + shift
            assignment.save(update_fields=["due_at", "changed_at"])
            moved += 1
    return moved
