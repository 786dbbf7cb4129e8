"""Reads for reader pages: lists of items, and which pages show an item."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    Max,
    Min,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone
from wagtail.models import Page

from toasoan.archive.models import PhotoRendition
from toasoan.content.models import AuthorPage
from toasoan.core import clock
from toasoan.core.text import fold
from toasoan.publicsite import addresses
from toasoan.publicsite.models import ReaderItem, ReaderListing
from toasoan.units.models import PressUnit

NEWS_SITEMAP_MAX = 1000
NEWS_HOURS = 48
RELATED = 3
_LIST_SPEC = "fill-"


@dataclass(frozen=True)
class ListPage:
    """One page of a long list."""

    items: list[ReaderItem]
    number: int
    pages: int
    total: int
    base: str

    @property
    def older(self) -> str:
        """Where the older items are, or ""."""
        if self.number >= self.pages:
            return ""
        return addresses.page_path(self.base, self.number + 1)

    @property
    def newer(self) -> str:
        """Where the newer items are, or ""."""
        if self.number <= 1:
            return ""
        return addresses.page_path(self.base, self.number - 1)


@dataclass(frozen=True)
class AuthorLine:
    """A pen name as the list of authors shows it."""

    name: str
    path: str
    position: str
    total: int


def items_for_cards(queryset: QuerySet[ReaderItem]) -> QuerySet[ReaderItem]:
    """Return the items with all a card shows, in two queries whatever their number."""
    renditions = PhotoRendition.objects.filter(filter_spec__startswith=_LIST_SPEC).only(
        "image", "filter_spec", "file", "width", "height", "focal_point_key"
    )
    return (
        queryset.select_related("photo", "unit")
        .defer("photo__embedded_metadata", "photo__rights_note", "unit__remit")
        .prefetch_related(Prefetch("photo__renditions", queryset=renditions))
    )


def newest(unit: PressUnit | None, limit: int) -> list[ReaderItem]:
    """Return the newest items of the unit, or of all units."""
    return list(items_for_cards(_of_unit(unit))[:limit])


def _of_unit(unit: PressUnit | None) -> QuerySet[ReaderItem]:
    every = ReaderItem.objects.order_by("-published_at", "-item_id")
    return every.filter(unit=unit) if unit else every


def items_of_key(key: str) -> QuerySet[ReaderItem]:
    """Return the items of a list, newest first."""
    return ReaderItem.objects.filter(listings__key=key).order_by(
        "-listings__published_at", "-listings__item_id"
    )


def list_page(
    key: str, number: int, base: str, first: Sequence[int] = ()
) -> ListPage | None:
    """Return one page of the list, or None past its end; page 1 always exists.

    Those of `first` that are in the list stand before all others, in this order.
    """
    total = ReaderListing.objects.filter(key=key).count()
    pages = max(1, -(-total // addresses.PAGE_SIZE))
    if not 1 <= number <= pages:
        return None
    start = (number - 1) * addresses.PAGE_SIZE
    rows = ReaderListing.objects.filter(key=key)
    order = [When(item=pk, then=Value(place)) for place, pk in enumerate(first)]
    ranks = [Case(*order, default=Value(len(order)))] if order else []
    rows = rows.order_by(*ranks, "-published_at", "-item_id")
    ids = list(rows.values_list("item", flat=True)[start : start + addresses.PAGE_SIZE])
    return ListPage(items_in_order(ids), number, pages, total, base)


def items_in_order(ids: Sequence[int]) -> list[ReaderItem]:
    """Return the items with these ids that readers may see, in this order."""
    found = items_for_cards(ReaderItem.objects.filter(pk__in=ids)).in_bulk()
    return [found[pk] for pk in ids if pk in found]


def authors_with_items(root: Page) -> list[AuthorLine]:
    """Return the pen names of the site that signed something public.

    In the order of Vietnamese lists of people: by given name, the last word.
    """
    rows = AuthorPage.objects.child_of(root).live()
    authors = {
        addresses.author_key(pk): line
        for pk, *line in rows.values_list("pk", "title", "slug", "position")
    }
    counted = ReaderListing.objects.filter(key__in=authors).values_list("key")
    lines = [
        AuthorLine(name, addresses.author_path(slug), position, total)
        for key, total in counted.annotate(total=Count("pk"))
        for name, slug, position in [authors[key]]
    ]
    return sorted(lines, key=lambda line: (fold(line.name).split()[-1:], line.name))


def newest_of_each(keys: Iterable[str], limit: int) -> dict[str, list[int]]:
    """Return key → ids of its newest items, for many lists in one query."""
    found: dict[str, list[int]] = {}
    rows = _in_order(_newest_rows(keys, limit))
    for key, item_id in rows.values_list("key", "item"):
        found.setdefault(key, []).append(item_id)
    return found


def newest_of_each_unit(units: Iterable[PressUnit], limit: int) -> list[ReaderItem]:
    """Return the newest items of every unit in two queries, newest first."""
    wanted = Q(pk__in=[])
    for unit in units:
        wanted |= Q(pk__in=_of_unit(unit).values("pk")[:limit])
    return list(items_for_cards(_of_unit(None).filter(wanted)))


def newest_together(
    keys: Iterable[str], without: Collection[int], limit: int = 3
) -> list[ReaderItem]:
    """Return the newest items of these lists, the first lists first."""
    keys = list(keys)
    return _first_of(keys, _newest_rows(keys, limit + len(without)), without, limit)


def related_items(
    keys: Iterable[str], moment: datetime, without: Collection[int]
) -> list[ReaderItem]:
    """Return up to three items of these lists that came out before `moment`.

    Only earlier ones: so an article's page does not change whenever another
    article comes out, and stored pages stay right.
    """
    keys = list(keys)
    earlier = Q(published_at__lte=moment)
    rows = _newest_rows(keys, RELATED + len(without), earlier)
    return _first_of(keys, rows, without, RELATED)


def items_relating_to(item: ReaderItem, keys: Collection[str]) -> list[str]:
    """Return the addresses of the articles that show this one as related."""
    wanted = Q(pk__in=[])
    for key in keys:
        if key.startswith(("topic:", "section:")):
            rows = ReaderListing.objects.filter(
                key=key, published_at__gte=item.published_at
            ).exclude(item=item)
            wanted |= Q(
                pk__in=rows.order_by("published_at").values("pk")[: RELATED + 1]
            )
    ids = ReaderListing.objects.filter(wanted).values("item")
    return list(ReaderItem.objects.filter(pk__in=ids).values_list("path", flat=True))


def _newest_rows(
    keys: Iterable[str], limit: int, among: Q | None = None
) -> QuerySet[ReaderListing]:
    """Return the newest places in each of these lists, in no order."""
    wanted = Q(pk__in=[])
    for key in keys:
        rows = _in_order(ReaderListing.objects.filter(among or Q(), key=key))
        wanted |= Q(pk__in=rows.values("pk")[:limit])
    return ReaderListing.objects.filter(wanted)


def _in_order(rows: QuerySet[ReaderListing]) -> QuerySet[ReaderListing]:
    return rows.order_by("-published_at", "-item_id")


def _first_of(
    keys: Sequence[str],
    rows: QuerySet[ReaderListing],
    without: Collection[int],
    limit: int,
) -> list[ReaderItem]:
    """Return the items in these places, those of the first lists first."""
    found = _in_order(rows).select_related("item__unit")
    placed = sorted(found, key=lambda row: keys.index(row.key))
    items = {row.item_id: row.item for row in placed if row.item_id not in without}
    return list(items.values())[:limit]


def topic_parts(items: Sequence[ReaderItem], pinned: Collection[int]) -> dict[str, Any]:
    """Return what stands first on a running story's page, the rest, and that by days."""
    rest = [item for item in items if item.pk not in pinned]
    days: dict[date, list[ReaderItem]] = {}
    for item in rest:
        days.setdefault(clock.local(item.published_at).date(), []).append(item)
    first = [item for item in items if item.pk in pinned]
    return {"pinned": first, "rest": rest, "days": list(days.items())}


