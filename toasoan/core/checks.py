"""What `manage.py check` verifies for the core room."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from toasoan.core.jobs import task_named
from toasoan.core.registry import UnknownKey


def schedule_check(**_options: Any) -> list[CheckMessage]:
    """Return an error for each job of settings.SCHEDULE that does not exist."""
    problems: list[CheckMessage] = []
    for name, _interval_s in settings.SCHEDULE:
        try:
            task_named(name)
        except UnknownKey as err:
            problems.append(Error(str(err), hint="Correct SCHEDULE.", id="core.E001"))
    return problems
