"""A plan that changes: other hours, other hands, parts no longer wanted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.planning.errors import AssignmentStateWrong, ReasonMissing
from toasoan.planning.models import Assignment, Coverage, Freelancer, Story
from toasoan.planning.selectors import coverages_unfinished
from toasoan.planning.services.assignments import assignment_cancel, give_within
from toasoan.planning.services.moves import (
    assignment_move,
    due_require,
    story_follow,
    story_hold,
    worked_require,
)
from toasoan.planning.services.trail import story_audit
from toasoan.planning.telling import hand_over_told, part_stopped_told, work_told
from toasoan.units.access import user_require
from toasoan.units.roles import Action

State = Assignment.State


@transaction.atomic
def assignment_reschedule(
    *, assignment: Assignment, due_at: datetime | None, by: Any
) -> Assignment:
    """Give the assignment another due time, or none; its assignee is told.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        AssignmentStateWrong: nothing is to be handed in any more.
        DueTimePast: the time has passed.
    """
    story = assignment.story
    user_require(by, Action.ASSIGN, story.unit)
    story_hold(story.pk)
    assignment.refresh_from_db(fields=["state", "due_at"])
    _to_do_require(assignment)
    due_require(due_at)
    before = assignment.due_at.isoformat() if assignment.due_at else None
    assignment.due_at = due_at
    assignment.save(update_fields=["due_at", "changed_at"])
    story_audit(
        "planning.assignment_rescheduled",
        story,
        by,
        {"assignment": assignment.pk, "before": before},
    )
    _due_told(assignment, by)
    return assignment


def _due_told(assignment: Assignment, by: Any) -> None:
    due = clock.format_datetime_vi(assignment.due_at) if assignment.due_at else ""
    work_told(
        "planning.assignment_rescheduled",
        assignment,
        to=assignment.assignee,
        by=by,
        due=due,
        no_due="" if due else "1",
    )


@transaction.atomic
def assignment_withdraw(*, assignment: Assignment, by: Any, reason: str) -> Assignment:
    """Take the work back from its assignee, who is told by whom and why.

    The part stays ordered and may be given again; a draft stays its writer's.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed: `by` does not assign in the unit.
        AssignmentStateWrong: it is handed in or closed.
    """
    user_require(by, Action.ASSIGN, assignment.story.unit)
    if not reason.strip():
        raise ReasonMissing
    withdrawn = assignment_move(
        assignment,
        set(Assignment.TO_DO_STATES),
        State.WITHDRAWN,
        by,
        closed_by=by,
        closing_reason=reason,
    )
    work_told(
        "planning.assignment_withdrawn",
        withdrawn,
        to=withdrawn.assignee,
        by=by,
        reason=reason,
    )
    return withdrawn


@transaction.atomic
def assignment_hand_over(
    *,
    assignment: Assignment,
    assignee: Any,
    by: Any,
    due_at: datetime | None = None,
    note: str = "",
    freelancer: Freelancer | None = None,
) -> Assignment:
    """Give the work to a colleague as it stands; return their assignment.

    Both are told. What was begun goes along: the article is tied to the new assignment and to
    no other.

    Raises:
        AssignmentStateWrong: it is handed in or closed, or the colleague has
            the part already.
        NotAllowed, AssigneeOutsideUnit, DueTimePast, StoryStateWrong: as
            assignment_give.
    """
    user_require(by, Action.ASSIGN, assignment.story.unit)
    story_hold(assignment.coverage.story_id)
    assignment.refresh_from_db()
    _to_do_require(assignment)
    if assignee == assignment.assignee:
        raise AssignmentStateWrong(
            _("%(name)s đang giữ phần việc này. Chọn người khác.") % {"name": assignee}
        )
    item = assignment.item
    assignment.item = None
    assignment.save(update_fields=["item"])
    assignment_cancel(assignment=assignment, by=by)
    given = Assignment(
        coverage=assignment.coverage,
        assignee=assignee,
        due_at=due_at,
        note=note,
        freelancer=freelancer,
    )
    if item is not None:
        given.item, given.state = item, State.IN_PROGRESS
    taken = give_within(given, by=by)
    hand_over_told(assignment, taken, by=by)
    return taken


def _to_do_require(assignment: Assignment) -> None:
    if not assignment.is_to_do:
        raise AssignmentStateWrong(
            _("Phần việc đang ở trạng thái “%(state)s”.")
            % {"state": assignment.get_state_display()}
        )


@transaction.atomic
def coverage_cancel(*, coverage: Coverage, by: Any, reason: str) -> Coverage:
    """Strike the part out; who works on it stops, what was written stays.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed: `by` does not assign in the unit.
        AssignmentStateWrong: the part is done, or struck out already.
        StoryStateWrong: the story is closed.
    """
    story = coverage.story
    user_require(by, Action.ASSIGN, story.unit)
    if not reason.strip():
        raise ReasonMissing
    worked_require(story_hold(story.pk))
    coverage.refresh_from_db(fields=["is_cancelled"])
    if coverage.is_cancelled or coverage.is_done:
        raise AssignmentStateWrong(_("Hạng mục đã xong hoặc đã bỏ, không bỏ được nữa."))
    part_stopped_told(_strike_out(coverage, by, reason), by=by, reason=reason)
    story_follow(story, by)
    return coverage


def _strike_out(coverage: Coverage, by: Any, reason: str) -> list[Assignment]:
    """The part is struck out; return the assignments that ended with it."""
    # Struck out first: while its assignments end, the story must not look done
    # or open by a part nobody wants.
    coverage.is_cancelled = True
    coverage.save(update_fields=["is_cancelled"])
    open_now = list(coverage.assignments.filter(state__in=Assignment.OPEN_STATES))
    for assignment in open_now:
        assignment_cancel(assignment=assignment, by=by, reason=reason)
    story_audit(
        "planning.coverage_cancelled",
        coverage.story,
        by,
        {"coverage": coverage.pk, "kind": coverage.kind, "reason": reason},
    )
    return open_now


@transaction.atomic
def story_finish(*, story: Story, by: Any, note: str = "") -> Story:
    """Close the story as done; parts still open are struck out.

    Raises:
        NotAllowed: `by` does not decide stories of the unit.
        StoryStateWrong: the story is not approved, or closed.
        ReasonMissing: parts are still open and no word says why they stop.
    """
    user_require(by, Action.DECIDE_STORY, story.unit)
    held = story_hold(story.pk)
    worked_require(held)
    unfinished = coverages_unfinished(held)
    if unfinished and not note.strip():
        raise ReasonMissing
    # Closed first, so that no part struck out below closes it by itself.
    held.state = Story.State.DONE
    held.save(update_fields=["state", "updated_at"])
    ended = [each for part in unfinished for each in _strike_out(part, by, note)]
    part_stopped_told(ended, by=by, reason=note)
    story_audit("planning.story_done", held, by, {"note": note})
    return held
