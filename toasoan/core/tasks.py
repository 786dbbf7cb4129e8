"""Background jobs of the core room."""

from django_tasks import task

from toasoan.core import outbox


@task(priority=50)  # readers wait for what it brings
def outbox_dispatch() -> None:
    """Bring every due event to its subscribers."""
    outbox.outbox_dispatch()
