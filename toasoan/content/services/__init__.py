"""What happens to items: written, reviewed, published, corrected, taken down."""

from toasoan.content.services.alarms import plan_alarms_send
from toasoan.content.services.carrying import item_hand_over, story_change
from toasoan.content.services.corrections import (
    item_correct,
    item_restore,
    item_take_down,
)
from toasoan.content.services.items import (
    article_create,
    item_erase,
    item_refresh,
    item_start,
    preview_link_create,
)
from toasoan.content.services.lead_photos import item_lead_photo_set
from toasoan.content.services.overrides import (
    override_confirm,
    override_decline,
    override_request,
)
from toasoan.content.services.publishing import item_publish
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

__all__ = [
    "article_create",
    "article_section_set",
    "item_approve",
    "item_correct",
    "item_erase",
    "item_hand_over",
    "item_lead_photo_set",
    "item_publish",
    "item_refresh",
    "item_restore",
    "item_return",
    "item_schedule",
    "item_start",
    "item_submit",
    "item_syndicate",
    "item_take_down",
    "item_unschedule",
    "item_withdraw",
    "override_confirm",
    "override_decline",
    "override_request",
    "plan_alarms_send",
    "portal_open",
    "preview_link_create",
    "review_chain_default",
    "scheduled_items_publish",
    "schedules_watch",
    "story_change",
    "unit_open",
]
