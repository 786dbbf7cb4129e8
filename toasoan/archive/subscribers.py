"""What happens after a photo is saved, whichever screen saved it."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from toasoan.archive.models import Photo
from toasoan.core.jobs import enqueue

# A save of only these changes nothing readers see of the picture itself.
WORDS_ONLY = frozenset({"file_hash", "file_size", "content_hash"})


@receiver(post_save, sender=Photo, dispatch_uid="archive.photo_saved")
def photo_saved(instance: Photo, **kwargs: Any) -> None:
    """Add the keywords the file brought, and have missing renditions made.

    The job looks for itself what is missing, so saving a caption costs nothing
    and moving the focal point makes the new cuts.
    """
    if kwargs.get("raw"):
        return
    if instance.tags_to_add:
        instance.tags.add(*instance.tags_to_add)
        instance.tags_to_add = []
    fields = kwargs.get("update_fields")
    if fields is None or not WORDS_ONLY.issuperset(fields):
        enqueue("archive.renditions_build", instance.pk)
