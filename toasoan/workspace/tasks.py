"""The workspace's background jobs."""

from django_tasks import task

from toasoan.workspace import services


@task()
def deliveries_send() -> int:
    """Send the mails and rings that are due."""
    return services.deliveries_send()


@task()
def notifications_prune() -> int:
    """Forget notifications that were read long ago."""
    return services.notifications_prune()
