"""Parts of a story and who makes them. Each write is atomic and audited."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.planning.errors import (
    AssignmentStateWrong,
    ReasonMissing,
    WorkKindWrong,
)
from toasoan.planning.models import Assignment, Coverage, Freelancer, Story
from toasoan.planning.services.freelancers import freelancer_require
from toasoan.planning.services.moves import (
    assignee_require,
    assignment_move,
    assignment_set,
    due_require,
    own_require,
    story_hold,
    worked_require,
)
from toasoan.planning.services.trail import story_audit
from toasoan.planning.telling import given_told, work_told
from toasoan.units.access import user_require
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
    worked_require(story_hold(story.pk))
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
    freelancer: Freelancer | None = None,
) -> Assignment:
    """Give the coverage to a person of the unit, who is told.

    With a freelancer it is made by them, and the person sees to it.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        AssigneeOutsideUnit: the person does not write there.
        AssignmentStateWrong: it is done or cancelled, the person has it
            already, or it is an article and somebody else has it.
        DueTimePast: the due time has passed.
        FreelancerWrong: the contributor is another unit's, or works no more.
        StoryStateWrong: the story is not approved, or closed.
    """
    assignment = give_within(
        Assignment(
            coverage=coverage,
            assignee=assignee,
            due_at=due_at,
            note=note,
            freelancer=freelancer,
        ),
        by=by,
    )
    given_told(assignment, by=by)
    return assignment


def give_within(assignment: Assignment, *, by: Any) -> Assignment:
    """The assignment is given, inside a service that tells of it.

    Raises: as assignment_give.
    """
    story = assignment.story
    user_require(by, Action.ASSIGN, story.unit)
    worked_require(story_hold(story.pk))
    assignee_require(assignment.assignee, story.unit)
    due_require(assignment.due_at)
    freelancer_require(assignment.freelancer, story.unit)
    _free_require(assignment.coverage, assignment.assignee)
    assignment.assigned_by = by
    assignment.save()
    told = {"assignee": assignment.assignee.email}
    if assignment.freelancer is not None:
        told["freelancer"] = assignment.freelancer.name
    story_audit("planning.assignment_given", story, by, told)
    return assignment


def _free_require(coverage: Coverage, assignee: Any) -> None:
    stored = Coverage.objects.get(pk=coverage.pk)
    if stored.is_cancelled:
        raise AssignmentStateWrong(_("Hạng mục đã bỏ. Thêm hạng mục mới."))
    if stored.is_done:
        raise AssignmentStateWrong(_("Hạng mục đã xong. Thêm hạng mục mới."))
    held = stored.assignments.exclude(state__in=Assignment.UNDONE_STATES)
    # Two writers of one text would make two articles of it.
    holder = held.filter(assignee=assignee).first() or (
        held.first() if stored.is_written else None
    )
    if holder is not None:
        raise AssignmentStateWrong(
            _("%(name)s đang giữ phần việc này. Giao lại, hoặc thêm hạng mục.")
            % {"name": holder.assignee}
        )


@transaction.atomic
def assignment_accept(*, assignment: Assignment, by: Any) -> Assignment:
    """Take the work on; who gave it knows.

    Raises:
        NotAllowed: it is another's.
        AssignmentStateWrong: it has been answered already.
    """
    own_require(assignment, by)
    taken = assignment_move(
        assignment, {Assignment.State.ASSIGNED}, Assignment.State.ACCEPTED, by
    )
    work_told("planning.assignment_accepted", taken, to=taken.assigned_by, by=by)
    return taken


@transaction.atomic
def assignment_decline(*, assignment: Assignment, by: Any, reason: str) -> Assignment:
    """Give the work back with the reason, which who gave it reads.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed, AssignmentStateWrong: as assignment_accept.
    """
    own_require(assignment, by)
    if not reason.strip():
        raise ReasonMissing
    declined = assignment_move(
        assignment,
        {Assignment.State.ASSIGNED, Assignment.State.ACCEPTED},
        Assignment.State.DECLINED,
        by,
        closed_by=by,
        closing_reason=reason,
    )
    work_told(
        "planning.assignment_declined",
        declined,
        to=declined.assigned_by,
        by=by,
        reason=reason,
    )
    return declined


@transaction.atomic
def assignment_start(*, assignment: Assignment, item: Page, by: Any) -> Assignment:
    """Tie the item made for the assignment to it; story and assignment are in work.

    Raises:
        NotAllowed: it is another's.
        WorkKindWrong: no article is made for its kind.
        AssignmentStateWrong: it is closed, or has an item already.
    """
    own_require(assignment, by)
    if not assignment.coverage.is_written:
        raise WorkKindWrong(_("Hạng mục này không viết bài. Nộp sản phẩm đã làm."))
    allowed = {Assignment.State.ASSIGNED, Assignment.State.ACCEPTED}
    if not Assignment.objects.filter(pk=assignment.pk, item__isnull=False).exists():
        # Its draft was deleted: it may be begun once more.
        allowed.add(Assignment.State.IN_PROGRESS)
    return assignment_move(
        assignment, allowed, Assignment.State.IN_PROGRESS, by, item=item
    )


@transaction.atomic
def assignment_cancel(
    *, assignment: Assignment, by: Any, reason: str = ""
) -> Assignment:
    """End the assignment because its part did.

    The caller checked the right, and tells of what ended.
    """
    return assignment_set(
        assignment,
        Assignment.State.CANCELLED,
        by,
        "planning.assignment_cancelled",
        closed_by=by,
        closing_reason=reason,
    )
