"""What the staff fill in about items."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.content.item_actions import approve_label
from toasoan.content.item_screen import step_people
from toasoan.content.item_states import OPEN_SCHEDULES, STATE_LABELS, step_role
from toasoan.content.models import PackagePage, Review, SectionPage
from toasoan.content.models.review import WRITING_STEP
from toasoan.content.selectors import sections_of
from toasoan.planning.models import Story
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.units.staff_forms import StaffForm, moment_field, person_field, text_area

REASON_NEEDED = {"required": _("Ghi lý do để người nhận biết cần sửa gì.")}
COMMON_REASONS = (
    _("Thiếu nguồn"),
    _("Số liệu chưa khớp"),
    _("Sửa tít"),
    _("Thay ảnh"),
)


class ItemForm(StaffForm):
    """A form about one item; it knows who fills it in."""

    def __init__(self, *args: Any, item: Any, user: Any, **kwargs: Any) -> None:
        self.item = item
        self.user = user
        super().__init__(*args, **kwargs)


class ReturnForm(ItemForm):
    """To whom the item goes back, and why."""

    step = forms.IntegerField(widget=forms.HiddenInput)
    to_step = forms.TypedChoiceField(
        label=_("Trả về bước"), coerce=int, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("Lý do"),
        error_messages=REASON_NEEDED,
        max_length=2000,
        widget=text_area(4),
        help_text=_("Người nhận đọc câu này để biết cần sửa gì"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        review = self.item.reviews.first()
        self.fields["to_step"].choices = _earlier_steps(review)  # type: ignore[attr-defined]
        if review is not None:
            self.initial.setdefault("step", review.step)
            self.initial.setdefault("to_step", WRITING_STEP)


def _earlier_steps(review: Review | None) -> list[tuple[int, str]]:
    if review is None:
        return []
    writer = _("Người viết: %(name)s") % {"name": review.submitted_by}
    rows = [(WRITING_STEP, writer)]
    for row in review.steps:
        if row["order"] < review.step:
            label = f"{step_role(review, row['order'])}: {step_people(review, row)}"
            rows.append((row["order"], label))
    return rows


class StepForm(ItemForm):
    """The step the person saw when pressing the button."""

    step = forms.IntegerField(widget=forms.HiddenInput)


class ApproveForm(StepForm):
    """A word to go with the approval."""

    comment = forms.CharField(
        label=_("Ý kiến"),
        required=False,
        max_length=2000,
        widget=text_area(4),
        help_text=_("Người ở bước sau và người viết đọc được"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = self.item.reviews.first()
        if self.review is not None:
            self.initial.setdefault("step", self.review.step)

    @property
    def button(self) -> str:
        """What happens to the item when it is sent: named as on the item's screen."""
        return approve_label(self.review, self.user) if self.review else ""


class VersionForm(StaffForm):
    """Under which name the draft is kept."""

    name = forms.CharField(
        label=_("Tên phiên bản"),
        max_length=120,
        error_messages={"required": _("Đặt tên để sau này tìm lại được phiên bản.")},
        help_text=_("Ví dụ: Trước khi cắt còn 800 chữ"),
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=500, required=False, widget=text_area(2)
    )


