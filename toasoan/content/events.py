"""Facts content announces to the rooms above it."""

from dataclasses import dataclass

from toasoan.core.outbox import event_type


@event_type("content.StoryItemPublished")
@dataclass(frozen=True, kw_only=True)
class StoryItemPublished:
    """An item went live, or a new version of it did.

    Attributes:
        item_id: the page.
        unit_key: whose reader site shows it.
        revision_id: the revision that is live now.
        is_first: whether readers never saw the item before.
    """

    item_id: int
    unit_key: str
    revision_id: int | None
    is_first: bool


@event_type("content.StoryItemTakenDown")
@dataclass(frozen=True, kw_only=True)
class StoryItemTakenDown:
    """An item may no longer be read; whoever shows a copy takes it off too."""

    item_id: int
    unit_key: str
    path: str


@event_type("content.StructureChanged")
@dataclass(frozen=True, kw_only=True)
class StructureChanged:
    """A home, section, topic, author or standard page was published, moved or hidden.

    Attributes:
        page_id: the page.
        unit_key: whose reader site it belongs to, None for the portal.
        former_host: the host the whole site answered on before, when it moved.
    """

    page_id: int
    unit_key: str | None
    former_host: str = ""


@event_type("content.TopicGathered")
@dataclass(frozen=True, kw_only=True)
class TopicGathered:
    """Items came into a running story or left it, or others stand first in it."""

    topic_id: int
    unit_key: str
