"""Use-cases of resumable uploads: begun, received, looked at, kept or thrown away."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from toasoan.archive.errors import (
    FileEmpty,
    FileHurt,
    FileRefused,
    FileTooLarge,
    UploadIdTaken,
    UploadNoRoom,
    UploadNotFound,
    UploadOffsetWrong,
    UploadShareFull,
    UploadUnfinished,
)
from toasoan.archive.incoming import quarantine
from toasoan.archive.incoming.bundles import bundle_inspect
from toasoan.archive.incoming.inspection import (
    document_inspect,
    picture_inspect,
    recording_inspect,
)
from toasoan.archive.models import ArchiveDocument, Photo, Upload
from toasoan.archive.services import (
    document_ingest,
    may_bring_require,
    photo_ingest,
    recording_ingest,
)
from toasoan.core import clock
from toasoan.core.text import nfc
from toasoan.units.models import PressUnit

State = Upload.State
Checksum = tuple[str, bytes]
# A row outlives its file, so that a phone that comes late is told "already here".
KEPT_FOR = timedelta(days=90)
STRAYS_AFTER_S = 86_400.0


def upload_begin(  # noqa: PLR0913 - as the other use-cases
    *,
    id: UUID,  # noqa: A002
    unit: PressUnit,
    kind: str,
    name: str,
    length: int,
    by: Any,
    sha256: str = "",
    metadata: str = "",
) -> tuple[Upload, bool]:
    """Make room for a file, or return the one begun under this key; and whether it is new.

    Raises:
        NotAllowed: the person brings nothing into the unit's archive.
        FileEmpty, FileTooLarge: nothing, or more than the archive takes of this kind.
        UploadShareFull, UploadNoRoom: too much is on its way.
        UploadIdTaken: the key belongs to another file.
    """
    may_bring_require(by, unit)
    existing = Upload.objects.filter(pk=id).first()
    if existing is None:
        _room_require(kind, length, by)
        existing, is_new = Upload.objects.get_or_create(
            pk=id,
            defaults={
                "by": by,
                "unit": unit,
                "kind": kind,
                "name": nfc(name),
                "length": length,
                "sha256": sha256,
                "metadata": metadata,
                "expires_at": _expiry(),
            },
        )
        if is_new:
            return existing, True
    same = (by.pk, unit.pk, kind, length)
    if (existing.by_id, existing.unit_id, existing.kind, existing.length) != same:
        raise UploadIdTaken
    return existing, False


def _room_require(kind: str, length: int, by: Any) -> None:
    limit = settings.UPLOAD_LIMITS[kind]
    if length < 1:
        raise FileEmpty
    if length > limit:
        raise FileTooLarge(length, limit)
    waiting = Upload.objects.filter(by=by, state__in=Upload.WAITING_STATES)
    held = waiting.aggregate(sum=Sum("length"))["sum"] or 0
    if held + length > settings.UPLOAD_SHARE_OF_PERSON:
        raise UploadShareFull(settings.UPLOAD_SHARE_OF_PERSON)
    if length > quarantine.room_left():
        raise UploadNoRoom


def _expiry() -> datetime:
    return clock.now() + timedelta(seconds=settings.UPLOAD_KEEP_S)


def upload_for(user: Any, id: UUID) -> Upload:  # noqa: A002
    """Return the person's own upload.

    Raises:
        UploadNotFound: there is none, it is another's, or its time is over.
    """
    upload = Upload.objects.filter(pk=id, by=user).select_related("unit").first()
    if upload is None:
        raise UploadNotFound
    over = upload.expires_at <= clock.now()
    if over and upload.state != State.KEPT:
        raise UploadNotFound
    return upload


def upload_offset(upload: Upload) -> int:
    """Return how much of the file has come."""
    if upload.state in {State.KEPT, State.REFUSED}:
        return int(upload.length)
    return quarantine.size_of(upload.path)


def upload_receive(
    *,
    upload: Upload,
    at: int,
    pieces: Iterable[bytes],
    checksum: Checksum | None = None,
) -> int:
    """Add the pieces behind offset `at`, return the new offset; the whole is looked at.

    Raises:
        UploadOffsetWrong: the file does not end at `at`; nothing was added.
        UploadTooLong: more came than was announced.
        ChecksumWrong: the pieces are not what was sent; none was added.
    """
    if at != upload_offset(upload):
        raise UploadOffsetWrong
    if upload.state != State.RECEIVING:
        return at
    if checksum is None:
        size = quarantine.pieces_append(upload.path, at, pieces, upload.length)
    else:
        size = quarantine.chunk_append(upload.path, at, pieces, upload.length, checksum)
    upload.expires_at = _expiry()
    upload.save(update_fields=["expires_at"])
    if size == upload.length:
        upload_look(upload=upload)
    return size


def upload_look(*, upload: Upload) -> Upload:
    """Inspect a file that has come in whole; then it is received or refused, once.

    Run again after a crash it finds the answer it gave, or gives it now.
    """
    if upload.state != State.RECEIVING or upload_offset(upload) != upload.length:
        return upload
    refusal = ""
    try:
        _inspect(upload)
    except FileRefused as error:
        refusal = error.message
    state = State.REFUSED if refusal else State.RECEIVED
    changed = Upload.objects.filter(pk=upload.pk, state=State.RECEIVING).update(
        state=state, refusal=refusal[:500]
    )
    if changed and refusal:
        upload.path.unlink(missing_ok=True)
    upload.refresh_from_db()
    return upload


def _inspect(upload: Upload) -> None:
    if upload.sha256 and quarantine.sha256_of(upload.path) != upload.sha256:
        raise FileHurt
    with upload.path.open("rb") as opened:
        file = File(opened, name=upload.name)
        if upload.kind == Upload.Kind.PHOTO:
            picture_inspect(file)
        elif upload.kind == Upload.Kind.DOCUMENT:
            document_inspect(file, upload.name)
        elif upload.kind == Upload.Kind.BUNDLE:
            bundle_inspect(file)
        else:
            recording_inspect(file, settings.UPLOAD_LIMITS[upload.kind])


@transaction.atomic
def upload_keep(
    *,
    upload: Upload,
    by: Any,
    details: Mapping[str, Any] | None = None,
    title: str = "",
) -> Upload:
    """Put the received file into its unit's archive, once; asked again, nothing happens.

    Args:
        upload: an own one that has come in whole.
        by: who sent it.
        details: fields of the photo or document, such as credit, caption, usage.
        title: what the archive calls it; its file's name when left out.

    Raises:
        UploadNotFound: it is another's, or was swept meanwhile.
        UploadUnfinished: it has not come in whole.
        FileRefused: it was refused, or is a bundle (`incoming.unpacking`).
    """
    upload_look(upload=upload)
    if upload.kind == Upload.Kind.BUNDLE:
        raise FileRefused(_("Gói ZIP vào kho ở màn hình Nhận tệp. Gửi lại ở đó"))
    held = (
        Upload.objects.select_for_update(of=("self",))
        .select_related("unit", "photo", "document")
        .filter(pk=upload.pk, by=by)
        .first()
    )
    if held is None:
        raise UploadNotFound
    if held.state == State.KEPT:
        return held
    if held.state == State.REFUSED:
        raise FileRefused(held.refusal)
    if held.state != State.RECEIVED:
        raise UploadUnfinished
    asset = _ingest(held, by, details, title)
    held.photo = asset if isinstance(asset, Photo) else None
    held.document = asset if isinstance(asset, ArchiveDocument) else None
    held.state = State.KEPT
    held.expires_at = clock.now() + KEPT_FOR
    held.save()
    transaction.on_commit(partial(held.path.unlink, missing_ok=True))
    return held


def _ingest(
    upload: Upload, by: Any, details: Mapping[str, Any] | None, title: str
) -> Photo | ArchiveDocument:
    with upload.path.open("rb") as opened:
        file = File(opened, name=upload.name)
        if upload.kind == Upload.Kind.PHOTO:
            return photo_ingest(
                unit=upload.unit, file=file, by=by, title=title, details=details
            )
        ingest = (
            document_ingest if upload.kind == Upload.Kind.DOCUMENT else recording_ingest
        )
        return ingest(unit=upload.unit, file=file, by=by, title=title, details=details)


def upload_end(*, upload: Upload) -> None:
    """Throw the upload away with what came of it; what the archive has stays there."""
    Upload.objects.filter(pk=upload.pk).delete()
    upload.path.unlink(missing_ok=True)


def uploads_sweep() -> int:
    """Throw away what nobody went on with in time; return how many uploads that were."""
    over = list(Upload.objects.filter(expires_at__lte=clock.now())[:1000])
    for upload in over:
        # Somebody may have gone on with it since.
        gone, _by_model = Upload.objects.filter(
            pk=upload.pk, expires_at=upload.expires_at
        ).delete()
        if gone:
            with suppress(OSError):
                upload.path.unlink(missing_ok=True)
    waiting = Upload.objects.filter(state__in=Upload.WAITING_STATES)
    wanted = frozenset(pk.hex for pk in waiting.values_list("pk", flat=True))
    quarantine.files_sweep(wanted, older_than_s=STRAYS_AFTER_S)
    return len(over)
