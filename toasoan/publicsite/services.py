"""Keeping the page store right after every change."""

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Iterator

from wagtail.models import Page, ReferenceIndex

from toasoan.archive.models import Photo
from toasoan.archive.selectors import renditions_outdated
from toasoan.content.models import (
    AuthorPage,
    SectionPage,
    TopicPage,
)
from toasoan.core import clock
from toasoan.core.jobs import enqueue
from toasoan.publicsite import addresses, store
from toasoan.publicsite.baking import Baked, page_bake, pages_bake
from toasoan.publicsite.index import (
    Indexed,
    copies_of,
    item_index,
    item_indexed,
    items_public,
    looks_different,
)
from toasoan.publicsite.models import ReaderItem, ReaderListing, StalePath
from toasoan.publicsite.packages import packages_changed, pages_beside
from toasoan.publicsite.photo_files import files_release, files_retire, pages_showing
from toasoan.publicsite.public_pictures import pictures_follow, pictures_withdraw
from toasoan.publicsite.replies import copies_bound, pages_bound
from toasoan.publicsite.selectors import (
    items_relating_to,
    months_with_items,
    pages_listing,
    section_is_moved,
)
from toasoan.publicsite.sites import ReaderSite, sites_all
from toasoan.units.models import PressUnit

log = logging.getLogger("toasoan.publicsite")

# Baked while the newsroom waits: the article, the front, its section, the feed.
AT_ONCE = 4
STALE_JOB = "publicsite.stale_pages_bake"
UNIT_JOB = "publicsite.unit_pages_bake"
SECTION_JOB = "publicsite.section_items_move"
# Bodies of these change as time passes, with nothing published.
TIMED_PATHS = (addresses.HOME, addresses.SITEMAP_NEWS)
BATCH = 200

__all__ = [
    "item_pages_bake",
    "pages_bake",
    "pages_refresh",
    "stale_pages_bake",
    "structure_pages_bake",
    "unit_pages_bake",
]


def item_pages_bake(*, item_id: int, path: str = "", unit_key: str = "") -> Baked:
    """Make every stored page agree with the item as it is now.

    Its own page, the front, its section and the feed at once, in this order;
    the others by a job. Run twice, the second time writes nothing.

    Args:
        item_id: an item that was published, changed or taken down.
        path: where it was, when the index no longer knows.
        unit_key: whose it was, for the same case.
    """
    before = item_indexed(item_id)
    after = item_index(item_id)
    known = after or before
    sites = sites_all()
    site = next((s for s in sites if s.unit and _is_of(s.unit, known, unit_key)), None)
    if site is None:
        log.warning("item %s: its unit has no site", item_id)
        return Baked()
    baked = Baked()
    if before and after and before.item.path != after.item.path:
        # Django answers there with a lasting redirect from now on.
        page_bake(site, before.item.path, baked)
    paths = paths_of_change(before, after, path)
    if known is None:
        # It was erased; nothing says any more which lists showed it.
        paths += store.pages_stored(site.host)
    pages_mark(site, paths[AT_ONCE:])
    for portal in (each for each in sites if each.unit is None):
        pages_mark(portal, addresses.PORTAL)
    for first in (
        *paths[:AT_ONCE],
        *_pictures_left(site, item_id, after),
        *packages_changed(item_id, before, after),
    ):
        page_bake(site, first, baked)
    for copy in _copies_to_bake(item_id, before, after):
        item_pages_bake(item_id=copy)
    enqueue(STALE_JOB)
    return baked


def _copies_to_bake(
    item_id: int, before: Indexed | None, after: Indexed | None
) -> list[int]:
    """Return the public copies, at other units, whose page shows the item or names it."""
    found = copies_of(item_id) if after else []
    if before is None or looks_different(before, after):
        found = [*found, *copies_bound(item_id)]
    return found


def _pictures_left(site: ReaderSite, item_id: int, after: Indexed | None) -> list[str]:
    """Return the stored pages of pictures that the item shows no more."""
    stored = store.pages_below(site.host, addresses.pictures_folder(item_id))
    pictures = after.item.pictures if after else []
    shown = set(addresses.picture_paths(item_id, pictures))
    return [path for path in stored if path not in shown]


def paths_of_change(
    before: Indexed | None, after: Indexed | None, path: str = ""
) -> list[str]:
    """Return the stored pages that show the item, as it was or as it is."""
    paths: list[str] = []
    for each in (after, before):
        if each is not None:
            paths += pages_listing(each.item, each.keys)
    known = after or before
    if known is not None:
        paths += pages_beside(known.item, before, after)
    if known is not None and (before is None or looks_different(before, after)):
        paths += items_relating_to(known.item, known.keys)
        paths += _pages_referring_to(known.item)
        paths += pages_bound(known.item)
    if path and path not in paths:
        paths.insert(0, path)
    if after is None and before is None:
        paths += [addresses.HOME, addresses.RSS]
    return list(dict.fromkeys(paths))


