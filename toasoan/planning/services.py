"""What happens to a story and its assignments. Each write is atomic and audited."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.errors import (
    AssigneeOutsideUnit,
    AssignmentStateWrong,
    ReasonMissing,
    StoryStateWrong,
)
from toasoan.planning.models import Assignment, Coverage, Genre, Story
from toasoan.security.services import audit_record
from toasoan.units.access import user_may, user_require
from toasoan.units.models import Desk, PressUnit, Subject
from toasoan.units.roles import Action

CHANGEABLE = frozenset(
    {
        "desk",
        "slugline",
        "title",
        "brief",
        "subject",
        "genre",
        "section",
        "priority",
        "planned_at",
        "embargo_until",
        "rights_note",
    }
)


@transaction.atomic
def story_pitch(
    *,
    unit: PressUnit,
    desk: Desk,
    slugline: str,
    title: str,
    brief: str,
    subject: Subject,
    by: Any,
    genre: Genre | None = None,
    section: Page | None = None,
    priority: int = 3,
    planned_at: datetime | None = None,
    embargo_until: datetime | None = None,
    rights_note: str = "",
) -> Story:
    """Put a story before the desk; it waits for an answer.

    Raises:
        NotAllowed: `by` does not write in the unit.
        StoryStateWrong: the desk is another unit's.
    """
    user_require(by, Action.PITCH, unit)
    if desk.unit_id != unit.pk:
        raise StoryStateWrong(_("Ban này không thuộc đơn vị. Chọn ban khác."))
    story = Story.objects.create(
        unit=unit,
        desk=desk,
        slugline=slugline,
        title=title,
        brief=brief,
        subject=subject,
        genre=genre,
        section=section,
        priority=priority,
        planned_at=planned_at,
        embargo_until=embargo_until,
        rights_note=rights_note,
        pitched_by=by,
    )
    _audit("planning.story_pitched", story, by)
    return story


@transaction.atomic
def story_update(*, story: Story, changes: dict[str, Any], by: Any) -> Story:
    """Change fields of the story; who works on it sees the change at once.

    Raises:
        NotAllowed: the story is neither an own open pitch nor theirs to run.
        StoryStateWrong: the story is closed, or a field cannot be changed.
    """
    story = _locked(story)
    own_pitch = story.pitched_by == by and story.state == Story.State.PITCHED
    if not own_pitch and not user_may(by, Action.DECIDE_STORY, story.unit):
        raise NotAllowed
    if not story.is_open:
        raise StoryStateWrong(_("Đề tài đã đóng, không sửa được nữa."))
    fixed = sorted(set(changes) - CHANGEABLE)
    if fixed:
        raise StoryStateWrong(
            _("Không sửa được: %(names)s.") % {"names": ", ".join(fixed)}
        )
    before = {name: str(getattr(story, name)) for name in changes}
    for name, value in changes.items():
        setattr(story, name, value)
    story.save()
    _audit("planning.story_updated", story, by, {"before": before})
    return story


@transaction.atomic
def story_approve(*, story: Story, by: Any, note: str = "") -> Story:
    """Say yes to a pitch; it can now be assigned.

    Raises:
        NotAllowed: `by` does not decide stories of the unit.
        StoryStateWrong: it is no longer a pitch.
    """
    return _story_decide(
        story, Story.State.APPROVED, by, note, "planning.story_approved"
    )


@transaction.atomic
def story_reject(*, story: Story, by: Any, note: str) -> Story:
    """Say no to a pitch and why.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed, StoryStateWrong: as story_approve.
    """
    if not note.strip():
        raise ReasonMissing
    return _story_decide(
        story, Story.State.REJECTED, by, note, "planning.story_rejected"
    )


def _story_decide(
    story: Story, state: Story.State, by: Any, note: str, action: str
) -> Story:
    user_require(by, Action.DECIDE_STORY, story.unit)
    story = _locked(story)
    if story.state != Story.State.PITCHED:
        raise StoryStateWrong(
            _("Đề tài đã ở trạng thái “%(state)s”.")
            % {"state": story.get_state_display()}
        )
    story.state = state
    story.decided_by = by
    story.decided_at = clock.now()
    story.decision_note = note
    story.save()
    _audit(action, story, by, {"note": note})
    return story


@transaction.atomic
def story_drop(*, story: Story, by: Any, note: str) -> Story:
    """Stop work on the story; open assignments are cancelled with it.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed: `by` does not decide stories of the unit.
        StoryStateWrong: the story is closed already.
    """
    if not note.strip():
        raise ReasonMissing
    user_require(by, Action.DECIDE_STORY, story.unit)
    story = _locked(story)
    if not story.is_open:
        raise StoryStateWrong(_("Đề tài đã đóng."))
    story.state = Story.State.DROPPED
    story.decision_note = note
    story.decided_by = by
    story.decided_at = clock.now()
    story.save()
    for assignment in Assignment.objects.filter(
        coverage__story=story, state__in=Assignment.OPEN_STATES
    ):
        _assignment_set(
            assignment, Assignment.State.CANCELLED, by, "planning.assignment_cancelled"
        )
    _audit("planning.story_dropped", story, by, {"note": note})
    return story


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
    _audit("planning.coverage_added", story, by, {"kind": kind})
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
    _audit("planning.assignment_given", story, by, {"assignee": assignee.email})
    return assignment


@transaction.atomic
def assignment_accept(*, assignment: Assignment, by: Any) -> Assignment:
    """Take the work on.

    Raises:
        NotAllowed: it is another's.
        AssignmentStateWrong: it has been answered already.
    """
    _own(assignment, by)
    return _assignment_move(
        assignment, {Assignment.State.ASSIGNED}, Assignment.State.ACCEPTED, by
    )


@transaction.atomic
def assignment_decline(*, assignment: Assignment, by: Any, reason: str) -> Assignment:
    """Give the work back with the reason.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed, AssignmentStateWrong: as assignment_accept.
    """
    _own(assignment, by)
    if not reason.strip():
        raise ReasonMissing
    assignment.decline_reason = reason
    return _assignment_move(
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
    _own(assignment, by)
    assignment.item = item
    moved = _assignment_move(
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
            _audit("planning.story_done", story, by)


def _item_assignments_set(
    item: Page, from_states: set[Any], to: Assignment.State, by: Any
) -> None:
    for assignment in Assignment.objects.filter(item_id=item.pk, state__in=from_states):
        _assignment_set(assignment, to, by, f"planning.assignment_{to}")


def _own(assignment: Assignment, by: Any) -> None:
    if assignment.assignee != by:
        raise NotAllowed


def _assignment_move(
    assignment: Assignment, allowed: set[Any], to: Assignment.State, by: Any
) -> Assignment:
    current = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if current.state not in allowed:
        raise AssignmentStateWrong(
            _("Phần việc đang ở trạng thái “%(state)s”.")
            % {"state": current.get_state_display()}
        )
    return _assignment_set(assignment, to, by, f"planning.assignment_{to}")


def _assignment_set(
    assignment: Assignment, to: Assignment.State, by: Any, action: str
) -> Assignment:
    assignment.state = to
    assignment.save()
    _audit(action, assignment.coverage.story, by, {"assignment": assignment.pk})
    return assignment


def _locked(story: Story) -> Story:
    return Story.objects.select_for_update(of=("self",)).get(pk=story.pk)


def _audit(
    action: str, story: Story, by: Any, data: dict[str, Any] | None = None
) -> None:
    audit_record(
        action=action, target=story, by=by, unit_key=story.unit.key, data=data or {}
    )
