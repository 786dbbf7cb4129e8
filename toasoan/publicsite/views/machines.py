"""Feeds, sitemaps and the small files browsers and crawlers ask for."""

import json
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static

from toasoan.content.models import SectionPage
from toasoan.core import clock
from toasoan.publicsite import addresses, feeds, icons, sitemaps
from toasoan.publicsite.answering import document, page, reader_view
from toasoan.publicsite.errors import PageNotFound
from toasoan.publicsite.selectors import (
    items_for_cards,
    items_of_key,
    newest,
)
from toasoan.publicsite.sites import ReaderSite

# The site says all these answers need; Django still hands over the request.
# ruff: noqa: ARG001
XML = "application/xml; charset=utf-8"
CONTACT_DAYS = 365


def _feed(site: ReaderSite, path: str) -> feeds.Feed:
    return feeds.feed_of(site, newest(site.unit, feeds.FEED_ITEMS), path)


@reader_view
def rss(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the newest items as RSS."""
    return document(feeds.rss(_feed(site, addresses.RSS)), feeds.RSS_TYPE)


@reader_view
def atom(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the newest items as Atom."""
    return document(feeds.atom(_feed(site, addresses.ATOM)), feeds.ATOM_TYPE)


@reader_view
def json_feed(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the newest items as JSON Feed."""
    feed = _feed(site, addresses.JSON_FEED)
    return document(feeds.json_feed(feed), feeds.JSON_TYPE)


@reader_view
def section_rss(request: HttpRequest, site: ReaderSite, path: str) -> HttpResponse:
    """Answer with a section's newest items as RSS."""
    slug = path.strip("/").split("/")[-1]
    section = (
        SectionPage.objects.live()
        .filter(slug=slug, url_path=f"{site.root.url_path}{path}/")
        .first()
    )
    if section is None:
        raise PageNotFound
    rows = items_for_cards(items_of_key(addresses.section_key(section.pk)))
    feed = feeds.feed_of(
        site,
        list(rows[: feeds.FEED_ITEMS]),
        f"/{path}/rss.xml",
        title=section.title,
        page_path=f"/{path}/",
    )
    return document(feeds.rss(feed), feeds.RSS_TYPE)


@reader_view
def sitemap_index(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the index of sitemaps."""
    return document(sitemaps.index_of(site), XML)


@reader_view
def sitemap_pages(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the lasting pages."""
    return document(sitemaps.pages_of(site), XML)


@reader_view
def sitemap_news(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the last two days for news crawlers."""
    return document(sitemaps.news_of(site), XML)


@reader_view
def sitemap_month(
    request: HttpRequest, site: ReaderSite, year: int, month: int
) -> HttpResponse:
    """Answer with a month's articles."""
    if not 1 <= month <= 12 or not 1990 <= year <= 2200:
        raise PageNotFound
    return document(sitemaps.month_of(site, date(year, month, 1)), XML)


@reader_view
def robots(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with what crawlers may fetch."""
    lines = ["User-agent: *", "Disallow: /tim-kiem/", "Disallow: /xem-truoc/"]
    lines += [f"Disallow: {prefix}" for prefix in settings.STAFF_PREFIXES]
    lines += ["Disallow: /in/", "", f"Sitemap: {site.absolute(addresses.SITEMAP)}"]
    if site.unit is not None:
        lines.append(f"Sitemap: {site.absolute(addresses.SITEMAP_NEWS)}")
    return document("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@reader_view
def security_txt(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with whom to tell of a weakness (RFC 9116)."""
    mail = site.unit.email if site.unit else ""
    contact = f"mailto:{mail}" if mail else site.absolute("/")
    # Rounded to a month, so that the file does not change every second.
    until = (clock.today() + timedelta(days=CONTACT_DAYS)).replace(day=1)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: vi, en",
        f"Canonical: {site.absolute('/.well-known/security.txt')}",
    ]
    return document("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@reader_view
def manifest(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with what a phone needs to put the site on its home screen."""
    colours = icons.colours_of(site.theme)
    body = {
        "name": site.name,
        "short_name": site.unit.short_name if site.unit else site.name[:12],
        "lang": "vi",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": icons.PAPER,
        "theme_color": colours.accent,
        "icons": [
            {"src": f"/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ]
        + [{"src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return document(text, "application/manifest+json; charset=utf-8")


@reader_view
def service_worker(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the script that keeps read pages for when the network is away."""
    kept = [static("reader/reader.css"), addresses.OFFLINE]
    text = render_to_string("publicsite/sw.js", {"kept": json.dumps(kept)})
    return document(text, "text/javascript; charset=utf-8")


@reader_view
def offline(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the page shown when the network is away."""
    return page(request, site, "offline", noindex=True)


@reader_view
def icon(request: HttpRequest, site: ReaderSite, size: int) -> HttpResponse:
    """Answer with the unit's sign as PNG."""
    if size not in icons.SIZES:
        raise PageNotFound
    return document(icons.png(_letters(site), site.theme, size), "image/png")


@reader_view
def favicon_svg(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the unit's sign as SVG."""
    return document(icons.svg(_letters(site), site.theme), "image/svg+xml")


@reader_view
def favicon_ico(request: HttpRequest, site: ReaderSite) -> HttpResponse:
    """Answer with the unit's sign for old browsers."""
    return document(icons.ico(_letters(site), site.theme), "image/x-icon")


def _letters(site: ReaderSite) -> str:
    return (site.unit.short_name if site.unit else "TS")[:2]
