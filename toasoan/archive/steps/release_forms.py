"""Why a file is let go from quarantine."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.units.staff_forms import StaffForm


class ReleaseForm(StaffForm):
    """The reason, which the log keeps."""

    reason = forms.CharField(
        label=_("Vì sao biết là báo nhầm"),
        max_length=300,
        help_text=_("Ghi ai đã kiểm tra và bằng gì. Nhật ký giữ lời này"),
        error_messages={"required": _("Ghi lý do thả tệp.")},
    )
