"""Captions of a film are added, replaced and removed by who may describe the film."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.archive.access import entry_may_be_described
from toasoan.archive.captioning.webvtt import (
    LARGEST,
    CaptionsRefused,
    captions_read,
)
from toasoan.archive.catalogue import entry_keep
from toasoan.archive.errors import FileTooLarge
from toasoan.archive.models import CatalogueEntry, FilmCaptions
from toasoan.archive.steps.processing_selectors import entries_visible, quarantine_of
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.services import audit_record


@transaction.atomic
def captions_set(
    *,
    entry: CatalogueEntry,
    file: "UploadedFile[Any]",
    language: str,
    kind: str,
    by: Any,
) -> FilmCaptions:
    """The film has these captions in the language, and is found by what they say.

    Raises:
        NotAllowed: the person may not change what is said of the film.
        FileTooLarge, CaptionsRefused: the file is no captions; nothing changed.
    """
    _require(entry, by)
    name, size = (file.name or "").lower(), file.size or 0
    if not name.endswith((".vtt", ".srt")):
        raise CaptionsRefused(_("Kho nhận phụ đề .vtt hoặc .srt. Chọn tệp khác"))
    if size > LARGEST:
        raise FileTooLarge(size, LARGEST)
    read = captions_read(file.read(), is_srt=name.endswith(".srt"))
    captions, is_new = FilmCaptions.objects.update_or_create(
        entry=entry,
        language=language,
        defaults={"kind": kind, "vtt": read.vtt, "spoken": read.spoken},
    )
    entry_keep(entry.asset)
    _audit("archive.captions_set", captions, by, is_replaced=not is_new)
    return captions


@transaction.atomic
def captions_remove(*, captions: FilmCaptions, by: Any) -> None:
    """The film has no captions in that language, and is not found by them any more.

    Raises:
        NotAllowed: the person may not change what is said of the film.
    """
    _require(captions.entry, by)
    _audit("archive.captions_removed", captions, by)
    captions.delete()
    entry_keep(captions.entry.asset)


def captions_for_reading(user: Any, pk: int) -> FilmCaptions:
    """Return the captions, to whoever may see the film's file.

    Raises:
        NotFound: there are none, they are another unit's, or the film is in quarantine.
    """
    captions = (
        FilmCaptions.objects.filter(pk=pk, entry__in=entries_visible(user))
        .select_related("entry__document", "entry__unit")
        .first()
    )
    if captions is None or quarantine_of(captions.entry):
        raise NotFound
    return captions


def may_caption(user: Any, entry: CatalogueEntry) -> bool:
    """Return whether the person may give the entry captions; only films have them."""
    return entry.kind == CatalogueEntry.Kind.VIDEO and entry_may_be_described(
        user, entry
    )


def _require(entry: CatalogueEntry, by: Any) -> None:
    if not may_caption(by, entry):
        raise NotAllowed


def _audit(action: str, captions: FilmCaptions, by: Any, **more: Any) -> None:
    unit = captions.entry.unit
    audit_record(
        action=action,
        by=by,
        target=captions.entry,
        unit_key=unit.key if unit else None,
        data={
            "language": captions.language,
            "kind": captions.kind,
            "sha256": hashlib.sha256(captions.vtt.encode()).hexdigest(),
            **more,
        },
    )
