"""Forms of the links for people outside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models import ShareLink
from toasoan.archive.sharelinks.links import DAYS_FIRST, DAYS_MOST, PASSWORD_LEAST
from toasoan.units.staff_forms import StaffForm


class ShareForm(StaffForm):
    """For whom, what they get, for how long, behind what."""

    name = forms.CharField(
        label=_("Gửi cho ai"),
        max_length=200,
        help_text=_("Phòng báo chí, cộng tác viên, đối tác. Chỉ đơn vị thấy"),
        error_messages={"required": _("Ghi gửi cho ai.")},
    )
    gives = forms.ChoiceField(
        label=_("Người nhận được gì"),
        choices=ShareLink.Gives.choices,
        initial=ShareLink.Gives.MARKED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn người nhận được xem hay được tải.")},
    )
    days = forms.IntegerField(
        label=_("Hết hạn sau mấy ngày"),
        min_value=1,
        max_value=DAYS_MOST,
        initial=DAYS_FIRST,
    )
    downloads_most = forms.IntegerField(
        label=_("Nhiều nhất mấy lượt tải"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Để trống: không giới hạn"),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        min_length=PASSWORD_LEAST,
        max_length=128,
        required=False,
        strip=False,
        help_text=_("Để trống: ai có đường là xem được. Gửi mật khẩu bằng lối khác"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
