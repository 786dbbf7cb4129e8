"""The bin: what was thrown away is kept for some days, whole, and comes back whole."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from toasoan.archive.access import asset_require_unused
from toasoan.archive.errors import AssetInUse
from toasoan.archive.keeping.errors import AssetDeposited, AssetInBin, RuleWrong
from toasoan.archive.keeping.reasons import reason_to_keep
from toasoan.archive.models import (
    ArchiveDocument,
    BinStay,
    CatalogueEntry,
    KeepingPolicy,
    Photo,
    RetentionRule,
)
from toasoan.archive.models.keeping import BIN_DAYS, BIN_DAYS_MAX, BIN_DAYS_MIN
from toasoan.archive.uses import Asset
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.services import audit_record
from toasoan.units.access import platform_require, user_may, user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

log = logging.getLogger("toasoan.archive")
EMPTIED_AT_ONCE = 200


def bin_days(unit: PressUnit | None) -> int:
    """Return how many days the unit's bin keeps what lies in it."""
    found = KeepingPolicy.objects.filter(unit=unit).values_list("bin_days", flat=True)
    return found.first() or BIN_DAYS


@transaction.atomic
def bin_days_set(*, unit: PressUnit, days: int, by: Any) -> KeepingPolicy:
    """What is thrown away from now on is kept for so many days.

    Raises:
        NotAllowed: the person does not keep the archive there.
        RuleWrong: fewer than 1 or more than 3650 days.
    """
    user_require(by, Action.ARCHIVE_EDIT, unit)
    if not BIN_DAYS_MIN <= days <= BIN_DAYS_MAX:
        raise RuleWrong(
            _("Số ngày phải từ %(low)s đến %(high)s")
            % {"low": BIN_DAYS_MIN, "high": BIN_DAYS_MAX}
        )
    before = bin_days(unit)
    policy, _new = KeepingPolicy.objects.update_or_create(
        unit=unit, defaults={"bin_days": days}
    )
    if before != days:
        audit_record(
            action="archive.bin_days_set",
            by=by,
            target=policy,
            target_label=unit.short_name,
            unit_key=unit.key,
            data={"before": before, "after": days},
        )
    return policy


@transaction.atomic
def asset_bin(*, asset: Asset, by: Any, rule: RetentionRule | None = None) -> BinStay:
    """Nobody finds, chooses or is lent the asset any more; all of it is kept.

    Raises:
        NotAllowed: the person may not delete the asset.
        AssetInUse: something live or scheduled shows it.
        AssetInBin: it is there already.
    """
    policy = policy_registry.get_by_type(type(asset))
    if not policy.user_has_permission_for_instance(by, "delete", asset):
        raise NotAllowed
    # A publication that is under way holds the row: wait for it, then look.
    rows = type(asset).with_binned.filter(pk=asset.pk)
    held = rows.select_for_update().first()
    if held is None or held.binned_at is not None:
        raise AssetInBin
    asset_require_unused(held, by)
    now = clock.now()
    rows.update(binned_at=now)
    entry = _entry_held(asset)
    entry.binned_at = now
    entry.save(update_fields=["binned_at"])
    stay = BinStay.objects.create(
        entry=entry,
        by=by,
        rule=rule,
        at=now,
        ends_at=now + timedelta(days=bin_days(entry.unit)),
    )
    _audit("archive.asset_binned", entry, by, rule=rule.name if rule else "")
    return stay


@transaction.atomic
def assets_bin(*, assets: Iterable[Asset], by: Any) -> int:
    """All of them lie in the bin, or none; return how many.

    Raises:
        NotAllowed, AssetInUse, AssetInBin: as asset_bin.
    """
    ordered = sorted(assets, key=lambda asset: asset.pk)
    return len([asset_bin(asset=asset, by=by) for asset in ordered])


