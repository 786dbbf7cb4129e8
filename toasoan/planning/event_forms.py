"""What the staff fill in about events."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.planning.models import Event
from toasoan.planning.recurrence import WEEKDAYS, day_bounds, rule_of
from toasoan.units.models import Desk, PressUnit
from toasoan.units.selectors import desk_list
from toasoan.units.staff_forms import StaffForm, day_field, moment_field, text_area

USUAL = timedelta(hours=1)
FREQUENCIES = [
    ("", _("Không lặp")),
    ("DAILY", _("Hằng ngày")),
    ("WEEKLY", _("Hằng tuần")),
    ("MONTHLY", _("Hằng tháng")),
    ("YEARLY", _("Hằng năm")),
]
SCOPES = [
    ("one", _("Chỉ lần này")),
    ("following", _("Lần này và các lần sau")),
    ("all", _("Mọi lần")),
]
COMING = [choice for choice in Event.Status.choices if choice[0] not in Event.OFF]


class DeskForm(StaffForm):
    """Which desk of the unit follows it, or all of them."""

    desk = forms.ModelChoiceField(
        label=_("Ban theo dõi"),
        queryset=Desk.objects.none(),
        required=False,
        empty_label=_("Cả đơn vị"),
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desk_list(unit)  # type: ignore[attr-defined]


class EventForm(DeskForm):
    """The facts of an event."""

    title = forms.CharField(
        label=_("Sự kiện"),
        max_length=200,
        error_messages={"required": _("Ghi tên sự kiện.")},
    )
    starts_at = moment_field(
        _("Bắt đầu"), error_messages={"required": _("Chọn ngày giờ bắt đầu.")}
    )
    ends_at = moment_field(
        _("Kết thúc"), required=False, help_text=_("Để trống: một giờ sau")
    )
    is_all_day = forms.BooleanField(label=_("Cả ngày"), required=False)
    place = forms.CharField(label=_("Địa điểm"), required=False, max_length=300)
    likelihood = forms.ChoiceField(
        label=_("Khả năng diễn ra"), choices=COMING, initial=Event.Status.CONFIRMED
    )
    description = forms.CharField(
        label=_("Nội dung"), required=False, max_length=4000, widget=text_area(3)
    )
    contacts = forms.CharField(
        label=_("Người liên hệ"),
        required=False,
        max_length=1000,
        widget=text_area(2),
        help_text=_("Mỗi người một dòng: tên, điện thoại, thư"),
    )
    link = forms.URLField(
        label=_("Đường dẫn"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Ghi đủ địa chỉ, bắt đầu bằng https://.")},
    )
    internal_note = forms.CharField(
        label=_("Ghi chú nội bộ"),
        required=False,
        max_length=1000,
        widget=text_area(2),
        help_text=_("Không theo lịch ra ngoài tòa soạn"),
    )

    def clean(self) -> dict[str, Any]:
        """Return the facts with both moments said, whole days from midnight on."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        facts["status"] = facts.pop("likelihood", "")
        starts = facts.get("starts_at")
        if starts is None:
            return facts
        ends = facts.get("ends_at") or (
            starts if facts["is_all_day"] else starts + USUAL
        )
        if facts["is_all_day"]:
            starts, ends = _whole_days(starts, ends)
        if ends < starts:
            self.add_error("ends_at", _now("Giờ kết thúc phải sau giờ bắt đầu."))
        return {**facts, "starts_at": starts, "ends_at": ends}


def _whole_days(starts: datetime, ends: datetime) -> tuple[datetime, datetime]:
    first, last = clock.local(starts).date(), clock.local(ends).date()
    return day_bounds(first, max(first, last))


class NewEventForm(EventForm):
    """An event and how often it comes back."""

    frequency = forms.ChoiceField(
        label=_("Lặp lại"), choices=FREQUENCIES, required=False
    )
    interval = forms.IntegerField(
        label=_("Cách quãng"),
        required=False,
        min_value=1,
        max_value=52,
        help_text=_("2 là cách một lần. Để trống: lần nào cũng có"),
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Vào các thứ"),
        required=False,
        choices=list(zip(WEEKDAYS, clock.WEEKDAYS, strict=True)),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ cho lặp hằng tuần. Để trống: theo ngày bắt đầu"),
    )
    until = day_field(_("Đến hết ngày"), required=False)

    def clean(self) -> dict[str, Any]:
        """Return the facts and the rule, with the fields of the rule taken out."""
        facts = super().clean()
        names = ("frequency", "interval", "weekdays", "until")
        said = {name: facts.pop(name, None) for name in names}
        if said["frequency"] and not said["until"] and "until" not in self.errors:
            self.add_error("until", _now("Chọn ngày cuối cùng còn lặp."))
        facts["rule"] = ""
        if said["frequency"] and not self.errors:
            weekly = said["frequency"] == "WEEKLY"
            facts["rule"] = rule_of(
                frequency=said["frequency"],
                interval=said["interval"] or 1,
                weekdays=said["weekdays"] if weekly else (),
                until=said["until"],
            )
        return facts


class ScopeForm(StaffForm):
    """Which times of a series are meant; asked of a series only."""

    scope = forms.ChoiceField(
        label=_("Áp dụng cho"), choices=SCOPES, initial="one", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event.series_id is None:
            del self.fields["scope"]

    def clean(self) -> dict[str, Any]:
        """Return the answers; an event of its own means itself."""
        return {"scope": "one", **(super().clean() or self.cleaned_data)}


class EventChangeForm(ScopeForm, EventForm):
    """The changed facts of an event, for one time or more."""


class MoveForm(ScopeForm):
    """To which day, for one time or more."""

    field_order = ("day", "scope")

    day = day_field(_("Sang ngày"), error_messages={"required": _("Chọn ngày.")})


class OffForm(ScopeForm):
    """That an event is put off or called off, and why."""

    outcome = forms.ChoiceField(
        label=_("Việc gì xảy ra"),
        choices=[
            (Event.Status.POSTPONED, _("Hoãn, chưa biết bao giờ")),
            (Event.Status.CANCELLED, _("Hủy, không diễn ra")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn hoãn hay hủy.")},
    )
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=text_area(2),
        error_messages={"required": _("Ghi lý do để người nhận biết cần làm gì.")},
    )


class CalendarFileForm(DeskForm):
    """A calendar of another program."""

    field_order = ("file", "desk")

    file = forms.FileField(
        label=_("Tệp lịch (.ics)"),
        error_messages={"required": _("Chọn tệp lịch.")},
        help_text=_("Nặng nhất 5 MB. Đưa vào lần nữa thì chỉ cập nhật, không thêm đôi"),
    )


class SourceForm(DeskForm):
    """A calendar of another house, by its address."""

    field_order = ("name", "address", "desk")

    name = forms.CharField(
        label=_("Tên lịch"),
        max_length=120,
        error_messages={"required": _("Ghi tên để nhận ra lịch này.")},
    )
    address = forms.CharField(
        label=_("Địa chỉ .ics"),
        max_length=1000,
        widget=forms.URLInput,
        error_messages={"required": _("Dán địa chỉ của lịch.")},
        help_text=_("Bắt đầu bằng https:// hoặc webcal://. Đọc 15 phút một lần"),
    )


class SourceEndForm(StaffForm):
    """Whether the events go too."""

    with_events = forms.BooleanField(
        label=_("Xóa cả các sự kiện sắp tới chưa có đề tài"), required=False
    )
