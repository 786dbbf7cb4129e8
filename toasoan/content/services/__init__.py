"""What happens to items: written, reviewed, published, corrected, taken down."""

from toasoan.content.services.alarms import plan_alarms_send
from toasoan.content.services.carrying import item_hand_over, story_change
from toasoan.content.services.corrections import (
    item_correct,
    item_restore,
    item_take_down,
)
from toasoan.content.services.field import (
    Piece,
    Place,
    article_base,
    field_act_once,
    field_acts_prune,
    piece_file,
)
from toasoan.content.services.items import (
    article_create,
    item_erase,
    item_refresh,
    item_start,
    preview_link_create,
)
from toasoan.content.services.lead_photos import item_lead_photo_set
from toasoan.content.services.leases import (
    lease_answer,
    lease_ask,
    lease_beat,
    lease_for_saving,
    lease_hand_over,
    lease_move,
    lease_release,
    lease_take,
    lease_take_over,
)
from toasoan.content.services.overrides import (
    override_confirm,
    override_decline,
    override_request,
)
from toasoan.content.services.publishing import item_publish
from toasoan.content.services.releases import (
    item_release,
    item_release_undo,
    release_leave,
    releases_leave,
    unit_publishing_set,
)
from toasoan.content.services.requests import (
    request_assign,
    request_decide,
    request_record,
)
from toasoan.content.services.reviews import (
    item_approve,
    item_return,
    item_submit,
    item_withdraw,
)
from toasoan.content.services.schedules import (
    item_schedule,
    item_unschedule,
    scheduled_items_publish,
    schedules_watch,
)
from toasoan.content.services.sections import article_section_set
from toasoan.content.services.setup import (
    portal_open,
    review_chain_default,
    unit_open,
)
from toasoan.content.services.syndication import item_syndicate
from toasoan.content.services.updates import item_update
from toasoan.content.services.versions import (
    item_seen_note,
    version_keep_refused,
    version_name,
    version_restore,
)

__all__ = [
    "Piece",
    "Place",
    "article_base",
    "article_create",
    "article_section_set",
    "field_act_once",
    "field_acts_prune",
    "item_approve",
    "item_correct",
    "item_erase",
    "item_hand_over",
    "item_lead_photo_set",
    "item_publish",
    "item_refresh",
    "item_release",
    "item_release_undo",
    "item_restore",
    "item_return",
    "item_schedule",
    "item_seen_note",
    "item_start",
    "item_submit",
    "item_syndicate",
    "item_take_down",
    "item_unschedule",
    "item_update",
    "item_withdraw",
    "lease_answer",
    "lease_ask",
    "lease_beat",
    "lease_for_saving",
    "lease_hand_over",
    "lease_move",
    "lease_release",
    "lease_take",
    "lease_take_over",
    "override_confirm",
    "override_decline",
    "override_request",
    "piece_file",
    "plan_alarms_send",
    "portal_open",
    "preview_link_create",
    "release_leave",
    "releases_leave",
    "request_assign",
    "request_decide",
    "request_record",
    "review_chain_default",
    "scheduled_items_publish",
    "schedules_watch",
    "story_change",
    "unit_open",
    "unit_publishing_set",
    "version_keep_refused",
    "version_name",
    "version_restore",
]
