"""Forms of a unit's mailbox and of who may send to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models import Mailbox
from toasoan.units.staff_forms import StaffForm

ASCII = r"[ -~]*"


class MailboxForm(StaffForm):
    """Where the letters lie; the password is never shown again."""

    address = forms.EmailField(
        label=_("Địa chỉ nhận tệp"),
        error_messages={"required": _("Ghi địa chỉ thư của kho.")},
        help_text=_("Địa chỉ mọi người gửi tệp tới, ví dụ kho@donvi.vn"),
    )
    way = forms.ChoiceField(
        label=_("Đọc thư bằng"),
        choices=Mailbox.Way.choices,
        initial=Mailbox.Way.IMAP,
        widget=forms.RadioSelect,
    )
    host = forms.CharField(
        label=_("Máy chủ IMAP"),
        max_length=200,
        required=False,
        help_text=_("Nối bằng TLS, ví dụ imap.donvi.vn"),
    )
    port = forms.IntegerField(
        label=_("Cổng"), min_value=1, max_value=65535, initial=993
    )
    user = forms.CharField(label=_("Tên đăng nhập"), max_length=200, required=False)
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Để trống: giữ mật khẩu đã lưu. Mật khẩu lưu có mã hóa"),
    )
    folder = forms.RegexField(
        ASCII + r"\Z", label=_("Ngăn thư"), max_length=200, initial="INBOX"
    )
    vouched_by = forms.CharField(
        label=_("Tên máy chủ xác thực"),
        max_length=200,
        required=False,
        help_text=_(
            "Tên đứng đầu dòng Authentication-Results trong thư nhận. "
            "Có tên này thì chỉ nhận thư được máy chủ ấy xác nhận người gửi"
        ),
    )

    def clean_host(self) -> str:
        """Return the name in small letters, as certificates have it."""
        return str(self.cleaned_data["host"]).strip().lower()


class SenderForm(StaffForm):
    """Somebody outside the unit whose letters are taken."""

    name = forms.CharField(
        label=_("Tên để ghi nguồn"),
        max_length=120,
        error_messages={"required": _("Ghi tên cộng tác viên.")},
    )
    address = forms.EmailField(
        label=_("Địa chỉ thư"),
        error_messages={"required": _("Ghi địa chỉ thư của cộng tác viên.")},
    )


def mailbox_words(mailbox: Mailbox | None) -> dict[str, Any]:
    """Return what the form shows of the mailbox; its password is not among it."""
    if mailbox is None:
        return {}
    names = ("address", "way", "host", "port", "user", "folder", "vouched_by")
    return {name: getattr(mailbox, name) for name in names}
