"""The due time draws near, and nothing is handed in."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from toasoan.core import clock
from toasoan.core.jobs import job_wanted
from toasoan.planning.models import Assignment
from toasoan.planning.telling import deadline_told

TOLD_BEFORE = timedelta(hours=1)
TELL_JOB = "planning.deadlines_tell"


@transaction.atomic
def deadlines_tell() -> int:
    """Whoever must hand in within the hour knows; return how many parts that are.

    Each due time is told of once, and one moved later once more.
    """
    near = list(_due_soon().select_related("assignee", "coverage__story__unit"))
    for assignment in near:
        deadline_told(assignment)
    return len(near)


@job_wanted.register(TELL_JOB)
def deadlines_are_near() -> bool:
    """Return whether something is to be handed in within the hour."""
    return _due_soon().exists()


def _due_soon() -> QuerySet[Assignment]:
    now = clock.now()
    # What was given out with less than that to go was just told of.
    return Assignment.objects.filter(
        state__in=Assignment.TO_DO_STATES,
        due_at__gt=now,
        due_at__lte=now + TOLD_BEFORE,
        assigned_at__lte=now - TOLD_BEFORE,
    )
