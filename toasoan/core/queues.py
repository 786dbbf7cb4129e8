"""The queues of the Tasks API as the house uses them."""

import logging
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from toasoan.core import clock
from toasoan.core.jobs import job_gathered, job_moot

log = logging.getLogger("toasoan.jobs")
ABOUT_TO_BEGIN = timedelta(seconds=1)


class MindfulTask(Task[..., Any]):
    """A task that knows when what it was about has gone."""

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the task's function returns, or None when its row has gone.

        Raises:
            Exception: whatever the function raises about anything else.
        """
        try:
            return super().call(*args, **kwargs)
        except ObjectDoesNotExist as error:
            name = self.module_path
            if name not in job_moot or not job_moot[name](*args, **kwargs):
                raise
            log.debug("job %s%s has nothing left to do: %s", name, args, error)
            return None


class RowQueue(DatabaseBackend):
    """Jobs are rows of the database; a worker takes them."""

    task_class = MindfulTask  # type: ignore[assignment]  # generic there

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Return the row of the job: one that waits already for the same, if any."""
        path = task.module_path
        wait_s = job_gathered[path](*args, **kwargs) if path in job_gathered else 0
        if not wait_s:
            return super()._task_to_db_task(task, args, kwargs)
        now = clock.now()
        waiting = DBTaskResult.objects.filter(
            status=TaskResultStatus.READY,
            task_path=path,
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            # One about to begin may read what was before this write.
            run_after__gt=now + ABOUT_TO_BEGIN,
        ).first()
        if waiting is not None:
            return waiting
        later = task.using(run_after=now + timedelta(seconds=wait_s))
        return super()._task_to_db_task(later, args, kwargs)


class ImmediateQueue(ImmediateBackend):
    """Jobs run where they are enqueued: for tests."""

    task_class = MindfulTask  # type: ignore[assignment]  # generic there
