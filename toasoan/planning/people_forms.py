"""What the staff fill in about duty, days away, contributors and offers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.planning.availability import PersonChoice
from toasoan.planning.models import Absence, Shift
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_who_may
from toasoan.units.staff_forms import (
    StaffForm,
    day_field,
    moment_field,
    person_field,
    text_area,
)


class ShiftForm(StaffForm):
    """Who is on duty from when to when."""

    user = PersonChoice(_("Người trực"), empty_label=_("Chọn người"))
    duty = forms.ChoiceField(label=_("Loại trực"), choices=Shift.Duty.choices)
    starts_at = moment_field(
        _("Từ"), error_messages={"required": _("Chọn giờ vào ca.")}
    )
    ends_at = moment_field(_("Đến"), error_messages={"required": _("Chọn giờ hết ca.")})
    desk = forms.ModelChoiceField(
        label=_("Ban"),
        queryset=Desk.objects.none(),
        required=False,
        empty_label=_("Cả đơn vị"),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["user"].unit = unit
        fields["user"].queryset = people_who_may(Action.READ, unit)
        fields["desk"].queryset = desk_list(unit)


class AbsenceForm(StaffForm):
    """On which days one is away."""

    user = person_field(_("Ai vắng"), empty_label=None)
    first_day = day_field(
        _("Từ ngày"), error_messages={"required": _("Chọn ngày đầu.")}
    )
    last_day = day_field(
        _("Đến hết ngày"), error_messages={"required": _("Chọn ngày cuối.")}
    )
    kind = forms.ChoiceField(label=_("Lý do"), choices=Absence.Kind.choices)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    def __init__(
        self, *args: Any, unit: PressUnit, by: Any, for_others: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = people_who_may(Action.READ, unit)
        field: Any = self.fields["user"]
        field.queryset = people if for_others else people.filter(pk=by.pk)
        field.initial = by.pk


class FreelancerForm(StaffForm):
    """What is written of a contributor."""

    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=120,
        error_messages={"required": _("Ghi họ và tên.")},
    )
    pen_name = forms.CharField(label=_("Bút danh"), required=False, max_length=120)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Ghi địa chỉ thư đúng dạng ten@noi.vn.")},
    )
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=40)
    note = forms.CharField(
        label=_("Ghi chú"),
        required=False,
        max_length=1000,
        widget=text_area(3),
        help_text=_("Mảng viết, nơi ở, lưu ý"),
    )
    is_active = forms.BooleanField(
        label=_("Còn cộng tác"), required=False, initial=True
    )


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among units by their short names."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name colleagues use."""
        return str(obj.short_name)


class OfferForm(StaffForm):
    """Which unit is asked to do the story too."""

    to_unit = UnitChoice(
        label=_("Mời đơn vị"),
        queryset=PressUnit.objects.none(),
        empty_label=_("Chọn đơn vị"),
        error_messages={"required": _("Chọn đơn vị.")},
    )
    note = forms.CharField(
        label=_("Lời nhắn"), required=False, max_length=500, widget=text_area(3)
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_unit"]
        field.queryset = PressUnit.objects.exclude(pk=unit.pk).order_by("order")


class TakeForm(StaffForm):
    """Which desk takes the story, and why when it is outside the remit."""

    desk = forms.ModelChoiceField(
        label=_("Ban nhận"), queryset=Desk.objects.none(), empty_label=None
    )
    note = forms.CharField(
        label=_("Ý kiến"), required=False, max_length=500, widget=text_area(3)
    )

    def __init__(
        self, *args: Any, unit: PressUnit, outside_remit: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["desk"].queryset = desk_list(unit)
        if outside_remit:
            fields["note"].label = _("Vì sao vẫn làm")
            fields["note"].required = True
