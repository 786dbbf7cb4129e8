"""Reader pages inside Wagtail's screens: what its own preview cannot know."""

from typing import Any

from wagtail.models import Page

from toasoan.content.curation.topics import pinned_of
from toasoan.content.models import (
    ArticlePage,
    AuthorPage,
    PortalPage,
    SectionPage,
    SyndicatedPage,
    TopicPage,
    UnitHomePage,
)
from toasoan.publicsite import addresses
from toasoan.publicsite.article import article_view
from toasoan.publicsite.home import home_of, portal_blocks
from toasoan.publicsite.selectors import list_page, topic_parts
from toasoan.publicsite.sites import ReaderSite, site_of_unit, sites_all
from toasoan.units.selectors import unit_of_page


def preview_context(page: Page) -> dict[str, Any]:
    """Return what the template of this page needs beside the page itself."""
    site = _site(page)
    context: dict[str, Any] = {"site": site, "noindex": True, "path": ""}
    if isinstance(page, ArticlePage | SyndicatedPage):
        return {**context, "article": article_view(site, page), "is_preview": True}
    if isinstance(page, UnitHomePage):
        return {**context, "home": home_of(site), "path": addresses.HOME}
    if isinstance(page, PortalPage):
        return {**context, "blocks": portal_blocks(), "path": addresses.HOME}
    return {**context, **_listing(page)}


def _site(page: Page) -> ReaderSite:
    unit = (
        page.unit
        if isinstance(page, ArticlePage | SyndicatedPage | UnitHomePage)
        else unit_of_page(page)
    )
    if unit is not None:
        return site_of_unit(unit)
    return next(site for site in sites_all() if site.unit is None)


def _listing(page: Page) -> dict[str, Any]:
    if isinstance(page, TopicPage):
        return _topic(page)
    key = _key(page)
    return {"listing": list_page(key, 1, "")} if key else {}


def _topic(page: TopicPage) -> dict[str, Any]:
    pinned = pinned_of(page)
    listing = list_page(addresses.topic_key(page.pk), 1, "", pinned)
    return {"listing": listing, **topic_parts(listing.items if listing else [], pinned)}


def _key(page: Page) -> str:
    if isinstance(page, SectionPage):
        return addresses.section_key(page.pk)
    return addresses.author_key(page.pk) if isinstance(page, AuthorPage) else ""
