"""Background jobs of the publicsite room."""

from django_tasks import task

from toasoan.publicsite import services


@task()
def stale_pages_bake() -> None:
    """Bake the pages that wait."""
    services.stale_pages_bake()


@task()
def pages_refresh() -> None:
    """Bake what time alone changes."""
    services.pages_refresh()


@task(queue_name="slow")
def unit_pages_bake(unit_key: str | None) -> None:
    """Bake every page of a unit."""
    services.unit_pages_bake(unit_key=unit_key)
