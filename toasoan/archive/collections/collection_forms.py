"""Forms of collections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.archive.collections.collecting import NAME_MAX, NOTE_MAX, CollectionSaid
from toasoan.archive.models import AssetCollection
from toasoan.units.models import PressUnit
from toasoan.units.staff_forms import StaffForm, UnitsField, text_area


class CollectionForm(StaffForm):
    """What a collection is called and who sees it."""

    name = forms.CharField(
        label=_("Tên"),
        max_length=NAME_MAX,
        error_messages={"required": _("Gõ tên.")},
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=NOTE_MAX, required=False, widget=text_area(3)
    )
    shared = forms.ChoiceField(
        label=_("Ai thấy"),
        choices=AssetCollection.Shared.choices,
        initial=AssetCollection.Shared.PRIVATE,
        widget=forms.RadioSelect,
    )
    shared_with = UnitsField(
        label=_("Đơn vị khác"),
        queryset=PressUnit.objects.none(),
        required=False,
        help_text=_(
            "Đơn vị ấy thấy tên bộ và những tư liệu đã mở cho họ. Bộ không mở tư liệu"
        ),
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = PressUnit.objects.exclude(pk=unit.pk).order_by("short_name")
        self.fields["shared_with"].queryset = others  # type: ignore[attr-defined]

    def said(self) -> CollectionSaid:
        """Return what was typed."""
        cleaned = self.cleaned_data
        return CollectionSaid(
            name=cleaned["name"],
            note=cleaned["note"],
            shared=cleaned["shared"],
            shared_with=list(cleaned["shared_with"]),
        )
