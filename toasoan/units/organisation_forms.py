"""What the platform's keepers fill in about bodies of the ministry, and units about desks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.units.forms import dates_in_order, person_by_address
from toasoan.units.models import Organisation
from toasoan.units.roles import Role
from toasoan.units.selectors import bodies_on, organisations_on
from toasoan.units.services.organisations import WIDE_ROLES
from toasoan.units.staff_forms import StaffForm, day_field

BODY_ROLES = [(role.value, role.label) for role in Role if role in WIDE_ROLES]


class DayForm(StaffForm):
    """The day as of which a list is shown."""

    ngay = day_field(_("Vào ngày"))


class OrganisationForm(StaffForm):
    """A body that exists from a day on."""

    name = forms.CharField(label=_("Tên"), max_length=200)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=200, required=False)
    code = forms.SlugField(
        label=_("Mã"), max_length=32, help_text=_("Chữ không dấu, số, gạch nối")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=Organisation.Kind.choices)
    parent = forms.ModelChoiceField(
        label=_("Cơ quan chủ quản"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Không có"),
    )
    valid_from = day_field(_("Từ ngày"))
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Số và ngày của văn bản"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", organisations_on(clock.today()))
        self.initial.setdefault("valid_from", clock.today())


class OrganisationCloseForm(StaffForm):
    """A body ends, and another may follow it."""

    from_day = day_field(
        _("Thôi từ ngày"), help_text=_("Ngày đầu tiên cơ quan không còn")
    )
    successor = forms.ModelChoiceField(
        label=_("Đơn vị kế tục"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Không có"),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One that begins on the same day, tomorrow perhaps, may follow too.
        open_ones = Organisation.objects.filter(valid_to=None)
        _offer(self, "successor", open_ones.exclude(pk=organisation.pk))
        self.initial.setdefault("from_day", clock.today())


class BodyRoleForm(StaffForm):
    """A person takes a role in a body of the ministry."""

    email = forms.EmailField(
        label=_("Thư điện tử của người ấy"), help_text=_("Tài khoản phải có sẵn")
    )
    organisation = forms.ModelChoiceField(
        label=_("Cơ quan"),
        queryset=Organisation.objects.none(),
        empty_label=_("Chọn cơ quan"),
    )
    role = forms.ChoiceField(label=_("Chức danh"), choices=BODY_ROLES)
    valid_from = day_field(_("Từ ngày"))
    valid_to = day_field(_("Đến ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "organisation", bodies_on(clock.today()))
        self.initial.setdefault("valid_from", clock.today())

    def clean_email(self) -> Any:
        """Return the person behind the address."""
        return person_by_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        return dates_in_order(self, super().clean() or {})


class DeskForm(StaffForm):
    """What a desk is called."""

    name = forms.CharField(label=_("Tên ban"), max_length=100)


def _offer(form: forms.Form, name: str, queryset: Any) -> None:
    form.fields[name].queryset = queryset  # type: ignore[attr-defined]
