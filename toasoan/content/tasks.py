"""Content's background jobs."""

from django_tasks import task

from toasoan.content import services
from toasoan.content.releases import releases_due
from toasoan.core.jobs import job_wanted


@task(priority=50)  # the minute was promised
def scheduled_items_publish() -> int:
    """Publish the items whose minute has come."""
    return services.scheduled_items_publish()


@task(priority=60)  # somebody watches the seconds
def release_leave(release_pk: int) -> bool:
    """Publish one item whose undo window is over."""
    return services.release_leave(release_pk)


@task(priority=60)
def releases_leave() -> int:
    """Publish every item whose undo window is over, whatever became of its own job."""
    return services.releases_leave()


@job_wanted.register("content.releases_leave")
def releases_are_due() -> bool:
    """Return whether something should have left the house by now."""
    return releases_due().exists()


@task()
def schedules_watch() -> int:
    """Tell of promises that would be broken as things stand."""
    return services.schedules_watch()


@task()
def plan_alarms_send() -> int:
    """Tell people of stories that missed their hour, and of articles to look at again."""
    return services.plan_alarms_send()


@task(queue_name="slow")
def field_acts_prune() -> int:
    """Forget old answers to phones."""
    return services.field_acts_prune()
