"""What happens to a story and its assignments."""

from toasoan.planning.services.assignments import (
    assignment_accept,
    assignment_cancel,
    assignment_decline,
    assignment_give,
    assignment_start,
    coverage_add,
    item_assignments_complete,
    item_assignments_reopen,
    item_assignments_submit,
)
from toasoan.planning.services.stories import (
    genres_load,
    story_approve,
    story_drop,
    story_pitch,
    story_reject,
    story_update,
)

__all__ = [
    "assignment_accept",
    "assignment_cancel",
    "assignment_decline",
    "assignment_give",
    "assignment_start",
    "coverage_add",
    "genres_load",
    "item_assignments_complete",
    "item_assignments_reopen",
    "item_assignments_submit",
    "story_approve",
    "story_drop",
    "story_pitch",
    "story_reject",
    "story_update",
]
