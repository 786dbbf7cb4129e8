"""Photos whose files readers are sent are still to be made, and whose jobs were lost."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from toasoan.archive.models import RenditionsDue
from toasoan.core import clock
from toasoan.core.jobs import enqueue, job_waits

BUILD_JOB, PRINT_JOB = "archive.renditions_build", "archive.photo_print"
# A photo that takes its worker down each time is left alone after so many.
TRIES = 5
AT_A_TIME = 200


def renditions_due_note(photo: Any) -> None:
    """Until its files are made, the photo is known to wait for them."""
    RenditionsDue.objects.update_or_create(
        photo=photo, defaults={"since": clock.now(), "tries": 0}
    )


def renditions_due_end(photo_id: int, before: datetime) -> None:
    """Nothing waits any more of what was asked for until `before`."""
    RenditionsDue.objects.filter(photo=photo_id, since__lte=before).delete()


def photos_due() -> QuerySet[RenditionsDue]:
    """Return what waits and was not given up."""
    return RenditionsDue.objects.filter(tries__lt=TRIES).order_by("since")


def renditions_catch_up() -> int:
    """Have the files made of photos whose own jobs were lost; return how many."""
    if job_waits(BUILD_JOB):
        return 0
    lost = list(photos_due()[:AT_A_TIME])
    for due in lost:
        RenditionsDue.objects.filter(pk=due.pk).update(tries=due.tries + 1)
        enqueue(BUILD_JOB, due.pk)
        enqueue(PRINT_JOB, due.pk)
    return len(lost)
