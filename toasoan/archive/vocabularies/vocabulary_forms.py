"""Forms of the vocabularies: one entry, a merger, topics of what is ticked."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.archive.models import Concept
from toasoan.archive.vocabularies.concepts import LABEL_MAX, ConceptSaid
from toasoan.archive.vocabularies.offers import concept_named, topic_named
from toasoan.units.staff_forms import StaffForm, text_area

TYPED_MAX = 300
NOTE_MAX = 1000


def offered(kind: str, **more: str) -> dict[str, str]:
    """Return what makes a field offer words of the kind while one types."""
    return {
        "data-offers": f"{reverse('catalogue:offers')}?loai={kind}",
        "autocomplete": "off",
        **more,
    }


def offered_and_added(kind: str) -> dict[str, str]:
    """Return what makes a field offer words, and add what the vocabulary lacks."""
    address = f"{reverse('catalogue:concept_add_at_once')}?loai={kind}"
    return offered(kind, **{"data-offers-add": address})


class PickOne(StaffForm):
    """One entry of a vocabulary, by its name, or by its key where several share it."""

    picked = forms.CharField(required=False, max_length=TYPED_MAX)
    picked_key = forms.IntegerField(
        required=False, min_value=1, widget=forms.HiddenInput()
    )

    def __init__(
        self, *args: Any, rows: QuerySet[Concept], kind: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        box = self.fields["picked"].widget
        box.attrs |= offered(kind, **{"data-offers-key": "picked_key"})

    def clean(self) -> dict[str, Any]:
        """Return what was typed, with the concept it names as `concept`.

        Raises:
            ValidationError: the vocabulary has none or several of this name.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        typed = str(cleaned.get("picked") or "").strip()
        by_key = self.rows.filter(pk=cleaned.get("picked_key") or 0).first()
        if by_key is not None and typed in (by_key.label, ""):
            cleaned["concept"] = by_key
            return cleaned
        cleaned["concept"] = concept_named(self.rows, typed) if typed else None
        if typed and cleaned["concept"] is None:
            self.add_error(
                "picked",
                _("Danh mục không có đúng một mục tên này. Chọn trong gợi ý khi gõ"),
            )
        return cleaned


class ConceptForm(PickOne):
    """What is said of a person, place or event."""

    label = forms.CharField(
        label=gettext_lazy("Tên"),
        max_length=LABEL_MAX,
        error_messages={"required": gettext_lazy("Gõ tên.")},
    )
    aliases = forms.CharField(
        label=gettext_lazy("Tên khác"),
        required=False,
        widget=text_area(3),
        help_text=gettext_lazy("Mỗi dòng một tên: bí danh, tên cũ, tên viết tắt"),
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        required=False,
        max_length=NOTE_MAX,
        help_text=gettext_lazy("Hiện khi chọn, để khỏi nhầm người cùng tên"),
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Dùng chung cho mọi đơn vị"), required=False
    )
    is_retired = forms.BooleanField(
        label=gettext_lazy("Thôi dùng"),
        required=False,
        help_text=gettext_lazy("Không gợi ý nữa; tư liệu đã ghi vẫn tìm thấy"),
    )
    field_order = ("label", "aliases", "note", "picked", "is_shared", "is_retired")

    def __init__(
        self, *args: Any, may_share: bool, is_new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].label = _("Nằm trong")
        self.fields["picked"].help_text = _(
            "Mục rộng hơn. Lọc theo mục rộng thì thấy cả mục này"
        )
        if not (may_share and is_new):
            del self.fields["is_shared"]
        if is_new:
            del self.fields["is_retired"]

    def said(self) -> ConceptSaid:
        """Return what was typed."""
        cleaned = self.cleaned_data
        return ConceptSaid(
            label=cleaned["label"],
            aliases=cleaned["aliases"],
            note=cleaned["note"],
            broader=cleaned["concept"],
        )


class MergeForm(PickOne):
    """What stands for the entry from now on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].label = _("Gộp vào")
        self.fields["picked"].required = True
        self.fields["picked"].error_messages["required"] = _("Chọn mục để gộp vào.")


class TopicsForm(StaffForm):
    """Topics by code, ticked, and one more by name."""

    code = forms.MultipleChoiceField(required=False)
    more = forms.CharField(
        label=gettext_lazy("Thêm chủ đề"), required=False, max_length=TYPED_MAX
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Which there are the service knows.
        self.fields["code"].valid_value = lambda _value: True  # type: ignore[attr-defined]
        self.fields["more"].widget.attrs |= offered(
            "topic", **{"data-offers-into": "topics-chosen"}
        )

    def clean(self) -> dict[str, Any]:
        """Return the ticked codes and the typed one together as `codes`.

        Raises:
            ValidationError: what was typed names no one topic.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        codes = list(cleaned.get("code") or [])
        typed = str(cleaned.get("more") or "").strip()
        found = topic_named(typed) if typed else None
        if typed and found is None:
            self.add_error(
                "more",
                _("Danh mục không có đúng một chủ đề tên này. Chọn trong gợi ý khi gõ"),
            )
        cleaned["codes"] = [*codes, *([found.code] if found else [])]
        return cleaned
