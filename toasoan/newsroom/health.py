"""What in the machine room needs somebody: for who keeps the platform."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from toasoan.archive.optional_programs import OptionalProgram, optional_programs
from toasoan.content.models import PublicationSchedule
from toasoan.content.selectors import schedules_late
from toasoan.core import clock
from toasoan.core.redaction import redact_text
from toasoan.core.selectors import Process, deliveries_parked, jobs_failed, processes
from toasoan.security.models import AuditChainHead
from toasoan.security.selectors import LockedAddress, addresses_locked
from toasoan.units.access import sees_every_unit
from toasoan.workspace.models import Delivery
from toasoan.workspace.selectors import mails_in_trouble

SHOWN = 50
LOOKED_AT = 500
# A schedule is kept every few seconds; later than this something is wrong.
LATE_S = 120.0
# An older failed job has been seen, or hurts nobody.
FAILED_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Parked:
    """A delivery that was given up, and why."""

    pk: int
    subscriber: str
    event: str
    occurred_at: Any
    error: str


@dataclass
class Failed:
    """A job that failed, why, how often, and when last."""

    path: str
    error: str
    finished_at: Any
    times: int = 1


@dataclass(frozen=True)
class Health:
    """The machine room at a glance."""

    parked: list[Parked]
    parked_count: int
    failed: list[Failed]
    failed_count: int
    worker: Process
    scheduler: Process
    late: list[PublicationSchedule]
    mails: list[tuple[str, int]]
    locked: list[LockedAddress]
    head: AuditChainHead | None
    programs: list[OptionalProgram]


def health() -> Health:
    """Return what is stuck, silent, late or locked now."""
    worker, scheduler = processes()
    return Health(
        parked=[
            Parked(
                pk=each.pk,
                subscriber=each.subscriber,
                event=str(each.event),
                occurred_at=each.event.occurred_at,
                error=redact_text(each.last_error),
            )
            for each in deliveries_parked()[:SHOWN]
        ],
        parked_count=deliveries_parked().count(),
        failed=_failed(),
        failed_count=jobs_failed().count(),
        worker=worker,
        scheduler=scheduler,
        late=list(schedules_late(by_s=LATE_S)[:SHOWN]),
        mails=_mails(),
        locked=addresses_locked(),
        head=AuditChainHead.objects.first(),
        programs=optional_programs(),
    )


def needs_of(user: Any) -> list[str]:
    """Return what needs `user`, who keeps the platform; nothing for anybody else."""
    if not sees_every_unit(user):
        return []
    worker, scheduler = processes()
    counted = (
        (_("%(n)d việc bị kẹt"), deliveries_parked().count()),
        (
            _("%(n)d việc nền hỏng"),
            jobs_failed(since=clock.now() - FAILED_WITHIN).count(),
        ),
        (_("%(n)d bài trễ hẹn"), schedules_late(by_s=LATE_S).count()),
        (_("%(n)d địa chỉ mạng bị khóa"), len(addresses_locked())),
        (_("%(n)d thư không gửi được"), _mails_troubled().count()),
    )
    silent = (
        (_("tiến trình xử lý không chạy"), worker.is_silent),
        (_("bộ hẹn giờ không chạy"), scheduler.is_silent),
    )
    return [
        *(text for text, is_so in silent if is_so),
        *(text % {"n": count} for text, count in counted if count),
    ]


def _mails_troubled() -> QuerySet[Delivery]:
    return mails_in_trouble(clock.now() - FAILED_WITHIN)


def _mails() -> list[tuple[str, int]]:
    """Return why mails did not go, the commonest cause first, and how many each."""
    problems = _mails_troubled().values_list("problem", flat=True)[:LOOKED_AT]
    return Counter(redact_text(problem) for problem in problems).most_common(SHOWN)


def _failed() -> list[Failed]:
    """Return the failed jobs; one cause that hits a hundred of them is one line."""
    found: dict[tuple[str, str], Failed] = {}
    for job in jobs_failed()[:LOOKED_AT]:
        error = redact_text(_last_line(job.traceback))
        known = found.get((job.task_path, error))
        if known:
            known.times += 1
        else:
            found[job.task_path, error] = Failed(job.task_path, error, job.finished_at)
    return list(found.values())[:SHOWN]


def _last_line(traceback: str) -> str:
    lines = traceback.strip().splitlines()
    return lines[-1] if lines else ""
