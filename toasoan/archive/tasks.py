"""Background jobs of the archive room."""

from django_tasks import task

from toasoan.archive import uploading
from toasoan.archive.services import photo_renditions_build


@task(queue_name="slow", priority=-10)  # hundreds after an import: others first
def renditions_build(photo_id: int) -> None:
    """Make the files of a photo that readers are sent."""
    photo_renditions_build(photo_id=photo_id)


@task(queue_name="slow")
def uploads_sweep() -> int:
    """Throw away uploads that nobody went on with."""
    return uploading.uploads_sweep()
