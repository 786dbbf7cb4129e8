"""What this room hears by signal: Wagtail publishes structure, a desk opens."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
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
    TopicRule,
    UnitHomePage,
)
from toasoan.content.services.stages import stages_default
from toasoan.content.services.topics import FILL_JOB
from toasoan.core.jobs import enqueue
from toasoan.core.outbox import event_record
from toasoan.units.models import Desk

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
        if isinstance(page, TopicPage) and _has_rule(page):
            # It may run again, or for the first time.
            enqueue(FILL_JOB, page.pk)


def _has_rule(topic: TopicPage) -> bool:
    return TopicRule.objects.filter(topic=topic).exists()


def desk_opened(
    instance: Desk, *, created: bool = False, raw: bool = False, **_kwargs: Any
) -> None:
    """Give a new desk the usual stages, in the transaction that opens it."""
    if created and not raw:
        stages_default(desk=instance)


def connect() -> None:
    """Listen to Wagtail's signals of pages, and to desks that open."""
    post_save.connect(desk_opened, sender=Desk, dispatch_uid="content.desk_opened")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(structure_changed, dispatch_uid="content.structure_changed")