def _pages_referring_to(item: ReaderItem) -> list[str]:
    """Return the addresses of the unit's articles whose body links to the item."""
    page = Page(pk=item.pk)
    ids = ReferenceIndex.get_references_to(page).values_list("object_id", flat=True)
    numbers = [int(pk) for pk in ids if str(pk).isdigit()]
    rows = ReaderItem.objects.filter(pk__in=numbers, unit=item.unit_id)
    return list(rows.values_list("path", flat=True))


def _is_of(unit: PressUnit, known: Indexed | None, unit_key: str) -> bool:
    return unit.pk == known.item.unit_id if known else unit.key == unit_key


def pages_mark(site: ReaderSite, paths: Iterable[str]) -> None:
    """Note that these stored pages are older than what they show."""
    now = clock.now()
    StalePath.objects.bulk_create(
        [StalePath(host=site.host, path=path, marked_at=now) for path in paths],
        update_conflicts=True,
        unique_fields=["host", "path"],
        update_fields=["marked_at"],
        batch_size=500,
    )


def stale_pages_bake(*, limit: int | None = None) -> Baked:
    """Bake the pages noted as stale, the longest waiting first, until none is left.

    Files of photos that only they still showed are deleted afterwards, and what no live
    page shows any more is no longer public.
    """
    sites = {site.host: site for site in sites_all()}
    baked = Baked()
    failed: set[int] = set()
    while limit is None or baked.total < limit:
        rows = list(StalePath.objects.exclude(pk__in=failed).order_by("pk")[:BATCH])
        if not rows:
            break
        for row in rows:
            if not _stale_bake(sites.get(row.host), row, baked):
                failed.add(row.pk)
    pictures_withdraw()
    files_release()
    return baked


def _stale_bake(site: ReaderSite | None, row: StalePath, baked: Baked) -> bool:
    try:
        if site is not None:
            page_bake(site, row.path, baked)
    except Exception:
        # Kept: the next refresh tries it again.
        log.exception("not baked: %s%s", row.host, row.path)
        return False
    # Marked again while it was rendered, it stays.
    StalePath.objects.filter(pk=row.pk, marked_at=row.marked_at).delete()
    return True


def structure_pages_bake(*, page_id: int, unit_key: str | None) -> Baked:
    """Make stored pages agree with a home, section, topic, author or standard page.

    When the frame of every page changed (menu, imprint), a job bakes the unit.
    """
    hosts_publish()
    site = _site_of(unit_key)
    if site is None:
        return Baked()
    page = Page.objects.filter(pk=page_id).first()
    paths, key = _structure_paths(site, page)
    if page is not None and page.specific_class is SectionPage:
        _section_follow(site, page)
    baked = pages_bake(site, paths)
    if _frame_changed(site):
        enqueue(UNIT_JOB, unit_key)
    if key:
        _listed_reindex(site, key)
        enqueue(STALE_JOB)
    return baked


def _structure_paths(site: ReaderSite, page: Page | None) -> tuple[list[str], str]:
    """Return the pages to bake now, and the list whose items show the page's name."""
    model = page.specific_class if page is not None else None
    if page is None:
        # It was deleted: whatever it was, these may have named it.
        return [addresses.HOME, addresses.AUTHORS, addresses.SITEMAP_PAGES], ""
    if model is TopicPage:
        key = addresses.topic_key(page.pk)
        return [addresses.topic_path(page.slug), addresses.SITEMAP_PAGES], key
    if model is AuthorPage:
        key = addresses.author_key(page.pk)
        own = addresses.author_path(page.slug)
        return [own, addresses.AUTHORS, addresses.SITEMAP_PAGES], key
    if not page.url_path.startswith(site.root.url_path):
        return [], ""  # It stands outside every site, as a unit's home before its own.
    path = site.path_of(page.url_path)
    return list(dict.fromkeys([path, addresses.HOME, addresses.SITEMAP_PAGES])), ""


def _section_follow(site: ReaderSite, section: Page) -> None:
    in_site = section.url_path.startswith(site.root.url_path)
    if in_site and section_is_moved(section, site.path_of(section.url_path)):
        enqueue(SECTION_JOB, section.pk, site.key)


def _listed_reindex(site: ReaderSite, key: str) -> None:
    ids = ReaderListing.objects.filter(key=key).values_list("item", flat=True)
    for item_id in list(ids):
        item_index(item_id)
    rows = ReaderItem.objects.filter(listings__key=key)
    pages_mark(site, list(rows.values_list("path", flat=True)))