@transaction.atomic
def asset_restore(*, stay: BinStay, by: Any) -> CatalogueEntry:
    """The asset is back where it was, with everything that hung on it.

    Restored again it stays as it is.

    Raises:
        NotAllowed: the person neither keeps the archive nor threw the asset away.
    """
    require_may_restore(by, stay)
    of = "photo" if stay.entry.photo_id else "document"
    model: Any = Photo if of == "photo" else ArchiveDocument
    rows = model.with_binned.filter(pk=getattr(stay.entry, f"{of}_id"))
    list(rows.select_for_update())
    held = BinStay.objects.select_for_update().filter(pk=stay.pk).first()
    # The job may have deleted it in the meantime, or a colleague restored it.
    if held is None:
        raise AssetInBin(_("Tư liệu đã bị xóa hẳn, không khôi phục được nữa"))
    entry = CatalogueEntry.with_binned.select_for_update().get(pk=held.entry_id)
    if held.restored_at is not None:
        return entry
    rows.update(binned_at=None)
    entry.binned_at = None
    entry.save(update_fields=["binned_at"])
    held.restored_at, held.restored_by = clock.now(), by
    held.save(update_fields=["restored_at", "restored_by"])
    _audit("archive.asset_restored", entry, by)
    return entry


def require_may_restore(user: Any, stay: BinStay) -> None:
    """Do nothing when the person may take the asset out of the bin.

    Raises:
        NotAllowed: they neither keep the archive nor threw the asset away.
    """
    unit = stay.entry.unit
    if unit is None:
        platform_require(user)
    elif stay.by_id != user.pk and not user_may(user, Action.ARCHIVE_EDIT, unit):
        raise NotAllowed


def bin_empty(*, at: datetime | None = None) -> int:
    """What lay in the bin for its days is deleted for good; return how many were.

    What is in use, was published, or has a paper that counts stays, and says why. A few
    at a time, those that were looked at longest ago first.
    """
    at = at or clock.now()
    due = bin_due(at).order_by(F("looked_at").asc(nulls_first=True), "pk")
    return sum(_delete(pk) for pk in due.values_list("pk", flat=True)[:EMPTIED_AT_ONCE])


def bin_due(at: datetime) -> Any:
    """Return the stays whose days are over and that were not looked at for a day."""
    rows = BinStay.objects.filter(restored_at__isnull=True, ends_at__lte=at)
    return rows.exclude(looked_at__gt=at - timedelta(days=1))


def _delete(pk: int) -> bool:
    """Delete the asset of one stay, unless there is a reason to keep it."""
    try:
        with transaction.atomic():
            return _delete_or_note(pk)
    except (AssetInUse, AssetDeposited):
        # Published between the question and the deletion.
        log.info("bin: stay %s is kept", pk, exc_info=True)
        return False


def _delete_or_note(pk: int) -> bool:
    stays = BinStay.objects.select_related("entry__photo", "entry__document")
    found = stays.filter(pk=pk, restored_at__isnull=True).first()
    if found is None:
        return False
    asset: Any = found.entry.asset
    list(type(asset).with_binned.select_for_update().filter(pk=asset.pk))
    stay = stays.select_for_update(of=("self",)).filter(pk=pk).first()
    if stay is None or stay.restored_at is not None:
        return False
    why = reason_to_keep(stay.entry)
    if why:
        stay.kept_for, stay.looked_at = why[:300], clock.now()
        stay.save(update_fields=["kept_for", "looked_at"])
        return False
    entry = stay.entry
    data = {"binned_at": stay.at.isoformat(), "sha256": _sha256(asset)}
    entry.asset.delete()
    _audit("archive.asset_bin_deleted", entry, None, **data)
    return True


def _sha256(asset: Any) -> str:
    return str(getattr(asset, "content_hash", ""))


def _entry_held(asset: Asset) -> CatalogueEntry:
    of = "photo" if isinstance(asset, Photo) else "document"
    rows = CatalogueEntry.with_binned.select_for_update()
    return rows.get(**{of: asset.pk})


def _audit(action: str, entry: CatalogueEntry, by: Any, **data: Any) -> None:
    audit_record(
        action=action,
        by=by,
        target=entry if entry.pk else None,
        target_kind="archive.catalogueentry",
        target_label=entry.title,
        unit_key=entry.unit.key if entry.unit else None,
        data=data,
    )
