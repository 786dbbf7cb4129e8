"""What the staff fill in about a unit and its people."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.units.models import Desk, PressUnit, Subject
from toasoan.units.roles import ROLE_ACTIONS, Role
from toasoan.units.selectors import desk_list
from toasoan.units.services.imprint import PLATFORM_FIELDS
from toasoan.units.staff_forms import StaffForm, day_field, person_field, text_area
from toasoan.units.themes import themes

UNIT_ROLES = [(role.value, role.label) for role in Role if role in ROLE_ACTIONS]


def person_by_address(address: str) -> Any:
    """Return the person who signs in with the address.

    Raises:
        ValidationError: nobody does.
    """
    person = (
        get_user_model().objects.filter(email__iexact=address, is_active=True).first()
    )
    if person is None:
        raise forms.ValidationError(
            _("Chưa có tài khoản nào với địa chỉ này. Nhờ quản trị nền tảng tạo.")
        )
    return person


class MembershipForm(StaffForm):
    """A person takes a role in the unit."""

    email = forms.EmailField(
        label=_("Thư điện tử của người ấy"),
        help_text=_("Tài khoản phải có sẵn; quản trị nền tảng tạo tài khoản"),
    )
    role = forms.ChoiceField(label=_("Chức danh"), choices=UNIT_ROLES)
    desk = forms.ModelChoiceField(
        label=_("Ban"),
        queryset=Desk.objects.none(),
        required=False,
        empty_label=_("Toàn đơn vị"),
    )
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến ngày"), required=False)

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desk_list(unit)  # type: ignore[attr-defined]
        self.initial.setdefault("valid_from", clock.today())

    def clean_email(self) -> Any:
        """Return the person behind the address."""
        return person_by_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        return dates_in_order(self, super().clean() or {})


class OwnDelegationForm(StaffForm):
    """Somebody signs with a role of one's own for some days."""

    role = forms.ChoiceField(label=_("Chức danh được ký thay"))
    deputy = person_field(_("Người ký thay"), empty_label=_("Chọn người"))
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến hết ngày"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        help_text=_("Ví dụ: đi công tác, nghỉ phép. Người ký thay đọc được"),
    )

    def __init__(
        self,
        *args: Any,
        people: Any,
        roles: Collection[str] = ROLE_ACTIONS,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [each for each in UNIT_ROLES if each[0] in roles]
        fields["deputy"].queryset = people
        for name in ("valid_from", "valid_to"):
            fields[name].widget.attrs["min"] = clock.today().isoformat()
        self.initial.setdefault("valid_from", clock.today())

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        return dates_in_order(self, super().clean() or {})


class DelegationForm(OwnDelegationForm):
    """One person signs with another's role for some days."""

    principal = person_field(_("Người ủy quyền"), empty_label=_("Chọn người"))
    field_order = ("principal", "role", "deputy")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.fields["principal"].queryset = people  # type: ignore[attr-defined]


class ImprintForm(StaffForm):
    """What the unit says of itself; where it answers, for who keeps the platform."""

    masthead = forms.CharField(label=_("Măng-sét"), max_length=120)
    short_name = forms.CharField(
        label=_("Tên gọn"),
        max_length=16,
        help_text=_("Hai chữ đầu làm biểu tượng của trang"),
    )
    hostname = forms.CharField(
        label=_("Tên miền"),
        max_length=200,
        help_text=_("Trang chuyển sang tên miền mới ngay; địa chỉ cũ thôi trả lời"),
    )
    theme = forms.ChoiceField(
        label=_("Bộ màu"), choices=themes, widget=forms.RadioSelect
    )
    tagline = forms.CharField(
        label=_("Dòng dưới măng-sét"), required=False, max_length=200
    )
    chief_name = forms.CharField(
        label=_("Tổng Biên tập"), required=False, max_length=120
    )
    licence = forms.CharField(
        label=_("Giấy phép hoạt động báo chí"), required=False, max_length=200
    )
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=200)
    hotline = forms.CharField(label=_("Đường dây nóng"), required=False, max_length=40)
    email = forms.EmailField(label=_("Thư bạn đọc"), required=False)
    remit = forms.CharField(
        label=_("Tôn chỉ, mục đích"), required=False, widget=text_area(5)
    )
    subjects = forms.ModelMultipleChoiceField(
        label=_("Lĩnh vực trong tôn chỉ"),
        queryset=Subject.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, keeps_platform: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not keeps_platform:
            for name in PLATFORM_FIELDS:
                del self.fields[name]

    def clean_hostname(self) -> str:
        """Return the host as addresses spell it."""
        return str(self.cleaned_data["hostname"]).lower().rstrip(".")


def dates_in_order(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return what was filled in; an end before the start is an error."""
    first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
    if first and last and last < first:
        form.add_error("valid_to", _("Ngày kết thúc phải sau ngày bắt đầu."))
    return cleaned
