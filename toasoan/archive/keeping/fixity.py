"""Fixity: every file the archive keeps is read again and compared, round after round.

A slice reads so many files or bytes, remembers where it stopped, and ends; the next goes
on. What is counted is read from what was found of each file, so that a slice that was cut
off, or two at once, count nothing twice.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from toasoan.archive.keeping.deposits import deposit_hash_note, deposits_unhashed
from toasoan.archive.keeping.file_reading import (
    Reading,
    Stored,
    file_read,
    storage_is_there,
    stored_files,
)
from toasoan.archive.models import CatalogueEntry, FileCheck, FixityRound
from toasoan.core import clock
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_acting
from toasoan.workspace.services import notification_send

log = logging.getLogger("toasoan.archive")
Result = FileCheck.Result
# Whoever died with the round in hand has lost it after this long. One file takes less.
HELD_FOR = timedelta(minutes=30)
ENTRIES_AT_ONCE = 100
DEPOSITS_AT_ONCE = 20


@dataclass
class _Budget:
    """What a slice may still read; one file is read however large it is."""

    files: int
    size: int
    read: int = field(default=0)

    def take(self, size: int) -> None:
        """Count a file that was read."""
        self.files -= 1
        self.size -= size
        self.read += 1

    @property
    def is_spent(self) -> bool:
        """Whether the slice is over."""
        return self.files <= 0 or self.size <= 0


def fixity_due(at: datetime | None = None) -> bool:
    """Return whether a round is under way or its time has come."""
    last = FixityRound.objects.order_by("-pk").first()
    if last is None or last.ended_at is None:
        return True
    every = timedelta(days=settings.FIXITY_EVERY_DAYS)
    return last.started_at + every <= (at or clock.now())


def fixity_check(
    *, most_bytes: int | None = None, most_files: int | None = None, anew: bool = False
) -> int:
    """One slice of the round is read; return how many files that were.

    Args:
        most_bytes: what the slice may read, by setting when left out.
        most_files: the same of files.
        anew: begin a round though the last was a short while ago.
    """
    if not storage_is_there(default_storage):
        log.error("fixity: the folder of the files is not there; nothing was read")
        return 0
    found = _round_take(anew=anew)
    if found is None:
        return 0
    budget = _Budget(
        most_files or settings.FIXITY_FILES_PER_RUN,
        most_bytes or settings.FIXITY_BYTES_PER_RUN,
    )
    try:
        _slice_read(found, budget)
    finally:
        FixityRound.objects.filter(pk=found.pk).update(held_until=None)
        damaged_tell()
    return budget.read


def _round_take(*, anew: bool) -> FixityRound | None:
    """Return the round under way, begun when it is time, held against others."""
    last = FixityRound.objects.order_by("-pk").first()
    if last is None or last.ended_at is not None:
        if not anew and not fixity_due():
            return None
        last = FixityRound.objects.create()
    now = clock.now()
    free = Q(held_until__isnull=True) | Q(held_until__lt=now)
    mine = FixityRound.objects.filter(free, pk=last.pk, ended_at__isnull=True)
    return last if mine.update(held_until=now + HELD_FOR) else None


def _slice_read(found: FixityRound, budget: _Budget) -> None:
    while True:
        rows = CatalogueEntry.with_binned.filter(pk__gt=found.cursor).order_by("pk")
        rows = rows.select_related("photo", "document", "quarantine")
        entries = list(rows[:ENTRIES_AT_ONCE])
        if not entries:
            _round_end(found)
            return
        for entry in entries:
            for stored in _files_to_read(entry):
                budget.take(_file_check(stored, found))
            found.cursor = entry.pk
            FixityRound.objects.filter(pk=found.pk).update(
                cursor=entry.pk, held_until=clock.now() + HELD_FOR
            )
            if budget.is_spent:
                return


def _files_to_read(entry: CatalogueEntry) -> Iterator[Stored]:
    files = list(stored_files(entry))
    names = [stored.name for stored in files]
    FileCheck.objects.filter(entry=entry).exclude(name__in=names).delete()
    for stored in files:
        # What has malware in it was moved away, and is not missing.
        if not (hasattr(entry, "quarantine") and stored.name == names[0]):
            yield stored


def _file_check(stored: Stored, found: FixityRound | None) -> int:
    """Read one file, keep what was found, and return how many bytes that were."""
    reading = file_read(stored)
    with transaction.atomic():
        # Replaced or deleted while it was read: then nothing is known of it.
        fresh = CatalogueEntry.with_binned.filter(pk=stored.entry.pk)
        entry = fresh.select_related("photo", "document").first()
        names = [each.name for each in stored_files(entry)] if entry else []
        if stored.name in names:
            check_note(stored, reading, found)
    return reading.size or 0


def check_note(
    stored: Stored, reading: Reading, found: FixityRound | None
) -> FileCheck:
    """What is known of the file says what the reading found; call it in a transaction."""
    is_ok = reading.result == Result.OK
    values: dict[str, Any] = {
        "entry": stored.entry,
        "result": reading.result,
        "at": clock.now(),
        "sha256": reading.sha256 if is_ok else stored.sha256,
    }
    if is_ok:
        values |= {"size": reading.size, "told_at": None}
        deposit_hash_note(name=stored.name, sha256=reading.sha256)
    if found is not None:
        values["round"] = found
        FixityRound.objects.filter(pk=found.pk).update(
            bytes_read=F("bytes_read") + (reading.size or 0)
        )
    check, _is_new = FileCheck.objects.update_or_create(
        name=stored.name, defaults=values
    )
    return check


def _round_end(found: FixityRound) -> None:
    FixityRound.objects.filter(pk=found.pk, ended_at__isnull=True).update(
        ended_at=clock.now()
    )


def deposits_hash() -> int:
    """Files of the deposit nobody has read yet are read; return how many were."""
    read = 0
    names = deposits_unhashed().order_by("pk").values_list("file_name", flat=True)
    for name in list(dict.fromkeys(names[: DEPOSITS_AT_ONCE * 4]))[:DEPOSITS_AT_ONCE]:
        deposit = deposits_unhashed().filter(file_name=name).first()
        if deposit is None or deposit.entry_id is None:
            continue
        entry = CatalogueEntry.with_binned.get(pk=deposit.entry_id)
        for stored in stored_files(entry):
            if stored.name == name:
                _file_check(stored, None)
                read += 1
    damaged_tell()
    return read


# --- What was found ----------------------------------------------------------------


def damaged() -> QuerySet[FileCheck]:
    """Return the files that were not whole when they were last read."""
    return FileCheck.objects.exclude(result=Result.OK)


def damaged_of(unit: PressUnit | None) -> QuerySet[FileCheck]:
    """Return the damaged files of a unit's archive, the ones found last first."""
    rows = damaged().filter(entry__unit=unit)
    return rows.select_related("entry__photo", "entry__document", "entry__unit")


