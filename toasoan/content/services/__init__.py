"""What happens to items: written, reviewed, published, corrected, taken down."""

from toasoan.content.services.alarms import plan_alarms_send
from toasoan.content.services.bin import item_bin, item_bin_erase, item_bin_restore
from toasoan.content.services.carrying import item_hand_over, story_change
from toasoan.content.services.comments import (
    Passage,
    comment_add,
    comment_reopen,
    comment_resolve,
    comment_withdraw,
)
from toasoan.content.services.corrections import (
    item_correct,
    item_restore,
    item_take_down,
)
from toasoan.content.services.desk_boards import (
    desk_board_add,
    desk_board_change,
    desk_board_column_add,
    desk_board_column_remove,
    desk_board_columns_order,
    desk_board_remove,
    item_search_add,
    item_search_change,
    item_search_remove,
)
from toasoan.content.services.desks import (
    item_fetch,
    item_send,
    item_take_home,
    item_take_over,
)
from toasoan.content.services.duplicates import item_duplicate
from toasoan.content.services.field import (
    Piece,
    Place,
    article_base,
    field_act_once,
    field_acts_prune,
    piece_file,
)
from toasoan.content.services.front_plans import (
    front_plan_add,
    front_plan_change,
    front_plan_duplicate,
    front_plan_gaps_tell,
    front_plan_promise_items,
    front_plan_withdraw,
    front_plans_apply,
    homes_due,
    plans_near,
)
from toasoan.content.services.fronts import front_arrange
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
from toasoan.content.services.marks import item_mark, mark_done
from toasoan.content.services.overrides import (
    override_confirm,
    override_decline,
    override_request,
)
from toasoan.content.services.packages import (
    package_add,
    package_arrange,
    package_create,
)
from toasoan.content.services.places import place_within
from toasoan.content.services.publishing import item_publish
from toasoan.content.services.releases import (
    item_release,
    item_release_undo,
    release_leave,
    releases_leave,
    unit_publishing_set,
)
from toasoan.content.services.request_letters import request_letter_add
from toasoan.content.services.requests import (
    request_assign,
    request_decide,
    request_record,
)
from toasoan.content.services.retyping import (
    TYPED_FIELDS,
    draft_retype,
    draft_row_follow,
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
    standard_pages_add,
    unit_open,
)
from toasoan.content.services.syndication import item_syndicate
from toasoan.content.services.template_hours import templates_make
from toasoan.content.services.topics import (
    topic_fill,
    topic_item_add,
    topic_item_leave_out,
    topic_item_pin,
    topic_open,
    topic_rule_set,
)
from toasoan.content.services.updates import item_update
from toasoan.content.services.versions import (
    item_seen_note,
    version_keep_refused,
    version_name,
    version_restore,
)

__all__ = [
    "TYPED_FIELDS",
    "Passage",
    "Piece",
    "Place",
    "article_base",
    "article_create",
    "article_section_set",
    "comment_add",
    "comment_reopen",
    "comment_resolve",
    "comment_withdraw",
    "desk_board_add",
    "desk_board_change",
    "desk_board_column_add",
    "desk_board_column_remove",
    "desk_board_columns_order",
    "desk_board_remove",
    "draft_retype",
    "draft_row_follow",
    "field_act_once",
    "field_acts_prune",
    "front_arrange",
    "front_plan_add",
    "front_plan_change",
    "front_plan_duplicate",
    "front_plan_gaps_tell",
    "front_plan_promise_items",
    "front_plan_withdraw",
    "front_plans_apply",
    "homes_due",
    "item_approve",
    "item_bin",
    "item_bin_erase",
    "item_bin_restore",
    "item_correct",
    "item_duplicate",
    "item_erase",
    "item_fetch",
    "item_hand_over",
    "item_lead_photo_set",
    "item_mark",
    "item_publish",
    "item_refresh",
    "item_release",
    "item_release_undo",
    "item_restore",
    "item_return",
    "item_schedule",
    "item_search_add",
    "item_search_change",
    "item_search_remove",
    "item_seen_note",
    "item_send",
    "item_start",
    "item_submit",
    "item_syndicate",
    "item_take_down",
    "item_take_home",
    "item_take_over",
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
    "mark_done",
    "override_confirm",
    "override_decline",
    "override_request",
    "package_add",
    "package_arrange",
    "package_create",
    "piece_file",
    "place_within",
    "plan_alarms_send",
    "plans_near",
    "portal_open",
    "preview_link_create",
    "release_leave",
    "releases_leave",
    "request_assign",
    "request_decide",
    "request_letter_add",
    "request_record",
    "review_chain_default",
    "scheduled_items_publish",
    "schedules_watch",
    "standard_pages_add",
    "story_change",
    "templates_make",
    "topic_fill",
    "topic_item_add",
    "topic_item_leave_out",
    "topic_item_pin",
    "topic_open",
    "topic_rule_set",
    "unit_open",
    "unit_publishing_set",
    "version_keep_refused",
    "version_name",
    "version_restore",
]
