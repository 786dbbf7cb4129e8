"""One file that came by itself enters the archive once, or is refused with a sentence."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from toasoan.archive.errors import FileRefused
from toasoan.archive.incoming.inspection import (
    RECORDING_KINDS,
    SUFFIXES,
    document_inspect,
    picture_inspect,
    recording_inspect,
)
from toasoan.archive.incoming.kinds import kind_of
from toasoan.archive.models import (
    ArchiveDocument,
    CatalogueEntry,
    IncomingFile,
    Letter,
    Photo,
)
from toasoan.archive.services import (
    document_store,
    may_bring_require,
    photo_store,
    recording_store,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.units.models import PressUnit

State = IncomingFile.State
REFUSAL_MAX = IncomingFile._meta.get_field("refusal").max_length  # noqa: SLF001
NAME_MAX = 255


def incoming_take(  # noqa: PLR0913 - as the other use-cases
    *,
    key: str,
    source: str,
    unit: PressUnit,
    file: File[bytes],
    by: Any = None,
    details: Mapping[str, Any] | None = None,
    title: str = "",
    keywords: Sequence[str] = (),
    letter: Letter | None = None,
    proposed: Mapping[str, Any] | None = None,
) -> IncomingFile:
    """The file is in the archive or refused, and it is known why; asked again, nothing happens.

    Args:
        key: the same for the same file from the same place, other for any other.
        source: a value of IncomingFile.Source.
        unit: whose archive takes it.
        file: named as its sender named it; its first bytes decide what it is.
        by: who sent it; None for what no person sends, into a folder of the house.
        details: fields of the photo or document, such as credit and usage.
        title: what the archive calls it; its own headline or name when left out.
        keywords: added to those the file brings.
        letter: the letter it was in.
        proposed: words for where the file says nothing.
    """
    known = IncomingFile.objects.filter(key=key).first()
    if known is not None:
        return known
    facts: dict[str, Any] = {
        "source": source,
        "unit": unit,
        "by": by,
        "name": nfc(str(file.name))[-NAME_MAX:],
        "letter": letter,
        "at": clock.now(),
    }
    words = {"title": title, "details": details, "proposed": proposed}
    try:
        with transaction.atomic():
            asset = _stored(unit, file, by, words)
            asset.tags.add(*keywords)
            facts["entry"] = _entry_of(asset)
            return IncomingFile.objects.create(key=key, state=State.KEPT, **facts)
    except IntegrityError:
        # Another worker has taken it meanwhile; what this one stored is rolled back.
        return IncomingFile.objects.get(key=key)
    except (FileRefused, NotAllowed) as error:
        return _refused(key, facts, error)


def incoming_look(file: File[bytes]) -> str:
    """Return why the archive would refuse the file, "" when it would take it."""
    kind = kind_of(file)
    try:
        if kind in SUFFIXES:
            picture_inspect(file)
        elif kind in RECORDING_KINDS:
            recording_inspect(file, settings.UPLOAD_LIMITS["video"])
        else:
            document_inspect(file, str(file.name))
    except FileRefused as error:
        return error.message
    return ""


def _stored(
    unit: PressUnit, file: File[bytes], by: Any, words: Mapping[str, Any]
) -> Photo | ArchiveDocument:
    if by is not None:
        may_bring_require(by, unit)
    kind = kind_of(file)
    store: Callable[..., Photo | ArchiveDocument] = document_store
    if kind in SUFFIXES:
        store = photo_store
    elif kind in RECORDING_KINDS:
        store = recording_store
    return store(unit=unit, file=file, by=by, **words)


def _entry_of(asset: Photo | ArchiveDocument) -> CatalogueEntry:
    of = "photo" if isinstance(asset, Photo) else "document"
    return CatalogueEntry.objects.get(**{of: asset})


def _refused(key: str, facts: dict[str, Any], error: Any) -> IncomingFile:
    why = error.message
    if isinstance(error, NotAllowed):
        why = _("Người gửi không còn được đưa tệp vào kho đơn vị này.")
    row, _is_new = IncomingFile.objects.get_or_create(
        key=key,
        defaults=facts | {"state": State.REFUSED, "refusal": why[:REFUSAL_MAX]},
    )
    return row
