"""What happens when a photo is saved or deleted, whichever screen does it."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_save, pre_delete
from django.dispatch import receiver

from toasoan.archive.access import asset_require_unused
from toasoan.archive.alike.prints import photo_print_wanted
from toasoan.archive.catalogue import entry_keep
from toasoan.archive.events import PhotoDescribed
from toasoan.archive.keeping.errors import AssetDeposited
from toasoan.archive.keeping.reasons import is_deposited
from toasoan.archive.metadata.file_words import file_tags_keep
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.steps.processing import asset_processing_begin
from toasoan.archive.steps.renditions_due import renditions_due_note
from toasoan.archive.uses import Asset
from toasoan.archive.vocabularies.choosing import entry_topics_add
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
    (Photo, "archive.photo", ["alt_text", "iptc_words"]),
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
    """Add the keywords the file brought, have what is missing made, tell who shows it.

    The job looks for itself what is missing, so saving a caption makes no file,
    and a new file, focal point or credit makes the new ones.
    """
    if kwargs.get("raw"):
        return
    entry = entry_keep(instance)
    if instance.tags_to_add:
        instance.tags.add(*instance.tags_to_add)
        instance.tags_to_add = []
    if instance.topics_to_add:
        entry_topics_add(entry_pk=entry.pk, uris=instance.topics_to_add)
        instance.topics_to_add = []
    if instance.file_tags_to_keep is not None:
        file_tags_keep(instance)
    fields = kwargs.get("update_fields")
    if photo_print_wanted(instance):
        enqueue("archive.photo_print", instance.pk)
    if fields is None or not HOUSEKEEPING.issuperset(fields):
        renditions_due_note(instance)
        enqueue("archive.renditions_build", instance.pk)
        asset_processing_begin(entry)
        if not kwargs["created"]:
            _described(instance)


@receiver(post_save, sender=ArchiveDocument, dispatch_uid="archive.document_saved")
def document_saved(instance: ArchiveDocument, *, raw: bool = False, **kw: Any) -> None:
    """Have the catalogue say what the document says, and its file looked into."""
    if raw:
        return
    entry = entry_keep(instance)
    fields = kw.get("update_fields")
    if fields is None or not HOUSEKEEPING.issuperset(fields):
        asset_processing_begin(entry)


@receiver(m2m_changed, sender=Photo.tags.through, dispatch_uid="archive.tags_changed")
def tags_changed(instance: Any, action: str, **_: Any) -> None:
    """Have the catalogue say how the asset is tagged: tags are saved after it."""
    if isinstance(instance, Asset) and action.startswith("post_"):
        entry_keep(instance)


@transaction.atomic
def _described(photo: Photo) -> None:
    event_record(PhotoDescribed(photo_id=photo.pk), aggregate=f"photo:{photo.pk}")


@receiver(pre_delete, sender=Photo, dispatch_uid="archive.photo_deleting")
@receiver(pre_delete, sender=ArchiveDocument, dispatch_uid="archive.document_deleting")
def asset_deleting(instance: Asset, **_kwargs: Any) -> None:
    """Refuse to delete what readers see or saw; nothing of the same deletion is done.

    Raises:
        AssetInUse: its message names what the person may know of.
        AssetDeposited: something published showed it.
    """
    # A publication that is under way holds the row: wait for it, then look.
    type(instance).with_binned.select_for_update().filter(pk=instance.pk).first()
    asset_require_unused(instance, current_user())
    if is_deposited(instance):
        raise AssetDeposited(
            noun=str(instance._meta.verbose_name),  # noqa: SLF001
            title=instance.title,
        )