def items_of_day(unit: PressUnit, day: date) -> list[ReaderItem]:
    """Return what the unit published on `day`, newest first."""
    return list(
        items_for_cards(_of_unit(unit).filter(published_at__range=_span(day, day)))
    )


def items_of_month(unit: PressUnit, month: date) -> QuerySet[ReaderItem]:
    """Return what the unit published in the month of `month`, newest first."""
    return _of_unit(unit).filter(published_at__range=_span(month, _last_day(month)))


def items_of_last_hours(unit: PressUnit, hours: int = NEWS_HOURS) -> list[ReaderItem]:
    """Return what the unit published in the last hours, at most a thousand.

    Without packages: what they list is the news, and stands here by itself.
    """
    since = clock.now() - timedelta(hours=hours)
    news = _of_unit(unit).filter(source__packagepage__isnull=True)
    return list(news.filter(published_at__gte=since)[:NEWS_SITEMAP_MAX])


def months_with_items(unit: PressUnit) -> list[date]:
    """Return the first days of the months from the newest item to the oldest."""
    span = ReaderItem.objects.filter(unit=unit).aggregate(
        first=Min("published_at"), last=Max("published_at")
    )
    if span["last"] is None:
        return []
    month = clock.local(span["last"]).date().replace(day=1)
    first = clock.local(span["first"]).date().replace(day=1)
    months = []
    while month >= first:
        months.append(month)
        month = (month - timedelta(days=1)).replace(day=1)
    return months


