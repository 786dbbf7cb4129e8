"""The queues of the Tasks API as the house uses them."""

import logging
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

from toasoan.core.jobs import job_moot

log = logging.getLogger("toasoan.jobs")


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


class ImmediateQueue(ImmediateBackend):
    """Jobs run where they are enqueued: for tests."""

    task_class = MindfulTask  # type: ignore[assignment]  # generic there
