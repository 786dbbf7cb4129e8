"""Sitemaps: an index, the lasting pages, a month's articles, the last two days."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from lxml import etree
from wagtail.models import Page

from toasoan.content.models import AuthorPage, SectionPage, StandardPage, TopicPage
from toasoan.core import clock
from toasoan.publicsite import addresses
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.selectors import (
    items_of_last_hours,
    items_of_month,
    months_with_items,
)
from toasoan.publicsite.sites import ReaderSite

SITEMAP_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NS = "http://www.google.com/schemas/sitemap-news/0.9"
URLS_MAX = 50_000
SPACE: Any = {None: SITEMAP_NS}
NEWS_SPACE: Any = {None: SITEMAP_NS, "news": NEWS_NS}
Row = tuple[str, datetime | None]


def index_of(site: ReaderSite) -> bytes:
    """Return the index of the site's sitemaps."""
    root = etree.Element(_s("sitemapindex"), nsmap=SPACE)
    _sitemap(root, site.absolute(addresses.SITEMAP_PAGES), None)
    if site.unit is not None:
        _sitemap(root, site.absolute(addresses.SITEMAP_NEWS), None)
        for month in months_with_items(site.unit):
            rows = items_of_month(site.unit, month)
            changed = rows.aggregate(last=Max("updated_at"))["last"]
            if changed:
                path = addresses.month_sitemap(month)
                _sitemap(root, site.absolute(path), changed)
    return _xml(root)


def pages_of(site: ReaderSite) -> bytes:
    """Return the sitemap of front, sections, topics, authors and the like."""
    rows: list[Row] = [(addresses.HOME, None)]
    if site.unit is not None:
        rows.append((addresses.AUTHORS, None))
    for model, spell in (
        (SectionPage, None),
        (TopicPage, addresses.topic_path),
        (AuthorPage, addresses.author_path),
        (StandardPage, None),
    ):
        below: Any = Page.objects.descendant_of(site.root).live().type(model)
        for slug, url_path, changed in below.order_by("path").values_list(
            "slug", "url_path", "last_published_at"
        ):
            path = spell(slug) if spell else site.path_of(url_path)
            rows.append((path, changed))
    return _urlset(site, rows)


def month_of(site: ReaderSite, month: date) -> bytes:
    """Return the sitemap of what the unit published in the month."""
    if site.unit is None:
        return _urlset(site, [])
    items = items_of_month(site.unit, month).values_list("path", "updated_at")
    return _urlset(site, items[:URLS_MAX])


def news_of(site: ReaderSite) -> bytes:
    """Return the news sitemap of the last 48 hours."""
    root = etree.Element(_s("urlset"), nsmap=NEWS_SPACE)
    items = items_of_last_hours(site.unit) if site.unit else []
    for item in items:
        _news(root, site, item)
    return _xml(root)


def _news(root: Any, site: ReaderSite, item: ReaderItem) -> None:
    url = etree.SubElement(root, _s("url"))
    _text(url, _s("loc"), site.absolute(item.path))
    news = etree.SubElement(url, _n("news"))
    publication = etree.SubElement(news, _n("publication"))
    _text(publication, _n("name"), site.name)
    _text(publication, _n("language"), "vi")
    _text(news, _n("publication_date"), _iso(item.published_at))
    _text(news, _n("title"), item.title)


def _urlset(site: ReaderSite, rows: Iterable[Row]) -> bytes:
    root = etree.Element(_s("urlset"), nsmap=SPACE)
    for path, changed in rows:
        url = etree.SubElement(root, _s("url"))
        _text(url, _s("loc"), site.absolute(path))
        if changed:
            _text(url, _s("lastmod"), _iso(changed))
    return _xml(root)


def _sitemap(root: Any, loc: str, changed: datetime | None) -> None:
    entry = etree.SubElement(root, _s("sitemap"))
    _text(entry, _s("loc"), loc)
    if changed:
        _text(entry, _s("lastmod"), _iso(changed))


def _text(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = text


def _s(name: str) -> str:
    return f"{{{SITEMAP_NS}}}{name}"


def _n(name: str) -> str:
    return f"{{{NEWS_NS}}}{name}"


def _xml(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _iso(moment: datetime) -> str:
    return clock.local(moment).isoformat(timespec="seconds")
