"""What is asked beside a board: where to, for whom, why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.content.desks.desk_items import stages_of
from toasoan.content.desks.kept_boards import item_searches_visible
from toasoan.content.models import ItemSearch, Stage
from toasoan.newsroom.boards.forms import SavedViewForm
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_who_may
from toasoan.units.staff_forms import StaffForm, text_area


class SendForm(StaffForm):
    """To which column, and with which words to who is there."""

    to = forms.CharField(
        max_length=40, error_messages={"required": _("Chọn khâu để chuyển đến.")}
    )
    note = forms.CharField(required=False, max_length=500)


class MarkForm(StaffForm):
    """Before whom the item is put: a desk, or a person of the unit."""

    who = forms.CharField(
        max_length=30,
        error_messages={"required": _("Chọn ban hoặc người để đánh dấu.")},
    )
    note = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)

    def clean_who(self) -> Any:
        """Return the desk or the person chosen."""
        kind, _dash, key = self.cleaned_data["who"].partition("-")
        there: Any = {
            "desk": desk_list(self.unit),
            "person": people_who_may(Action.READ, self.unit),
        }.get(kind)
        found = (
            there.filter(pk=int(key)).first()
            if there is not None and key.isdecimal()
            else None
        )
        if found is None:
            raise forms.ValidationError(self.fields["who"].error_messages["required"])
        return found


class BinForm(StaffForm):
    """Why the item is thrown away."""

    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=500,
        widget=text_area(2),
    )


class DoneForm(StaffForm):
    """Which mark is done."""

    mark = forms.IntegerField()


class BoardForm(SavedViewForm):
    """The name of a board of one's own, and who else sees it."""

    name = forms.CharField(
        label=pgettext_lazy("board", "Tên bảng"),
        max_length=60,
        error_messages={"required": _("Đặt tên để tìm lại bảng.")},
    )


class SearchForm(SavedViewForm):
    """The name of a saved search, and who else sees it."""

    name = forms.CharField(
        label=_("Tên tìm kiếm"),
        max_length=60,
        error_messages={"required": _("Đặt tên để tìm lại.")},
    )


class ColumnAddForm(StaffForm):
    """Which stage or search becomes a column."""

    stage = forms.ModelChoiceField(
        label=_("Khâu"),
        required=False,
        queryset=Stage.objects.none(),
        empty_label=_("Chọn khâu"),
    )
    search = forms.ModelChoiceField(
        label=_("Tìm kiếm đã lưu"),
        required=False,
        queryset=ItemSearch.objects.none(),
        empty_label=_("Chọn tìm kiếm"),
    )

    def __init__(self, *args: Any, unit: PressUnit, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages: Any = self.fields["stage"]
        stages.queryset = stages_of(unit)
        stages.label_from_instance = lambda stage: f"{stage.desk}: {stage.name}"
        searches: Any = self.fields["search"]
        searches.queryset = item_searches_visible(user, unit)
