"""How editors say what a running story gathers."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.content.models import TopicRule
from toasoan.content.selectors import sections_of
from toasoan.core import clock
from toasoan.planning.models import Event, Genre
from toasoan.planning.selectors import events_between
from toasoan.units.models import PressUnit, Subject
from toasoan.units.staff_forms import StaffForm, day_field, text_area

# Events that an editor may still want to gather articles of.
EVENTS_BACK = timedelta(days=60)
EVENTS_AHEAD = timedelta(days=120)


class TopicNameForm(StaffForm):
    """A new running story."""

    title = forms.CharField(
        label=_("Tên dòng sự kiện"),
        max_length=160,
        error_messages={"required": _("Đặt tên cho dòng sự kiện.")},
    )
    tag = forms.CharField(required=False, widget=forms.HiddenInput)


class TopicRuleForm(StaffForm):
    """What joins a running story by itself."""

    match = forms.ChoiceField(
        label=_("Bài vào dòng khi"), choices=TopicRule.Match.choices
    )
    tags = forms.CharField(
        label=_("Có một trong các từ khóa"),
        required=False,
        max_length=1000,
        help_text=_("Cách nhau bằng dấu phẩy; dấu và chữ hoa không quan trọng"),
    )
    words = forms.CharField(
        label=_("Tít hoặc sapo có một trong các cụm"),
        required=False,
        max_length=2000,
        widget=text_area(3),
        help_text=_("Mỗi dòng một cụm, không cần dấu"),
    )
    sections = forms.TypedMultipleChoiceField(
        label=_("Chuyên mục"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    subjects = forms.TypedMultipleChoiceField(
        label=_("Lĩnh vực"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    genres = forms.TypedMultipleChoiceField(
        label=_("Thể loại"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    event = forms.ModelChoiceField(
        label=_("Đề tài của sự kiện"), queryset=Event.objects.none(), required=False
    )
    slugline = forms.CharField(
        label=_("Từ khóa đề tài bắt đầu bằng"),
        required=False,
        max_length=80,
        help_text=_("Ví dụ thu-ngan-sach lấy mọi đề tài thu-ngan-sach-…"),
    )
    first_day = day_field(_("Đăng từ ngày"), required=False)
    last_day = day_field(_("Đến ngày"), required=False)

    def __init__(
        self, *args: Any, unit: PressUnit, rule: TopicRule, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", _initial(rule))
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["sections"].choices = [(s.pk, s.title) for s in sections_of(unit)]
        fields["subjects"].choices = [(s.pk, str(s)) for s in Subject.objects.all()]
        fields["genres"].choices = [(g.pk, g.name) for g in Genre.objects.all()]
        fields["event"].queryset = _events(unit, rule)

    def clean_tags(self) -> list[str]:
        """Return the tags, each once."""
        return _pieces(self.cleaned_data["tags"].split(","))

    def clean_words(self) -> list[str]:
        """Return the phrases, each once."""
        return _pieces(self.cleaned_data["words"].splitlines())


def _pieces(texts: list[str]) -> list[str]:
    tidy = (" ".join(text.split()) for text in texts)
    return list(dict.fromkeys(text for text in tidy if text))


def _initial(rule: TopicRule) -> dict[str, Any]:
    names = ("match", "sections", "subjects", "genres", "event", "slugline")
    return {
        **{name: getattr(rule, name) for name in names},
        "tags": ", ".join(rule.tags),
        "words": "\n".join(rule.words),
        "first_day": rule.first_day,
        "last_day": rule.last_day,
    }


def _events(unit: PressUnit, rule: TopicRule) -> Any:
    now = clock.now()
    near = events_between(unit, now - EVENTS_BACK, now + EVENTS_AHEAD)
    own = Event.objects.filter(unit=unit)
    known = [*near.values_list("pk", flat=True), rule.event_id]
    return own.filter(pk__in=[pk for pk in known if pk]).order_by("-starts_at", "pk")
