"""Work that is no article: handed in, taken, or sent back with the reason."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.planning.errors import NothingHandedIn, ReasonMissing, WorkKindWrong
from toasoan.planning.models import Assignment
from toasoan.planning.services.moves import assignment_move, own_require
from toasoan.planning.telling import work_told
from toasoan.units.access import user_require
from toasoan.units.roles import Action

State = Assignment.State


@transaction.atomic
def assignment_submit(
    *,
    assignment: Assignment,
    by: Any,
    photo_ids: Sequence[int] = (),
    link: str = "",
    note: str = "",
) -> Assignment:
    """Hand the work in: photos of the archive, or a link to it, with a word.

    What was handed in before is replaced.

    Raises:
        NotAllowed: it is another's.
        WorkKindWrong: it is an article, which goes through review.
        NothingHandedIn: neither photos nor a link.
        AssignmentStateWrong: it is handed in already, or closed.
    """
    own_require(assignment, by)
    _hand_in_kind_require(assignment)
    if not photo_ids and not link:
        raise NothingHandedIn
    handed_in = assignment_move(
        assignment,
        set(Assignment.TO_DO_STATES),
        State.SUBMITTED,
        by,
        handed_in_at=clock.now(),
        handed_in_note=note,
        handed_in_link=link,
        handed_in_photos=list(dict.fromkeys(photo_ids)),
    )
    work_told(
        "planning.work_handed_in", handed_in, to=handed_in.assigned_by, by=by, note=note
    )
    return handed_in


@transaction.atomic
def assignment_complete(*, assignment: Assignment, by: Any) -> Assignment:
    """Take what was handed in; a story all of whose parts are done is done.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        WorkKindWrong: it is an article, which is done when published.
        AssignmentStateWrong: nothing is handed in.
    """
    user_require(by, Action.ASSIGN, assignment.story.unit)
    _hand_in_kind_require(assignment)
    taken = assignment_move(
        assignment, {State.SUBMITTED}, State.COMPLETED, by, return_reason=""
    )
    work_told("planning.work_taken", taken, to=taken.assignee, by=by)
    return taken


@transaction.atomic
def assignment_return(*, assignment: Assignment, by: Any, reason: str) -> Assignment:
    """Send what was handed in back to its maker, with the reason.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed, WorkKindWrong, AssignmentStateWrong: as assignment_complete.
    """
    user_require(by, Action.ASSIGN, assignment.story.unit)
    _hand_in_kind_require(assignment)
    if not reason.strip():
        raise ReasonMissing
    returned = assignment_move(
        assignment, {State.SUBMITTED}, State.IN_PROGRESS, by, return_reason=reason
    )
    work_told(
        "planning.work_returned", returned, to=returned.assignee, by=by, reason=reason
    )
    return returned


def _hand_in_kind_require(assignment: Assignment) -> None:
    if assignment.coverage.is_written:
        raise WorkKindWrong(_("Hạng mục này viết bài. Mở bài để nộp và duyệt."))
