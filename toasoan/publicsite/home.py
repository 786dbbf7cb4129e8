"""Who stands where on a front page: editors' choices first, then the newest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from toasoan.content.curation.fronts import in_area, section_area
from toasoan.content.models import HomeFigure
from toasoan.content.models.fronts import OPINION, TOP
from toasoan.publicsite import addresses
from toasoan.publicsite.coming import FrontView, front_view
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.selectors import newest_of_each_unit
from toasoan.publicsite.sites import Link, ReaderSite, sites_all

RIVER = 4
LATEST = 7
TILES = 3
OPINIONS = 3
NEWEST = 16
UNIT_ITEMS = 5
OPINION_GENRE = "binh-luan"


@dataclass(frozen=True)
class SectionBlock:
    """A section on the front with its newest items."""

    link: Link
    items: list[ReaderItem]


@dataclass(frozen=True)
class Home:
    """The parts of a unit's front; any may be empty."""

    lead: ReaderItem | None = None
    also: list[ReaderItem] = field(default_factory=list)
    river: list[ReaderItem] = field(default_factory=list)
    latest: list[ReaderItem] = field(default_factory=list)
    figures: list[HomeFigure] = field(default_factory=list)
    blocks: list[SectionBlock] = field(default_factory=list)
    opinions: list[ReaderItem] = field(default_factory=list)

    @property
    def items(self) -> list[ReaderItem]:
        """What stands in the places that editors may decide on."""
        lead = [self.lead] if self.lead else []
        bands = chain.from_iterable(block.items for block in self.blocks)
        return [*lead, *self.river, *bands, *self.opinions]


@dataclass(frozen=True)
class UnitBlock:
    """A unit on the portal with its newest items."""

    site: ReaderSite
    lead: ReaderItem
    more: list[ReaderItem]


def home_of(site: ReaderSite, view: FrontView | None = None) -> Home:
    """Return the unit's front as it is at this moment, or as `view` has it."""
    view = view or front_view(site)
    recent = view.stock.newest(site.unit, NEWEST)
    items = {item.pk: item for item in recent}
    placed = [each.item_id for each in view.slots if each.item_id]
    missing = [pk for pk in placed if pk not in items]
    if missing:
        items |= {item.pk: item for item in view.stock.items(missing)}
    own = {pk: item for pk, item in items.items() if item.unit_id == _id(site)}
    shown = _Shown(site, view, own)
    top = shown.top(recent)
    taken = {item.pk for item in top}
    blocks, opinions = _below(site, shown, taken)
    lead = top[0] if top else None
    return Home(
        lead=lead,
        also=_also(lead, taken, view),
        river=top[1:],
        latest=[item for item in recent if item.pk not in taken][:LATEST],
        figures=_figures(site, view.at),
        blocks=blocks,
        opinions=opinions,
    )


@dataclass(frozen=True)
class _Shown:
    """The places that editors decided on, with the items readers may be shown there."""

    site: ReaderSite
    view: FrontView
    items: dict[int, ReaderItem]

    def area(self, name: str) -> list[ReaderItem | None]:
        """Return the places of the area; None where one fills itself."""
        return [
            self.items[slot.item_id] if slot.item_id else None
            for slot in in_area(self.view.slots, name)
            if slot.item_id is None or slot.item_id in self.items
        ]

    @property
    def ids(self) -> set[int]:
        """Which items an editor put anywhere."""
        return {slot.item_id for slot in self.view.slots if slot.item_id in self.items}

    def top(self, recent: list[ReaderItem]) -> list[ReaderItem]:
        """Return the lead and the river."""
        places = self.area(TOP)
        left = [item for item in recent if item.pk not in self.ids]
        if not (places and places[0]):
            # Without an editor's hand the newest item with a picture leads.
            lead = next((item for item in left if item.photo_id), None)
            if lead is not None:
                left = [lead, *(item for item in left if item is not lead)]
        return filled(places, left, 1 + RIVER)


def filled(
    places: Sequence[ReaderItem | None], left: Iterable[ReaderItem], total: int
) -> list[ReaderItem]:
    """Return the items of the places, each empty one filled with the next that is left."""
    rest = iter(left)
    wanted = [*places[:total], *([None] * (total - len(places)))]
    found = [item or next(rest, None) for item in wanted]
    return [item for item in found if item is not None]


def _id(site: ReaderSite) -> int:
    return int(site.unit.pk) if site.unit else 0


def _figures(site: ReaderSite, at: datetime) -> list[HomeFigure]:
    fresh = HomeFigure.objects.filter(home=site.root.pk, expires_at__gt=at)
    return list(fresh.order_by("sort_order")[:4])


def _also(
    lead: ReaderItem | None, shown: set[int], view: FrontView
) -> list[ReaderItem]:
    """Return up to three others of the lead's running stories, or of its section."""
    if lead is None:
        return []
    keys = view.stock.topic_keys(lead)
    found = view.stock.together(
        [*keys, addresses.section_key(lead.section_id)], shown | {lead.pk}
    )
    shown |= {item.pk for item in found}
    return found


def _below(
    site: ReaderSite, shown: _Shown, above: set[int]
) -> tuple[list[SectionBlock], list[ReaderItem]]:
    opinion_key = addresses.genre_key(_id(site), OPINION_GENRE)
    keys = {addresses.section_key(link.page_id): link for link in site.sections}
    # What stands in the top, or was put into another band, is passed over.
    passed = above | shown.ids
    stock = shown.view.stock
    ids = stock.newest_of_each([*keys, opinion_key], TILES + len(passed))
    opinions = [pk for pk in ids.get(opinion_key, []) if pk not in passed][:OPINIONS]
    taken = passed | set(opinions)
    chosen = {
        key: [pk for pk in ids.get(key, []) if pk not in taken][:TILES] for key in keys
    }
    wanted = [*chain.from_iterable(chosen.values()), *opinions]
    items = {item.pk: item for item in stock.items(wanted)}
    bands = {
        key: filled(
            _not_in(shown.area(section_area(link.page_id)), above),
            _pick(items, chosen[key]),
            TILES,
        )
        for key, link in keys.items()
    }
    return (
        [SectionBlock(link, bands[key]) for key, link in keys.items() if bands[key]],
        filled(_not_in(shown.area(OPINION), above), _pick(items, opinions), OPINIONS),
    )


def _not_in(
    places: Iterable[ReaderItem | None], above: set[int]
) -> list[ReaderItem | None]:
    return [item for item in places if item is None or item.pk not in above]


def _pick(items: dict[int, ReaderItem], ids: Sequence[int]) -> list[ReaderItem]:
    return [items[pk] for pk in ids if pk in items]


def portal_blocks() -> list[UnitBlock]:
    """Return each unit's newest items, in the units' order."""
    sites = sorted(
        (site for site in sites_all() if site.unit),
        key=lambda site: (site.unit.order, site.unit.key) if site.unit else (0, ""),
    )
    items = newest_of_each_unit([s.unit for s in sites if s.unit], UNIT_ITEMS)
    blocks = []
    for site in sites:
        own = [item for item in items if item.unit_id == _id(site)]
        if own:
            lead = next((item for item in own if item.photo_id), own[0])
            blocks.append(UnitBlock(site, lead, [i for i in own if i is not lead]))
    return blocks
