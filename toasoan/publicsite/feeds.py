"""Feeds for other machines: RSS 2.0, Atom 1.0 and JSON Feed 1.1."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from lxml import etree

from toasoan.archive.selectors import photo_sources
from toasoan.archive.sizes import FEED_WIDTH
from toasoan.content.models import Correction
from toasoan.core import clock
from toasoan.publicsite import addresses
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.sites import ReaderSite

FEED_ITEMS = 30
ATOM_NS = "http://www.w3.org/2005/Atom"
ATOM_SPACE: Any = {None: ATOM_NS}
DC_NS = "http://purl.org/dc/elements/1.1/"
RSS_TYPE = "application/rss+xml; charset=utf-8"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"


@dataclass(frozen=True)
class Feed:
    """What a feed tells, whatever its format."""

    site: ReaderSite
    title: str
    page_path: str
    path: str
    items: Sequence[ReaderItem]
    corrections: dict[int, list[Correction]]

    @property
    def updated(self) -> datetime:
        """When the newest of its items last changed; long ago when it has none."""
        return max(
            (item.updated_at for item in self.items),
            default=datetime(2000, 1, 1, tzinfo=UTC),
        )

    @property
    def description(self) -> str:
        """The sentence that says what the feed holds."""
        return self.site.tagline or _("Tin mới của {name}").format(name=self.site.name)

    def url_of(self, item: ReaderItem) -> str:
        """Return the item's full address; on the portal items keep their own host."""
        site = item.unit.site if self.site.unit is None else None
        root = site.root_url if site else self.site.root_url
        return f"{root}{item.path}"

    def html_of(self, item: ReaderItem) -> str:
        """Return picture, corrections and sapo as HTML."""
        parts = [self._picture(item)]
        parts += [correction_html(c) for c in self.corrections.get(item.source_id, [])]
        parts.append(f"<p>{escape(item.sapo)}</p>" if item.sapo else "")
        return "".join(parts)

    def image_of(self, item: ReaderItem) -> str:
        """Return the full address of a middle-sized picture, or ""."""
        found = photo_sources(item.photo, (FEED_WIDTH,), "3:2")
        return self.site.absolute(found.src) if found else ""

    def _picture(self, item: ReaderItem) -> str:
        found = photo_sources(item.photo, (FEED_WIDTH,), "3:2")
        if found is None:
            return ""
        return (
            f'<p><img src="{escape(self.site.absolute(found.src))}"'
            f' width="{found.width}" height="{found.height}"'
            f' alt="{escape(found.alt)}"></p>'
        )


def feed_of(
    site: ReaderSite,
    items: Sequence[ReaderItem],
    path: str,
    *,
    title: str = "",
    page_path: str = addresses.HOME,
) -> Feed:
    """Return the feed of these items, their corrections included."""
    corrections: dict[int, list[Correction]] = {}
    sources = {item.source_id for item in items}
    for each in Correction.objects.filter(item__in=sources).order_by("-at"):
        corrections.setdefault(each.item_id, []).append(each)
    name = f"{title} - {site.name}" if title else site.name
    return Feed(site, name, page_path, path, items, corrections)


def correction_html(each: Correction) -> str:
    """Return the correction as readers of a feed see it, the page's own words."""
    words = _("Đính chính: đã viết “{wrong}”. Viết đúng là: “{right}”.")
    text = words.format(wrong=each.wrong, right=each.right)
    sorry = " " + _("Tòa soạn xin lỗi bạn đọc.") if each.apologises else ""
    return f"<p>{escape(text + sorry)} {clock.format_datetime_vi(each.at)}</p>"


