"""Updates: nothing was wrong, more is known; readers see what was added and when."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.errors import ItemNotReady, ReasonMissing
from toasoan.content.models import DepositRecord, ItemUpdate, ReviewDecision
from toasoan.content.models.articles import ItemPage
from toasoan.content.services.aftercare import (
    announce,
    approve_on_own_authority,
    carriers_tell,
    copies_live,
)
from toasoan.content.services.publishing import publish_within
from toasoan.core import clock
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action


@transaction.atomic
def item_update(*, item: ItemPage, added: str, by: Any) -> ItemUpdate:
    """Publish the newer draft with a line that says what was added.

    No word of it is a correction: what was wrong goes by `item_correct`. As there,
    whoever may correct answers for the new text, and copies follow.

    Raises:
        NotAllowed: `by` does not correct in the unit.
        ReasonMissing: what was added is not written.
        ItemNotReady: the item is not public, or its draft says nothing new.
        GateClosed: the newer draft may not be published.
    """
    user_require(by, Action.CORRECT, item.unit)
    if not added.strip():
        raise ReasonMissing(_("Ghi rõ bài có thêm gì; bạn đọc thấy câu này."))
    stored = Page.objects.select_for_update().get(pk=item.pk)
    if not stored.live:
        raise ItemNotReady(_("Bài chưa xuất bản, sửa thẳng trong bài."))
    if not stored.has_unpublished_changes:
        raise ItemNotReady(_("Bài chưa có gì mới. Sửa bài, lưu, rồi cập nhật."))
    # As it is now, not as the screen showed it.
    item = stored.specific
    update = ItemUpdate.objects.create(
        item_id=item.pk, added=added.strip(), by=by, at=clock.now()
    )
    approve_on_own_authority(
        item, by, kind=ReviewDecision.Kind.UPDATE, comment=update.added
    )
    live = publish_within(item, by=by, kind=DepositRecord.Kind.UPDATED)
    copies = copies_live(live)
    for copy in copies:
        announce(copy)
    carriers_tell(
        live,
        copies,
        kind="content.original_updated",
        key=f"update:{update.pk}",
        by=by,
        added=update.added,
    )
    audit_record(
        action="content.item_updated",
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"note": update.added},
    )
    return update
