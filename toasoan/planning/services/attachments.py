"""Papers put with events and taken off again; the archive keeps the files."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core.errors import NotAllowed
from toasoan.planning.access import event_may_change
from toasoan.planning.errors import TooManyAttachments
from toasoan.planning.models import Event, EventAttachment
from toasoan.planning.services.events import Scope, events_in_scope
from toasoan.planning.telling import event_attached_told
from toasoan.security.services import audit_record

MOST = 20


@transaction.atomic
def event_attachment_add(
    *,
    event: Event,
    document_id: int,
    title: str,
    kind: str,
    size: int,
    by: Any,
    scope: Scope = "one",
) -> list[EventAttachment]:
    """The document goes with the event, or with more of its series; who goes there knows.

    Args:
        event: the occurrence it was put with.
        document_id: of a document of the event's unit, which the caller has checked.
        title: what people call it.
        kind: what the archive found it to be, such as "pdf".
        size: of its file, in bytes.
        by: who puts it there.
        scope: how far in the series.

    Raises:
        NotAllowed: `by` neither wrote the event nor assigns in the unit.
        TooManyAttachments: one of the events has as many as it may have.
    """
    held = _held(event, by, scope)
    full = [each for each in held if each.attachments.count() >= MOST]
    if full:
        raise TooManyAttachments(
            _("Mỗi sự kiện có nhiều nhất %(n)d tài liệu. Bỏ bớt rồi thêm.")
            % {"n": MOST}
        )
    made = EventAttachment.objects.bulk_create(
        EventAttachment(
            event=each,
            document_id=document_id,
            title=title[:200],
            kind=kind,
            size=size,
            added_by=by,
        )
        for each in held
    )
    _audit("planning.event_attached", event, by, title, len(held))
    first = sorted(held, key=lambda each: (each.pk != event.pk, each.starts_at))
    event_attached_told(first, title, by=by)
    return made


@transaction.atomic
def event_attachment_remove(
    *, attachment: EventAttachment, by: Any, scope: Scope = "one"
) -> bool:
    """Take the paper off the event, or off more of its series; return if none has it now.

    Raises:
        NotAllowed: as event_attachment_add.
    """
    event = attachment.event
    held = _held(event, by, scope)
    rows = EventAttachment.objects.filter(document_id=attachment.document_id)
    gone, _by_model = rows.filter(event__in=held).delete()
    _audit("planning.event_detached", event, by, attachment.title, gone)
    return not rows.exists()


def _held(event: Event, by: Any, scope: Scope) -> Sequence[Event]:
    if not event_may_change(by, event):
        raise NotAllowed
    keys = [each.pk for each in events_in_scope(event, scope)]
    return list(
        Event.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(pk__in=keys)
    )


def _audit(action: str, event: Event, by: Any, title: str, n: int) -> None:
    audit_record(
        action=action,
        target=event,
        by=by,
        unit_key=event.unit.key,
        data={"file": title, "n": n},
    )
