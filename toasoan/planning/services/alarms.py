"""Work whose hour is near or past: its people are told, each once."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from toasoan.core import clock
from toasoan.planning.models import Assignment
from toasoan.planning.selectors import assignments_due
from toasoan.workspace.selectors import keys_told
from toasoan.workspace.services import notification_send

# Long enough to finish a brief, short enough not to be forgotten again.
SOON = timedelta(hours=2)
# What was due before has been told, or was due before anybody was told anything.
LONG_PAST = timedelta(days=2)


def due_alerts_send() -> int:
    """Who has work due within two hours, or late, was told once of that very hour.

    Of late work its giver is told too. Returns how many assignments there are.
    """
    now = clock.now()
    due = {
        _key(assignment, now): assignment
        for assignment in assignments_due(now - LONG_PAST, now + SOON)
    }
    # Asked first: on SQLite every transaction keeps all other writers out.
    told = keys_told(due)
    for key, assignment in due.items():
        if key not in told:
            _tell(key, assignment, now)
    return len(due)


def _key(assignment: Assignment, now: datetime) -> str:
    due_at = assignment.due_at
    assert due_at is not None  # noqa: S101 - what has no due time is not due
    state = "late" if due_at < now else "due"
    return f"assignment:{assignment.pk}:{state}:{due_at.isoformat()}"


@transaction.atomic
def _tell(key: str, assignment: Assignment, now: datetime) -> None:
    due_at = assignment.due_at
    if due_at is None:
        return
    late = due_at < now
    people: list[Any] = [assignment.assignee]
    if late:
        people.append(assignment.assigned_by)
    notification_send(
        kind="planning.work_late" if late else "planning.work_due",
        to=people,
        path=reverse("newsroom:work", args=[assignment.pk]),
        key=key,
        values={
            "title": assignment.story.title,
            "name": str(assignment.assignee),
            "at": clock.format_datetime_vi(due_at),
        },
        unit=assignment.story.unit,
    )
