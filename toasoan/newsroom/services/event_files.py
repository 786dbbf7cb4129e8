"""Papers of events: kept by the archive, named by the plan."""

from collections.abc import Sequence
from typing import Any

from django.core.files import File
from django.db import transaction

from toasoan.archive.access import asset_require_unused
from toasoan.archive.errors import AssetInUse
from toasoan.archive.keeping.errors import AssetDeposited
from toasoan.archive.models import ArchiveDocument
from toasoan.archive.services import documents_ingest
from toasoan.core.errors import NotAllowed
from toasoan.planning.access import event_may_change
from toasoan.planning.models import Event, EventAttachment
from toasoan.planning.services import event_attachment_add, event_attachment_remove
from toasoan.planning.services.events import Scope


@transaction.atomic
def event_files_attach(
    *, event: Event, files: Sequence[File[bytes]], by: Any, scope: Scope = "one"
) -> list[EventAttachment]:
    """Each file is in the unit's archive, not public, and goes with the event; or none.

    Raises:
        FileRefused: the archive does not take a file, and says which and why.
        NotAllowed: `by` may not change the event, or brings nothing into the archive.
        TooManyAttachments: as planning.services.event_attachment_add.
    """
    if not event_may_change(by, event):
        raise NotAllowed
    made: list[EventAttachment] = []
    for document in documents_ingest(unit=event.unit, files=files, by=by):
        made += event_attachment_add(
            event=event,
            document_id=document.pk,
            title=document.title,
            kind=document.file_extension,
            size=document.file_size or 0,
            by=by,
            scope=scope,
        )
    return made


@transaction.atomic
def event_file_detach(
    *, attachment: EventAttachment, by: Any, scope: Scope = "one"
) -> None:
    """The paper goes with the event no more; its file goes once nothing else has it.

    Raises:
        NotAllowed: `by` may not change the event.
    """
    if not event_attachment_remove(attachment=attachment, by=by, scope=scope):
        return
    document = ArchiveDocument.objects.filter(pk=attachment.document_id).first()
    if document is None:
        return
    try:
        asset_require_unused(document, by)
        with transaction.atomic():
            document.delete()
    except (AssetInUse, AssetDeposited):
        return
