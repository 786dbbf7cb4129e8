"""The form behind every page: what is named in it, the person may know of."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockField
from wagtail.rich_text import extract_references_from_rich_text

from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.content.editing.known_references import (
    References,
    references_in,
    references_of_page,
    references_unknown,
    rich_text_without,
    value_without,
)


class KnownField(BoundField):
    """A field as it was sent, less what the person may not know of.

    Both the check and the answer read `data`: nothing left out here is saved,
    and nothing left out here is named to who sent it.
    """

    def __init__(
        self, form: forms.BaseForm, field: forms.Field, name: str, *, page_form: Any
    ) -> None:
        super().__init__(form, field, name)
        self.page_form = page_form

    @property
    def data(self) -> Any:
        """What was sent, without the unknown things."""
        return self._read[0]

    @property
    def unknown(self) -> References:
        """The things that were sent and are unknown."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[Any, References]:
        try:
            value = super().data
        except MultiValueDictKeyError:
            # A body of which nothing was sent stays what it was.
            value = self.initial
        named, without = _references(self.field, value)
        unknown = self.page_form.unknown_among(named)
        return (without(unknown) if unknown else value), unknown


def _references(
    field: Any, value: Any
) -> tuple[References, Callable[[References], Any]]:
    """Return what the value refers to, and how to leave some of it out."""
    if value and isinstance(field, BlockField):
        named = references_in(field.block.extract_references(value))
        return named, partial(value_without, field.block, value)
    if value and isinstance(field.widget, DraftailRichTextArea):
        named = references_in(extract_references_from_rich_text(value))
        return named, partial(rich_text_without, value)
    if value and _is_chooser(field):
        return references_in([(field.queryset.model, value)]), lambda _unknown: None
    return frozenset(), lambda _unknown: value


def _is_chooser(field: forms.Field) -> bool:
    """Return whether one thing is chosen by its key, which may be any."""
    return isinstance(field, forms.ModelChoiceField) and not isinstance(
        # Several are ticked in a list, and the list holds what may be ticked.
        field,
        forms.ModelMultipleChoiceField,
    )


class KnownThings:
    """Fields and rows in which things of other units are as if there were none.

    What is stored already stays: a photo that is shared no more must not keep its
    article from being edited. The form that mixes this in says who fills it in.
    """

    for_user: Any
    _stored: References = frozenset()

    def know_things(self, stored: References) -> None:
        """Read every field less what is unknown; `stored` is known."""
        self._stored = stored
        for form in self._forms():
            form.bound_field_class = partial(KnownField, page_form=self)

    def unknown_among(self, named: References) -> References:
        """Return those the person may not know of and the page did not name."""
        new = named - self._stored
        return references_unknown(self.for_user, new) if new else new

    def is_valid(self) -> bool:
        """Return whether it may be saved; say where a thing is unknown."""
        valid: bool = super().is_valid()  # type: ignore[misc]
        for form in self._forms():
            for name in form.fields if form.is_bound else ():
                if unknown := form[name].unknown:
                    # “Required” would be said of a place that was filled.
                    form.errors.pop(name, None)
                    form.add_error(name, _sentences(unknown))
                    valid = False
        return valid

    def _forms(self) -> Iterator[Any]:
        """Yield the form itself and those of its rows."""
        yield self
        for formset in getattr(self, "formsets", {}).values():
            yield from formset.forms


class KnownThingsForm(KnownThings, WagtailAdminPageForm):
    """A page's fields and rows, kept to what the person may know of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_stored = self.is_bound and self.instance.pk
        self.know_things(
            references_of_page(self.instance) if is_stored else frozenset()
        )


def _sentences(unknown: References) -> list[str]:
    kinds = {kind for kind, _key in unknown}
    said = []
    if Photo in kinds:
        said.append(
            _("Không tìm thấy ảnh đã chọn, chỗ ấy để trống. Chọn ảnh trong kho đơn vị.")
        )
    if ArchiveDocument in kinds:
        said.append(
            _("Không tìm thấy tài liệu đã chọn. Chọn tài liệu trong kho đơn vị.")
        )
    if len(said) < len(kinds):
        said.append(
            _("Không tìm thấy bài hoặc trang đã chọn. Chọn bài, trang của đơn vị.")
        )
    return said
