"""Forms of an asset's papers, of what is opened to other units, and of asking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models import AssetLease, Channel, Level
from toasoan.core.money import VndFormField
from toasoan.units.models import PressUnit
from toasoan.units.staff_forms import StaffForm, UnitField, day_field, text_area


class SpanForm(StaffForm):
    """From when to when."""

    starts_on = day_field(_("Từ ngày"), required=False)
    ends_on = day_field(
        _("Đến hết ngày"), required=False, help_text=_("Để trống: không hết hạn")
    )


class PaperForm(SpanForm):
    """What every paper says: when, where, and a note."""

    channels = forms.MultipleChoiceField(
        label=_("Kênh"),
        choices=Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn: mọi kênh"),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class LeaseForm(PaperForm):
    """A time in which the asset may be used, or may not."""

    says = forms.ChoiceField(
        label=_("Nội dung"),
        choices=AssetLease.Says.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cho dùng hay cấm dùng.")},
    )
    field_order = ("says",)


class ConsentForm(PaperForm):
    """Who is shown and to what they agreed."""

    name = forms.CharField(
        label=_("Người trong ảnh"),
        max_length=200,
        error_messages={"required": _("Ghi tên người trong ảnh.")},
    )
    contact = forms.CharField(
        label=_("Liên hệ"),
        max_length=300,
        required=False,
        help_text=_("Chỉ người giữ kho của đơn vị thấy"),
    )
    reference = forms.CharField(
        label=_("Văn bản đồng ý"),
        max_length=200,
        required=False,
        help_text=_("Số hồ sơ hoặc nơi cất bản ký"),
    )
    field_order = ("name", "contact", "reference")


class LicenceForm(PaperForm):
    """What was bought."""

    supplier = forms.CharField(
        label=_("Bên bán quyền"),
        max_length=200,
        error_messages={"required": _("Ghi bên bán quyền.")},
    )
    invoice = forms.CharField(
        label=_("Số hợp đồng, hóa đơn"), max_length=100, required=False
    )
    quota = forms.IntegerField(
        label=_("Số lần được dùng"),
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text=_("Để trống: không giới hạn"),
    )
    cost = VndFormField(label=_("Giá, đồng"), min_value=0, required=False)
    territory = forms.CharField(
        label=_("Phạm vi lãnh thổ"), max_length=200, required=False
    )
    field_order = ("supplier", "invoice", "quota", "cost", "territory")


class ClausesForm(StaffForm):
    """What the other unit has to keep to."""

    credit = forms.CharField(
        label=_("Phải ghi nguồn"),
        max_length=200,
        required=False,
        help_text=_("Để trống: như ghi nguồn trong kho"),
    )
    terms = forms.CharField(
        label=_("Điều kiện"), max_length=500, required=False, widget=text_area(2)
    )
    fee = VndFormField(label=_("Phí, đồng"), min_value=0, required=False)


class GrantForm(ClausesForm, SpanForm):
    """What is opened, to whom, how far."""

    to_unit = UnitField(
        label=_("Mở cho"),
        queryset=PressUnit.objects.none(),
        required=False,
        empty_label=_("Mọi đơn vị"),
    )
    level = forms.ChoiceField(
        label=_("Mức"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn mức mở.")},
    )
    field_order = ("to_unit", "level", "credit", "terms", "fee")

    def __init__(self, *args: Any, unit: PressUnit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = PressUnit.objects.all()
        if unit is not None:
            others = others.exclude(pk=unit.pk)
        self.fields["to_unit"].queryset = others  # type: ignore[attr-defined]


class ShowingForm(StaffForm):
    """What all other units see by default, and what is asked of who wants more."""

    shows_previews = forms.BooleanField(
        label=_("Đơn vị khác thấy chữ và ảnh có dấu của tư liệu đã rõ quyền"),
        required=False,
    )
    terms = forms.CharField(
        label=_("Điều kiện chung khi đơn vị khác xin dùng"),
        max_length=500,
        required=False,
        widget=text_area(2),
        help_text=_("Hiện cạnh nút xin dùng, ai bấm là nhận điều kiện này"),
    )


class AskForm(StaffForm):
    """What for, on which terms, until when."""

    purpose = forms.CharField(
        label=_("Dùng vào việc gì"),
        max_length=500,
        widget=text_area(2),
        error_messages={"required": _("Ghi dùng vào việc gì.")},
    )
    terms = forms.CharField(
        label=_("Đề nghị về điều kiện"), max_length=500, required=False
    )
    until = day_field(
        _("Xin dùng đến hết ngày"),
        required=False,
        help_text=_("Để trống: không hết hạn"),
    )


class AnswerForm(ClausesForm):
    """Yes or no, and why."""

    answer = forms.ChoiceField(
        label=_("Trả lời"),
        choices=(("yes", _("Đồng ý")), ("no", _("Không đồng ý"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đồng ý hoặc không.")},
    )
    reason = forms.CharField(
        label=_("Lý do, lời nhắn"), max_length=500, required=False, widget=text_area(2)
    )
    ends_on = day_field(
        _("Cho dùng đến hết ngày"),
        required=False,
        help_text=_("Để trống: không hết hạn"),
    )
    field_order = ("answer", "reason")
