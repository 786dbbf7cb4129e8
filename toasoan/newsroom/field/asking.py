"""What phones send, read strictly and turned into what the services take."""

import math
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from toasoan.archive.errors import UploadUnfinished
from toasoan.archive.incoming.uploading import upload_for
from toasoan.archive.models import ArchiveDocument, Photo, Upload
from toasoan.content.access import item_for_editing
from toasoan.content.editing.field_bodies import BodyPart, PhonePhoto
from toasoan.content.models import ArticlePage
from toasoan.content.selectors import sections_of
from toasoan.content.services import Piece, Place
from toasoan.core.errors import NotFound, ToasoanError
from toasoan.newsroom.field.door import (
    AskedWrongly,
    Body,
    key_of,
    list_of,
    text_of,
    uuid_of,
)
from toasoan.planning.access import assignment_for_assignee
from toasoan.planning.models import Genre
from toasoan.units.access import unit_for
from toasoan.units.models import PressUnit, Subject

PARTS_MOST, PHOTOS_MOST, RECORDINGS_MOST = 500, 60, 20
PART_CHARACTERS = 200_000
BRIEF = "tin"


class FieldsWrong(ToasoanError):
    """A field of a form was refused, in the words of its first error."""

    code = "fields_wrong"


def form_clean(form: Any) -> dict[str, Any]:
    """Return what the form holds.

    Raises:
        FieldsWrong: it is not valid.
    """
    if form.is_valid():
        return dict(form.cleaned_data)
    raise FieldsWrong(str(next(iter(form.errors.values()))[0]))


def form_data(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain values of what was sent, as a form takes them."""
    return {
        name: value
        for name, value in body.items()
        if isinstance(value, str | int) and name != "id"
    }


def piece_of(request: HttpRequest, body: Body) -> Piece:
    """Return the piece that was sent, its files found in the archive.

    Raises:
        AskedWrongly: a part of it is not what it must be.
        UploadUnfinished: a file has not come in yet.
        FieldsWrong: headline or sapo is too long.
    """
    photos = list_of(body, "photos", PHOTOS_MOST)
    recordings = list_of(body, "recordings", RECORDINGS_MOST)
    title, sapo = text_of(body, "title", 10_000), text_of(body, "sapo", 10_000)
    if len(title) > 255 or len(sapo) > 600:
        raise FieldsWrong(_("Tít dài quá 255 ký tự hoặc sapo quá 600. Rút ngắn lại."))
    return Piece(
        id=uuid_of(body, "draft"),
        base=text_of(body, "base", 64),
        title=title,
        sapo=sapo,
        parts=[_part(each) for each in list_of(body, "parts", PARTS_MOST)],
        photos=[_photo(request, each) for each in photos],
        recordings=[_recording(request, each) for each in recordings],
        contacts=text_of(body, "contacts", 2000),
        location=_location(body.get("location")),
    )


def _part(each: Any) -> BodyPart:
    if not isinstance(each, dict):
        raise AskedWrongly
    text = None if each.get("text") is None else text_of(each, "text", PART_CHARACTERS)
    return BodyPart(id=text_of(each, "id", 64), text=text)


def _photo(request: HttpRequest, each: Any) -> PhonePhoto:
    if not isinstance(each, dict):
        raise AskedWrongly
    photo = upload_kept(request, each).photo
    if not isinstance(photo, Photo):
        raise AskedWrongly
    caption = text_of(each, "caption", 500)
    return PhonePhoto(photo, caption, text_of(each, "credit", 200))


def _recording(request: HttpRequest, each: Any) -> ArchiveDocument:
    document = upload_kept(request, {"upload": each}).document
    if not isinstance(document, ArchiveDocument):
        raise AskedWrongly
    return document


def upload_kept(request: HttpRequest, each: Body) -> Upload:
    """Return an own upload that the archive has.

    Raises:
        UploadNotFound: there is none of that key.
        UploadUnfinished: the archive does not have it yet.
    """
    upload = upload_for(request.user, uuid_of(each, "upload"))
    if upload.state != Upload.State.KEPT:
        raise UploadUnfinished
    if upload.photo is None and upload.document is None:
        # Somebody deleted it in the archive since.
        raise NotFound
    return upload


def _location(value: Any) -> dict[str, float]:
    if value is None:
        return {}
    names = {"latitude": 90.0, "longitude": 180.0, "accuracy_m": 1e7}
    if not isinstance(value, dict) or set(value) - set(names):
        raise AskedWrongly
    for name, most in names.items():
        number = value.get(name, 0.0)
        is_number = isinstance(number, int | float) and not isinstance(number, bool)
        if not is_number or not math.isfinite(number) or abs(number) > most:
            raise AskedWrongly
    return {name: float(number) for name, number in value.items()}


def target_of(request: HttpRequest, body: Body) -> dict[str, Any]:
    """Return which article the piece is for, as `piece_file` takes it.

    Raises:
        NotFound: article, assignment, unit or section is not there for this person.
        NotAllowed: the article is in someone else's hands.
    """
    article_pk, assignment_pk = key_of(body, "article"), key_of(body, "assignment")
    if article_pk is not None:
        article = item_for_editing(request.user, article_pk)
        if not isinstance(article, ArticlePage):
            raise NotFound
        return {"article": article}
    if assignment_pk is not None:
        assignment = assignment_for_assignee(request.user, assignment_pk)
        section_pk = key_of(body, "section")
        found = {"assignment": assignment}
        if section_pk is not None:
            found["section"] = _section(assignment.story.unit, section_pk)
        return found
    unit = unit_for(request.user, text_of(body, "unit", 64))
    return {"place": _place(unit, body)}


def _place(unit: PressUnit, body: Body) -> Place:
    section_pk, subject_pk = key_of(body, "section"), key_of(body, "subject")
    if section_pk is None:
        raise FieldsWrong(_("Chọn chuyên mục cho bài."))
    return Place(
        section=_section(unit, section_pk),
        subject=Subject.objects.filter(pk=subject_pk or 0).first(),
        genre=Genre.objects.filter(code=BRIEF).first(),
    )


def _section(unit: PressUnit, pk: int) -> Any:
    section = sections_of(unit).filter(pk=pk).first()
    if section is None:
        raise NotFound
    return section


def document_address(document: ArchiveDocument) -> str:
    """Return where the unit's people open film or sound."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{document.url}"
