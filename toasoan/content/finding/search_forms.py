"""What a person asks of the unit's items, kept under a name or not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.content.forms import ItemFilterForm
from toasoan.planning.models import Genre
from toasoan.units.models import Desk, PressUnit
from toasoan.units.selectors import desk_list

YEAR_HOURS = 24 * 365


class ItemSearchForm(ItemFilterForm):
    """Every condition a list of items or a column of a board can have."""

    desk = forms.ModelChoiceField(
        label=_("Ban"),
        required=False,
        queryset=Desk.objects.none(),
        empty_label=_("Mọi ban"),
    )
    genre = forms.ModelChoiceField(
        label=_("Thể loại"),
        required=False,
        queryset=Genre.objects.all(),
        empty_label=_("Mọi thể loại"),
    )
    older = forms.IntegerField(
        label=_("Nằm ở khâu lâu hơn (giờ)"),
        required=False,
        min_value=1,
        max_value=YEAR_HOURS,
    )
    marked = forms.BooleanField(label=_("Đánh dấu cho tôi"), required=False)

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        self.fields["desk"].queryset = desk_list(unit)  # type: ignore[attr-defined]

    def filled(self) -> dict[str, str]:
        """Return what is filled in and can be read, as it stands in the address."""
        return {
            name: str(self.data.get(name))
            for name in self.fields
            if self.data.get(name) and name not in self.errors
        }