def _frame_changed(site: ReaderSite) -> bool:
    """Return whether what surrounds every page differs from last time; keep it."""
    unit = site.unit
    frame = [
        site.name,
        site.root_url,
        site.theme,
        [(link.title, link.path) for link in (*site.sections, *site.standards)],
        [unit.tagline, unit.chief_name, unit.licence, unit.address] if unit else [],
        [unit.hotline, unit.email] if unit else [],
    ]
    body = hashlib.sha256(json.dumps(frame).encode()).hexdigest().encode()
    return store.page_write(site.host, "/_frame", body)


def unit_pages_bake(*, unit_key: str | None) -> Baked:
    """Bake every page of a unit, or of the portal, anew, and remove all others."""
    baked = Baked()
    site = _site_of(unit_key)
    if site is not None:
        for path in (*paths_of_lists(site), *paths_of_items(site)):
            page_bake(site, path, baked)
        baked.removed += orphans_remove(site)
    return baked


def pages_refresh() -> Baked:
    """Bake what time alone changes, and whatever still waits."""
    hosts_publish()
    for site in sites_all():
        pages_mark(site, TIMED_PATHS if site.unit else (addresses.HOME,))
    return stale_pages_bake()


def photo_pages_mark(*, photo_id: int) -> None:
    """Have every page that shows the photo baked with its new files and words.

    Files of an earlier original, focal point or credit are deleted once that is done.
    """
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return
    outdated = renditions_outdated(photo)
    for site, paths in pages_showing(photo):
        pages_mark(site, paths)
    files_retire(photo, outdated)
    enqueue(STALE_JOB)


def hosts_publish() -> None:
    """Tell the front which hosts there are."""
    store.hosts_write(
        {site.host: site.unit.key if site.unit else "" for site in sites_all()}
    )


def _site_of(unit_key: str | None) -> ReaderSite | None:
    return next((site for site in sites_all() if site.key == unit_key), None)


def paths_of_lists(site: ReaderSite) -> list[str]:
    """Return every stored address of the site but its articles'."""
    paths = [addresses.NOT_FOUND, addresses.UNAVAILABLE, addresses.HOME]
    paths += [*addresses.PLAIN, addresses.RSS, addresses.ATOM, addresses.JSON_FEED]
    paths += [addresses.SITEMAP, addresses.SITEMAP_PAGES]
    paths += [link.path for link in site.standards]
    if site.unit is None:
        return paths
    paths += [addresses.SITEMAP_NEWS, addresses.ARCHIVE, addresses.AUTHORS]
    for month in months_with_items(site.unit):
        paths += [addresses.month_sitemap(month), addresses.month_path(month)]
    paths += _days(site.unit)
    for base in _bases(site, site.unit):
        paths += addresses.stored_pages(base)
    below = SectionPage.objects.descendant_of(site.root).live()
    paths += [f"{site.path_of(section.url_path)}rss.xml" for section in below]
    return paths


def _days(unit: PressUnit) -> list[str]:
    moments = ReaderItem.objects.filter(unit=unit).values_list(
        "published_at", flat=True
    )
    days = {clock.local(moment).date() for moment in moments.iterator()}
    return [addresses.day_path(day) for day in sorted(days, reverse=True)]


def _bases(site: ReaderSite, unit: PressUnit) -> Iterator[str]:
    for section in SectionPage.objects.descendant_of(site.root).live():
        yield site.path_of(section.url_path)
    for topic in TopicPage.objects.child_of(site.root).live():
        yield addresses.topic_path(topic.slug)
    for author in AuthorPage.objects.child_of(site.root).live():
        yield addresses.author_path(author.slug)
    keys = ReaderListing.objects.filter(key__startswith=f"tag:{unit.pk}:")
    for key in keys.values_list("key", flat=True).distinct():
        yield addresses.tag_path(key.rsplit(":", 1)[1])


def paths_of_items(site: ReaderSite) -> list[str]:
    """Return the addresses of every item and its pictures, the newest item first."""
    if site.unit is None:
        return []
    rows = ReaderItem.objects.filter(unit=site.unit)
    return [
        each
        for pk, path, pictures in rows.values_list("pk", "path", "pictures")
        for each in (path, *addresses.picture_paths(pk, pictures))
    ]


def index_rebuild(ids: Collection[int] | None = None) -> Iterator[int]:
    """Index every public item again, yielding each id as it is done."""
    public = list(ids if ids is not None else items_public())
    for item_id in public:
        item_index(item_id)
        yield item_id
    if ids is None:
        ReaderItem.objects.exclude(pk__in=set(public)).delete()


def orphans_remove(site: ReaderSite) -> int:
    """Take pages out of the store that nothing leads to any more; return how many."""
    # Listed first: whatever is baked from now on leads to itself by then.
    stored = list(store.pages_stored(site.host))
    wanted = {*paths_of_lists(site), *paths_of_items(site)}
    orphans = [path for path in stored if path not in wanted]
    for path in orphans:
        pictures_follow(site.host, path)
    return sum(store.page_delete(site.host, path) for path in orphans)
