"""Whether a file was scanned for malware, and whether some was found."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from toasoan.archive.models import ProcessingStep, Quarantine


def is_quarantined(asset: Any) -> bool:
    """Return whether malware was found in the file that the asset has now."""
    return Quarantine.objects.filter(**_of(asset), file_hash=asset.file_hash).exists()


def is_scanned(asset: Any) -> bool:
    """Return whether the scanner has looked at the asset's file and found nothing."""
    return ProcessingStep.objects.filter(
        **_of(asset),
        name=ProcessingStep.Name.SCAN,
        state=ProcessingStep.State.DONE,
        file_hash=asset.file_hash,
    ).exists()


def scan_refusal(asset: Any) -> str:
    """Return why the asset may not be used as far as the scanner goes, "" when it may."""
    if not settings.CLAMD and not settings.SCAN_REQUIRED:
        return ""  # what was found earlier is forbidden by its usage
    if is_quarantined(asset):
        return _("%(Asset)s có mã độc, đã bị cách ly. Chọn %(asset)s khác")
    if settings.SCAN_REQUIRED and not is_scanned(asset):
        return _(
            "%(Asset)s chưa được quét mã độc. Đợi quét xong hoặc chọn %(asset)s khác"
        )
    return ""


def _of(asset: Any) -> dict[str, Any]:
    is_photo = hasattr(asset, "focal_point_x")
    return {"entry__photo" if is_photo else "entry__document": asset}
