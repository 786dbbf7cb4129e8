"""Reader pages inside Wagtail's screens: what its own preview cannot know."""

from typing import Any

from wagtail.models import Page

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
from toasoan.publicsite.selectors import list_page
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
    key = _key(page)
    if key:
        return {**context, "listing": list_page(key, 1, "")}
    return context


def _site(page: Page) -> ReaderSite:
    unit = (
        page.unit
        if isinstance(page, ArticlePage | SyndicatedPage | UnitHomePage)
        else unit_of_page(page)
    )
    if unit is not None:
        return site_of_unit(unit)
    return next(site for site in sites_all() if site.unit is None)


def _key(page: Page) -> str:
    if isinstance(page, SectionPage):
        return addresses.section_key(page.pk)
    if isinstance(page, TopicPage):
        return addresses.topic_key(page.pk)
    return addresses.author_key(page.pk) if isinstance(page, AuthorPage) else ""
