"""Originals that leave the archive: for whom, why, and with today's words inside."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.text import get_valid_filename

from toasoan.archive.access import photo_for_reading
from toasoan.archive.metadata.descriptions import words_emptied, words_now
from toasoan.archive.metadata.embedded import tidy
from toasoan.archive.metadata.errors import OriginalGone, ReasonMissing
from toasoan.archive.metadata.program import exiftool_path
from toasoan.archive.metadata.reading import NAME
from toasoan.archive.metadata.writing import words_write
from toasoan.archive.models import Photo
from toasoan.archive.storing.addresses import Purpose, file_address
from toasoan.security.services import audit_record
from toasoan.units.selectors import unit_key_of

REASON_MAX = 300
# Of a GIF only its own words are kept: exiftool writes XMP there, and few read it.
WRITABLE = frozenset({".jpg", ".png", ".webp", ".avif", ".heic", ".gif", ".tif"})


@dataclass(frozen=True)
class GivenFile:
    """A file to be sent; closed by whoever sends it.

    Attributes:
        file: open at its start, gone from the disk once closed; None when the stored
            file itself is given, at `address`.
        address: where this person fetches the stored file within minutes.
        name: for the person's machine.
        has_words: whether today's words stand in it.
    """

    file: IO[bytes] | None
    name: str
    has_words: bool
    address: str = ""


def words_can_be_written() -> bool:
    """Return whether this machine writes words into files."""
    return exiftool_path() is not None


def photo_original_give(
    *, pk: int, by: Any, reason: str, as_it_came: bool = False
) -> GivenFile:
    """Return a copy of the original, with the photo's words of now written in.

    Who took which file and why is in the log before the first byte leaves. Where the
    machine has no exiftool the file is given as it came.

    Args:
        pk: the photo's key.
        by: somebody of the photo's unit.
        reason: what for, in their own words.
        as_it_came: leave the file as it is.

    Raises:
        NotFound: there is no such photo, or it is another unit's.
        ReasonMissing: no reason was given.
        OriginalGone: the stored file cannot be read.
        MetadataProgramFailed: the words could not be written; nothing was given.
    """
    photo = photo_for_reading(by, pk)
    reason = tidy(reason)[:REASON_MAX]
    if not reason:
        raise ReasonMissing
    suffix = PurePosixPath(photo.file.name).suffix.lower()
    with_words = not as_it_came and suffix in WRITABLE and words_can_be_written()
    file = _copy(photo, suffix) if with_words else None
    if file is None and not photo.file.storage.exists(photo.file.name):
        raise OriginalGone
    audit_record(
        action="archive.photo_downloaded",
        by=by,
        target=photo,
        unit_key=unit_key_of(photo),
        data={
            "reason": reason,
            "sha256": photo.content_hash,
            "words_written": with_words,
        },
    )
    name = get_valid_filename(photo.title[:80]) or NAME
    name = f"{name}{suffix}"
    if file is not None:
        return GivenFile(file, name, has_words=True)
    address = file_address(
        name=photo.file.name, filename=name, purpose=Purpose.FORM, person=by
    )
    return GivenFile(None, name, has_words=False, address=address)


def _copy(photo: Photo, suffix: str) -> IO[bytes]:
    with tempfile.TemporaryDirectory(prefix="toasoan-goc-") as folder:
        copy = Path(folder) / f"{NAME}{suffix}"
        try:
            with (
                photo.file.storage.open(photo.file.name) as stored,
                copy.open("wb") as out,
            ):
                shutil.copyfileobj(stored, out)
        except OSError as error:
            raise OriginalGone from error
        words_write(
            copy,
            words_now(photo),
            emptied=words_emptied(photo),
            taken_at=photo.taken_at,
        )
        # The folder goes now, the open file when it has been sent.
        return copy.open("rb")
