"""Background jobs of the publicsite room."""

from django_tasks import task

from toasoan.publicsite import public_pictures, section_moves, services


@task()
def stale_pages_bake() -> None:
    """Bake the pages that wait."""
    services.stale_pages_bake()


@task()
def pages_refresh() -> None:
    """Bake what time alone changes."""
    services.pages_refresh()


@task(queue_name="slow")
def pictures_sweep() -> int:
    """Ask after public pictures that nothing in use shows."""
    return public_pictures.pictures_sweep()


@task(queue_name="slow")
def unit_pages_bake(unit_key: str | None) -> None:
    """Bake every page of a unit."""
    services.unit_pages_bake(unit_key=unit_key)


@task(queue_name="slow")
def section_items_move(page_id: int, unit_key: str) -> None:
    """Give what stands below a section its present address."""
    section_moves.section_items_move(page_id=page_id, unit_key=unit_key)
