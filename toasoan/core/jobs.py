"""Background jobs by name, so that a service never imports a task."""

import importlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from toasoan.core.registry import Registry, UnknownKey

# A guard answers "is there anything to do?", so that the scheduler leaves an
# idle house alone instead of writing a job row every two seconds.
job_wanted: Registry[Callable[[], bool]] = Registry("job guards")

# A job about one row may be overtaken by the row's deletion. Who knows the job
# registers, under the path of its task and with its arguments, whether the row has
# gone; asked only when the task did not find something.
job_moot: Registry[Callable[..., bool]] = Registry("moot jobs")

# A job that each of many writes asks for, and that is done once for all of them: who
# knows it registers, under the path of its task and with its arguments, for how many
# seconds those that ask for the same are gathered into one. 0 means at once.
job_gathered: Registry[Callable[..., float]] = Registry("gathered jobs")


def enqueue(name: str, *args: Any) -> None:
    """Have the task `room.task` run in the background once the transaction commits.

    Args:
        name: "content.scheduled_items_publish" means the function
            scheduled_items_publish of toasoan/content/tasks.py.
        args: JSON values only.

    Raises:
        UnknownKey: there is no such task.
    """
    task = task_named(name)
    if jobs_are_rows(task):
        # A row of our own database appears with the commit, or never.
        task.enqueue(*args)
    else:
        transaction.on_commit(partial(task.enqueue, *args))


def enqueue_at(name: str, at: datetime, *args: Any) -> None:
    """Have the task run at `at`, where the queue can wait that long.

    Where it cannot, nothing is enqueued: what has to be done at a moment is also a row
    that a job of the schedule finds.

    Raises:
        UnknownKey: there is no such task.
    """
    task = task_named(name)
    if task.get_backend().supports_defer:
        task.using(run_after=at).enqueue(*args)


def job_waits(name: str) -> bool:
    """Return whether such a job waits or runs; never where the queue is no table."""
    task = task_named(name)
    return (
        jobs_are_rows(task)
        and DBTaskResult.objects.filter(
            task_path=task.module_path,
            status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING),
        ).exists()
    )


def task_named(name: str) -> Task[Any, Any]:
    """Return the task object of "room.task".

    Raises:
        UnknownKey: the room has no tasks, or no task of that name.
    """
    room, _, task_name = name.partition(".")
    module_name = f"toasoan.{room}.tasks"
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as err:
        if err.name not in {module_name, f"toasoan.{room}"}:
            raise
        raise UnknownKey(f"jobs: no {name!r}: there is no {module_name}") from err
    found = getattr(module, task_name, None)
    if not isinstance(found, Task):
        known = sorted(k for k, v in vars(module).items() if isinstance(v, Task))
        raise UnknownKey(f"jobs: no {name!r}; known: {', '.join(known) or 'none'}")
    return found


def jobs_are_rows(task: Task[Any, Any]) -> bool:
    """Return whether the task's queue is a table of our own database."""
    return isinstance(task.get_backend(), DatabaseBackend)
