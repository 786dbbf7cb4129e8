"""The calm loop that enqueues periodic jobs and takes over from dead workers."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any, TypeAlias

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from toasoan.core import clock
from toasoan.core.jobs import enqueue, job_wanted, jobs_are_rows, task_named
from toasoan.core.models import WorkerBeat
from toasoan.core.outbox import outbox_prune

log = logging.getLogger("toasoan.scheduler")
Job: TypeAlias = DBTaskResult[Any, Any]

# Worker ids made by our `worker` command; others give no sign of life.
WORKER_PREFIX = "toasoan-"
# Of workers that leave the default queue to others: their sign of life says nothing of it.
SIDE_PREFIX = f"{WORKER_PREFIX}side-"
SCHEDULER_ID = "scheduler"
BEAT_EVERY_S = 4.0
BEAT_LOST_S = 15.0
# A job whose worker died is run again at most this many times in all.
MAX_RUNS = 3
STILL_RUNNING_S = 600.0
RECOVER_EVERY_S = 3.0
SWEEP_EVERY_S = 600.0
SWEEP_AGE_S = 3600.0
PRUNE_EVERY_S = 86_400.0
LONGEST_SLEEP_S = 1.0
# Tasks of these modules may be run twice without harm.
IDEMPOTENT = ("toasoan.", "wagtail.", "modelsearch.")


@dataclass
class Scheduler:
    """Enqueues each job of the schedule when its interval has passed."""

    schedule: Sequence[tuple[str, float]]
    stop: threading.Event = field(default_factory=threading.Event)
    _due: dict[str, float] = field(default_factory=dict)

    def run(self) -> None:
        """Return once `stop` is set; a database that is away only delays the loop."""
        while not self.stop.is_set():
            self.tick(time.monotonic())
            connections.close_all()
            self.stop.wait(self._pause(time.monotonic()))

    def tick(self, at: float) -> None:
        """Do what is due at `at`, a time.monotonic() reading."""
        names = [name for name, _ in self.schedule]
        for name, interval_s in self.schedule:
            self._do(name, interval_s, at, partial(job_enqueue_once, name))
        self._do("(beat)", BEAT_EVERY_S, at, scheduler_beat)
        self._do("(recover)", RECOVER_EVERY_S, at, lost_jobs_recover)
        self._do("(sweep)", SWEEP_EVERY_S, at, partial(scheduled_results_sweep, names))
        self._do("(prune)", PRUNE_EVERY_S, at, old_rows_prune)

    def _do(
        self, name: str, interval_s: float, at: float, call: Callable[[], object]
    ) -> None:
        if not self._is_due(name, interval_s, at):
            return
        try:
            call()
        except Exception:
            # A misspelt job or a room's bug must not stop the jobs after it.
            log.exception("%s failed, the schedule goes on", name)

    def _is_due(self, name: str, interval_s: float, at: float) -> bool:
        if at < self._due.get(name, at):
            return False
        # From now, not from the last due time: no burst after a long sleep.
        self._due[name] = at + interval_s
        return True

    def _pause(self, at: float) -> float:
        soonest = min(self._due.values(), default=at + LONGEST_SLEEP_S)
        return min(max(soonest - at, 0.05), LONGEST_SLEEP_S)


def scheduler_beat() -> None:
    """Record that the scheduler lives now."""
    WorkerBeat.objects.update_or_create(
        worker_id=SCHEDULER_ID, defaults={"seen_at": clock.now()}
    )


def job_enqueue_once(name: str) -> bool:
    """Enqueue the job unless it has nothing to do or one is waiting or running.

    A job left running for more than STILL_RUNNING_S no longer counts.
    """
    if name in job_wanted and not job_wanted[name]():
        return False
    task = task_named(name)
    if jobs_are_rows(task):
        since = clock.now() - timedelta(seconds=STILL_RUNNING_S)
        unfinished = DBTaskResult.objects.filter(task_path=task.module_path).filter(
            Q(status=TaskResultStatus.READY)
            | Q(status=TaskResultStatus.RUNNING, started_at__gte=since)
        )
        if unfinished.exists():
            return False
    enqueue(name)
    return True


def lost_jobs_recover() -> int:
    """Put jobs of workers that died back in the queue; return how many changed.

    django-tasks-db leaves the row RUNNING, with the worker's id last in
    `worker_ids`, when the process is killed. A worker of ours that has given no
    sign of life for BEAT_LOST_S is dead. A job that may not be run twice, or
    that has outlived MAX_RUNS workers, is marked failed instead.
    """
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    if not running.exists():
        return 0
    fresh = clock.now() - timedelta(seconds=BEAT_LOST_S)
    alive = set(
        WorkerBeat.objects.filter(seen_at__gte=fresh).values_list(
            "worker_id", flat=True
        )
    )
    lost = [
        job
        for job in running.filter(started_at__lt=fresh)
        if job.worker_ids
        and job.worker_ids[-1].startswith(WORKER_PREFIX)
        and job.worker_ids[-1] not in alive
    ]
    return sum(_recover(job) for job in lost)


def job_release(job: Job) -> int:
    """Make a running job ready again if it still is what was read; return 0 or 1."""
    return DBTaskResult.objects.filter(
        pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
    ).update(status=TaskResultStatus.READY, started_at=None)


def scheduled_results_sweep(names: Iterable[str]) -> int:
    """Delete results of periodic jobs that went well more than an hour ago."""
    before = clock.now() - timedelta(seconds=SWEEP_AGE_S)
    deleted, _ = DBTaskResult.objects.filter(
        task_path__in=[task_named(name).module_path for name in names],
        status=TaskResultStatus.SUCCESSFUL,
        finished_at__lt=before,
    ).delete()
    return deleted


def old_rows_prune() -> None:
    """Delete finished jobs over 14 days, heard events over 30, and dead beats."""
    call_command("prune_db_task_results", queue_name="*", verbosity=0)
    outbox_prune()
    WorkerBeat.objects.filter(seen_at__lt=clock.now() - timedelta(days=1)).delete()


def _recover(job: Job) -> int:
    idempotent = getattr(settings, "JOBS_IDEMPOTENT", IDEMPOTENT)
    if job.task_path.startswith(tuple(idempotent)) and len(job.worker_ids) < MAX_RUNS:
        log.warning("job %s lost its worker, queued again", job.task_path)
        return job_release(job)
    log.error("job %s lost its worker, given up", job.task_path)
    return DBTaskResult.objects.filter(
        pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at
    ).update(
        status=TaskResultStatus.FAILED,
        finished_at=clock.now(),
        exception_class_path="toasoan.core.scheduler.WorkerLost",
        traceback=f"its worker {job.worker_ids[-1]} died",
    )