def rss(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0."""
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM_NS, "dc": DC_NS})
    channel = etree.SubElement(root, "channel")
    _text(channel, "title", feed.title)
    _text(channel, "link", feed.site.absolute(feed.page_path))
    _text(channel, "description", feed.description)
    _text(channel, "language", "vi")
    _text(channel, "lastBuildDate", _rfc822(feed.updated))
    _text(channel, "ttl", "5")
    own = etree.SubElement(channel, f"{{{ATOM_NS}}}link")
    own.set("href", feed.site.absolute(feed.path))
    own.set("rel", "self")
    own.set("type", "application/rss+xml")
    for item in feed.items:
        _rss_item(channel, feed, item)
    return _xml(root)


def _rss_item(channel: Any, feed: Feed, item: ReaderItem) -> None:
    entry = etree.SubElement(channel, "item")
    _text(entry, "title", item.title)
    _text(entry, "link", feed.url_of(item))
    guid = _text(entry, "guid", _tag_uri(feed, item))
    guid.set("isPermaLink", "false")
    _text(entry, "description", feed.html_of(item))
    _text(entry, "pubDate", _rfc822(item.published_at))
    _text(entry, "category", item.section_title)
    for author in item.authors:
        _text(entry, f"{{{DC_NS}}}creator", author["name"])


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom 1.0."""
    root = etree.Element(f"{{{ATOM_NS}}}feed", nsmap=ATOM_SPACE)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    _text(root, _a("title"), feed.title)
    _text(root, _a("subtitle"), feed.description)
    _text(root, _a("id"), feed.site.absolute(feed.path))
    _text(root, _a("updated"), _rfc3339(feed.updated))
    _link(root, feed.site.absolute(feed.path), "self", "application/atom+xml")
    _link(root, feed.site.absolute(feed.page_path), "alternate", "text/html")
    publisher = etree.SubElement(root, _a("author"))
    _text(publisher, _a("name"), feed.site.name)
    for item in feed.items:
        _atom_entry(root, feed, item)
    return _xml(root)


def _atom_entry(root: Any, feed: Feed, item: ReaderItem) -> None:
    entry = etree.SubElement(root, _a("entry"))
    _text(entry, _a("title"), item.title)
    _text(entry, _a("id"), _tag_uri(feed, item))
    _link(entry, feed.url_of(item), "alternate", "text/html")
    _text(entry, _a("published"), _rfc3339(item.published_at))
    _text(entry, _a("updated"), _rfc3339(item.updated_at))
    for author in item.authors:
        person = etree.SubElement(entry, _a("author"))
        _text(person, _a("name"), author["name"])
    etree.SubElement(entry, _a("category"), term=item.section_title)
    summary = _text(entry, _a("summary"), feed.html_of(item))
    summary.set("type", "html")


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.site.absolute(feed.page_path),
        "feed_url": feed.site.absolute(feed.path),
        "description": feed.description,
        "language": "vi",
        "icon": feed.site.absolute("/icon-512.png"),
        "favicon": feed.site.absolute("/icon-192.png"),
        "authors": [{"name": feed.site.name, "url": feed.site.absolute("/")}],
        "items": [_json_item(feed, item) for item in feed.items],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _json_item(feed: Feed, item: ReaderItem) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": _tag_uri(feed, item),
        "url": feed.url_of(item),
        "title": item.title,
        "summary": item.sapo,
        "content_html": feed.html_of(item) or f"<p>{escape(item.title)}</p>",
        "date_published": _rfc3339(item.published_at),
        "date_modified": _rfc3339(item.updated_at),
        "tags": [item.section_title],
        "language": "vi",
    }
    if item.authors:
        entry["authors"] = [{"name": author["name"]} for author in item.authors]
    image = feed.image_of(item)
    return {**entry, "image": image} if image else entry


def _tag_uri(feed: Feed, item: ReaderItem) -> str:
    """Return an id that stays when headline, section or host change (RFC 4151)."""
    key = item.unit.key if feed.site.unit is None else feed.site.unit.key
    return f"tag:{key},{clock.local(item.published_at):%Y-%m-%d}:{item.pk}"


def _a(name: str) -> str:
    return f"{{{ATOM_NS}}}{name}"


def _text(parent: Any, name: str, text: str) -> Any:
    element = etree.SubElement(parent, name)
    element.text = "".join(c for c in text if c >= " " or c in "\t\n")
    return element


def _link(parent: Any, href: str, rel: str, kind: str) -> None:
    etree.SubElement(parent, _a("link"), href=href, rel=rel, type=kind)


def _xml(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _rfc822(moment: datetime) -> str:
    return format_datetime(clock.local(moment))


def _rfc3339(moment: datetime) -> str:
    return clock.local(moment).isoformat(timespec="seconds")
