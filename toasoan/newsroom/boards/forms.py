"""What the views of the plan ask: the filter, and the small forms beside them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from toasoan.planning.board_filter import BoardFilter
from toasoan.planning.forms import PRIORITIES
from toasoan.planning.models import Coverage, Genre, SavedView, Story
from toasoan.planning.selectors import sections_below
from toasoan.security.models import User
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_who_may
from toasoan.units.staff_forms import StaffForm, moment_field, person_field, text_area

MOST_RECIPIENTS = 20


class BoardFilterForm(StaffForm):
    """Which stories a view shows. A value nobody offers filters nothing."""

    q = forms.CharField(label=_("Từ trong tên đề tài"), required=False, max_length=200)
    desk = forms.ModelChoiceField(
        label=_("Ban"),
        required=False,
        queryset=Desk.objects.none(),
        empty_label=_("Mọi ban"),
    )
    person = person_field(_("Người"), required=False, empty_label=_("Mọi người"))
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("Mọi trạng thái")), *Story.State.choices],
    )
    kind = forms.ChoiceField(
        label=_("Hạng mục"),
        required=False,
        choices=[("", _("Mọi hạng mục")), *Coverage.Kind.choices],
    )
    section = forms.ModelChoiceField(
        label=_("Chuyên mục"),
        required=False,
        queryset=Page.objects.none(),
        empty_label=_("Mọi chuyên mục"),
    )
    genre = forms.ModelChoiceField(
        label=_("Thể loại"),
        required=False,
        queryset=Genre.objects.all(),
        empty_label=_("Mọi thể loại"),
    )
    priority = forms.TypedChoiceField(
        label=_("Mức ưu tiên"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Mọi mức ưu tiên")), *PRIORITIES],
    )
    late = forms.BooleanField(label=_("Chỉ việc trễ"), required=False)

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["desk"].queryset = desk_list(unit)
        # Only their names are drawn, and a house has many people.
        people = people_who_may(Action.READ, unit)
        fields["person"].queryset = people.only("full_name", "email")
        fields["section"].queryset = sections_below(unit).only("title")
        fields["q"].widget.attrs["placeholder"] = fields["q"].label

    def wanted(self) -> BoardFilter:
        """Return the filter; what could not be read filters nothing."""
        self.is_valid()
        told = getattr(self, "cleaned_data", {})
        return BoardFilter(
            desk=_key(told.get("desk")),
            person=_key(told.get("person")),
            state=told.get("state") or "",
            kind=told.get("kind") or "",
            section=_key(told.get("section")),
            genre=_key(told.get("genre")),
            priority=told.get("priority"),
            late=bool(told.get("late")),
            words=told.get("q") or "",
        )

    def filled(self) -> dict[str, str]:
        """Return what is filled in, as it stands in the address."""
        return {
            name: str(self.data.get(name))
            for name in self.fields
            if self.data.get(name) and name not in self.errors
        }


def _key(thing: Any) -> int | None:
    return thing.pk if thing is not None else None


class PlannedForm(StaffForm):
    """When a story is to be out; empty: an idea without a day."""

    planned_at = moment_field(_("Giờ dự kiến đăng"), required=False)


class MoveForm(StaffForm):
    """Where in a calendar a story was put down."""

    day = forms.DateField(input_formats=["%Y-%m-%d"])
    band = forms.IntegerField(required=False, min_value=0, max_value=23)
    is_week = forms.BooleanField(required=False)


class ColumnForm(StaffForm):
    """In which column a story was put down."""

    to = forms.CharField(max_length=16)


class CommentForm(StaffForm):
    """What a person says about a story."""

    text = forms.CharField(label=_("Ý kiến"), max_length=2000, widget=text_area(2))


class SavedViewForm(StaffForm):
    """The name of a saved view, and who else sees it."""

    name = forms.CharField(
        label=_("Tên bộ lọc"),
        max_length=60,
        error_messages={"required": _("Đặt tên để tìm lại bộ lọc.")},
    )
    shared = forms.ChoiceField(label=_("Chia sẻ với"), choices=SavedView.Shared.choices)
    desk = forms.ModelChoiceField(
        label=_("Ban được chia sẻ"),
        required=False,
        queryset=Desk.objects.none(),
        empty_label=_("Chọn ban"),
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desk_list(unit)  # type: ignore[attr-defined]


class MailForm(StaffForm):
    """To whom of the unit the list goes, and with which words."""

    to = forms.ModelMultipleChoiceField(
        label=_("Gửi cho"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một người nhận.")},
    )
    note = forms.CharField(
        label=_("Lời nhắn"), required=False, max_length=1000, widget=text_area(3)
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people_who_may(  # type: ignore[attr-defined]
            Action.READ, unit
        )

    def clean_to(self) -> Any:
        """Return the recipients, who are not too many for one list."""
        people = self.cleaned_data["to"]
        if len(people) > MOST_RECIPIENTS:
            raise forms.ValidationError(
                _now("Mỗi lần gửi được %(n)d người. Bỏ bớt người nhận.")
                % {"n": MOST_RECIPIENTS}
            )
        return people
