"""What the staff fill in about stories and assignments."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from toasoan.core.text import slug_vi
from toasoan.planning.availability import PersonChoice
from toasoan.planning.models import Coverage, Freelancer, Genre, Story
from toasoan.planning.selectors import freelancers_of, sections_below
from toasoan.units.models import Desk, PressUnit, Subject
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_who_may
from toasoan.units.staff_forms import StaffForm, moment_field, text_area

SLUGLINE_MAX = 80
PRIORITIES = [
    (1, _("1, gấp nhất")),
    (2, "2"),
    (3, _("3, bình thường")),
    (4, "4"),
    (5, "5"),
    (6, _("6, thong thả nhất")),
]


class StoryForm(StaffForm):
    """A pitch, or the changed facts of a story."""

    title = forms.CharField(
        label=_("Đề tài"),
        max_length=200,
        error_messages={"required": _("Ghi tên đề tài.")},
    )
    slugline = forms.CharField(
        label=_("Từ khóa đề tài"),
        required=False,
        max_length=SLUGLINE_MAX,
        help_text=_("Tên ngắn nội bộ. Để trống: lấy theo tên đề tài"),
        widget=forms.TextInput(attrs={"data-slug-of": "id_title"}),
    )
    brief = forms.CharField(
        label=_("Nội dung dự kiến"),
        error_messages={"required": _("Ghi nội dung dự kiến trong hai dòng.")},
        max_length=2000,
        widget=text_area(4),
        help_text=_("Hai dòng là đủ: chuyện gì, vì sao bây giờ, hỏi ai"),
    )
    desk = forms.ModelChoiceField(
        label=_("Ban"), queryset=Desk.objects.none(), empty_label=None
    )
    subject = forms.ModelChoiceField(
        label=_("Lĩnh vực"),
        queryset=Subject.objects.all(),
        empty_label=_("Chọn lĩnh vực"),
        error_messages={"required": _("Chọn lĩnh vực.")},
    )
    genre = forms.ModelChoiceField(
        label=_("Thể loại"),
        queryset=Genre.objects.all(),
        required=False,
        empty_label=_("Chưa định"),
    )
    section = forms.ModelChoiceField(
        label=_("Chuyên mục"),
        queryset=Page.objects.none(),
        required=False,
        empty_label=_("Chưa định"),
    )
    priority = forms.TypedChoiceField(
        label=_("Mức ưu tiên"), choices=PRIORITIES, coerce=int, initial=3
    )
    planned_at = moment_field(_("Giờ dự kiến đăng"), required=False)
    embargo_until = moment_field(
        _("Cấm công bố đến"),
        required=False,
        help_text=_("Không bài nào của đề tài lên trang trước giờ này"),
    )
    remit_reason = forms.CharField(
        label=_("Vì sao vẫn làm"),
        required=False,
        max_length=500,
        widget=text_area(2),
        help_text=_("Trưởng ban thấy lý do này khi duyệt"),
    )
    refresh_after_days = forms.IntegerField(
        label=_("Nhắc cập nhật sau (ngày)"),
        required=False,
        min_value=1,
        max_value=730,
        help_text=_("Để trống: không nhắc. Tính từ lần lên trang gần nhất"),
    )
    shared_with_group = forms.BooleanField(
        label=_("Cho nhóm đơn vị thấy tên và giờ dự kiến"), required=False
    )
    rights_note = forms.CharField(
        label=_("Ghi chú bản quyền"),
        required=False,
        max_length=1000,
        widget=text_area(2),
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        fields: dict[str, Any] = self.fields
        fields["desk"].queryset = desk_list(unit)
        fields["section"].queryset = sections_below(unit)
        inside = " ".join(str(pk) for pk in unit.subjects.values_list("pk", flat=True))
        fields["subject"].widget.attrs.update(
            {"data-remit": inside, "data-remit-note": "remit-note"}
        )

    def clean_slugline(self) -> str:
        """Return the slugline as a slug; made from the title where left empty."""
        typed = self.cleaned_data["slugline"] or self.cleaned_data.get("title", "")
        slug = slug_vi(typed, limit=SLUGLINE_MAX)
        if not slug and self.cleaned_data.get("title"):
            raise forms.ValidationError(_now("Ghi từ khóa có chữ hoặc số."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Return the fields; a subject outside the remit comes with the reason."""
        data = self.cleaned_data
        subject = data.get("subject")
        if subject is None or self.unit.has_in_remit(subject):
            data["remit_reason"] = ""
        elif not data.get("remit_reason", "").strip():
            self.add_error(
                "remit_reason", _now("Ghi vì sao vẫn làm, hoặc chọn lĩnh vực khác.")
            )
        return data


