"""A damaged file is put back by bringing the same content again."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from toasoan.archive.keeping.errors import FileDiffers, FileNotDamaged
from toasoan.archive.keeping.file_reading import (
    READ_BYTES,
    Reading,
    Stored,
    file_read,
    fits_what_is_known,
    hashes_of,
    stored_files,
)
from toasoan.archive.keeping.fixity import check_note
from toasoan.archive.models import CatalogueEntry, FileCheck
from toasoan.archive.steps.processing import keeper_require
from toasoan.core.jobs import enqueue
from toasoan.security.services import audit_record


def file_repair(*, check: FileCheck, file: Any, by: Any) -> FileCheck:
    """The file is again what the house once took in, byte for byte.

    Args:
        check: what was found of the damaged file.
        file: the same content, open for reading.
        by: must keep the archive it lies in; None for the command line.

    Raises:
        NotAllowed: the person does not keep that archive.
        FileNotDamaged: it is whole, or it is no file of the archive any more.
        FileDiffers: the content is another; nothing was changed.
    """
    if by is not None:
        keeper_require(by, check.entry)
    stored = _stored(check)
    sha256, sha1, _size = hashes_of(file)
    is_known = stored.sha256 or stored.sha1
    if not is_known or not fits_what_is_known(stored, sha256, sha1):
        raise FileDiffers
    file.seek(0)
    file_put(stored.storage, stored.name, file)
    # What lies there now is believed, not what was brought.
    return _repaired(stored, file_read(stored), by)


def _stored(check: FileCheck) -> Stored:
    rows = CatalogueEntry.with_binned.select_related("photo", "document", "unit")
    entry = rows.get(pk=check.entry_id)
    fresh = FileCheck.objects.filter(pk=check.pk).exclude(result=FileCheck.Result.OK)
    for stored in stored_files(entry):
        if stored.name == check.name and fresh.exists():
            return stored
    raise FileNotDamaged


@transaction.atomic
def _repaired(stored: Stored, reading: Reading, by: Any) -> FileCheck:
    check = check_note(stored, reading, None)
    entry = stored.entry
    if entry.photo_id:
        enqueue("archive.renditions_build", entry.photo_id)
    audit_record(
        action="archive.file_repaired",
        by=by,
        target=entry,
        unit_key=entry.unit.key if entry.unit else None,
        data={"file": stored.name, "sha256": check.sha256, "result": check.result},
    )
    return check


def file_put(storage: Any, name: str, file: Any) -> None:
    """The storage holds the content under this very name, whole or not at all."""
    try:
        path = Path(storage.path(name))
    except NotImplementedError:
        # A store of objects replaces whole objects, under the name it is given.
        storage.delete(name)
        storage.save(name, file)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with work.open("wb") as out:
            while piece := file.read(READ_BYTES):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        work.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
        work.replace(path)
    finally:
        work.unlink(missing_ok=True)