def _last_day(month: date) -> date:
    following = month.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    zone = timezone.get_default_timezone()
    start = datetime.combine(first, datetime.min.time(), zone)
    end = datetime.combine(last, datetime.max.time(), zone)
    return start, end


def pages_listing(item: ReaderItem, keys: Collection[str]) -> list[str]:
    """Return the addresses of the item's site that show it, the most read first."""
    day = clock.local(item.published_at).date()
    sections = section_paths(item.section_path)
    lists = _list_paths(keys)
    has_authors = any(key.startswith("author:") for key in keys)
    return list(
        dict.fromkeys(
            [
                item.path,
                addresses.HOME,
                *sections[:1],
                addresses.RSS,
                *sections[1:],
                *(f"{path}rss.xml" for path in sections),
                addresses.ATOM,
                addresses.JSON_FEED,
                addresses.SITEMAP_NEWS,
                *lists,
                *([addresses.AUTHORS] if has_authors else []),
                addresses.day_path(day),
                addresses.month_path(day),
                addresses.ARCHIVE,
                addresses.month_sitemap(day),
                addresses.SITEMAP,
                *addresses.picture_paths(item.pk, item.pictures),
                *_later_pages([*sections, *lists]),
            ]
        )
    )


def items_below(section: Page) -> QuerySet[ReaderItem]:
    """Return what readers find in the section and in those below it."""
    return ReaderItem.objects.filter(item__path__startswith=section.path)


def section_is_moved(section: Page, path: str) -> bool:
    """Return whether lists know its items by another address than below `path`.

    Or by an older name of the section.
    """
    elsewhere = ~Q(path__startswith=path)
    renamed = Q(section_id=section.pk) & ~Q(section_title=section.title)
    return items_below(section).filter(elsewhere | renamed).exists()


def section_paths(path: str) -> list[str]:
    """Return the address and those above it, the nearest first."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:n]) + "/" for n in range(len(parts), 0, -1)]


def _list_paths(keys: Collection[str]) -> list[str]:
    """Return the addresses of the topics, authors and tags among the keys."""
    spell = {"topic": addresses.topic_path, "author": addresses.author_path}
    kinds = {
        int(key.split(":")[1]): key.split(":")[0]
        for key in keys
        if key.split(":")[0] in spell
    }
    pages = Page.objects.filter(pk__in=kinds).values_list("pk", "slug")
    tags = [key.rsplit(":", 1)[1] for key in keys if key.startswith("tag:")]
    return [
        *(spell[kinds[pk]](slug) for pk, slug in pages),
        *(addresses.tag_path(slug) for slug in tags),
    ]


def _later_pages(bases: Iterable[str]) -> list[str]:
    return [path for base in bases for path in addresses.stored_pages(base)[1:]]
