"""The way of a file after it came in: step by step, each saved as it ends.

Whoever works on a content holds a lock that goes with the process (`made.locked`), so a
step that stands as “doing” while the lock is free was killed, and is done again.
"""

import hashlib
import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.archive.models import CatalogueEntry, ProcessingStep, Quarantine
from toasoan.archive.steps import film_steps, made, scan_step, text_steps  # noqa: F401 - the steps register themselves
from toasoan.archive.steps.step_errors import AssetQuarantined, StepFailed, StepSkipped
from toasoan.archive.steps.step_kinds import STEPS_OF, Work, step_runs
from toasoan.archive.storing.local import local_copy
from toasoan.core import clock
from toasoan.core.jobs import enqueue
from toasoan.security.services import audit_record
from toasoan.units.access import platform_require, user_require
from toasoan.units.roles import Action

log = logging.getLogger("toasoan.archive")
State = ProcessingStep.State
TRIES = 3
# A worker is killed for many reasons that are not the file's: patience is longer there.
KILLED_TRIES = 8
# What its own job has not touched for so long, that job has lost.
LOST_AFTER = timedelta(minutes=10)
AT_A_TIME = 20


def asset_processing_begin(entry: CatalogueEntry) -> None:
    """Have the steps of the entry's file done once the transaction commits."""
    if settings.PROCESSING_AT_ONCE:
        enqueue("archive.asset_process", entry.pk)


def asset_process(*, entry_pk: int) -> bool:
    """Do what is left to do with the entry's file; return whether it was ours to do.

    Twice at once is once: who comes second leaves it. Killed anywhere, the next call goes
    on with the step that was not saved as done.
    """
    entry = (
        CatalogueEntry.objects.select_related("photo", "document")
        .filter(pk=entry_pk)
        .first()
    )
    if entry is None:
        return False
    file_hash = content_of(entry)
    with made.locked(file_hash) as is_ours:
        if not is_ours:
            return False
        names = _steps_plan(entry, file_hash)
        if not _left(entry).exists():
            return True
        try:
            with local_copy(entry.asset.file) as source:
                for name in names:
                    _step_do(name, Work(entry, file_hash, source))
        except AssetQuarantined:
            _rest_skip(entry)
        except FileNotFoundError:
            # Killed after it was moved into quarantine, before that was written down.
            if Quarantine.objects.filter(entry=entry, file_hash=file_hash).exists():
                _rest_skip(entry)
            else:
                _rest_fail(entry)
    return True


def content_of(entry: CatalogueEntry) -> str:
    """Return the hash of the entry's file, of its name when it cannot be read."""
    asset: Any = entry.asset
    try:
        return str(asset.get_file_hash())
    except OSError:
        return hashlib.sha1(asset.file.name.encode(), usedforsecurity=False).hexdigest()


@transaction.atomic
def _steps_plan(entry: CatalogueEntry, file_hash: str) -> tuple[str, ...]:
    """The steps of this file are there, those of an earlier file of the entry are gone."""
    names = STEPS_OF[CatalogueEntry.Kind(entry.kind)]
    of_now = Q(file_hash=file_hash, name__in=names)
    ProcessingStep.objects.filter(entry=entry).exclude(of_now).delete()
    Quarantine.objects.filter(entry=entry).exclude(file_hash=file_hash).delete()
    now = clock.now()
    ProcessingStep.objects.bulk_create(
        [
            ProcessingStep(entry=entry, name=name, file_hash=file_hash, at=now)
            for name in names
        ],
        ignore_conflicts=True,
    )
    return names


def _left(entry: CatalogueEntry) -> QuerySet[ProcessingStep]:
    return ProcessingStep.objects.filter(entry=entry, state__in=ProcessingStep.LEFT)


def _step_do(name: str, work: Work) -> None:
    step = _left(work.entry).filter(name=name).first()
    if step is None:
        return
    if step.tries >= KILLED_TRIES:
        _step_end(step, State.FAILED, _("Máy dừng giữa chừng mỗi lần làm bước này"))
        return
    step.tries += 1
    _step_end(step, State.DOING)
    try:
        step_runs[name](work)
    except StepSkipped as reason:
        _step_end(step, State.SKIPPED, str(reason))
    except AssetQuarantined as reason:
        _step_end(step, State.FAILED, str(reason))
        raise
    except Exception as error:  # a bad file stops neither the others nor its next step
        if not isinstance(error, StepFailed):
            log.exception("step %s of entry %s", name, work.entry.pk)
        gone = step.tries >= TRIES
        _step_end(step, State.FAILED if gone else State.WAITING, _why(error))
    else:
        _step_end(step, State.DONE)


def _why(error: Exception) -> str:
    if isinstance(error, StepFailed):
        return str(error)
    return _("Máy không làm được bước này: %(error)s") % {"error": type(error).__name__}


def _step_end(step: ProcessingStep, state: str, why: str = "") -> None:
    step.state, step.why, step.at = state, why[:500], clock.now()
    step.save(update_fields=["state", "why", "at", "tries"])


def _rest_skip(entry: CatalogueEntry) -> None:
    why = _("Tệp bị cách ly vì có mã độc")
    _left(entry).update(state=State.SKIPPED, why=why, at=clock.now())


def _rest_fail(entry: CatalogueEntry) -> None:
    why = _("Không thấy tệp gốc trên đĩa. Lấy lại tệp từ bản sao lưu rồi thử lại")
    _left(entry).update(state=State.FAILED, why=why, at=clock.now())


def assets_left() -> QuerySet[CatalogueEntry]:
    """Return the entries with something left to do that their own jobs have lost."""
    before = clock.now() - LOST_AFTER
    lost = ProcessingStep.objects.filter(state__in=ProcessingStep.LEFT, at__lt=before)
    begun = ProcessingStep.objects.filter(entry=OuterRef("pk"))
    return CatalogueEntry.objects.filter(
        Q(pk__in=lost.values("entry")) | Q(~Exists(begun), added_at__lt=before)
    ).order_by("pk")


def assets_process() -> int:
    """Go on with what was left lying, a few at a time; return how many were taken up."""
    pks = list(assets_left().values_list("pk", flat=True)[:AT_A_TIME])
    return sum(asset_process(entry_pk=pk) for pk in pks)


@transaction.atomic
def asset_process_again(*, entry: CatalogueEntry, by: Any) -> int:
    """Its failed and skipped steps wait to be done anew; return how many.

    Raises:
        NotAllowed: the person does not keep the archive of the unit.
    """
    keeper_require(by, entry)
    again = ProcessingStep.objects.filter(
        entry=entry, state__in=(State.FAILED, State.SKIPPED)
    )
    if hasattr(entry, "quarantine"):
        again = again.none()
    count = again.update(state=State.WAITING, tries=0, why="", at=clock.now())
    if count:
        asset_processing_begin(entry)
        audit_record(
            action="archive.processing_retried",
            by=by,
            target=entry,
            unit_key=entry.unit.key if entry.unit else None,
        )
    return count


def keeper_require(user: Any, entry: CatalogueEntry) -> None:
    """Do nothing when the person keeps the archive that the entry lies in.

    Raises:
        NotAllowed: they do not.
    """
    if entry.unit is None:
        platform_require(user)
    else:
        user_require(user, Action.ARCHIVE_EDIT, entry.unit)


def made_sweep() -> int:
    """Delete what was made of contents that no entry has any more; return how many."""
    wanted = ProcessingStep.objects.order_by().values_list("file_hash", flat=True)
    return made.sweep(frozenset(wanted.distinct()), older_than_s=86_400)
