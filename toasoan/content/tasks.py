"""Content's background jobs."""

from django_tasks import task

from toasoan.content import services


@task(priority=50)  # the minute was promised
def scheduled_items_publish() -> int:
    """Publish the items whose minute has come."""
    return services.scheduled_items_publish()


@task(queue_name="slow")
def field_acts_prune() -> int:
    """Forget old answers to phones."""
    return services.field_acts_prune()
