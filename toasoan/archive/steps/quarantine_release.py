"""A false alarm: the file goes back to where it came from, on somebody's word."""

from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.utils.file import hash_filelike

from toasoan.archive.errors import QuarantinedFileLost
from toasoan.archive.metadata.errors import ReasonMissing
from toasoan.archive.models import CatalogueEntry, ProcessingStep, Quarantine
from toasoan.archive.steps.processing import asset_processing_begin
from toasoan.core import clock
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import (
    platform_require,
    sees_every_unit,
    user_may,
    user_require,
)
from toasoan.units.roles import Action

Name, State = ProcessingStep.Name, ProcessingStep.State
WHY_MAX = ProcessingStep._meta.get_field("why").max_length  # noqa: SLF001


def may_release(user: Any, entry: CatalogueEntry) -> bool:
    """Return whether the person may say that the scanner was wrong."""
    if entry.unit is None:
        return sees_every_unit(user)
    return user_may(user, Action.MANAGE, entry.unit)


@transaction.atomic
def asset_release(*, entry: CatalogueEntry, by: Any, reason: str) -> bool:
    """The file is back and its other steps go on; return False when nothing was held.

    By what right it may be used is not known any more: whoever keeps the archive says it
    anew. The scanner is not asked again about this file; it would say the same.

    Raises:
        NotAllowed: the person does not administer the unit.
        ReasonMissing: no reason was given.
        QuarantinedFileLost: the file in quarantine is gone or is another.
    """
    if entry.unit is None:
        platform_require(by)
    else:
        user_require(by, Action.MANAGE, entry.unit)
    reason = nfc(reason).strip()
    if not reason:
        raise ReasonMissing(_("Ghi lý do thả tệp."))
    held = Quarantine.objects.select_for_update().filter(entry=entry).first()
    if held is None:
        return False
    path = Path(settings.QUARANTINE_DIR) / f"{entry.pk}-{held.file_hash}"
    _file_return(entry, path, held.file_hash)
    _rows_release(entry, held, reason)
    audit_record(
        action="archive.asset_released",
        by=by,
        target=entry,
        unit_key=entry.unit.key if entry.unit else None,
        data={
            "signature": held.signature,
            "file_hash": held.file_hash,
            "reason": reason,
        },
    )
    asset_processing_begin(entry)
    transaction.on_commit(partial(path.unlink, missing_ok=True))
    return True


def _rows_release(entry: CatalogueEntry, held: Quarantine, reason: str) -> None:
    asset: Any = entry.asset
    asset.usage = asset.Usage.UNKNOWN
    asset.save(update_fields=["usage"])
    steps = ProcessingStep.objects.filter(entry=entry, file_hash=held.file_hash)
    why = _("Báo nhầm (%(name)s): %(reason)s") % {
        "name": held.signature,
        "reason": reason,
    }
    now = clock.now()
    steps.filter(name=Name.SCAN).update(state=State.DONE, why=why[:WHY_MAX], at=now)
    steps.exclude(name=Name.SCAN).update(state=State.WAITING, why="", tries=0, at=now)
    held.delete()


def _file_return(entry: CatalogueEntry, path: Path, file_hash: str) -> None:
    """Put the file back under its own name; cut off, the next release does it anew."""
    try:
        with path.open("rb") as opened:
            if hash_filelike(opened) != file_hash:
                raise QuarantinedFileLost
            opened.seek(0)
            file: Any = entry.asset.file
            # What a release that was cut off has left there is not whole.
            file.storage.delete(file.name)
            file.storage.save(file.name, File(opened))
    except FileNotFoundError as error:
        raise QuarantinedFileLost from error
