"""Every way by which a text can leave the house, for tests of what must not.

A reader's address without a line in `ADDRESSES` fails the test that walks them, and so
does an event kind without one in `EVENTS_ABOUT_ITEMS`: whoever adds a way out says here
where it leads.
"""

from collections.abc import Iterator
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse

from toasoan.content.finding.search import items_search
from toasoan.content.item_lists import articles_elsewhere
from toasoan.content.models import DepositRecord, SearchEntry
from toasoan.core import clock
from toasoan.core.models import OutboxEvent
from toasoan.publicsite import urls
from toasoan.publicsite.baking import pages_bake
from toasoan.publicsite.models import ReaderItem, ReaderListing
from toasoan.publicsite.services import item_pages_bake, unit_pages_bake
from toasoan.publicsite.sites import sites_all
from toasoan.publicsite.store import store_dir
from toasoan.units.access import units_visible
from toasoan.workspace.models import Notification

MARK = "Bimatcamcongbo"

# Route of publicsite.urls → the addresses tried. {pk} is the article, {photo} its
# picture, {y} {m} {d} today, {token} a preview link made before it was held back.
ADDRESSES: dict[str, tuple[str, ...]] = {
    "rss.xml": ("/rss.xml",),
    "atom.xml": ("/atom.xml",),
    "feed.json": ("/feed.json",),
    "sitemap.xml": ("/sitemap.xml",),
    "sitemap-pages.xml": ("/sitemap-pages.xml",),
    "sitemap-news.xml": ("/sitemap-news.xml",),
    "sitemap-articles-<year:year>-<two:month>.xml": ("/sitemap-articles-{y}-{m}.xml",),
    "robots.txt": ("/robots.txt",),
    "manifest.webmanifest": ("/manifest.webmanifest",),
    "sw.js": ("/sw.js",),
    "ngoai-mang/": ("/ngoai-mang/",),
    ".well-known/security.txt": ("/.well-known/security.txt",),
    "favicon.svg": ("/favicon.svg",),
    "favicon.ico": ("/favicon.ico",),
    "icon-<int:size>.png": ("/icon-192.png",),
    "tim-kiem/": ("/tim-kiem/?q={mark}", "/tim-kiem/?q=giu+kin"),
    "luu-tru/": ("/luu-tru/",),
    "luu-tru/<year:year>/<two:month>/": ("/luu-tru/{y}/{m}/",),
    "luu-tru/<year:year>/<two:month>/<two:day>/": ("/luu-tru/{y}/{m}/{d}/",),
    "dong-su-kien/<slug:slug>/": ("/dong-su-kien/thu-2026/",),
    "dong-su-kien/<slug:slug>/trang-<int:number>/": (
        "/dong-su-kien/thu-2026/trang-2/",
    ),
    "tac-gia/": ("/tac-gia/",),
    "tac-gia/<slug:slug>/": ("/tac-gia/thu-ha/",),
    "tac-gia/<slug:slug>/trang-<int:number>/": ("/tac-gia/thu-ha/trang-2/",),
    "tu-khoa/<slug:slug>/": ("/tu-khoa/thu-khoa/",),
    "tu-khoa/<slug:slug>/trang-<int:number>/": ("/tu-khoa/thu-khoa/trang-2/",),
    "anh/<int:item_id>/<int:photo_id>.html": ("/anh/{pk}/{photo}.html",),
    "in/<int:item_id>.html": ("/in/{pk}.html", "/in/{other}.html"),
    "xem-truoc/<str:token>/": ("/xem-truoc/{token}/",),
    r"^([\w\-/]+)/rss\.xml$": ("/thue/rss.xml",),
    r"^([\w\-./]*)$": ("/", "/thue/", "{path}", "{other_path}"),
}
# Events that leave with an item's number: none before it is public.
EVENTS_ABOUT_ITEMS = frozenset(
    {"content.StoryItemPublished", "content.StoryItemTakenDown"}
)
# Addresses outside the reader's and the staff's, and why no article's text is there.
OTHER_ROUTES = {
    "tai-lieu/<int:document_id>/<str:filename>": "files of the archive; an article's"
    " text is no file",
    "tai-lieu/": "Wagtail's own ways to them, behind ours",
    "tep/renditions/<path:name>": "pictures of the archive; an article's text is none",
    "chia-se/": "photos and files of the archive that a keeper shares by a token; an"
    " article's text is neither",
    "hien-truong/": "the app for the field: its page holds nobody's data, the rest asks"
    " who is signed in",
    "": "the reader's addresses, walked above",
}


