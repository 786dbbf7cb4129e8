"""The front as its editors see it: every place, who stands there, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.curation.fronts import (
    Placed,
    Slots,
    gaps_in,
    in_area,
    places_in,
    section_area,
)
from toasoan.content.models.fronts import OPINION, TOP
from toasoan.core import clock
from toasoan.publicsite.coming import Stock, view_at
from toasoan.publicsite.home import Home, home_of
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.sites import ReaderSite


@dataclass(frozen=True)
class Place:
    """One place of an area.

    Attributes:
        number: from 0, within its area.
        item: what readers are shown there, or None.
        slot: what an editor decided, or None where the place fills itself.
        is_coming: whether readers have the item only later.
    """

    area: str
    number: int
    item: ReaderItem | None = None
    slot: Placed | None = None
    is_coming: bool = False

    @property
    def is_lead(self) -> bool:
        """Whether it is the first place of the whole front."""
        return self.area == TOP and self.number == 0

    @property
    def name(self) -> str:
        """What the place is called."""
        if self.is_lead:
            return _("Tin chính")
        return _("Chỗ %(n)d") % {"n": self.number + 1}


@dataclass(frozen=True)
class Hidden:
    """An item that was put somewhere and that readers are not shown there."""

    slot: Placed
    title: str
    why: str


@dataclass(frozen=True)
class Area:
    """A part of the front, with its places in order."""

    key: str
    title: str
    places: list[Place]
    hidden: list[Hidden] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    """The whole front at a moment."""

    at: datetime
    slots: Slots
    areas: list[Area]
    home: Home

    @property
    def visible(self) -> set[int]:
        """The items that stand where an editor put them."""
        return {
            place.item.pk
            for area in self.areas
            for place in area.places
            if place.item is not None and place.slot is not None
        }


def board_of(
    site: ReaderSite, slots: Slots, *, user: Any, at: datetime | None = None
) -> Board:
    """Return the front with these places, as it is at the moment or will be then."""
    moment = at or clock.now()
    view = view_at(site, moment, user=user, slots=slots)
    home = home_of(site, view)
    rows: list[tuple[str, str, Sequence[ReaderItem | None]]] = [
        (TOP, str(_("Đầu trang")), [home.lead, *home.river])
    ]
    bands = {block.link.page_id: block.items for block in home.blocks}
    rows += [
        (section_area(link.page_id), link.title, bands.get(link.page_id, []))
        for link in site.sections
    ]
    rows.append((OPINION, str(_("Bình luận")), home.opinions))
    hidden = _hidden(slots, home, moment)
    areas = [
        Area(
            key, title, _places(key, items, view.slots, view.stock), hidden.get(key, [])
        )
        for key, title, items in rows
    ]
    return Board(moment, slots, areas, home)


def _places(
    area: str, items: Iterable[ReaderItem | None], slots: Slots, stock: Stock
) -> list[Place]:
    decided = {slot.item_id: slot for slot in in_area(slots, area)}
    coming = {each.item.pk for each in stock.coming}
    found = [item for item in items if item is not None]
    places = [
        Place(area, number, item, decided.get(item.pk), item.pk in coming)
        for number, item in enumerate(found)
    ]
    empty = range(len(places), places_in(area))
    return [*places, *(Place(area, number) for number in empty)]


def _hidden(slots: Slots, home: Home, moment: datetime) -> dict[str, list[Hidden]]:
    shown = {item.pk for item in home.items}
    left = [
        slot
        for slot in slots
        if slot.item_id and not (slot.item_id in shown and slot.is_held_at(moment))
    ]
    ids = [slot.item_id for slot in left if slot.item_id]
    pages = Page.objects.in_bulk(ids)
    gaps = {gap.item.pk: gap for gap in gaps_in(ids, moment)}
    found: dict[str, list[Hidden]] = {}
    for slot in left:
        page = pages.get(slot.item_id or 0)
        if page is not None:
            why = _why(slot, gaps.get(page.pk), moment)
            title = page.draft_title or page.title
            found.setdefault(slot.area, []).append(Hidden(slot, title, why))
    return found


def _why(slot: Placed, gap: Any, moment: datetime) -> str:
    if not slot.is_held_at(moment):
        return _("hết giờ giữ")
    if gap is None:
        return _("không còn chỗ ở đây")
    if gap.is_blocked:
        return _("giờ hẹn bị vướng, chưa lên trang")
    if gap.at is not None:
        return _("hẹn lên trang %(at)s") % {"at": clock.format_datetime_vi(gap.at)}
    return _("chưa lên trang và chưa hẹn giờ")


# --- What two people made of it ----------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """A place where two fronts differ, by title."""

    place: str
    mine: str
    theirs: str


def differences(site: ReaderSite, mine: Slots, theirs: Slots) -> list[Difference]:
    """Return where the two fronts differ, in the order of the page."""
    ids = {slot.item_id for slot in (*mine, *theirs) if slot.item_id}
    titles = dict(Page.objects.filter(pk__in=ids).values_list("pk", "title"))
    names = {TOP: _("Đầu trang"), OPINION: _("Bình luận")}
    names |= {section_area(link.page_id): link.title for link in site.sections}
    found = []
    for area, name in names.items():
        own, other = in_area(mine, area), in_area(theirs, area)
        for number in range(max(len(own), len(other))):
            pair = [_at(row, number) for row in (own, other)]
            if pair[0] != pair[1]:
                place = _("%(area)s, chỗ %(n)d") % {"area": name, "n": number + 1}
                found.append(Difference(place, *(_said(each, titles) for each in pair)))
    return found


def _at(row: list[Placed], number: int) -> Placed | None:
    found = row[number] if number < len(row) else None
    return found if found and found.item_id else None


def _said(slot: Placed | None, titles: dict[int, str]) -> str:
    if slot is None or slot.item_id is None:
        return _("tự điền")
    title = titles.get(slot.item_id, "")
    if slot.until is None:
        return title
    return _("%(title)s (giữ đến %(at)s)") % {
        "title": title,
        "at": clock.format_datetime_vi(slot.until),
    }
