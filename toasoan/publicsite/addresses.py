"""Where everything readers can open is: the only place that spells addresses."""

import re
from collections.abc import Iterable
from datetime import date

ARTICLE = re.compile(r"(?:[\w-]+/)+(?:[\w-]*-)?(\d+)\.html")
PAGED = re.compile(r"(.*?)trang-(\d+)/")
PAGE_SIZE = 20
# Later pages of a list change with every article; they are rendered when asked.
STORED_PAGES = 5

HOME = "/"
RSS = "/rss.xml"
ATOM = "/atom.xml"
JSON_FEED = "/feed.json"
SITEMAP = "/sitemap.xml"
SITEMAP_PAGES = "/sitemap-pages.xml"
SITEMAP_NEWS = "/sitemap-news.xml"
ARCHIVE = "/luu-tru/"
AUTHORS = "/tac-gia/"
OFFLINE = "/ngoai-mang/"
ICONS = (
    "/favicon.svg",
    "/favicon.ico",
    "/icon-180.png",
    "/icon-192.png",
    "/icon-512.png",
)
# Changes only with the unit itself: name, imprint, colours, sections.
PLAIN = (
    "/robots.txt",
    "/manifest.webmanifest",
    "/sw.js",
    "/.well-known/security.txt",
    OFFLINE,
    *ICONS,
)
# What the group portal lists the newest items on.
PORTAL = (HOME, RSS, ATOM, JSON_FEED)
NOT_FOUND = "/_404.html"
UNAVAILABLE = "/_503.html"


def print_path(item_id: int) -> str:
    """Return the address of the version for paper."""
    return f"/in/{item_id}.html"


def pictures_folder(item_id: int) -> str:
    """Return where the pages of the item's gallery pictures are."""
    return f"/anh/{item_id}/"


def picture_path(item_id: int, photo_id: int) -> str:
    """Return the address of a gallery picture's own page.

    It names the photo, not its place: a gallery put in another order keeps it.
    """
    return f"{pictures_folder(item_id)}{photo_id}.html"


def picture_paths(item_id: int, photo_ids: Iterable[int]) -> list[str]:
    """Return the addresses of the pages of these pictures, in this order."""
    return [picture_path(item_id, photo_id) for photo_id in photo_ids]


def page_path(base: str, number: int) -> str:
    """Return the address of page `number` of the list at `base`."""
    return base if number <= 1 else f"{base}trang-{number}/"


def stored_pages(base: str) -> list[str]:
    """Return the addresses of the pages that are stored of the list at `base`."""
    return [page_path(base, number) for number in range(1, STORED_PAGES + 1)]


def topic_path(slug: str) -> str:
    """Return the address of a running story."""
    return f"/dong-su-kien/{slug}/"


def author_path(slug: str) -> str:
    """Return the address of a pen name."""
    return f"{AUTHORS}{slug}/"


def tag_path(slug: str) -> str:
    """Return the address of a tag."""
    return f"/tu-khoa/{slug}/"


def day_path(day: date) -> str:
    """Return the address of everything published on `day`."""
    return f"/luu-tru/{day:%Y/%m/%d}/"


def month_path(day: date) -> str:
    """Return the address of the month's days."""
    return f"/luu-tru/{day:%Y/%m}/"


def month_sitemap(day: date) -> str:
    """Return the address of the sitemap of the month's articles."""
    return f"/sitemap-articles-{day:%Y-%m}.xml"


def section_key(page_id: int) -> str:
    """Return the key of a section's list."""
    return f"section:{page_id}"


def topic_key(page_id: int) -> str:
    """Return the key of a running story's list."""
    return f"topic:{page_id}"


def author_key(page_id: int) -> str:
    """Return the key of a pen name's list."""
    return f"author:{page_id}"


def tag_key(unit_id: int, slug: str) -> str:
    """Return the key of a unit's tag list."""
    return f"tag:{unit_id}:{slug}"[:120]


def genre_key(unit_id: int, code: str) -> str:
    """Return the key of a unit's genre list."""
    return f"genre:{unit_id}:{code}"
