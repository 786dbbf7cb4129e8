"""A whole site looks different, or answers on another host."""

from toasoan.core.jobs import enqueue
from toasoan.publicsite import addresses, store
from toasoan.publicsite.baking import pages_bake
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.services import (
    STALE_JOB,
    UNIT_JOB,
    hosts_publish,
    pages_mark,
    paths_of_lists,
)
from toasoan.publicsite.sites import ReaderSite, sites_all


def site_pages_bake(*, unit_key: str | None) -> None:
    """Bake the site's front now and the rest of it in a job."""
    for site in sites_all():
        if site.key == unit_key:
            pages_bake(site, [addresses.HOME])
            enqueue(UNIT_JOB, unit_key)


def site_moved_bake(*, unit_key: str | None, former_host: str) -> None:
    """Show the site under its present name and host, on every site that names it.

    What was stored goes along, so that readers find every page at the new host
    at once; the old host is told to the front no more and answers 404. A folder
    that another site has taken since is left to it.
    """
    sites = sites_all()
    for site in sites:
        if site.key == unit_key and former_host not in {each.host for each in sites}:
            store.host_move(former_host, site.host)
    hosts_publish()
    site_pages_bake(unit_key=unit_key)
    for site in sites:
        if site.key != unit_key:
            _others_mark(site, unit_key)
    enqueue(STALE_JOB)


def _others_mark(site: ReaderSite, unit_key: str | None) -> None:
    """Note the pages of another site that name the one that changed."""
    if site.unit is None:
        pages_mark(site, paths_of_lists(site))  # the portal links to every unit
        return
    copies = ReaderItem.objects.filter(unit=site.unit, source__unit__key=unit_key)
    pages_mark(site, copies.values_list("path", flat=True))
