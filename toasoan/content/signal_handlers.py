"""Structure pages are published by Wagtail; the rooms above hear of it here."""

from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from toasoan.content.asset_use import references_note
from toasoan.content.events import StructureChanged
from toasoan.content.models import (
    AuthorPage,
    PortalPage,
    SectionPage,
    StandardPage,
    TopicPage,
    UnitHomePage,
)
from toasoan.core.outbox import event_record

STRUCTURE = (
    PortalPage,
    UnitHomePage,
    SectionPage,
    TopicPage,
    AuthorPage,
    StandardPage,
)


def structure_changed(sender: type[Page], instance: Page, **_kwargs: Any) -> None:
    """Announce that a page of structure was published, hidden or moved."""
    if not issubclass(sender, STRUCTURE):
        return
    page = instance.specific
    unit = page.press_unit()
    # Wagtail publishes outside of a transaction; the row must still be whole.
    with transaction.atomic():
        references_note(page)
        event_record(
            StructureChanged(page_id=instance.pk, unit_key=unit.key if unit else None),
            aggregate=f"structure:{instance.pk}",
        )


def connect() -> None:
    """Listen to Wagtail's signals of pages."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(structure_changed, dispatch_uid="content.structure_changed")
