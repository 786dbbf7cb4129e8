"""What happens to a story and its assignments."""

from toasoan.planning.services.alarms import due_alerts_send
from toasoan.planning.services.assignments import (
    assignment_accept,
    assignment_cancel,
    assignment_decline,
    assignment_give,
    assignment_start,
    coverage_add,
)
from toasoan.planning.services.attachments import (
    event_attachment_add,
    event_attachment_remove,
)
from toasoan.planning.services.calendar_files import (
    calendar_bring_in,
    calendar_link_renew,
)
from toasoan.planning.services.calendar_sources import (
    calendar_source_add,
    calendar_source_read,
    calendar_source_read_soon,
    calendar_source_remove,
    calendar_sources_read,
)
from toasoan.planning.services.changes import (
    assignment_hand_over,
    assignment_reschedule,
    assignment_withdraw,
    coverage_cancel,
    story_finish,
)
from toasoan.planning.services.events import (
    event_add,
    event_call_off,
    event_move,
    event_remove,
    event_story_pitch,
    event_update,
)
from toasoan.planning.services.freelancers import freelancer_add, freelancer_update
from toasoan.planning.services.hand_ins import (
    assignment_complete,
    assignment_return,
    assignment_submit,
)
from toasoan.planning.services.item_work import (
    item_assignment_open,
    item_assignments_complete,
    item_assignments_free,
    item_assignments_reopen,
    item_assignments_retie,
    item_assignments_submit,
)
from toasoan.planning.services.offers import (
    offer_decline,
    offer_take,
    offer_withdraw,
    story_offer,
)
from toasoan.planning.services.pitches import pitch_ask, pitch_reply
from toasoan.planning.services.rota import (
    absence_add,
    absence_remove,
    shift_add,
    shift_remove,
    shifts_repeat,
)
from toasoan.planning.services.saved_views import (
    saved_view_add,
    saved_view_change,
    saved_view_remove,
    story_comment_add,
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
    "absence_add",
    "absence_remove",
    "assignment_accept",
    "assignment_cancel",
    "assignment_complete",
    "assignment_decline",
    "assignment_give",
    "assignment_hand_over",
    "assignment_reschedule",
    "assignment_return",
    "assignment_start",
    "assignment_submit",
    "assignment_withdraw",
    "calendar_bring_in",
    "calendar_link_renew",
    "calendar_source_add",
    "calendar_source_read",
    "calendar_source_read_soon",
    "calendar_source_remove",
    "calendar_sources_read",
    "coverage_add",
    "coverage_cancel",
    "due_alerts_send",
    "event_add",
    "event_attachment_add",
    "event_attachment_remove",
    "event_call_off",
    "event_move",
    "event_remove",
    "event_story_pitch",
    "event_update",
    "freelancer_add",
    "freelancer_update",
    "genres_load",
    "item_assignment_open",
    "item_assignments_complete",
    "item_assignments_free",
    "item_assignments_reopen",
    "item_assignments_retie",
    "item_assignments_submit",
    "offer_decline",
    "offer_take",
    "offer_withdraw",
    "pitch_ask",
    "pitch_reply",
    "saved_view_add",
    "saved_view_change",
    "saved_view_remove",
    "shift_add",
    "shift_remove",
    "shifts_repeat",
    "story_approve",
    "story_comment_add",
    "story_drop",
    "story_finish",
    "story_offer",
    "story_pitch",
    "story_reject",
    "story_update",
]
