"""What the reader side does when something below it has happened."""

import uuid

from toasoan.archive.events import PhotoDescribed, RenditionsReady
from toasoan.content.events import (
    StoryItemPublished,
    StoryItemTakenDown,
    StructureChanged,
    TopicGathered,
)
from toasoan.core.outbox import subscriber
from toasoan.publicsite import services
from toasoan.publicsite.site_changes import site_moved_bake, site_pages_bake
from toasoan.publicsite.topics import topic_items_follow
from toasoan.units.events import PressUnitChanged

LEASE_S = 60.0


@subscriber(
    StoryItemPublished,
    name="publicsite.pages_bake",
    transactional=False,
    lease_s=LEASE_S,
)
def pages_bake(event: StoryItemPublished, event_id: uuid.UUID) -> None:  # noqa: ARG001
    """Bake what shows the item."""
    services.item_pages_bake(item_id=event.item_id, unit_key=event.unit_key)


@subscriber(
    StoryItemTakenDown,
    name="publicsite.pages_take_down",
    transactional=False,
    lease_s=LEASE_S,
)
def pages_take_down(event: StoryItemTakenDown, event_id: uuid.UUID) -> None:  # noqa: ARG001
    """Say at its address why it is gone, and take it off every list."""
    services.item_pages_bake(
        item_id=event.item_id, path=event.path, unit_key=event.unit_key
    )


@subscriber(
    StructureChanged,
    name="publicsite.structure_bake",
    transactional=False,
    lease_s=LEASE_S,
)
def structure_bake(event: StructureChanged, event_id: uuid.UUID) -> None:  # noqa: ARG001
    """Bake what shows the page."""
    if event.former_host:
        site_moved_bake(unit_key=event.unit_key, former_host=event.former_host)
    else:
        services.structure_pages_bake(page_id=event.page_id, unit_key=event.unit_key)


@subscriber(
    PressUnitChanged,
    name="publicsite.unit_changed_bake",
    transactional=False,
    lease_s=LEASE_S,
)
def unit_changed_bake(event: PressUnitChanged, event_id: uuid.UUID) -> None:  # noqa: ARG001
    """Bake what shows the unit, on the host it answers on now."""
    if event.is_seen_elsewhere:
        site_moved_bake(unit_key=event.unit_key, former_host=event.former_host)
    else:
        site_pages_bake(unit_key=event.unit_key)


@subscriber(
    RenditionsReady,
    name="publicsite.photo_pages_mark",
    transactional=False,
    lease_s=LEASE_S,
)
def photo_pages_mark(event: RenditionsReady, event_id: uuid.UUID) -> None:  # noqa: ARG001
    """Have the pages that show the photo baked again."""
    services.photo_pages_mark(photo_id=event.photo_id)


@subscriber(
    PhotoDescribed,
    name="publicsite.photo_words_mark",
    transactional=False,
    lease_s=LEASE_S,
)
def photo_words_mark(event: PhotoDescribed, event_id: uuid.UUID) -> None:  # noqa: ARG001
    """Have the pages that show the photo baked with its caption, credit and text."""
    services.photo_pages_mark(photo_id=event.photo_id)


@subscriber(
    TopicGathered,
    name="publicsite.topic_follow",
    transactional=False,
    lease_s=LEASE_S,
)
def topic_follow(event: TopicGathered, event_id: uuid.UUID) -> None:  # noqa: ARG001
    """Have the topic's list and pages be what belongs to it."""
    topic_items_follow(topic_id=event.topic_id)
