"""One item as a board shows it, its words made ready: a board draws hundreds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toasoan.content.desks.board_items import BoardItem, board_items
from toasoan.content.item_states import moment
from toasoan.content.models import Stage
from toasoan.core import clock
from toasoan.core.templatetags.toasoan_text import figures
from toasoan.newsroom.boards.cards import badge_of
from toasoan.newsroom.boards.timing import Timing, span
from toasoan.newsroom.desk_board.columns import Columns, Spot

# From then on somebody should ask why it lies there.
LONG, TOO_LONG = timedelta(hours=4), timedelta(hours=24)
# The two highest priorities are worth a word.
URGENT = 2


@dataclass(frozen=True)
class ItemCard:
    """An item in a column.

    Attributes:
        open_url, edit_url: the item's own page, and its editor.
        pick: the name of the box that picks it.
        age: how long it has lain in its stage, in words and colour.
        made_of: genre, length written and ordered.
        marks: for whom it is marked, in one line.
        embargo: the end of what still holds, in words.
        epoch: when it came to its stage, for the script.
    """

    item: BoardItem
    url: str
    open_url: str
    edit_url: str
    pick: str
    badge: SafeString
    age: Timing | None
    made_of: str
    marks: str
    embargo: str
    planned: str
    is_urgent: bool
    epoch: int

    @property
    def is_late(self) -> bool:
        """Whether it has lain too long where it lies."""
        return bool(self.age and self.age.look == "late")

    @property
    def colour(self) -> int:
        """One of four grounds for the initials, the same for the same person."""
        return self.item.writer.pk % 4 + 1 if self.item.writer else 1


@dataclass(frozen=True)
class Words:
    """The words and addresses of a request, each looked up once for all cards."""

    with_length: str
    pick: str
    address: str
    open_address: str
    edit_address: str


@dataclass(frozen=True)
class Placed:
    """A card in its column."""

    card: ItemCard
    place: str
    sort: int

    @property
    def tells_stage(self) -> bool:
        """Whether the card says where it lies: its column does not."""
        return not self.place.startswith("stage-")


def placed_of(
    board: Columns, at: datetime, only: Collection[int] | None = None
) -> dict[str, list[Placed]]:
    """Return column → its cards in order; only some items where so asked."""
    wanted = None if only is None else set(only)
    spots = [s for s in board.spots if wanted is None or s.item in wanted]
    cards = cards_of({spot.item for spot in spots}, at)
    found: dict[str, list[Placed]] = {}
    for spot in sorted(spots, key=lambda each: (each.sort, each.item)):
        if spot.item in cards:
            found.setdefault(spot.place, []).append(_placed(spot, cards))
    return found


def _placed(spot: Spot, cards: dict[int, ItemCard]) -> Placed:
    return Placed(cards[spot.item], spot.place, spot.sort)


def cards_of(pks: Collection[int], at: datetime) -> dict[int, ItemCard]:
    """Return item → card, in as many queries for a thousand as for one."""
    words = _words()
    return {pk: _card(item, at, words) for pk, item in board_items(pks).items()}


def _words() -> Words:
    return Words(
        with_length=_("%(n)s chữ"),
        pick=_("Chọn %(title)s"),
        address=reverse("newsroom:desk_item", args=[0]),
        open_address=reverse("content:item", args=[0]),
        edit_address=reverse("wagtailadmin_pages:edit", args=[0]),
    )


def _at(address: str, item: BoardItem) -> str:
    return address.replace("/0/", f"/{item.pk}/")


def _card(item: BoardItem, at: datetime, words: Words) -> ItemCard:
    story = item.story
    since = item.place.since if item.place else None
    held = item.embargo_until if (item.embargo_until or at) > at else None
    counts = "/".join(figures(n) for n in (item.written, item.ordered) if n)
    made_of = [item.genre, words.with_length % {"n": counts} if counts else ""]
    return ItemCard(
        item=item,
        url=_at(words.address, item),
        open_url=_at(words.open_address, item),
        edit_url=_at(words.edit_address, item),
        pick=words.pick % {"title": item.title},
        badge=badge_of(item.state),
        age=age_of(item, at),
        made_of=", ".join(part for part in made_of if part),
        marks=", ".join(str(mark.person or mark.desk) for mark in item.marks),
        embargo=_("Cấm đến %(at)s") % {"at": moment(held)} if held else "",
        planned=f"{clock.local(story.planned_at):%H:%M %d/%m}"
        if story and story.planned_at
        else "",
        is_urgent=bool(story and story.priority <= URGENT),
        epoch=int(since.timestamp()) if since and not item.is_live else 0,
    )


def age_of(item: BoardItem, at: datetime) -> Timing | None:
    """Return how long the item has lain in its stage; of what is out, nothing."""
    place = item.place
    if place is None or place.stage is None or item.is_live:
        return None
    if place.stage.takes == Stage.Takes.PUBLISHED:
        return None
    lain = at - place.since
    look = "late" if lain >= TOO_LONG else "warn" if lain >= LONG else "mut"
    text = _("Ở khâu này %(span)s") % {"span": span(lain)}
    return Timing(text, look, waits=True)
