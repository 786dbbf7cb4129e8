"""What the log's reader asks for."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from toasoan.core.collation import alphabetical
from toasoan.newsroom.act_names import GROUPS
from toasoan.security.models import AuditEntry
from toasoan.units.models import PressUnit
from toasoan.units.staff_forms import StaffForm, day_field, person_field


class LogFilterForm(StaffForm):
    """Which lines of the log are shown."""

    q = forms.CharField(label=_("Tên bài, ảnh, người"), required=False, max_length=200)
    person = person_field(_("Người làm"), required=False, empty_label=_("Mọi người"))
    act = forms.ChoiceField(label=_("Việc"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"),
        required=False,
        queryset=PressUnit.objects.none(),
        empty_label=_("Mọi đơn vị"),
    )
    since = day_field(_("Từ ngày"), required=False)
    until = day_field(_("Đến hết ngày"), required=False)

    def __init__(
        self,
        *args: Any,
        entries: QuerySet[AuditEntry],
        units: list[PressUnit],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["q"].widget.attrs["placeholder"] = fields["q"].label
        # Only who is in the lines one may read: names of others are not told.
        theirs = entries.order_by().filter(actor=OuterRef("pk"))
        people = get_user_model().objects.filter(Exists(theirs))
        fields["person"].queryset = people.order_by(alphabetical("full_name"))
        fields["act"].choices = [
            ("", _("Mọi việc")),
            *((label, list(acts.items())) for label, acts in GROUPS),
        ]
        if len(units) > 1:
            keys = [unit.pk for unit in units]
            fields["unit"].queryset = PressUnit.objects.filter(pk__in=keys)
        else:
            del self.fields["unit"]
