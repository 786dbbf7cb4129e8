"""Writes of the archive: files come in, and what readers see is made of them."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from wagtail.models import Collection

from toasoan.archive import sizes
from toasoan.archive.errors import FileRefused, UnitHasNoArchive
from toasoan.archive.events import RenditionsReady
from toasoan.archive.incoming import kinds
from toasoan.archive.incoming.inspection import (
    SUFFIXES,
    PictureFacts,
    document_inspect,
    picture_inspect,
    recording_inspect,
    stored_name,
)
from toasoan.archive.metadata.describing import description_record
from toasoan.archive.metadata.embedded import photo_words
from toasoan.archive.metadata.file_words import photo_words_fill
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.rendering import BROKEN, renditions_render
from toasoan.archive.selectors import renditions_existing, renditions_outdated
from toasoan.archive.steps.renditions_due import renditions_due_end
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.outbox import event_record
from toasoan.core.text import nfc
from toasoan.units.access import user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

log = logging.getLogger("toasoan.archive")
Details = Mapping[str, Any]
TITLE_MAX = 255


@transaction.atomic
def photo_ingest(
    *,
    unit: PressUnit,
    file: File[bytes],
    by: Any,
    title: str = "",
    details: Details | None = None,
) -> Photo:
    """Store the picture in the unit's collection, described by what it says inside.

    Args:
        unit: whose archive takes it.
        file: a named Django file.
        by: who brings it; must write or keep the archive in the unit.
        title: the file's own headline or name when left out.
        details: fields of the photo, such as credit, caption and usage; they
            win over what the file says.

    Raises:
        NotAllowed: the person does neither.
        FileRefused: one of its subclasses says why; nothing was stored.
    """
    may_bring_require(by, unit)
    return photo_store(unit=unit, file=file, by=by, title=title, details=details)


@transaction.atomic
def photo_store(
    *,
    unit: PressUnit,
    file: File[bytes],
    by: Any,
    title: str = "",
    details: Details | None = None,
    proposed: Details | None = None,
) -> Photo:
    """Store the picture as photo_ingest, whoever brings it; `by` may be None.

    For what the house itself takes in: whether that is wanted is for who calls.
    `proposed` (caption, credit, creator) stands where neither `details` nor the file
    says anything.

    Raises:
        FileRefused: as photo_ingest.
    """
    given_name = nfc(str(file.name))
    facts = picture_inspect(file)
    file.name = stored_name(given_name, facts.suffix)
    photo = Photo(
        title=(nfc(title) or PurePath(given_name).stem)[:TITLE_MAX],
        file=file,
        collection=unit.collection,
        uploaded_by_user=by,
        **(details or {}),
    )
    photo_describe(photo, facts, given_name=given_name)
    _propose(photo, proposed or {})
    photo._set_image_file_metadata()  # noqa: SLF001 - Wagtail's own forms call it
    photo.save()
    description_record(photo=photo, by=by)
    return photo


@transaction.atomic
def photos_ingest(
    *,
    unit: PressUnit,
    files: Sequence[File[bytes]],
    by: Any,
    details: Details | None = None,
) -> list[Photo]:
    """Store several pictures described alike, all of them or none.

    Raises:
        NotAllowed: as photo_ingest.
        FileRefused: names the picture at fault; no file was stored.
    """
    may_bring_require(by, unit)
    for file in files:
        try:
            picture_inspect(file)
        except FileRefused as error:
            error.message = f"{file.name}: {error.message}"
            raise
    return [
        photo_ingest(unit=unit, file=file, by=by, details=details) for file in files
    ]


def paper_kind(file: File[bytes]) -> str:
    """Return the real kind of a paper or of its scan, such as "pdf" or "jpg".

    For what another room keeps by itself, looked at like everything that comes in.

    Raises:
        FileRefused: one of its subclasses says which rule it breaks.
    """
    if kinds.kind_of(file) in SUFFIXES:
        return picture_inspect(file).suffix.lstrip(".")
    return document_inspect(file, str(file.name))


@transaction.atomic
def document_ingest(
    *,
    unit: PressUnit,
    file: File[bytes],
    by: Any,
    title: str = "",
    details: Details | None = None,
) -> ArchiveDocument:
    """Store the document in the unit's collection; readers do not see it yet.

    Raises:
        NotAllowed: the person neither writes nor keeps the archive in the unit.
        FileRefused: one of its subclasses says why; nothing was stored.
    """
    may_bring_require(by, unit)
    return document_store(unit=unit, file=file, by=by, title=title, details=details)


@transaction.atomic
def document_store(
    *,
    unit: PressUnit,
    file: File[bytes],
    by: Any,
    title: str = "",
    details: Details | None = None,
    proposed: Details | None = None,
) -> ArchiveDocument:
    """Store the document as document_ingest, whoever brings it; `by` may be None.

    Raises:
        FileRefused: as document_ingest.
    """
    kind = document_inspect(file, str(file.name))
    return _document_store(
        unit=unit,
        file=file,
        kind=kind,
        by=by,
        title=title,
        details=details,
        proposed=proposed,
    )


@transaction.atomic
def documents_ingest(
    *, unit: PressUnit, files: Sequence[File[bytes]], by: Any
) -> list[ArchiveDocument]:
    """Store several documents, all of them or none.

    Raises:
        NotAllowed: as document_ingest.
        FileRefused: names the document at fault; no file was stored.
    """
    may_bring_require(by, unit)
    for file in files:
        try:
            document_inspect(file, str(file.name))
        except FileRefused as error:
            error.message = f"{file.name}: {error.message}"
            raise
    return [document_ingest(unit=unit, file=file, by=by) for file in files]


@transaction.atomic
def recording_ingest(
    *,
    unit: PressUnit,
    file: File[bytes],
    by: Any,
    title: str = "",
    details: Details | None = None,
) -> ArchiveDocument:
    """Store film or sound in the unit's collection; readers do not hear or see it.

    Raises:
        NotAllowed: as document_ingest.
        FileRefused: it is neither, or heavier than film may be.
    """
    may_bring_require(by, unit)
    return recording_store(unit=unit, file=file, by=by, title=title, details=details)


@transaction.atomic
def recording_store(
    *,
    unit: PressUnit,
    file: File[bytes],
    by: Any,
    title: str = "",
    details: Details | None = None,
    proposed: Details | None = None,
) -> ArchiveDocument:
    """Store film or sound as recording_ingest, whoever brings it; `by` may be None.

    Raises:
        FileRefused: as recording_ingest.
    """
    kind = recording_inspect(file, settings.UPLOAD_LIMITS["video"])
    return _document_store(
        unit=unit,
        file=file,
        kind=kind,
        by=by,
        title=title,
        details=details,
        proposed=proposed,
    )


def _document_store(
    *,
    unit: PressUnit,
    file: File[bytes],
    kind: str,
    by: Any,
    title: str,
    details: Details | None,
    proposed: Details | None,
) -> ArchiveDocument:
    given_name = nfc(str(file.name))
    file.name = stored_name(given_name, f".{kind}")
    document = ArchiveDocument(
        title=(nfc(title) or PurePath(given_name).stem)[:TITLE_MAX],
        file=file,
        collection=unit.collection,
        uploaded_by_user=by,
        **(details or {}),
    )
    _propose(document, proposed or {})
    document._set_document_file_metadata()  # noqa: SLF001 - as Wagtail's own forms
    document.save()
    return document


@transaction.atomic
def assets_move(
    *, assets: Iterable[Photo | ArchiveDocument], collection: Collection
) -> None:
    """Put each photo or document into the collection, with its line in the log.

    Wagtail's screen has checked that the person may take them and put them there.
    """
    for asset in assets:
        asset.collection = collection
        asset.save(update_fields=["collection"])


def photo_describe(photo: Photo, facts: PictureFacts, *, given_name: str) -> None:
    """Fill the photo's empty fields with what the file says; nothing is saved.

    The usage is never guessed: a photo stays "chưa rõ quyền" until a person
    says by what right the house uses it.
    """
    words = photo_words(facts.embedded)
    photo.embedded_metadata = facts.embedded
    stem = PurePath(given_name).stem
    names = {"", given_name, stem, stem[:TITLE_MAX]}
    is_named_by_file = photo.title in names
    if words["title"] and is_named_by_file:
        photo.title = words["title"][:TITLE_MAX]
    for name in ("caption", "credit", "copyright_notice", "taken_at"):
        if not getattr(photo, name) and words[name]:
            setattr(photo, name, words[name])
    photo.tags_to_add = words["keywords"]
    photo_words_fill(photo, facts, wants_title=is_named_by_file and not words["title"])


def _propose(asset: Photo | ArchiveDocument, proposed: Details) -> None:
    """Fill what is still empty; a proposal never wins over what is said."""
    for name in ("caption", "credit"):
        if not getattr(asset, name):
            setattr(asset, name, proposed.get(name, ""))
    creator = proposed.get("creator")
    if creator and isinstance(asset, Photo) and not asset.iptc_words.get("creator"):
        asset.iptc_words = asset.iptc_words | {"creator": [creator]}


def photo_renditions_build(*, photo_id: int) -> int:
    """Make every standard file the photo still lacks and return how many.

    Whoever shows the photo hears `RenditionsReady` when any was made, or when
    there are still some that show it as it was. A photo that is gone or damaged
    has none: the job ends quietly.
    """
    began = clock.now()
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return 0
    count = _renditions_make(photo)
    renditions_due_end(photo_id, began)
    return count


def _renditions_make(photo: Photo) -> int:
    formats = (sizes.FIRST_FORMAT, *sizes.LATER_FORMATS)
    specs = sizes.standard_specs(photo.width, photo.height, formats)
    found = renditions_existing(photo, specs)
    missing = [spec for spec in specs if spec not in found]
    if not missing and not renditions_outdated(photo):
        return 0
    try:
        made = renditions_render(photo, missing) if missing else []
    except BROKEN:
        log.warning("photo %s: the original cannot be read", photo.pk, exc_info=True)
        return 0
    with transaction.atomic():
        event_record(RenditionsReady(photo_id=photo.pk), aggregate=f"photo:{photo.pk}")
    return len(made)


@transaction.atomic
def photo_renditions_delete(*, photo_id: int, renditions: Sequence[int]) -> int:
    """Delete those of the renditions that are outdated, with their files; return how many.

    For whoever knows that nothing shows them any more. One that fits the photo
    again, because its focal point was moved back, stays.
    """
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return 0
    unwanted = renditions_outdated(photo) & set(renditions)
    photo.renditions.filter(pk__in=unwanted).delete()
    return len(unwanted)


def may_bring_require(by: Any, unit: PressUnit) -> None:
    """Do nothing when `by` may bring files into the unit's archive.

    Raises:
        NotAllowed: they neither write nor keep the archive there.
        UnitHasNoArchive: it was set up without a collection.
    """
    if not any(
        user_may(by, action, unit) for action in (Action.WRITE, Action.ARCHIVE_EDIT)
    ):
        raise NotAllowed
    if unit.collection is None:
        raise UnitHasNoArchive
