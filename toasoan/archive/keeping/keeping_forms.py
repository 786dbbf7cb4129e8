"""Forms of the bin, of the rules and of files that are put back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models import CatalogueEntry, RetentionRule
from toasoan.archive.models.keeping import BIN_DAYS_MAX, BIN_DAYS_MIN
from toasoan.archive.models.rights import RightsModel
from toasoan.units.staff_forms import StaffForm, text_area

ANY: list[tuple[str, Any]] = [("", _("Mọi loại"))]


class BinDaysForm(StaffForm):
    """How long the bin keeps things."""

    days = forms.IntegerField(
        label=_("Giữ trong thùng rác, ngày"),
        min_value=BIN_DAYS_MIN,
        max_value=BIN_DAYS_MAX,
        help_text=_(
            "Tính cho tư liệu bỏ vào từ lúc này; tư liệu đang ở trong giữ nguyên"
        ),
    )


class RuleForm(StaffForm):
    """What a rule speaks of, and what it wants."""

    name = forms.CharField(
        label=_("Tên"),
        max_length=120,
        error_messages={"required": _("Đặt tên cho quy định.")},
    )
    does = forms.ChoiceField(
        label=_("Làm gì"),
        choices=RetentionRule.Does.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn giữ mãi hay đề nghị bỏ.")},
    )
    kind = forms.ChoiceField(
        label=_("Loại"), choices=[*ANY, *CatalogueEntry.Kind.choices], required=False
    )
    usage = forms.ChoiceField(
        label=_("Quyền sử dụng"),
        choices=[("", _("Mọi quyền")), *RightsModel.Usage.choices],
        required=False,
    )
    used = forms.ChoiceField(
        label=_("Đã đăng chưa"), choices=RetentionRule.Used.choices
    )
    years = forms.IntegerField(
        label=_("Vào kho đã bao nhiêu năm"),
        min_value=0,
        max_value=100,
        initial=5,
        help_text=_("Giữ mãi thì ghi 0 để tính cả tư liệu mới"),
    )


class DepositReleaseForm(StaffForm):
    """Why what was published need not be kept any longer."""

    reason = forms.CharField(
        label=_("Vì sao thôi lưu"),
        max_length=500,
        widget=text_area(),
        help_text=_("Ghi căn cứ, ví dụ số văn bản. Nhật ký giữ lời này"),
        error_messages={"required": _("Ghi lý do thôi lưu.")},
    )


class ReleaseAnswerForm(StaffForm):
    """What the second person says."""

    answer = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[("yes", _("Đồng ý thôi lưu")), ("no", _("Không, vẫn lưu"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đồng ý hay không.")},
    )
    reason = forms.CharField(label=_("Vì sao không"), max_length=500, required=False)


class MendForm(StaffForm):
    """The same content again."""

    file = forms.FileField(
        label=_("Tệp gốc"),
        allow_empty_file=True,
        error_messages={"required": _("Chọn tệp gốc trong bản sao lưu.")},
        help_text=_("Chỉ nhận đúng tệp cũ: mã sha256 phải khớp"),
    )
