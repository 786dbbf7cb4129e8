"""Corrections and take-downs: what the press owes readers when it was wrong.

Source: Press Law 126/2025/QH15 Arts. 34-35.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from toasoan.content.errors import ItemNotReady, ReasonMissing
from toasoan.content.events import StoryItemTakenDown
from toasoan.content.finding.search import article_index_remove
from toasoan.content.models import (
    ArticlePage,
    Correction,
    DepositRecord,
    ReviewDecision,
    TakeDown,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.services.aftercare import (
    announce,
    approve_on_own_authority,
    carriers_tell,
    copies_live,
    promises_end,
)
from toasoan.content.services.deposit import deposit_record
from toasoan.content.services.publishing import publish_within
from toasoan.content.telling import correction_told, restored_told, take_down_told
from toasoan.core import clock
from toasoan.core.outbox import event_record
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action


@transaction.atomic
def item_correct(
    *,
    item: ItemPage,
    wrong: str,
    right: str,
    by: Any,
    apologises: bool = True,
) -> Correction:
    """Publish the corrected draft with a note that says what was wrong.

    Whoever may correct answers for the new text: their decision stands in the
    review record beside the approvals, whose signatures it leaves as they are.
    Copies at other units and the feeds show the same note.

    Raises:
        NotAllowed: `by` does not correct in the unit.
        ReasonMissing: what was wrong or what is right is not written.
        ItemNotReady: the item is not public.
        GateClosed: the corrected draft may not be published.
    """
    user_require(by, Action.CORRECT, item.unit)
    if not wrong.strip() or not right.strip():
        raise ReasonMissing(_("Ghi rõ đã viết sai gì và đúng là gì."))
    stored = Page.objects.select_for_update().get(pk=item.pk)
    if not stored.live:
        raise ItemNotReady(_("Bài chưa xuất bản, sửa thẳng trong bài."))
    # What somebody else published since the screen was opened is what gets the note.
    item = stored.specific
    correction = Correction.objects.create(
        item_id=item.pk,
        wrong=wrong.strip(),
        right=right.strip(),
        apologises=apologises,
        by=by,
        at=clock.now(),
    )
    approve_on_own_authority(item, by, kind=ReviewDecision.Kind.CORRECT, comment=wrong)
    live = _publish_corrected(item, correction, by)
    audit_record(
        action="content.item_corrected",
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"wrong": wrong, "right": right},
    )
    correction_told(correction, live)
    return correction


def _publish_corrected(item: ItemPage, correction: Correction, by: Any) -> ItemPage:
    """Bring text and note to readers, to the record, and to who carries the item."""
    live = publish_within(item, by=by, kind=DepositRecord.Kind.CORRECTED)
    if live.live_revision_id == item.live_revision_id:
        # Only the note is new: readers and the record must still get it.
        deposit_record(item=live, kind=DepositRecord.Kind.CORRECTED, by=by)
        announce(live)
    copies = copies_live(item)
    for copy in copies:
        announce(copy)
    carriers_tell(
        item,
        copies,
        kind="content.original_corrected",
        key=f"correction:{correction.pk}",
        by=by,
    )
    return live


@transaction.atomic
def item_take_down(
    *,
    item: ItemPage,
    public_reason: str,
    internal_reason: str,
    ordered_by: str,
    by: Any,
) -> TakeDown:
    """Take the item from readers, who get 410 and the reason; copies follow.

    The item, its versions and its record of what was public stay.

    Raises:
        NotAllowed: `by` does not take down in the unit.
        ReasonMissing: a reason or who ordered it is not written.
        ItemNotReady: the item is not public.
    """
    user_require(by, Action.TAKE_DOWN, item.unit)
    if not (public_reason.strip() and internal_reason.strip() and ordered_by.strip()):
        raise ReasonMissing(_("Ghi lý do cho bạn đọc, lý do nội bộ và ai quyết định."))
    stored = Page.objects.select_for_update().get(pk=item.pk)
    if not stored.live:
        raise ItemNotReady(_("Bài không còn trên trang của bạn đọc."))
    # As it is now: unpublishing writes every field of what it is given.
    item = stored.specific
    copies = copies_live(item)
    reasons = {
        "public_reason": public_reason.strip(),
        "internal_reason": internal_reason.strip(),
        "ordered_by": ordered_by.strip(),
    }
    take_down = _take_down_one(item, by=by, **reasons)
    for copy in copies:
        _take_down_one(copy, by=by, **reasons)
    take_down_told(take_down, item, by=by)
    carriers_tell(
        item,
        copies,
        kind="content.original_taken_down",
        key=f"take_down:{take_down.pk}",
        by=by,
        why=take_down.public_reason,
    )
    return take_down


def _take_down_one(item: ItemPage, *, by: Any, **reasons: str) -> TakeDown:
    address = item.get_url_parts()
    path = (address[2] if address else None) or ""
    deposit_record(item=item, kind=DepositRecord.Kind.TAKEN_DOWN, by=by)
    UnpublishPageAction(item, user=by, set_expired=False).execute(
        skip_permission_checks=True
    )
    article_index_remove(item.pk)
    promises_end(item, by)
    take_down = TakeDown.objects.create(
        item_id=item.pk, by=by, at=clock.now(), path=path, **reasons
    )
    event_record(
        StoryItemTakenDown(item_id=item.pk, unit_key=item.unit.key, path=path),
        aggregate=f"item:{item.pk}",
    )
    audit_record(
        action="content.item_taken_down",
        target=item,
        by=by,
        unit_key=item.unit.key,
        data=reasons,
    )
    return take_down


@transaction.atomic
def item_restore(*, item: ItemPage, reason: str, by: Any) -> ItemPage:
    """Give a taken-down item back to readers.

    Copies stay down: each unit decides about its own.

    Raises:
        NotAllowed: `by` does not take down in the unit.
        ReasonMissing: no reason was written.
        ItemNotReady: the item is not taken down.
        GateClosed: something else keeps it from readers.
    """
    user_require(by, Action.TAKE_DOWN, item.unit)
    if not reason.strip():
        raise ReasonMissing
    Page.objects.select_for_update().get(pk=item.pk)
    lifted = TakeDown.objects.filter(item_id=item.pk, lifted_at__isnull=True).update(
        lifted_at=clock.now()
    )
    if not lifted:
        raise ItemNotReady(_("Bài không bị gỡ."))
    live = publish_within(item, by=by, kind=DepositRecord.Kind.RESTORED)
    carriers_tell(
        live,
        _copies_down(live),
        kind="content.original_restored",
        key=f"restored:{live.pk}:{live.live_revision_id}:{clock.now().isoformat()}",
        by=by,
    )
    audit_record(
        action="content.item_restored",
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"reason": reason},
    )
    restored_told(live, reason, by=by)
    return live


def _copies_down(item: ItemPage) -> list[ItemPage]:
    """Return the copies that went down with the original and stay down."""
    if not isinstance(item, ArticlePage):
        return []
    down = TakeDown.objects.filter(lifted_at__isnull=True).values("item")
    return list(item.syndications.filter(pk__in=down).select_related("unit", "owner"))
