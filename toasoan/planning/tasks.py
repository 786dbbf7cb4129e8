"""Planning's background jobs."""

from django_tasks import task

from toasoan.planning import services


@task()
def due_alerts_send() -> int:
    """Tell people of work that is nearly due, or late."""
    return services.due_alerts_send()


@task()
def calendar_sources_read() -> int:
    """Have the calendars read whose time has come."""
    return services.calendar_sources_read()


@task()
def calendar_source_read(pk: int) -> bool:
    """Read one calendar of another house."""
    return services.calendar_source_read(pk=pk)
