"""Work whose hour is near or past: its people are told, each once."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from toasoan.core import clock
from toasoan.planning.models import Assignment
from toasoan.planning.selectors import assignments_due
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
    due = list(assignments_due(now - LONG_PAST, now + SOON))
    for assignment in due:
        _tell(assignment, now)
    return len(due)


@transaction.atomic
def _tell(assignment: Assignment, now: datetime) -> None:
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
        key=f"assignment:{assignment.pk}:{'late' if late else 'due'}:{due_at.isoformat()}",
        values={
            "title": assignment.story.title,
            "name": str(assignment.assignee),
            "at": clock.format_datetime_vi(due_at),
        },
        unit=assignment.story.unit,
    )
