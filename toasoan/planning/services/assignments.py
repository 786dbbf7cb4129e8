"""Parts of a story and who makes them. Each write is atomic and audited."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.planning.errors import (
    AssigneeOutsideUnit,
    AssignmentStateWrong,
    ReasonMissing,
    StoryStateWrong,
)
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.planning.services.moves import (
    assignment_move,
    assignment_set,
    own_require,
)
from toasoan.planning.services.trail import story_audit
from toasoan.units.access import user_may, user_require
from toasoan.units.roles import Action


@transaction.atomic
def coverage_add(
    *,
    story: Story,
    kind: str,
    by: Any,
    note: str = "",
    ordered_length: int | None = None,
) -> Coverage:
    """Order one more part for the story.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        StoryStateWrong: the story is not approved, or closed.
    """
    user_require(by, Action.ASSIGN, story.unit)
    if story.state not in {Story.State.APPROVED, Story.State.IN_PROGRESS}:
        raise StoryStateWrong(_("Duyệt đề tài trước khi phân công."))
    coverage = Coverage.objects.create(
        story=story, kind=kind, note=note, ordered_length=ordered_length
    )
    story_audit("planning.coverage_added", story, by, {"kind": kind})
    return coverage


@transaction.atomic
def assignment_give(
    *,
    coverage: Coverage,
    assignee: Any,
    by: Any,
    due_at: datetime | None = None,
    note: str = "",
) -> Assignment:
    """Give the coverage to a person of the unit.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        AssigneeOutsideUnit: the person does not write there.
        AssignmentStateWrong: the person has it already.
        StoryStateWrong: the story is not approved, or closed.
    """
    story = coverage.story
    user_require(by, Action.ASSIGN, story.unit)
    if story.state not in {Story.State.APPROVED, Story.State.IN_PROGRESS}:
        raise StoryStateWrong(_("Duyệt đề tài trước khi phân công."))
    if not user_may(assignee, Action.WRITE, story.unit):
        raise AssigneeOutsideUnit
    open_already = coverage.assignments.filter(
        assignee=assignee, state__in=Assignment.OPEN_STATES
    )
    if open_already.exists():
        raise AssignmentStateWrong(
            _("%(name)s đang giữ phần việc này.") % {"name": assignee}
        )
    assignment = Assignment.objects.create(
        coverage=coverage, assignee=assignee, assigned_by=by, due_at=due_at, note=note
    )
    story_audit("planning.assignment_given", story, by, {"assignee": assignee.email})
    return assignment


@transaction.atomic
def assignment_accept(*, assignment: Assignment, by: Any) -> Assignment:
    """Take the work on.

    Raises:
        NotAllowed: it is another's.
        AssignmentStateWrong: it has been answered already.
    """
    own_require(assignment, by)
    return assignment_move(
        assignment, {Assignment.State.ASSIGNED}, Assignment.State.ACCEPTED, by
    )


@transaction.atomic
def assignment_decline(*, assignment: Assignment, by: Any, reason: str) -> Assignment:
    """Give the work back with the reason.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed, AssignmentStateWrong: as assignment_accept.
    """
    own_require(assignment, by)
    if not reason.strip():
        raise ReasonMissing
    assignment.decline_reason = reason
    return assignment_move(
        assignment,
        {Assignment.State.ASSIGNED, Assignment.State.ACCEPTED},
        Assignment.State.DECLINED,
        by,
    )


@transaction.atomic
def assignment_start(*, assignment: Assignment, item: Page, by: Any) -> Assignment:
    """Tie the item made for the assignment to it; story and assignment are in work.

    Raises:
        NotAllowed: it is another's.
        AssignmentStateWrong: it is closed, or has an item already.
    """
    own_require(assignment, by)
    assignment.item = item
    moved = assignment_move(
        assignment,
        {Assignment.State.ASSIGNED, Assignment.State.ACCEPTED},
        Assignment.State.IN_PROGRESS,
        by,
    )
    Story.objects.filter(
        pk=assignment.coverage.story_id, state=Story.State.APPROVED
    ).update(state=Story.State.IN_PROGRESS)
    return moved


@transaction.atomic
def assignment_cancel(*, assignment: Assignment, by: Any) -> Assignment:
    """End the assignment because its story stopped; the caller checked the right."""
    return assignment_set(
        assignment, Assignment.State.CANCELLED, by, "planning.assignment_cancelled"
    )


@transaction.atomic
def item_assignments_submit(*, item: Page, by: Any) -> None:
    """Mark the assignments the item was made for as handed in."""
    _item_assignments_set(
        item, {Assignment.State.IN_PROGRESS}, Assignment.State.SUBMITTED, by
    )


@transaction.atomic
def item_assignments_reopen(*, item: Page, by: Any) -> None:
    """Mark the assignments as in work again: the item was sent back."""
    _item_assignments_set(
        item, {Assignment.State.SUBMITTED}, Assignment.State.IN_PROGRESS, by
    )


@transaction.atomic
def item_assignments_complete(*, item: Page, by: Any) -> None:
    """Mark the assignments done; a story with nothing left open is done."""
    _item_assignments_set(
        item,
        {Assignment.State.IN_PROGRESS, Assignment.State.SUBMITTED},
        Assignment.State.COMPLETED,
        by,
    )
    for story in Story.objects.filter(
        coverages__assignments__item_id=item.pk, state=Story.State.IN_PROGRESS
    ).distinct():
        if not Assignment.objects.filter(
            coverage__story=story, state__in=Assignment.OPEN_STATES
        ).exists():
            story.state = Story.State.DONE
            story.save(update_fields=["state", "updated_at"])
            story_audit("planning.story_done", story, by)


def _item_assignments_set(
    item: Page, from_states: set[Any], to: Assignment.State, by: Any
) -> None:
    for assignment in Assignment.objects.filter(item_id=item.pk, state__in=from_states):
        assignment_set(assignment, to, by, f"planning.assignment_{to}")
