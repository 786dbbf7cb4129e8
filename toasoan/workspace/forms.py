"""What a person fills in about being told."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.units.staff_forms import StaffForm
from toasoan.workspace.kinds import MailTiming
from toasoan.workspace.models import NotificationHours
from toasoan.workspace.selectors import KindChoice


class KindsForm(StaffForm):
    """For each kind: when a mail comes, and whether devices ring."""

    def __init__(self, *args: Any, choices: list[KindChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for each in choices:
            self.fields[f"mail-{each.key}"] = forms.ChoiceField(
                choices=_timings(each),
                initial=each.mail,
                widget=forms.Select(attrs={"class": "in narrow"}),
            )
            self.fields[f"push-{each.key}"] = forms.BooleanField(
                required=False, initial=each.push
            )

    def rows(self) -> Iterator[tuple[KindChoice, Any, Any]]:
        """Yield each kind with its two fields."""
        for each in self.choices:
            yield each, self[f"mail-{each.key}"], self[f"push-{each.key}"]

    def chosen(self) -> dict[str, tuple[MailTiming, bool]]:
        """Return what was chosen, by the key of the kind."""
        return {
            each.key: (
                MailTiming(self.cleaned_data[f"mail-{each.key}"]),
                self.cleaned_data[f"push-{each.key}"],
            )
            for each in self.choices
        }


def _timings(each: KindChoice) -> list[tuple[str, Any]]:
    """What is urgent goes at once or never: the day's mail would come too late."""
    return [
        (timing.value, timing.label)
        for timing in MailTiming
        if timing != MailTiming.DIGEST or not each.kind.urgent
    ]


def _hour_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Ghi giờ, ví dụ 07:00."),
            "invalid": _("Ghi giờ dạng 07:00."),
        },
    )


class HoursForm(StaffForm):
    """When the day's mail comes, and when nothing is heard."""

    digest_at = _hour_field(_("Bản tin ngày gửi lúc"))
    keeps_quiet = forms.BooleanField(label=_("Giữ giờ yên tĩnh"), required=False)
    quiet_from = _hour_field(_("Yên tĩnh từ"))
    quiet_to = _hour_field(_("Đến"))

    def __init__(self, *args: Any, hours: NotificationHours, **kwargs: Any) -> None:
        initial = {name: getattr(hours, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
