"""What the staff fill in about where items lie."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.content.desks.desk_items import (
    desk_of_writer,
    lacks_desk,
    place_of,
    stage_taking,
    stages_of,
)
from toasoan.content.forms import ItemForm, NewArticleForm
from toasoan.content.models import Stage
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list, people_acting
from toasoan.units.staff_forms import StaffForm, person_field, text_area

Takes = Stage.Takes
OWN_SPACE = "rieng"
# Where a new draft may lie: nothing was handed in or decided about it yet.
FOR_DRAFTS = (Takes.WRITING, Takes.INCOMING, Takes.NOTHING)
NOTE_MAX = 500


class GroupedStages(forms.models.ModelChoiceIterator):  # type: ignore[type-arg]
    """Stages as a list of choices, desk by desk."""

    def __iter__(self) -> Any:
        """Yield the empty choice, then each desk with its stages."""
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        desks: dict[str, list[Any]] = {}
        for stage in self.queryset:
            desks.setdefault(stage.desk.name, []).append(self.choice(stage))
        yield from desks.items()


class StageField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One stage among those of several desks."""

    iterator = GroupedStages

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Stage.objects.none(), **kwargs)

    def label_from_instance(self, obj: Stage) -> str:
        """Return the desk and the stage: a closed list shows no group."""
        return f"{obj.desk} · {obj}"


class SendForm(ItemForm):
    """To which stage of which desk, and a word to go with it."""

    stage = StageField(
        label=_("Chuyển đến"),
        empty_label=_("Chọn ban và khâu"),
        error_messages={"required": _("Chọn ban và khâu nhận bài.")},
    )
    note = forms.CharField(
        label=_("Lời nhắn"),
        required=False,
        max_length=NOTE_MAX,
        widget=text_area(2),
        help_text=_("Ban nhận thấy câu này cạnh bài và trong thông báo"),
    )

    def __init__(self, *args: Any, fitting: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = stages_of(self.item.unit).filter(takes__in=fitting)
        here = place_of(self.item)
        if here is not None and here.stage_id is not None:
            stages = stages.exclude(pk=here.stage_id)
        self.fields["stage"].queryset = stages  # type: ignore[attr-defined]


class MarkForm(ItemForm):
    """Before whom the item is put, and why."""

    person = person_field(
        _("Cho một người"), required=False, empty_label=_("Không chọn người")
    )
    desk = forms.ModelChoiceField(
        label=_("Hoặc cho cả ban"),
        queryset=Desk.objects.none(),
        required=False,
        empty_label=_("Không chọn ban"),
    )
    note = forms.CharField(
        label=_("Lời nhắn"), required=False, max_length=NOTE_MAX, widget=text_area(2)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.item.unit
        people = people_acting(Action.READ, unit)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["desk"].queryset = desk_list(unit)  # type: ignore[attr-defined]


class BinForm(ItemForm):
    """Why the draft is thrown away; one's own needs no reason."""

    reason = forms.CharField(
        label=_("Lý do"), required=False, max_length=NOTE_MAX, widget=text_area(2)
    )


class SubmitForm(ItemForm):
    """To which desk an item out of somebody's own space is handed in, if none is known."""

    desk = forms.ModelChoiceField(
        label=_("Ban nhận bài"),
        queryset=Desk.objects.none(),
        empty_label=_("Chọn ban"),
        error_messages={
            "required": _("Bài cá nhân chưa thuộc ban nào. Chọn ban nhận.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lacks_desk(self.item):
            self.fields["desk"].queryset = desk_list(  # type: ignore[attr-defined]
                self.item.unit
            )
        else:
            del self.fields["desk"]


class WhereField(forms.ChoiceField):
    """Where a new article without a story is to lie."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Để ở"),
            required=False,
            help_text=_(
                "Bài theo đề tài nằm ở ban của đề tài. Bài cá nhân: chỉ bạn thấy, "
                "cho đến khi chuyển về ban hoặc nộp duyệt"
            ),
            **kwargs,
        )

    def offer(self, unit: PressUnit, user: Any) -> None:
        """Offer the unit's stages for drafts and the own space; the writer's desk first."""
        desks: dict[str, list[tuple[str, str]]] = {}
        for stage in stages_of(unit).filter(takes__in=FOR_DRAFTS):
            desks.setdefault(stage.desk.name, []).append(
                (str(stage.pk), f"{stage.desk} · {stage}")
            )
        self.choices = [(OWN_SPACE, _("Bài cá nhân")), *desks.items()]
        desk = desk_of_writer(user, unit)
        stage_here = stage_taking(desk, Takes.WRITING) if desk is not None else None
        self.initial = str(stage_here.pk) if stage_here is not None else OWN_SPACE


class PlacedArticleForm(NewArticleForm):
    """The least an article begins with, and where it is to lie."""

    where = WhereField()

    def __init__(self, *args: Any, unit: PressUnit, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        self.fields["where"].offer(unit, user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say the place in the words of `article_create`."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        where = data.pop("where", "") or self.fields["where"].initial
        if data.get("story") is None:
            data["is_personal"] = where == OWN_SPACE
            if where != OWN_SPACE:
                data["stage"] = Stage.objects.select_related("desk").get(pk=where)
        return data


class TakeOverForm(StaffForm):
    """To which desk goes what somebody left behind."""

    desk = forms.ModelChoiceField(
        label=_("Ban nhận"),
        queryset=Desk.objects.none(),
        empty_label=None,
    )

    def __init__(self, *args: Any, unit: PressUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desk_list(unit)  # type: ignore[attr-defined]


class StageForm(StaffForm):
    """What a stage is called and what it takes by itself."""

    name = forms.CharField(
        label=_("Tên khâu"),
        max_length=60,
        error_messages={"required": _("Ghi tên khâu.")},
    )
    takes = forms.ChoiceField(
        label=_("Tự nhận"),
        required=False,
        choices=Takes.choices,
        help_text=pgettext_lazy(
            "stage",
            "Mỗi loại chỉ một khâu của ban tự nhận; chọn ở đây là chuyển về đây",
        ),
    )


class NewStageForm(StaffForm):
    """A stage to which only people bring items."""

    name = forms.CharField(
        label=_("Tên khâu mới"),
        max_length=60,
        error_messages={"required": _("Ghi tên khâu.")},
    )