class QuestionForm(StaffForm):
    """What is asked about a pitch."""

    question = forms.CharField(
        label=_("Câu hỏi"),
        max_length=1000,
        widget=text_area(3),
        error_messages={"required": _("Ghi câu hỏi.")},
    )


class AnswerForm(StaffForm):
    """What is answered about a pitch."""

    answer = forms.CharField(
        label=_("Trả lời"),
        max_length=2000,
        widget=text_area(3),
        error_messages={"required": _("Ghi câu trả lời.")},
    )


class StoryFilterForm(StaffForm):
    """What the list of stories shows."""

    q = forms.CharField(label=_("Từ trong tên đề tài"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("Mọi trạng thái")), *Story.State.choices],
    )
    desk = forms.ModelChoiceField(
        label=_("Ban"),
        required=False,
        queryset=Desk.objects.none(),
        empty_label=_("Mọi ban"),
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desk_list(unit)  # type: ignore[attr-defined]
        self.fields["q"].widget.attrs["placeholder"] = self.fields["q"].label


class NoteForm(StaffForm):
    """A word with a decision, where one wants to add one."""

    note = forms.CharField(
        label=_("Lời nhắn"), required=False, max_length=1000, widget=text_area(3)
    )


class ReasonForm(StaffForm):
    """Why."""

    note = forms.CharField(
        label=_("Lý do"),
        max_length=1000,
        widget=text_area(3),
        error_messages={"required": _("Ghi lý do để người nhận biết cần làm gì.")},
    )


def freelancer_field() -> "forms.ModelChoiceField[Freelancer]":
    """Return the choice of who makes it when nobody of the house does."""
    return forms.ModelChoiceField(
        label=_("Cộng tác viên làm"),
        required=False,
        queryset=Freelancer.objects.none(),
        empty_label=_("Không, người nhận tự làm"),
    )


def people_choose(form: forms.Form, unit: PressUnit) -> None:
    """Let the form choose among the unit's people, and its contributors if it has any."""
    fields: dict[str, Any] = form.fields
    fields["assignee"].unit = unit
    fields["assignee"].queryset = people_who_may(Action.WRITE, unit)
    known = freelancers_of(unit)
    if known.exists():
        fields["freelancer"].queryset = known
    else:
        del fields["freelancer"]


class AssignForm(StaffForm):
    """One more part of a story, given to a person at once or later."""

    kind = forms.ChoiceField(label=_("Hạng mục"), choices=Coverage.Kind.choices)
    assignee = PersonChoice(
        _("Giao cho"), required=False, empty_label=_("Chưa giao ai")
    )
    freelancer = freelancer_field()
    due_at = moment_field(_("Hạn nộp"), required=False)
    ordered_length = forms.IntegerField(
        label=_("Số chữ đặt"), required=False, min_value=1, max_value=100_000
    )
    note = forms.CharField(
        label=_("Lời dặn"), required=False, max_length=1000, widget=text_area(2)
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people_choose(self, unit)


class DueForm(StaffForm):
    """When the work is to be in."""

    due_at = moment_field(
        _("Hạn nộp"), required=False, help_text=_("Để trống: không hẹn giờ")
    )


class GiveForm(StaffForm):
    """A part that is there already, given to a person."""

    assignee = PersonChoice(_("Giao cho"), empty_label=_("Chọn người"))
    freelancer = freelancer_field()
    due_at = moment_field(_("Hạn nộp"), required=False)
    note = forms.CharField(
        label=_("Lời dặn"), required=False, max_length=1000, widget=text_area(2)
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people_choose(self, unit)
