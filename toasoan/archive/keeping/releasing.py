"""A deposit is released by hand: one person asks with a reason, a second one answers.

The record of what was shown stays; its file is kept no longer. As with publishing in spite of
a blocker, the second person is one who may take items down.
"""

from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.archive.keeping.errors import ReleaseWrong
from toasoan.archive.keeping.reasons import is_file_deposited
from toasoan.archive.metadata.errors import ReasonMissing
from toasoan.archive.models import AssetDeposit, DepositRelease, FileCheck
from toasoan.archive.uses import asset_uses
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action
from toasoan.units.selectors import people_acting
from toasoan.workspace.services import notification_send


def release_of(deposit: AssetDeposit) -> DepositRelease | None:
    """Return the request that waits or the release that holds, None when there is none."""
    rows = DepositRelease.objects.filter(deposit=deposit, ended_at__isnull=True)
    return rows.select_related("asked_by", "answered_by").first()


@transaction.atomic
def deposit_release_ask(
    *, deposit: AssetDeposit, reason: str, by: Any
) -> DepositRelease:
    """A second person is asked whether the file need not be kept any longer.

    Raises:
        NotAllowed: the person does not keep the archive of the unit that published it.
        ReasonMissing: no reason was given.
        ReleaseWrong: it is shown now, its asset is gone, or it was asked already.
    """
    user_require(by, Action.ARCHIVE_EDIT, deposit.unit)
    reason = nfc(reason).strip()
    if not reason:
        raise ReasonMissing(_("Ghi lý do thôi lưu."))
    _unused_require(deposit)
    try:
        with transaction.atomic():
            release = DepositRelease.objects.create(
                deposit=deposit, reason=reason, asked_by=by
            )
    except IntegrityError:
        raise ReleaseWrong(
            _("Bản này đã có người xin thôi lưu. Tải lại trang để xem")
        ) from None
    notification_send(
        kind="archive.deposit_release_asked",
        to=people_acting(Action.TAKE_DOWN, deposit.unit),
        path=reverse("keeping:release", args=[deposit.pk]),
        key=f"deposit-release:{release.pk}:asked",
        values={
            "title": deposit.title,
            "item": deposit.item_title,
            "reason": reason,
        },
        by=by,
        unit=deposit.unit,
    )
    _audit("archive.deposit_release_asked", release, by, reason)
    return release


@transaction.atomic
def deposit_release_confirm(*, release: DepositRelease, by: Any) -> None:
    """The deposit keeps its file no longer; an older version nobody else keeps is deleted.

    Raises:
        NotAllowed: `by` asked for it, or may not take items down in the unit.
        ReleaseWrong: it is answered already, or it is shown now.
    """
    held = _waiting(release, by)
    deposit = held.deposit
    _unused_require(deposit)
    held.answered_by, held.confirmed_at = by, clock.now()
    held.save(update_fields=["answered_by", "confirmed_at"])
    _older_version_delete(deposit)
    _told(held, by, _("đồng ý"))
    _audit("archive.deposit_released", held, by, held.reason)


@transaction.atomic
def deposit_release_decline(*, release: DepositRelease, reason: str, by: Any) -> None:
    """The deposit stays; who asked reads why and may ask anew.

    Raises:
        NotAllowed: as deposit_release_confirm.
        ReasonMissing: no reason was given.
        ReleaseWrong: it is answered already.
    """
    held = _waiting(release, by)
    reason = nfc(reason).strip()
    if not reason:
        raise ReasonMissing(_("Ghi vì sao không đồng ý."))
    held.answered_by, held.declined_reason, held.ended_at = by, reason, clock.now()
    held.save(update_fields=["answered_by", "declined_reason", "ended_at"])
    _told(held, by, _("không đồng ý, %(reason)s") % {"reason": reason})
    _audit("archive.deposit_release_declined", held, by, reason)


def _waiting(release: DepositRelease, by: Any) -> DepositRelease:
    """Return the request, its row held, to a second person who may answer it."""
    rows = DepositRelease.objects.select_for_update(of=("self",))
    held = rows.select_related("deposit__unit", "asked_by").get(pk=release.pk)
    user_require(by, Action.TAKE_DOWN, held.deposit.unit)
    if held.asked_by_id == by.pk:
        raise NotAllowed(_("Người thứ hai phải khác người xin."))
    if held.confirmed_at is not None or held.ended_at is not None:
        raise ReleaseWrong(_("Yêu cầu này đã được trả lời."))
    return held


def _unused_require(deposit: AssetDeposit) -> None:
    entry = deposit.entry
    if entry is None:
        raise ReleaseWrong(
            _("Tư liệu không còn trong kho, không có tệp nào để thôi lưu")
        )
    asset: Any = entry.asset
    # A publication that is under way holds the row: wait for it, then look.
    type(asset).with_binned.select_for_update().filter(pk=asset.pk).first()
    if asset_uses(asset, None):
        raise ReleaseWrong(
            _("“%(title)s” đang có nơi dùng. Gỡ khỏi đó rồi xin thôi lưu")
            % {"title": deposit.title}
        )


def _older_version_delete(deposit: AssetDeposit) -> None:
    """The file of an asset goes with the asset; of an older version only we know."""
    entry = deposit.entry
    name = deposit.file_name
    if entry is None or not name or entry.asset.file.name == name:
        return
    if is_file_deposited(name):
        return
    FileCheck.objects.filter(entry=entry, name=name).delete()
    transaction.on_commit(partial(entry.asset.file.storage.delete, name))


def _told(release: DepositRelease, by: Any, answer: str) -> None:
    deposit = release.deposit
    notification_send(
        kind="archive.deposit_release_answered",
        to=[release.asked_by] if release.asked_by else [],
        path=reverse("keeping:release", args=[deposit.pk]),
        key=f"deposit-release:{release.pk}:answered",
        values={"title": deposit.title, "answer": answer},
        by=by,
        unit=deposit.unit,
    )


def _audit(action: str, release: DepositRelease, by: Any, reason: str) -> None:
    deposit = release.deposit
    audit_record(
        action=action,
        target=deposit,
        by=by,
        unit_key=deposit.unit.key,
        data={
            "reason": reason,
            "item": deposit.item_id,
            "file": deposit.file_name,
            "sha256": deposit.sha256,
        },
    )