def reader_routes() -> list[str]:
    """Return every route of the reader's side."""
    return [str(pattern.pattern) for pattern in urls.urlpatterns]


def other_routes() -> set[str]:
    """Return the first part of every route that is not the staff's."""
    return {
        str(entry.pattern)
        for entry in get_resolver().url_patterns
        if not str(entry.pattern).startswith("toa-soan/")
    }


def _filled(article: Any, other: Any, token: str) -> Iterator[str]:
    today = clock.today()
    names = {
        "pk": article.pk,
        "other": other.pk,
        "photo": article.lead_photo_id or 0,
        "y": f"{today:%Y}",
        "m": f"{today:%m}",
        "d": f"{today:%d}",
        "token": token,
        "mark": MARK,
        "path": article.get_url_parts()[2],
        "other_path": other.get_url_parts()[2],
    }
    for tried in ADDRESSES.values():
        for address in tried:
            yield address.format(**names)


def everything_baked(article: Any) -> None:
    """Bake whatever the house could bake, as after any event about the item."""
    item_pages_bake(item_id=article.pk)
    for site in sites_all():
        unit_pages_bake(unit_key=site.unit.key if site.unit else None)
        pages_bake(site, [article.get_url_parts()[2], f"/in/{article.pk}.html"])


def leaks(article: Any, other: Any, token: str, outsider: Any) -> list[str]:
    """Return the ways on which the article's words are outside the house now."""
    everything_baked(article)
    found = [*_addresses_with(article, other, token), *_files_with()]
    found += _tables_with(article)
    found += _seen_by(article, outsider)
    return found


def _addresses_with(article: Any, other: Any, token: str) -> list[str]:
    found = []
    for site in sites_all():
        client = Client(SERVER_NAME=site.host)
        for address in _filled(article, other, token):
            body = b"".join(client.get(address))
            # What was asked for is repeated: the words searched, the address itself.
            text = body.decode("utf-8", "replace").replace(address.split("?")[0], "")
            for repeated in (f'value="{MARK}"', f"“{MARK}”", f"q={MARK}", f"{MARK} -"):
                text = text.replace(repeated, "")
            if MARK.lower() in text.lower():
                found.append(f"{site.host}{address}")
    return found


def _files_with() -> list[str]:
    return [
        f"store: {file.relative_to(store_dir())}"
        for file in store_dir().rglob("*")
        if file.is_file() and MARK.lower().encode() in file.read_bytes().lower()
    ]


def _tables_with(article: Any) -> list[str]:
    tables = {
        "search index": SearchEntry.objects.filter(title__icontains=MARK),
        "reader index": ReaderItem.objects.filter(title__icontains=MARK),
        "reader lists": ReaderListing.objects.filter(item__title__icontains=MARK),
        "store of record": DepositRecord.objects.filter(
            item_id=article.pk, content__icontains=MARK
        ),
    }
    found = [name for name, rows in tables.items() if rows.exists()]
    events = OutboxEvent.objects.filter(payload__icontains=MARK)
    found += [f"event {each.kind}" for each in events]
    found += [
        f"mail to {each.to}" for each in mail.outbox if MARK in str(each.message())
    ]
    return found + _told_outside(article)


def _told_outside(article: Any) -> list[str]:
    return [
        f"notification to {each.recipient}"
        for each in Notification.objects.select_related("recipient")
        if MARK in each.text and article.unit not in units_visible(each.recipient)
    ]


def _seen_by(article: Any, outsider: Any) -> list[str]:
    """Return how a person of another unit comes upon the article."""
    unit = units_visible(outsider).get()
    found = []
    if items_search(user=outsider, words=MARK, unit=unit).items:
        found.append("staff search of another unit")
    if articles_elsewhere(unit, MARK).exists():
        found.append("what another unit may take over")
    client = Client()
    client.force_login(outsider)
    for name, args in (
        ("content:item", [article.pk]),
        ("content:syndicate", [article.pk]),
        ("content:elsewhere", []),
        ("newsroom:search", []),
        ("wagtailadmin_pages:view_draft", [article.pk]),
    ):
        text = client.get(reverse(name, args=args), {"q": "giu kin"}).content.decode()
        if MARK in text:
            found.append(f"{name} for another unit")
    return found
