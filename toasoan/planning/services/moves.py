"""One step of an assignment, as every service of it takes it, and what follows."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.errors import (
    AssigneeOutsideUnit,
    AssignmentStateWrong,
    DueTimePast,
    StoryStateWrong,
)
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.planning.selectors import coverages_live
from toasoan.planning.services.trail import story_audit
from toasoan.units.access import user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

BEGUN_STATES = (
    Assignment.State.IN_PROGRESS,
    Assignment.State.SUBMITTED,
    Assignment.State.COMPLETED,
)


def own_require(assignment: Assignment, by: Any) -> None:
    """Do nothing when the assignment is the person's own.

    Raises:
        NotAllowed: it is another's.
    """
    if assignment.assignee != by:
        raise NotAllowed


def worked_require(story: Story) -> None:
    """Do nothing while parts of the story may be ordered and made.

    Raises:
        StoryStateWrong: the story is not approved, or closed.
    """
    if story.is_worked:
        return
    if story.is_open:
        raise StoryStateWrong(_("Duyệt đề tài trước khi phân công."))
    raise StoryStateWrong(_("Đề tài đã đóng."))


def assignee_require(assignee: Any, unit: PressUnit) -> None:
    """Do nothing when the person writes in the unit.

    Raises:
        AssigneeOutsideUnit: they do not.
    """
    if not user_may(assignee, Action.WRITE, unit):
        raise AssigneeOutsideUnit


def due_require(due_at: datetime | None) -> None:
    """Do nothing when there is no due time, or it is still to come.

    Raises:
        DueTimePast: it has passed.
    """
    if due_at is not None and due_at < clock.now():
        raise DueTimePast(
            _("Hạn nộp %(at)s đã qua. Chọn giờ khác.")
            % {"at": clock.format_datetime_vi(due_at)}
        )


def story_hold(story_id: int) -> Story:
    """Return the story as stored, its row held until the transaction ends.

    Every write about a story takes this row first: two people who finish the
    last two parts at once would else each see the other's still open.
    """
    return Story.objects.select_for_update(of=("self",)).get(pk=story_id)


def assignment_move(
    assignment: Assignment,
    allowed: set[Any],
    to: Assignment.State,
    by: Any,
    **fields: Any,
) -> Assignment:
    """Move the assignment on from one of `allowed`, with what came of it.

    Raises:
        AssignmentStateWrong: it stands elsewhere.
    """
    story_hold(assignment.coverage.story_id)
    current = Assignment.objects.get(pk=assignment.pk)
    if current.state not in allowed:
        raise AssignmentStateWrong(
            _("Phần việc đang ở trạng thái “%(state)s”.")
            % {"state": current.get_state_display()}
        )
    return assignment_set(assignment, to, by, f"planning.assignment_{to}", **fields)


def assignment_set(
    assignment: Assignment, to: Assignment.State, by: Any, action: str, **fields: Any
) -> Assignment:
    """Write the state down, with one link of the audit chain; the story follows."""
    assignment.state = to
    for name, value in fields.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=["state", "changed_at", *fields])
    story = assignment.coverage.story
    told = {"reason": fields["closing_reason"]} if fields.get("closing_reason") else {}
    story_audit(action, story, by, {"assignment": assignment.pk, **told})
    story_follow(story, by)
    return assignment


def story_follow(story: Story, by: Any) -> None:
    """Bring the story's state up to what has become of its parts.

    In work once somebody began; done when every part that was not cancelled
    is. A part nobody was given is not done.
    """
    held = story_hold(story.pk)
    to = _state_from(coverages_live(held)) if held.is_worked else None
    if to is None or to == held.state:
        return
    held.state = to
    held.save(update_fields=["state", "updated_at"])
    if to == Story.State.DONE:
        story_audit("planning.story_done", held, by)


def _state_from(coverages: QuerySet[Coverage]) -> Story.State | None:
    parts = list(coverages)
    if parts and all(part.is_done for part in parts):
        return Story.State.DONE
    states = {each.state for part in parts for each in part.assignments.all()}
    return Story.State.IN_PROGRESS if states.intersection(BEGUN_STATES) else None
