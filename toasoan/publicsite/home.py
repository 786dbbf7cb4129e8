"""Who stands where on a front page: editors' choices first, then the newest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Q

from toasoan.content.models import HomeFigure, HomeSlot
from toasoan.core import clock
from toasoan.publicsite import addresses
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.selectors import (
    items_in_order,
    newest,
    newest_of_each,
    newest_of_each_unit,
    newest_together,
)
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


@dataclass(frozen=True)
class UnitBlock:
    """A unit on the portal with its newest items."""

    site: ReaderSite
    lead: ReaderItem
    more: list[ReaderItem]


def home_of(site: ReaderSite) -> Home:
    """Return the unit's front as it is at this moment."""
    recent = newest(site.unit, NEWEST)
    by_id = {item.pk: item for item in recent}
    chosen = _chosen(site)
    missing = [pk for pk in chosen if pk not in by_id]
    by_id |= {item.pk: item for item in items_in_order(missing)} if missing else {}
    top = [by_id[pk] for pk in chosen if pk in by_id and by_id[pk].unit_id == _id(site)]
    if not top:
        # Without an editor's hand the newest item with a picture leads.
        top = [item for item in recent if item.photo_id][:1] or recent[:1]
    top += [item for item in recent if item not in top]
    lead, river = (top[0] if top else None), top[1 : 1 + RIVER]
    shown = {item.pk for item in top[: 1 + RIVER]}
    blocks, opinions = _below(site, shown)
    return Home(
        lead=lead,
        also=_also(lead, shown),
        river=river,
        latest=[item for item in recent if item.pk not in shown][:LATEST],
        figures=_figures(site),
        blocks=blocks,
        opinions=opinions,
    )


def _id(site: ReaderSite) -> int:
    return int(site.unit.pk) if site.unit else 0


def _chosen(site: ReaderSite) -> list[int]:
    slots = HomeSlot.objects.filter(
        Q(until__isnull=True) | Q(until__gt=clock.now()),
        home=site.root.pk,
        article__live=True,
    )
    return list(
        dict.fromkeys(slots.order_by("sort_order").values_list("article", flat=True))
    )


def _figures(site: ReaderSite) -> list[HomeFigure]:
    fresh = HomeFigure.objects.filter(home=site.root.pk, expires_at__gt=clock.now())
    return list(fresh.order_by("sort_order")[:4])


def _also(lead: ReaderItem | None, shown: set[int]) -> list[ReaderItem]:
    """Return up to three others of the lead's running stories, or of its section."""
    if lead is None:
        return []
    keys = list(
        lead.listings.filter(key__startswith="topic:").values_list("key", flat=True)
    )
    found = newest_together([*keys, addresses.section_key(lead.section_id)], shown)
    shown |= {item.pk for item in found}
    return found


def _below(
    site: ReaderSite, shown: set[int]
) -> tuple[list[SectionBlock], list[ReaderItem]]:
    opinion_key = addresses.genre_key(_id(site), OPINION_GENRE)
    keys = {addresses.section_key(link.page_id): link for link in site.sections}
    ids = newest_of_each([*keys, opinion_key], TILES + len(shown))
    opinions = [pk for pk in ids.get(opinion_key, []) if pk not in shown][:OPINIONS]
    taken = shown | set(opinions)
    chosen = {
        key: [pk for pk in ids.get(key, []) if pk not in taken][:TILES] for key in keys
    }
    items = {
        item.pk: item
        for item in items_in_order([*chain.from_iterable(chosen.values()), *opinions])
    }
    blocks = [
        SectionBlock(link, _pick(items, chosen[key]))
        for key, link in keys.items()
        if chosen[key]
    ]
    return blocks, _pick(items, opinions)


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
