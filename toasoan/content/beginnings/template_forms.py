"""What the staff fill in about templates."""

import operator
from functools import reduce
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.images.widgets import AdminImageChooser

from toasoan.archive.models import Photo
from toasoan.content.access import may_keep_template
from toasoan.content.editing.known_references import References, kind_of
from toasoan.content.editing.page_form import KnownThings
from toasoan.content.forms import ItemForm
from toasoan.content.models import ArticlePage, ItemTemplate, Stage, TemplateSchedule
from toasoan.content.selectors import sections_of
from toasoan.core import clock
from toasoan.planning.models import Genre
from toasoan.units.models import PressUnit, Subject
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_who_may
from toasoan.units.staff_forms import StaffForm, person_field, text_area

NAME_NEEDED = {"required": _("Đặt tên cho bài mẫu.")}
MINE, WHOLE_UNIT, DESK = "cua-toi", "don-vi", "ban-"
TAGS_MAX = 20


def scope_choices(user: Any, unit: PressUnit) -> list[tuple[str, str]]:
    """Return for whom the person may keep a template of the unit."""
    wanted: list[tuple[str, Any, dict[str, Any]]] = [
        (MINE, pgettext("template", "Riêng tôi"), {"owner": user})
    ]
    wanted += [
        (f"{DESK}{desk.pk}", str(desk), {"desk": desk}) for desk in desk_list(unit)
    ]
    wanted.append((WHOLE_UNIT, pgettext("template", "Cả đơn vị"), {}))
    return [
        (key, label)
        for key, label, whose in wanted
        if may_keep_template(user, ItemTemplate(unit=unit, **whose))
    ]


def scope_of(chosen: str, user: Any, unit: PressUnit) -> dict[str, Any]:
    """Return the choice as the services take it."""
    if chosen == MINE:
        return {"owner": user}
    if chosen == WHOLE_UNIT:
        return {}
    return {"desk": desk_list(unit).get(pk=chosen.removeprefix(DESK))}


def _scope_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Dùng cho"))


class SaveAsTemplateForm(ItemForm):
    """The template's name, and for whom it is."""

    name = forms.CharField(
        label=_("Tên bài mẫu"), max_length=120, error_messages=NAME_NEEDED
    )
    scope = _scope_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scope_choices(  # type: ignore[attr-defined]
            self.user, self.item.unit
        )


class TemplateForm(KnownThings, StaffForm):
    """A template with its body, in the blocks of the article editor."""

    name = forms.CharField(
        label=_("Tên bài mẫu"), max_length=120, error_messages=NAME_NEEDED
    )
    scope = _scope_field()
    genre = forms.ModelChoiceField(
        label=_("Thể loại"),
        queryset=Genre.objects.all(),
        required=False,
        empty_label=_("Chưa chọn"),
    )
    is_default = forms.BooleanField(
        label=_("Dùng sẵn khi ban giao việc thể loại này"), required=False
    )
    section = forms.ModelChoiceField(
        label=_("Chuyên mục"),
        queryset=ArticlePage.objects.none(),
        required=False,
        empty_label=_("Chọn khi viết"),
    )
    subject = forms.ModelChoiceField(
        label=_("Lĩnh vực"),
        queryset=Subject.objects.all(),
        required=False,
        empty_label=_("Chưa chọn"),
    )
    headline = forms.CharField(
        label=_("Tít"),
        max_length=160,
        required=False,
        help_text=_(
            "{ngày}, {tháng}, {năm}, {thứ} thay bằng ngày viết. Ví dụ: Thị trường "
            "{thứ}, {ngày}/{tháng}"
        ),
    )
    sapo = forms.CharField(
        label=_("Sapo"), max_length=600, required=False, widget=text_area(3)
    )
    lead_caption = forms.CharField(
        label=_("Chú thích ảnh"), max_length=500, required=False
    )
    tags = forms.CharField(
        label=_("Từ khóa"),
        max_length=500,
        required=False,
        help_text=_("Cách nhau bằng dấu phẩy"),
    )
    layout = forms.ChoiceField(
        label=_("Cách trình bày"), choices=ArticlePage.Layout.choices
    )
    source = forms.CharField(label=_("Nguồn"), max_length=200, required=False)

    def __init__(
        self, *args: Any, template: ItemTemplate, user: Any, **kwargs: Any
    ) -> None:
        self.for_user, self.template = user, template
        super().__init__(*args, initial=_initial(template), **kwargs)
        unit = template.unit
        self.fields["section"].queryset = sections_of(unit)  # type: ignore[attr-defined]
        self.fields["scope"].choices = scope_choices(user, unit)  # type: ignore[attr-defined]
        if template.pk:
            del self.fields["scope"]
            if template.desk_id is None:
                del self.fields["is_default"]
        else:
            del self.fields["is_default"]
        self._body_and_photo()
        self.know_things(_references(template))

    def _body_and_photo(self) -> None:
        """Add what only Wagtail's own widgets can edit."""
        column: Any = ItemTemplate._meta.get_field("body")  # noqa: SLF001
        body = column.formfield()
        body.label = _("Nội dung")
        # A template may be unfinished: what is missing is written in the article.
        body.is_deferred_validation = True
        self.fields["body"] = body
        self.fields["lead_photo"] = forms.ModelChoiceField(
            label=_("Ảnh đại diện"),
            queryset=Photo.objects.all(),
            required=False,
            widget=AdminImageChooser(),
        )

    def is_valid(self) -> bool:
        """Return whether it may be saved; what is unknown is a refusal too."""
        valid = super().is_valid()
        if self.is_bound and not valid:
            self.status = 400
        return valid

    @property
    def media(self) -> forms.Media:
        """The scripts of the blocks and the chooser."""
        return reduce(
            operator.add, (field.widget.media for field in self.fields.values())
        )

    def clean_tags(self) -> list[str]:
        """Return the tags one by one."""
        words = (word.strip() for word in self.cleaned_data["tags"].split(","))
        return [word for word in words if word][:TAGS_MAX]


