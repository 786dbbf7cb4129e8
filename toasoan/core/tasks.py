"""Background jobs of the core room."""

from django_tasks import task

from toasoan.core import outbox


@task()
def outbox_dispatch() -> None:
    """Bring every due event to its subscribers."""
    outbox.outbox_dispatch()
