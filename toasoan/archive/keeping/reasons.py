"""Why an asset may not be deleted for good, in words for the bin's screen."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from toasoan.archive.models import (
    AssetConsent,
    AssetDeposit,
    AssetLease,
    AssetLicence,
    CatalogueEntry,
)
from toasoan.archive.uses import Asset, asset_uses
from toasoan.core import clock


def reason_to_keep(entry: CatalogueEntry) -> str:
    """Return why the entry's asset may not be deleted today, "" when it may."""
    if asset_uses(entry.asset, None):
        return _("Đang có nơi dùng")
    if is_deposited(entry.asset):
        return _("Đã đăng, phải lưu bản đã đăng")
    for model, words in (
        (AssetLease, _("Còn thời hạn dùng chưa hết")),
        (AssetLicence, _("Còn giấy phép chưa hết")),
        (AssetConsent, _("Còn sự đồng ý của người trong ảnh")),
    ):
        if _papers_counting(model).filter(entry=entry).exists():
            return words
    return ""


def is_deposited(asset: Asset) -> bool:
    """Return whether something published showed the asset."""
    held = AssetDeposit.objects.keeping()
    return bool(held.filter(entry__in=_entries_of(asset)).exists())


def is_file_deposited(name: str) -> bool:
    """Return whether something published showed this very file."""
    return bool(AssetDeposit.objects.keeping().filter(file_name=name).exists())


def entries_papered() -> Any:
    """Return the keys of entries with a paper that still counts."""
    rows = [
        _papers_counting(model).order_by().values("entry")
        for model in (AssetLease, AssetLicence, AssetConsent)
    ]
    return rows[0].union(*rows[1:], all=True)


def _papers_counting(model: Any) -> Any:
    rows = model.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()), ended_at__isnull=True
    )
    if model is AssetConsent:
        # Who took their consent back does not want the picture kept.
        rows = rows.filter(withdrawn_at__isnull=True)
    return rows


def _entries_of(asset: Asset) -> Any:
    of = "photo" if hasattr(asset, "focal_point_x") else "document"
    return CatalogueEntry.with_binned.filter(**{of: asset.pk}).values("pk")
