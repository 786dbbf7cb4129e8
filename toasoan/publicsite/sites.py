"""The site behind a host: its name, its sections, its imprint."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page, Site

from toasoan.publicsite.errors import PageNotFound
from toasoan.units.models import PressUnit


@dataclass(frozen=True)
class Link:
    """A name and where it leads."""

    title: str
    path: str
    page_id: int = 0


@dataclass(frozen=True)
class ReaderSite:
    """One reader site; `unit` is None on the group portal."""

    host: str
    root_url: str
    name: str
    root: Page
    unit: PressUnit | None = None

    @property
    def key(self) -> str | None:
        """The unit's key, None on the portal."""
        return self.unit.key if self.unit else None

    @property
    def theme(self) -> str:
        """The data-unit value, empty for the neutral one."""
        return self.unit.theme if self.unit else ""

    @property
    def tagline(self) -> str:
        """The line under the masthead."""
        return self.unit.tagline if self.unit else ""

    @cached_property
    def _children(self) -> list[tuple[int, bool, str, str]]:
        kinds = Q(sectionpage__isnull=False) | Q(standardpage__isnull=False)
        return list(
            Page.objects.child_of(self.root)
            .live()
            .filter(kinds)
            .annotate(is_section=Q(sectionpage__isnull=False))
            .order_by("sectionpage__in_menu_order", "path")
            .values_list("pk", "is_section", "title", "url_path")
        )

    def _links(self, *, are_sections: bool) -> tuple[Link, ...]:
        return tuple(
            Link(title, self.path_of(url_path), pk)
            for pk, is_section, title, url_path in self._children
            if is_section == are_sections
        )

    @cached_property
    def sections(self) -> tuple[Link, ...]:
        """The sections of the menu, in order."""
        return self._links(are_sections=True)

    @cached_property
    def standards(self) -> tuple[Link, ...]:
        """The pages about the unit itself."""
        return self._links(are_sections=False)

    def path_of(self, url_path: str) -> str:
        """Return the reader's address of a page of the tree."""
        return "/" + url_path.removeprefix(self.root.url_path)

    def absolute(self, path: str) -> str:
        """Return the full address of a path of this site."""
        return f"{self.root_url}{path}"


def _sites() -> list[Site]:
    return list(
        Site.objects.select_related("root_page", "press_unit").order_by("hostname")
    )


def sites_all() -> list[ReaderSite]:
    """Return every reader site, the portal included."""
    return [_reader_site(site) for site in _sites()]


def site_for_host(host: str) -> ReaderSite:
    """Return the site that answers at `host`; staff hosts fall to the portal.

    Raises:
        PageNotFound: nobody answers there.
    """
    by_host = {site.hostname: site for site in _sites()}
    if host in by_host:
        return _reader_site(by_host[host])
    portal = next((s for s in by_host.values() if s.is_default_site), None)
    if portal is not None and host in settings.STAFF_HOSTS:
        return _reader_site(portal)
    raise PageNotFound


def site_of_unit(unit: PressUnit) -> ReaderSite:
    """Return the unit's site.

    Raises:
        PageNotFound: the unit has none.
    """
    for site in _sites():
        if getattr(site, "press_unit", None) == unit:
            return _reader_site(site)
    raise PageNotFound


def _reader_site(site: Site) -> ReaderSite:
    unit = getattr(site, "press_unit", None)
    return ReaderSite(
        host=site.hostname,
        root_url=site.root_url,
        name=unit.masthead if unit else site.site_name or settings.WAGTAIL_SITE_NAME,
        root=site.root_page,
        unit=unit,
    )
