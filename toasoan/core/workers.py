"""A worker that polls quietly, outlives database trouble and gives signs of life."""

import logging
import threading
import time
from typing import Any

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from toasoan.core import clock
from toasoan.core.models import WorkerBeat
from toasoan.core.scheduler import BEAT_EVERY_S, job_release

log = logging.getLogger("toasoan.worker")
TROUBLE_PAUSE_S = 1.0
RECONNECT_EVERY_S = 60.0


class CalmWorker(Worker):
    """django-tasks-db's worker with a read before each claim.

    The original takes SQLite's write lock at every poll, even with nothing to
    do, and dies of "database is locked" at BEGIN.
    """

    def run(self) -> None:
        """Return when told to stop, or when the queue is empty in batch mode."""
        log.info("worker %s starts", self.worker_id)
        reconnect_at = time.monotonic()
        while self.running:
            if time.monotonic() >= reconnect_at:
                close_old_connections()
                reconnect_at = time.monotonic() + RECONNECT_EVERY_S
            try:
                worked = self._claim_and_run()
            except (DatabaseError, InterfaceError):
                log.exception("database trouble, going on in %s s", TROUBLE_PAUSE_S)
                self._after_trouble()
                continue
            if worked and self._has_run_enough():
                return
            if not worked and self.batch:
                return
            if not worked and self.running:
                time.sleep(self.interval)

    def _claim_and_run(self) -> bool:
        if not self._ready().exists():
            return False
        with exclusive_transaction():
            job = self._ready().get_locked()
            if job is not None:
                job.claim(self.worker_id)
        if job is None:
            return False
        self.run_task(job)
        close_old_connections()
        return True

    def _ready(self) -> Any:
        jobs = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not self.process_all_queues:
            jobs = jobs.filter(queue_name__in=self.queue_names)
        if self.excluded_queue_names:
            jobs = jobs.exclude(queue_name__in=self.excluded_queue_names)
        return jobs

    def _has_run_enough(self) -> bool:
        return self.max_tasks is not None and self._run_tasks >= self.max_tasks

    def _after_trouble(self) -> None:
        time.sleep(TROUBLE_PAUSE_S)
        try:
            connection.close()
            # One job at a time: whatever is still marked as ours is not running.
            mine = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
            for job in mine:
                if job.worker_ids and job.worker_ids[-1] == self.worker_id:
                    job_release(job)
        except (DatabaseError, InterfaceError):
            log.warning("the database is still away")


class Heart(threading.Thread):
    """Writes the worker's sign of life until stopped, then takes it back."""

    def __init__(self, worker_id: str, *, every_s: float = BEAT_EVERY_S) -> None:
        super().__init__(name="worker-heart", daemon=True)
        self.worker_id = worker_id
        self.every_s = every_s
        self._stopped = threading.Event()

    def run(self) -> None:
        """Beat until stopped."""
        try:
            while not self._stopped.wait(self.every_s):
                self.beat()
        finally:
            connection.close()

    def beat(self) -> None:
        """Record that the worker lives now."""
        try:
            WorkerBeat.objects.update_or_create(
                worker_id=self.worker_id, defaults={"seen_at": clock.now()}
            )
        except (DatabaseError, InterfaceError):
            log.warning("a sign of life could not be written")
            connection.close()

    def stop(self) -> None:
        """Stop beating; the sign is gone unless the database is away."""
        self._stopped.set()
        if self.is_alive():
            self.join(timeout=self.every_s)
        try:
            WorkerBeat.objects.filter(worker_id=self.worker_id).delete()
        except (DatabaseError, InterfaceError):
            log.warning("the sign of life stays until it is pruned")
