"""The right to edit an item: taken, kept alive, asked for, handed over, taken over."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.editing.leases import held_error, lease_of, may_take_over
from toasoan.content.errors import (
    DraftMovedOn,
    ItemNotReady,
    LeaseElsewhere,
    ReasonMissing,
)
from toasoan.content.models import EditLease, ItemVersion
from toasoan.content.models.articles import ItemPage
from toasoan.content.services.versions import version_keep
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.services import audit_record
from toasoan.workspace.services.notifications import notification_send


@transaction.atomic
def lease_take(*, item: ItemPage, by: Any, key: str) -> EditLease:
    """`by` holds the item's lease in the tab `key`; of two at once, one.

    Taken again in the same tab it goes on. A lease given to the person without a tab
    is taken up by the first of theirs.

    Raises:
        NotAllowed: the item is not in this person's hands.
        LeaseHeld: somebody else edits it.
        LeaseElsewhere: the person edits it in another tab.
    """
    _row_hold(item)
    if not _stored(item).may_be_edited_by(by):
        raise NotAllowed
    lease = lease_of(item.pk)
    if lease is not None and lease.holder_id != by.pk:
        raise held_error(lease)
    if lease is not None and not lease.is_held_by(by, key):
        raise LeaseElsewhere
    return _give(item, by, key, since=lease)


@transaction.atomic
def lease_move(*, item: ItemPage, by: Any, key: str) -> EditLease:
    """The person edits on in the tab `key`; their other tab is told by its next beat.

    Raises:
        NotAllowed, LeaseHeld: as lease_take.
    """
    _row_hold(item)
    if not _stored(item).may_be_edited_by(by):
        raise NotAllowed
    lease = lease_of(item.pk)
    if lease is not None and lease.holder_id != by.pk:
        raise held_error(lease)
    return _give(item, by, key)


def lease_beat(*, item: ItemPage, by: Any, key: str, is_typing: bool = False) -> bool:
    """Return whether the tab still holds the lease, which then lives three minutes more.

    One conditional update: who has lost it changes nothing.
    """
    if not key:
        return False
    now = clock.now()
    moments = {"beat_at": now} | ({"typing_at": now} if is_typing else {})
    own = EditLease.objects.filter(item_id=item.pk, holder=by, key=key)
    return bool(own.update(**moments))


@transaction.atomic
def lease_release(*, item: ItemPage, by: Any, key: str) -> None:
    """The tab holds the lease no longer; whoever asked for it has it, else nobody."""
    _row_hold(item)
    lease = EditLease.objects.filter(item_id=item.pk, holder=by, key=key).first()
    if lease is None:
        return
    if lease.is_live and lease.is_asked:
        _give(item, lease.asked_by, "")
    else:
        lease.delete()


@transaction.atomic
def lease_ask(*, item: ItemPage, by: Any) -> EditLease:
    """The holder is asked to let `by` edit; unanswered and quiet, it opens by itself.

    Asked twice by one person it stays one question.

    Raises:
        NotAllowed: the item is not in this person's hands.
        ItemNotReady: nobody else edits it, or another person asked before.
    """
    _row_hold(item)
    if not _stored(item).may_be_edited_by(by):
        raise NotAllowed
    lease = lease_of(item.pk)
    if lease is None or lease.holder_id == by.pk:
        raise ItemNotReady(_("Không ai khác đang sửa bài. Bạn mở bài là sửa được."))
    if lease.is_asked and lease.asked_by_id == by.pk:
        return lease
    if lease.is_asked:
        raise ItemNotReady(
            _("%(name)s đã xin sửa trước bạn. Chờ người ấy sửa xong.")
            % {"name": lease.asked_by}
        )
    lease.asked_by, lease.asked_at, lease.answered_at = by, clock.now(), None
    lease.save(update_fields=["asked_by", "asked_at", "answered_at"])
    _tell("content.lease_asked", item, lease.holder, by, lease.asked_at)
    return lease


@transaction.atomic
def lease_answer(*, item: ItemPage, by: Any) -> None:
    """Who asked is told that the holder has not finished, and may ask again."""
    EditLease.objects.filter(item_id=item.pk, holder=by, asked_by__isnull=False).update(
        answered_at=clock.now()
    )


@transaction.atomic
def lease_hand_over(*, item: ItemPage, by: Any) -> EditLease:
    """Who asked for the lease has it.

    Raises:
        ItemNotReady: `by` does not hold it, or nobody waits for it.
    """
    _row_hold(item)
    lease = lease_of(item.pk)
    if lease is None or lease.holder_id != by.pk or lease.asked_by is None:
        raise ItemNotReady(_("Không còn ai chờ sửa bài này."))
    return _give(item, lease.asked_by, "")


@transaction.atomic
def lease_take_over(
    *, item: ItemPage, by: Any, reason: str, key: str = ""
) -> EditLease:
    """`by` holds the lease, whoever held it; the displaced draft is kept as a version.

    Who was displaced is told, with the reason.

    Raises:
        ReasonMissing: no reason was written.
        ItemNotReady: nobody edits the item any more.
        NotAllowed: the person's role does not reach so far.
    """
    if not reason.strip():
        raise ReasonMissing(_("Ghi lý do để người đang sửa biết vì sao."))
    _row_hold(item)
    stored, lease = _stored(item), lease_of(item.pk)
    if lease is None:
        raise ItemNotReady(_("Không còn ai sửa bài. Bạn mở bài là sửa được."))
    if not may_take_over(by, stored, lease):
        raise NotAllowed
    version_keep(item=stored, kind=ItemVersion.Kind.TAKEN_OVER, by=lease.holder)
    displaced = lease.holder
    taken = _give(item, by, key)
    audit_record(
        action="content.lease_taken_over",
        target=stored,
        by=by,
        unit_key=stored.unit.key,
        data={"from": str(displaced), "reason": reason.strip()},
    )
    _tell("content.lease_taken_over", item, displaced, by, taken.taken_at, reason)
    return taken


def lease_for_saving(*, item: ItemPage, by: Any, key: str, loaded: str = "") -> None:
    """The editor's tab holds the lease and may save; a save is a beat too.

    A free lease is taken, if the draft is the one the tab began with. Not one
    transaction: a beat holds the lease's row, and taking holds the item's before it.

    Args:
        item: what is about to be saved.
        by: who saves.
        key: the tab.
        loaded: "id@moment" of the draft the tab began with, "" where it does not say.

    Raises:
        LeaseHeld, LeaseElsewhere: as lease_take.
        DraftMovedOn: somebody else has changed the draft since.
    """
    # Who types is neither silent nor quiet: the lease that beats is live.
    if lease_beat(item=item, by=by, key=key, is_typing=True):
        return
    if lease_of(item.pk) is None:
        _require_same_draft(item, by, loaded)
    lease_take(item=item, by=by, key=key)
    lease_beat(item=item, by=by, key=key, is_typing=True)


def _require_same_draft(item: ItemPage, by: Any, loaded: str) -> None:
    latest = item.get_latest_revision()
    if latest is None or not loaded or latest.user_id == by.pk:
        return
    if loaded != f"{latest.pk}@{latest.created_at.isoformat()}":
        raise DraftMovedOn(
            _("%(name)s đã sửa bài lúc %(at)s, khi bạn không giữ bài.")
            % {
                "name": latest.user or _("Hệ thống"),
                "at": clock.format_time_vi(latest.created_at),
            }
        )


def _row_hold(item: ItemPage) -> None:
    """Let nobody else decide about the item's lease until the transaction ends."""
    Page.objects.select_for_update().filter(pk=item.pk).values_list("pk").first()