def _initial(template: ItemTemplate) -> dict[str, Any]:
    names = ("name", "is_default", "headline", "sapo", "lead_caption", "layout")
    found = {name: getattr(template, name) for name in (*names, "source", "body")}
    for name in ("genre", "section", "subject", "lead_photo"):
        found[name] = getattr(template, f"{name}_id")
    return {**found, "tags": ", ".join(template.tags)}


def _references(template: ItemTemplate) -> References:
    """Return what the stored template names already."""
    found: set[Any] = set()
    if template.pk:
        column: Any = template._meta.get_field("body")  # noqa: SLF001
        for model, key, *_path in column.extract_references(template.body):
            found.add((kind_of(model), str(key)))
        if template.lead_photo_id:
            found.add((Photo, str(template.lead_photo_id)))
    return frozenset(pair for pair in found if pair[0] is not None)


class TemplateHourForm(StaffForm):
    """On which days, when, where and for whom the draft is made."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Các ngày"),
        coerce=int,
        choices=list(enumerate(clock.WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một ngày trong tuần.")},
    )
    at = forms.TimeField(
        label=_("Giờ tạo bài"),
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Giờ Việt Nam. Giờ hôm nay đã qua thì tính từ hôm sau"),
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("Ghi giờ, ví dụ 08:00.")
        ),
    )
    stage = forms.ModelChoiceField(
        label=_("Đặt vào khâu"),
        queryset=Stage.objects.none(),
        required=False,
        empty_label=_("Khâu đang viết của ban"),
    )
    writer = person_field(
        _("Người viết"), error_messages={"required": _("Chọn người viết.")}
    )
    is_on = forms.BooleanField(label=_("Đang chạy"), required=False, initial=True)

    def __init__(self, *args: Any, template: ItemTemplate, **kwargs: Any) -> None:
        schedule = TemplateSchedule.objects.filter(template=template).first()
        initial = _hour_initial(schedule) if schedule else {}
        super().__init__(*args, initial=initial, **kwargs)
        stages = Stage.objects.filter(desk=template.desk)
        self.fields["stage"].queryset = stages  # type: ignore[attr-defined]
        self.fields["writer"].queryset = people_who_may(  # type: ignore[attr-defined]
            Action.WRITE, template.unit
        )


def _hour_initial(schedule: TemplateSchedule) -> dict[str, Any]:
    return {
        "weekdays": schedule.weekdays,
        "at": schedule.at,
        "stage": schedule.stage_id,
        "writer": schedule.writer_id,
        "is_on": schedule.is_on,
    }
