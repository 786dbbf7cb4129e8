"""The scan for malware, and what becomes of a file that has some."""

import os
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.archive.models import ProcessingStep, Quarantine
from toasoan.archive.steps.clamd import malware_in
from toasoan.archive.steps.step_errors import AssetQuarantined, StepSkipped
from toasoan.archive.steps.step_kinds import Work, step_runs
from toasoan.core import clock
from toasoan.security.services import audit_record
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.workspace.services import notification_send

SCAN_S = 300


@step_runs.register(ProcessingStep.Name.SCAN)
def scan_step(work: Work) -> None:
    """The scanner found nothing in the file.

    Raises:
        StepSkipped: there is no scanner, or the file is too large for it: “chưa quét”.
        AssetQuarantined: it found malware; the file lies where nothing is served.
    """
    if not settings.CLAMD:
        raise StepSkipped(_("Chưa quét: máy chủ không có máy quét mã độc"))
    if work.source.stat().st_size > settings.CLAMD_MAX_BYTES:
        raise StepSkipped(_("Chưa quét: tệp nặng hơn mức máy quét nhận"))
    signature = malware_in(work.source, settings.CLAMD, timeout_s=SCAN_S)
    if signature:
        asset_quarantine(work=work, signature=signature)
        raise AssetQuarantined(
            _("Có mã độc (%(name)s): tệp đã bị cách ly") % {"name": signature}
        )


def asset_quarantine(*, work: Work, signature: str) -> None:
    """The file is gone from where it is served; nobody may use it; keepers are told.

    Done twice it is done once: a kill between the row and the moving is made good by
    the next try.
    """
    _quarantine_record(work, signature)
    _file_move(work)


@transaction.atomic
def _quarantine_record(work: Work, signature: str) -> None:
    entry = work.entry
    keepers = people_who_may(Action.ARCHIVE_EDIT, entry.unit) if entry.unit else []
    _row, is_new = Quarantine.objects.get_or_create(
        entry=entry,
        defaults={
            "file_hash": work.file_hash,
            "signature": signature,
            "at": clock.now(),
        },
    )
    if not is_new:
        return
    asset: Any = entry.asset
    asset.usage = asset.Usage.FORBIDDEN
    asset.save(update_fields=["usage"])
    notification_send(
        kind="archive.malware_found",
        to=keepers,
        path=reverse("archive_staff:processing", args=[entry.pk]),
        key=f"malware:{entry.pk}:{work.file_hash}",
        values={"title": entry.title, "signature": signature},
        unit=entry.unit,
    )
    audit_record(
        action="archive.asset_quarantined",
        by=None,
        target=entry,
        unit_key=entry.unit.key if entry.unit else None,
        data={"signature": signature, "file_hash": work.file_hash},
    )


def _file_move(work: Work) -> None:
    """Move the original to the quarantine folder, readable by the house alone."""
    folder = Path(settings.QUARANTINE_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    held = folder / f"{work.entry.pk}-{work.file_hash}"
    copy = held.with_suffix(".copying")
    shutil.copyfile(work.source, copy)
    copy.chmod(0o400)
    with copy.open("rb") as written:
        os.fsync(written.fileno())
    copy.replace(held)
    file: Any = work.entry.asset.file
    file.storage.delete(file.name)
