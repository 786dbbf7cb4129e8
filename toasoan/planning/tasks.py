"""Planning's background jobs."""

from django_tasks import task

from toasoan.planning import services


@task()
def due_alerts_send() -> int:
    """Tell people of work that is nearly due, or late."""
    return services.due_alerts_send()
