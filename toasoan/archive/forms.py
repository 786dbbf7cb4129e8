"""Wagtail's upload forms with the archive's own checks."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from toasoan.archive.errors import FileEmpty, FileRefused
from toasoan.archive.incoming.inspection import (
    PictureFacts,
    document_inspect,
    picture_inspect,
    stored_name,
)
from toasoan.archive.keeping.reasons import is_file_deposited
from toasoan.archive.metadata.credit_lines import LIST_ID
from toasoan.archive.metadata.describing import description_begin, description_record
from toasoan.archive.metadata.description_forms import MoreWords
from toasoan.archive.services import photo_describe
from toasoan.security.request_context import current_user

OTHER_COLLECTION = _("Kho này không phải của đơn vị bạn. Chọn kho của đơn vị mình")

TITLE_CHARS = 255
CAPTION_ROWS = 3


def _refusal(error: FileRefused) -> ValidationError:
    return ValidationError(error.message, code=error.code)


class PhotoFileField(WagtailImageField):
    """Takes a picture by its content; its name only serves as a first title."""

    def to_python(self, data: Any) -> Any:
        """Return the file, named by its real kind, with its facts as `facts`.

        Raises:
            ValidationError: the archive does not take it, and says why.
        """
        if data in self.empty_values:
            return None
        try:
            facts = picture_inspect(data)
        except FileRefused as error:
            raise _refusal(error) from error
        data.given_name = PurePath(data.name).name
        data.name = stored_name(data.given_name, facts.suffix)
        data.facts = facts
        return data


class DocumentFileField(WagtailDocumentField):
    """Takes a document by its content."""

    def to_python(self, data: Any) -> Any:
        """Return the file, named by its real kind.

        Raises:
            ValidationError: the archive does not take it, and says why.
        """
        if data in self.empty_values:
            return None
        try:
            kind = document_inspect(data, data.name)
        except FileRefused as error:
            raise _refusal(error) from error
        data.name = stored_name(data.name, f".{kind}")
        return data


class _ArchiveForm(forms.ModelForm):  # type: ignore[type-arg]
    """What both forms do: our file field, and no file kept for a wrong collection."""

    file_field_class: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = self.fields.get("file")
        if theirs is not None:
            ours = self.file_field_class(
                required=theirs.required, label=theirs.label, widget=theirs.widget
            )
            ours.error_messages["empty"] = FileEmpty().message
            self.fields["file"] = ours
            if "title" in self.fields:
                # A slow phone may send the form before the browser has put the
                # file's name there.
                self.fields["title"].required = False
        if "usage" in self.fields:
            # Dropping a file asks nothing yet; who says nothing has no right to it.
            self.fields["usage"].required = False
        if "credit" in self.fields:
            self.fields["credit"].widget.attrs["list"] = LIST_ID
        if "caption" in self.fields:
            self.fields["caption"].widget.attrs["rows"] = CAPTION_ROWS
        if "collection" in self.fields:
            self.fields["collection"].error_messages["invalid_choice"] = (
                OTHER_COLLECTION
            )

    def clean_usage(self) -> str:
        """Return what was chosen, else what holds already: unknown for a new file."""
        return self.cleaned_data["usage"] or self.instance.usage

    def clean_title(self) -> str:
        """Return what was typed, else the name of the file that comes with it.

        Raises:
            ValidationError: there is neither.
        """
        typed: str = self.cleaned_data["title"]
        file = self.files.get(self.add_prefix("file"))
        named = PurePath(str(file.name)).stem if file is not None else ""
        if not typed and not named:
            required = self.fields["title"].error_messages["required"]
            raise ValidationError(required, code="required")
        return typed or named[:TITLE_CHARS]

    def clean(self) -> Any:
        """Refuse the file too when its collection is refused.

        Wagtail's upload screen would else keep it aside, waiting for a better
        collection.
        """
        cleaned = super().clean()
        if "collection" in self.errors and "file" in self.fields:
            self.add_error("file", OTHER_COLLECTION)
        return cleaned


class PhotoForm(MoreWords, _ArchiveForm, BaseImageForm):
    """A photo as its upload and edit screens show it."""

    file_field_class = PhotoFileField
    original_file: Any

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's
        """Describe the photo by what its file says, then save it.

        A file it had before goes, unless something published showed it. Its renditions stay until no page shows them;
        Wagtail would delete them at once, under the eyes of readers.
        """
        if commit and self.instance.pk:
            description_begin(photo_pk=self.instance.pk)
        self.more_words_put()
        file = self.cleaned_data.get("file")
        facts = getattr(file, "facts", None)
        if file is not None and isinstance(facts, PictureFacts):
            photo_describe(self.instance, facts, given_name=file.given_name)
        replaced = self.original_file if "file" in self.changed_data else None
        self.original_file = None
        photo = super().save(commit=commit)
        if commit and replaced and not is_file_deposited(replaced.name):
            replaced.storage.delete(replaced.name)
        if commit:
            description_record(photo=photo, by=current_user())
        return photo


class DocumentForm(_ArchiveForm, BaseDocumentForm):
    """A document as its upload and edit screens show it."""

    file_field_class = DocumentFileField
    original_file: Any

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's
        """Save the document; a file it had before goes, unless it is in the deposit."""
        if self.original_file and is_file_deposited(self.original_file.name):
            self.original_file = None
        return super().save(commit=commit)