def _stored(item: ItemPage) -> ItemPage:
    return type(item).objects.get(pk=item.pk)


def _give(
    item: ItemPage, to: Any, key: str, since: EditLease | None = None
) -> EditLease:
    now = clock.now()
    lease, _is_new = EditLease.objects.update_or_create(
        item_id=item.pk,
        defaults={
            "holder": to,
            "key": key,
            "taken_at": since.taken_at if since else now,
            "beat_at": now,
            "typing_at": since.typing_at if since else None,
            "asked_by": since.asked_by if since else None,
            "asked_at": since.asked_at if since else None,
            "answered_at": since.answered_at if since else None,
        },
    )
    return lease


def _tell(
    kind: str, item: ItemPage, to: Any, by: Any, moment: Any, reason: str = ""
) -> None:
    notification_send(
        kind=kind,
        to=[to],
        path=_editor_path(item),
        key=f"{kind}:{item.pk}:{moment.isoformat()}",
        values={"title": item.draft_title or item.title, "reason": reason.strip(" .")},
        by=by,
        unit=item.unit,
    )


def _editor_path(item: ItemPage) -> str:
    return reverse("content:item", args=[item.pk])


def lease_end_for_barred(item: ItemPage) -> None:
    """Nobody holds the lease of an item that has left their hands.

    Must run in the transaction of the service that moved the item.
    """
    lease = EditLease.objects.filter(item_id=item.pk).select_related("holder").first()
    if lease is not None and not _stored(item).may_be_edited_by(lease.holder):
        lease.delete()
