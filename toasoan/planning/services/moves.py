"""One step of an assignment, as every service of it takes it."""

from typing import Any

from django.utils.translation import gettext as _

from toasoan.core.errors import NotAllowed
from toasoan.planning.errors import AssignmentStateWrong
from toasoan.planning.models import Assignment
from toasoan.planning.services.trail import story_audit


def own_require(assignment: Assignment, by: Any) -> None:
    """Do nothing when the assignment is the person's own.

    Raises:
        NotAllowed: it is another's.
    """
    if assignment.assignee != by:
        raise NotAllowed


def assignment_move(
    assignment: Assignment, allowed: set[Any], to: Assignment.State, by: Any
) -> Assignment:
    """Move the assignment on from one of `allowed`.

    Raises:
        AssignmentStateWrong: it stands elsewhere.
    """
    current = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if current.state not in allowed:
        raise AssignmentStateWrong(
            _("Phần việc đang ở trạng thái “%(state)s”.")
            % {"state": current.get_state_display()}
        )
    return assignment_set(assignment, to, by, f"planning.assignment_{to}")


def assignment_set(
    assignment: Assignment, to: Assignment.State, by: Any, action: str
) -> Assignment:
    """Write the state down, with one link of the audit chain."""
    assignment.state = to
    assignment.save()
    story_audit(action, assignment.coverage.story, by, {"assignment": assignment.pk})
    return assignment
