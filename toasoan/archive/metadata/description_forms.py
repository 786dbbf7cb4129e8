"""Fields for the words of a photo: folded on its edit screen, few for many photos."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from toasoan.archive.metadata.credit_lines import LIST_ID
from toasoan.archive.metadata.describing import word_clean, words_put
from toasoan.archive.metadata.errors import WordsRefused
from toasoan.archive.metadata.fields import (
    BY_KEY,
    GROUPS,
    LIST_ITEM_MAX,
    LIST_MAX,
    MORE,
    SOURCE_TYPES,
    Word,
)
from toasoan.archive.metadata.originals import REASON_MAX
from toasoan.archive.vocabularies.terms import NAMED_IN
from toasoan.archive.vocabularies.vocabulary_forms import offered_and_added

PREFIX = "word_"
# Set on many photos at once, and put to the lists of many.
BATCH_SET = ("credit", "source", "event")
BATCH_MORE = ("person_shown", "keywords")


class WordField(forms.CharField):
    """A word of the standard; of a list one value a line."""

    def __init__(self, word: Word, **more: Any) -> None:
        self.word = word
        several_lines = word.kind in {"long", "list"}
        rows: dict[str, Any] = {"rows": 3} if several_lines else {}
        kind = next((kind for kind, keys in NAMED_IN.items() if word.key in keys), "")
        if kind:
            rows |= offered_and_added(kind)
        super().__init__(
            label=capfirst(word.label),
            help_text=word.help,
            required=False,
            max_length=LIST_MAX * (LIST_ITEM_MAX + 2)
            if word.kind == "list"
            else word.max_chars,
            widget=forms.Textarea(attrs=rows)
            if several_lines
            else forms.TextInput(attrs=rows),
            **more,
        )

    def prepare_value(self, value: Any) -> Any:
        """Return the values of a list, one a line."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the word as it is kept.

        Raises:
            ValidationError: it is too long.
        """
        text = super().clean(value)
        try:
            return word_clean(
                self.word, text.splitlines() if self.word.kind == "list" else text
            )
        except WordsRefused as error:
            raise forms.ValidationError(error.message, code=error.code) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether other words were typed."""
        return super().has_changed(self.prepare_value(initial), data)


def _field(word: Word, now: Any) -> forms.Field:
    if word.kind != "choice":
        return WordField(word)
    known = [("", _("Chưa ghi")), *SOURCE_TYPES]
    if now and now not in dict(known):
        # What the file brought stays what it is until somebody chooses.
        known.append((now, now))
    return forms.ChoiceField(
        label=capfirst(word.label), choices=known, required=False, help_text=word.help
    )


@dataclass(frozen=True)
class WordGroup:
    """Fields under one heading."""

    name: Any
    fields: list[BoundField]

    @property
    def filled(self) -> int:
        """How many of them say something."""
        return sum(bool(each.value()) for each in self.fields)

    @property
    def has_errors(self) -> bool:
        """Whether one of them was refused."""
        return any(each.errors for each in self.fields)


class MoreWords(forms.ModelForm):  # type: ignore[type-arg]
    """The words without a column, on the screen of one photo that is there already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The screen that describes many fresh files, and the choosers, stay short.
        if not self.instance.pk or "file" not in self.fields:
            return
        for word in MORE:
            now = self.instance.iptc_words.get(word.key, "")
            self.fields[f"{PREFIX}{word.key}"] = _field(word, now)
            self.initial[f"{PREFIX}{word.key}"] = now

    def __iter__(self) -> Iterator[BoundField]:
        """Yield the fields that stand in no group; Wagtail's screen shows these."""
        return (each for each in super().__iter__() if not each.name.startswith(PREFIX))

    def word_groups(self) -> list[WordGroup]:
        """Return the groups there are, empty on screens without them."""
        found = []
        for group, name in GROUPS.items():
            fields = [
                self[f"{PREFIX}{word.key}"]
                for word in MORE
                if word.group == group and f"{PREFIX}{word.key}" in self.fields
            ]
            if fields:
                found.append(WordGroup(name, fields))
        return found

    def more_words_put(self) -> None:
        """Put on the photo the words that were sent; those not sent stay."""
        sent: Mapping[str, Any] = {
            word.key: self.cleaned_data[f"{PREFIX}{word.key}"]
            for word in MORE
            if f"{PREFIX}{word.key}" in self.fields
            and self.add_prefix(f"{PREFIX}{word.key}") in self.data
        }
        words_put(self.instance, sent)


class BatchForm(forms.Form):
    """Words for many photos; what is left empty stays as each photo has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in BATCH_SET:
            self.fields[key] = WordField(BY_KEY[key])
        self.fields["credit"].widget.attrs["list"] = LIST_ID
        for key in BATCH_MORE:
            self.fields[key] = WordField(BY_KEY[key])
            self.fields[key].help_text = _(
                "Thêm vào những gì ảnh đã có, mỗi dòng một mục"
            )

    def clean(self) -> dict[str, Any]:
        """Return the words, of which there is at least one.

        Raises:
            ValidationError: there is none.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Điền ít nhất một ô rồi lưu"))
        return cleaned

    def words(self) -> dict[str, str]:
        """Return what is set on each photo."""
        return {key: v for key in BATCH_SET if (v := self.cleaned_data[key])}

    def more(self) -> dict[str, list[str]]:
        """Return what is put to the lists of each photo."""
        return {key: v for key in BATCH_MORE if (v := self.cleaned_data[key])}


class DownloadForm(forms.Form):
    """What an original is taken for."""

    reason = forms.CharField(
        label=_("Tải để làm gì"),
        max_length=REASON_MAX,
        help_text=_(
            "Ví dụ: in báo ngày 2.9, gửi báo bạn. Ghi vào nhật ký cùng tên bạn"
        ),
        error_messages={"required": _("Ghi lý do tải, ví dụ: in báo ngày 2.9")},
    )
