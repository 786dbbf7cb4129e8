"""Content's background jobs."""

from django_tasks import task

from toasoan.content import services


@task(priority=50)  # the minute was promised
def scheduled_items_publish() -> int:
    """Publish the items whose minute has come."""
    return services.scheduled_items_publish()


@task()
def schedules_watch() -> int:
    """Tell of promises that would be broken as things stand."""
    return services.schedules_watch()


@task()
def plan_alarms_send() -> int:
    """Tell people of stories that missed their hour, and of articles to look at again."""
    return services.plan_alarms_send()
