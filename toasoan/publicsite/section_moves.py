"""A section with a new address or name takes its items along."""

from collections import defaultdict

from wagtail.models import Page

from toasoan.core.jobs import enqueue
from toasoan.publicsite import addresses
from toasoan.publicsite.former_sections import former_section_note
from toasoan.publicsite.index import item_index, item_indexed
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.selectors import items_below
from toasoan.publicsite.services import STALE_JOB, pages_mark, paths_of_change
from toasoan.publicsite.sites import ReaderSite, sites_all

# Items whose pages are noted at once: lists of a section are mostly the same ones.
BATCH = 200


def section_items_move(*, page_id: int, unit_key: str) -> None:
    """Index what stands below the section anew; whatever shows it waits for baking.

    Its pages at the old addresses are among them: Django answers there with a
    lasting redirect, also for the section's own list, and the stored page goes.
    Run twice, it marks them twice.
    """
    section = Page.objects.filter(pk=page_id).first()
    sites = sites_all()
    site = next((each for each in sites if each.key == unit_key), None)
    if section is None or site is None:
        return
    former_section_note(site, section)
    ids = list(items_below(section).values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        _items_move(site, sites, ids[start : start + BATCH])
    for portal in (each for each in sites if each.unit is None):
        pages_mark(portal, addresses.PORTAL)
    enqueue(STALE_JOB)


def _items_move(site: ReaderSite, sites: list[ReaderSite], ids: list[int]) -> None:
    paths: dict[str, None] = {}
    for item_id in ids:
        before = item_indexed(item_id)
        paths |= dict.fromkeys(paths_of_change(before, item_index(item_id)))
    pages_mark(site, paths)
    _copies_mark(sites, ids)


def _copies_mark(sites: list[ReaderSite], ids: list[int]) -> None:
    """Note the copies at other units: each names the address of its original."""
    copies: defaultdict[int, list[str]] = defaultdict(list)
    rows = ReaderItem.objects.filter(source__in=ids).exclude(pk__in=ids)
    for unit_id, path in rows.values_list("unit", "path"):
        copies[unit_id].append(path)
    for each in sites:
        if each.unit is not None:
            pages_mark(each, copies[each.unit.pk])