class ScheduleForm(ItemForm):
    """When the item is to be published."""

    at = moment_field(
        _("Giờ xuất bản"),
        error_messages={
            "required": _("Chọn ngày và giờ xuất bản."),
            "invalid": _("Ghi ngày và giờ, ví dụ 08:15 23/11/2026."),
        },
        help_text=_("Giờ Việt Nam. Trước giờ này chưa có gì rời tòa soạn"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.item.schedules.filter(state__in=OPEN_SCHEDULES).first()
        if held is not None:
            self.initial.setdefault("at", held.at)


class ReasonForm(ItemForm):
    """Why."""

    reason = forms.CharField(
        label=_("Lý do"),
        error_messages={"required": _("Ghi lý do; nhật ký giữ câu này.")},
        max_length=1000,
        widget=text_area(4),
    )


class CorrectForm(ItemForm):
    """What was wrong and what is right."""

    wrong = forms.CharField(
        label=_("Đã viết sai"),
        error_messages={"required": _("Ghi rõ đã viết sai gì.")},
        max_length=1000,
        widget=text_area(3),
    )
    right = forms.CharField(
        label=_("Viết đúng là"),
        error_messages={"required": _("Ghi rõ viết đúng là gì.")},
        max_length=1000,
        widget=text_area(3),
    )
    apologises = forms.BooleanField(
        label=_("Xin lỗi bạn đọc"), required=False, initial=True
    )


class UpdateForm(ItemForm):
    """What is new."""

    added = forms.CharField(
        label=_("Thêm gì"),
        error_messages={"required": _("Ghi rõ bài có thêm gì.")},
        max_length=500,
        widget=text_area(3),
        help_text=_("Bạn đọc thấy câu này sau giờ cập nhật"),
    )


class TakeDownForm(ItemForm):
    """Why readers may no longer read it, and who says so."""

    public_reason = forms.CharField(
        label=_("Lý do công khai với bạn đọc"),
        error_messages={
            "required": _("Ghi lý do để bạn đọc hiểu vì sao bài không còn.")
        },
        max_length=1000,
        widget=text_area(3),
    )
    internal_reason = forms.CharField(
        label=_("Lý do nội bộ"),
        error_messages={"required": _("Ghi lý do nội bộ; nhật ký giữ câu này.")},
        max_length=2000,
        widget=text_area(3),
    )
    ordered_by = forms.CharField(
        label=_("Ai quyết định (chức danh)"),
        error_messages={"required": _("Ghi chức danh của người quyết định.")},
        max_length=120,
    )


def section_field(label: Any) -> "forms.ModelChoiceField[Any]":
    """Return a choice of section that nothing is chosen in before the person does."""
    return forms.ModelChoiceField(
        label=label,
        queryset=SectionPage.objects.none(),
        empty_label=_("Chọn chuyên mục"),
        error_messages={"required": _("Chọn chuyên mục cho bài.")},
    )


def _offer_sections(form: forms.Form, unit: PressUnit) -> None:
    sections = sections_of(unit)
    form.fields["section"].queryset = sections  # type: ignore[attr-defined]
    first = list(sections[:2])
    if len(first) == 1:
        form.initial.setdefault("section", first[0].pk)


class SectionForm(ItemForm):
    """In which section the article stands."""

    section = section_field(_("Chuyên mục"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("section", self.item.get_parent().pk)
        _offer_sections(self, self.item.unit)


class StartForm(StaffForm):
    """Where the article of an assignment is to stand, when the story does not say."""

    section = section_field(_("Chuyên mục"))

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_sections(self, unit)


class NewArticleForm(StaffForm):
    """The least an article begins with."""

    headline = forms.CharField(
        label=_("Tít"), max_length=160, error_messages={"required": _("Viết tít.")}
    )
    section = section_field(_("Chuyên mục"))
    story = forms.ModelChoiceField(
        label=_("Đề tài"),
        queryset=Story.objects.none(),
        required=False,
        empty_label=_("Không theo đề tài nào"),
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stories = Story.objects.filter(
            unit=unit, state__in=[Story.State.APPROVED, Story.State.IN_PROGRESS]
        )
        self.fields["story"].queryset = stories  # type: ignore[attr-defined]
        wanted = str(self.initial.get("story") or "")
        story = stories.filter(pk=wanted).first() if wanted.isdecimal() else None
        if story is not None and story.section_id:
            self.initial.setdefault("section", story.section_id)
        _offer_sections(self, unit)


class NewPackageForm(NewArticleForm):
    """The least a package begins with."""

    headline = forms.CharField(
        label=_("Tít của chùm"),
        max_length=160,
        error_messages={"required": _("Viết tít của chùm.")},
    )
    kind = forms.ChoiceField(
        label=_("Cách lên trang"),
        choices=PackagePage.Kind.choices,
        initial=PackagePage.Kind.TOGETHER,
        widget=forms.RadioSelect,
    )
    field_order = ("headline", "kind", "section", "story")


class SyndicateForm(StaffForm):
    """How another unit's article appears here."""

    section = section_field(_("Chuyên mục của đơn vị mình"))
    headline = forms.CharField(
        label=_("Tít riêng"),
        required=False,
        max_length=160,
        help_text=_("Để trống: giữ tít của bài gốc"),
    )
    sapo = forms.CharField(
        label=_("Sapo riêng"),
        required=False,
        max_length=600,
        widget=text_area(3),
        help_text=_("Để trống: giữ sapo của bài gốc"),
    )
    at = moment_field(_("Giờ đăng"), required=False, help_text=_("Để trống: đăng ngay"))

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_sections(self, unit)


class ItemFilterForm(StaffForm):
    """What the list of items shows."""

    q = forms.CharField(label=_("Từ trong bài"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("Mọi trạng thái")), *STATE_LABELS.items()],
    )
    section = forms.ModelChoiceField(
        label=_("Chuyên mục"),
        required=False,
        queryset=SectionPage.objects.none(),
        empty_label=_("Mọi chuyên mục"),
    )
    author = person_field(
        _("Người viết"), required=False, empty_label=_("Mọi người viết")
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = self.fields["q"].label
        self.fields["section"].queryset = sections_of(unit)  # type: ignore[attr-defined]
        self.fields["author"].queryset = people_who_may(  # type: ignore[attr-defined]
            Action.WRITE, unit
        )
