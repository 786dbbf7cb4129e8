"""Planning's background jobs."""

from django_tasks import task

from toasoan.planning import services


@task()
def deadlines_tell() -> int:
    """Tell whoever must hand in within the hour."""
    return services.deadlines_tell()
