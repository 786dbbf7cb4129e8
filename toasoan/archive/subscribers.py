"""What happens when a photo is saved or deleted, whichever screen does it."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from toasoan.archive.access import asset_require_unused
from toasoan.archive.events import PhotoDescribed
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.uses import Asset
from toasoan.core.jobs import enqueue
from toasoan.core.outbox import event_record
from toasoan.security.request_context import current_user
from toasoan.security.services import watch
from toasoan.units.selectors import unit_key_of

# A save of only these changes nothing readers see of the picture.
HOUSEKEEPING = frozenset({"file_hash", "file_size", "content_hash", "collection"})

_RIGHTS = (
    "title",
    "file",
    "collection_id",
    "caption",
    "credit",
    "copyright_notice",
    "usage",
    "rights_from",
    "rights_to",
    "rights_note",
)


def _bringer(asset: Any) -> Any:
    return asset.uploaded_by_user


for _model, _prefix, _more in (
    (Photo, "archive.photo", ["alt_text"]),
    (ArchiveDocument, "archive.document", ["is_public"]),
):
    watch(
        _model,
        prefix=_prefix,
        fields=[*_RIGHTS, *_more],
        unit_key=unit_key_of,
        maker=_bringer,
    )


@receiver(post_save, sender=Photo, dispatch_uid="archive.photo_saved")
def photo_saved(instance: Photo, **kwargs: Any) -> None:
    """Add the keywords the file brought, have missing renditions made, tell who shows it.

    The job looks for itself what is missing, so saving a caption makes no file,
    and a new file, focal point or credit makes the new ones.
    """
    if kwargs.get("raw"):
        return
    if instance.tags_to_add:
        instance.tags.add(*instance.tags_to_add)
        instance.tags_to_add = []
    fields = kwargs.get("update_fields")
    if fields is None or not HOUSEKEEPING.issuperset(fields):
        enqueue("archive.renditions_build", instance.pk)
        if not kwargs["created"]:
            _described(instance)


@transaction.atomic
def _described(photo: Photo) -> None:
    event_record(PhotoDescribed(photo_id=photo.pk), aggregate=f"photo:{photo.pk}")


@receiver(pre_delete, sender=Photo, dispatch_uid="archive.photo_deleting")
@receiver(pre_delete, sender=ArchiveDocument, dispatch_uid="archive.document_deleting")
def asset_deleting(instance: Asset, **_kwargs: Any) -> None:
    """Refuse to delete what readers see; nothing of the same deletion is done.

    Raises:
        AssetInUse: its message names what the person may know of.
    """
    # A publication that is under way holds the row: wait for it, then look.
    type(instance).objects.select_for_update().filter(pk=instance.pk).first()
    asset_require_unused(instance, current_user())
