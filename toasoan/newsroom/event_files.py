"""Papers of events in the archive: what the archive asks before it deletes one."""

from collections.abc import Iterator
from typing import Any

from toasoan.archive.models import ArchiveDocument
from toasoan.archive.uses import Asset, Uses, asset_users, assets_in_use
from toasoan.planning.access import events_visible
from toasoan.planning.models import EventAttachment


@asset_users.register("newsroom.events")
def events_using(asset: Asset, user: Any) -> Uses:
    """Return the events the document goes with."""
    if not isinstance(asset, ArchiveDocument):
        return Uses()
    rows = EventAttachment.objects.filter(document_id=asset.pk)
    names = dict(rows.values_list("event", "event__title"))
    known: set[int] = set()
    if user is not None:
        own = events_visible(user).filter(pk__in=names)
        known = set(own.values_list("pk", flat=True))
    # The times of a series have one name.
    titles = tuple(dict.fromkeys(name for pk, name in names.items() if pk in known))
    return Uses(titles, others=len(names) - len(known))


@assets_in_use.register("newsroom.events")
def documents_of_events() -> Iterator[tuple[str, int]]:
    """Yield every document that goes with an event."""
    rows = EventAttachment.objects.order_by().values_list("document_id", flat=True)
    for key in rows.distinct():
        if key is not None:
            yield "document", key
