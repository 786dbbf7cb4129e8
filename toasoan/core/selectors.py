"""Reads about what runs in the background, and what is stuck there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from toasoan.core import clock
from toasoan.core.jobs import jobs_are_rows, task_named
from toasoan.core.models import DeliveryState, OutboxDelivery, WorkerBeat
from toasoan.core.outbox import DISPATCH_JOB
from toasoan.core.scheduler import SCHEDULER_ID, SIDE_PREFIX, WORKER_PREFIX

# Longer than a slow release of one of the two takes.
SILENT_S = 60.0


@dataclass(frozen=True)
class Process:
    """The last sign of life of the workers or of the scheduler.

    Attributes:
        seen_at: None when there was none in the last day.
        is_silent: nothing was heard for SILENT_S, though jobs wait for it.
    """

    seen_at: datetime | None
    is_silent: bool


def deliveries_parked() -> QuerySet[OutboxDelivery]:
    """Return the deliveries that were given up, the oldest first."""
    return (
        OutboxDelivery.objects.filter(state=DeliveryState.PARKED)
        .select_related("event")
        .order_by("pk")
    )


def jobs_failed(*, since: datetime | None = None) -> QuerySet[DBTaskResult[Any, Any]]:
    """Return the jobs that failed, the latest first; they are kept for 14 days."""
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    if since is not None:
        failed = failed.filter(finished_at__gte=since)
    return failed.order_by("-finished_at")


def processes() -> tuple[Process, Process]:
    """Return the workers' and the scheduler's last sign of life."""
    seen = WorkerBeat.objects.aggregate(
        worker=Max(
            "seen_at",
            filter=Q(worker_id__startswith=WORKER_PREFIX)
            & ~Q(worker_id__startswith=SIDE_PREFIX),
        ),
        scheduler=Max("seen_at", filter=Q(worker_id=SCHEDULER_ID)),
    )
    # Where jobs run at once, in the process that asks, nobody waits for these.
    wanted = jobs_are_rows(task_named(DISPATCH_JOB))
    fresh = clock.now() - timedelta(seconds=SILENT_S)

    def process(at: datetime | None) -> Process:
        return Process(at, wanted and (at is None or at < fresh))

    return process(seen["worker"]), process(seen["scheduler"])