def results_count(unit: PressUnit | None) -> dict[str, int]:
    """Return how many of the unit's files were how when they were last read."""
    rows = FileCheck.objects.filter(entry__unit=unit).order_by().values("result")
    counted = Counter({row["result"]: row["n"] for row in rows.annotate(n=Count("pk"))})
    return {result: counted[result] for result in Result.values}


def round_complete() -> FixityRound | None:
    """Return the last round that read everything."""
    return FixityRound.objects.filter(ended_at__isnull=False).first()


def round_running() -> FixityRound | None:
    """Return the round that is under way."""
    return FixityRound.objects.filter(ended_at__isnull=True).first()


def entries_left(found: FixityRound) -> int:
    """Return how many entries the round has still to read."""
    return CatalogueEntry.with_binned.filter(pk__gt=found.cursor).count()


def damaged_tell() -> int:
    """Tell the keepers of each unit once what was newly found damaged; return of how many."""
    untold = damaged().filter(told_at__isnull=True)
    units = set(untold.order_by().values_list("entry__unit", flat=True))
    return sum(_unit_tell(unit_pk) for unit_pk in sorted(units, key=lambda pk: pk or 0))


@transaction.atomic
def _unit_tell(unit_pk: int | None) -> int:
    rows = damaged().filter(told_at__isnull=True, entry__unit=unit_pk)
    checks = list(
        rows.select_for_update(of=("self",)).select_related("entry").order_by("pk")
    )
    if not checks:
        return 0
    now = clock.now()
    unit = PressUnit.objects.filter(pk=unit_pk or 0).first()
    people: Any = get_user_model().objects.filter(is_superuser=True, is_active=True)
    if unit is not None:
        people = people_acting(Action.ARCHIVE_EDIT, unit)
    notification_send(
        kind="archive.files_damaged",
        to=people,
        path=reverse("keeping:fixity"),
        key=f"files_damaged:{unit_pk}:{checks[0].pk}:{now.isoformat()}",
        values={"n": str(len(checks)), "title": checks[0].entry.title},
        unit=unit,
    )
    pks = [check.pk for check in checks]
    FileCheck.objects.filter(pk__in=pks).update(told_at=now)
    return len(checks)
