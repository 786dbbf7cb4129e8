"""Feeds and sitemaps, held against their rules."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from lxml import etree

from toasoan.publicsite.tests.factories import path_of, published, reader

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
XSD = Path(__file__).resolve().parents[4] / "shared" / "conformance" / "sitemap-xsd"


@pytest.fixture
def client(newsroom):
    return reader(newsroom)


@pytest.fixture
def two_items(newsroom):
    return [
        published(newsroom, "Thu & chi <quý III>", hours_ago=3),
        published(newsroom, "Bài mới nhất"),
    ]


def test_rss_keeps_the_rules_of_rss_2(client, two_items):
    response = client.get("/rss.xml")
    assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    rss = etree.fromstring(response.content)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    channel = rss.find("channel")
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name), name
    own = channel.find(f"{ATOM}link")
    assert own.get("rel") == "self"
    assert own.get("href") == "http://tbtc.localhost:8000/rss.xml"
    items = channel.findall("item")
    assert [i.findtext("title") for i in items] == [
        "Bài mới nhất",
        "Thu & chi <quý III>",
    ]
    for item, article in zip(items, reversed(two_items), strict=True):
        assert item.findtext("link") == f"http://tbtc.localhost:8000{path_of(article)}"
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("guid").endswith(f":{article.pk}")
        parsed = parsedate_to_datetime(item.findtext("pubDate"))
        assert abs((parsed - article.first_published_at).total_seconds()) < 1
        assert item.findtext("description").startswith(
            '<p><img src="http://tbtc.localhost'
        )
    assert len({i.findtext("guid") for i in items}) == 2


def test_a_sections_rss_holds_its_own(client, two_items):
    rss = etree.fromstring(client.get("/thue/rss.xml").content)
    assert rss.findtext("channel/title") == "Thuế - Báo tbtc"
    assert rss.findtext("channel/link") == "http://tbtc.localhost:8000/thue/"
    assert len(rss.findall("channel/item")) == 2
    assert client.get("/khong-co/rss.xml").status_code == 404


def test_atom_keeps_the_rules_of_rfc_4287(client, two_items):
    feed = etree.fromstring(client.get("/atom.xml").content)
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    links = {e.get("rel"): e.get("href") for e in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://tbtc.localhost:8000/atom.xml"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for entry in entries:
        for name in ("id", "title", "updated"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1
        moment = datetime.fromisoformat(entry.findtext(f"{ATOM}updated"))
        assert moment.utcoffset().total_seconds() == 7 * 3600
        assert entry.find(f"{ATOM}summary").get("type") == "html"
        assert entry.find(f"{ATOM}link").get("href").startswith("http://")


def test_the_json_feed_keeps_the_rules_of_1_1(client, two_items):
    response = client.get("/feed.json")
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Báo tbtc"
    assert feed["feed_url"] == "http://tbtc.localhost:8000/feed.json"
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert item["url"].startswith("http://tbtc.localhost:8000/thue/")
        assert datetime.fromisoformat(item["date_published"]).tzinfo
        assert isinstance(item["authors"], list)
    assert len({item["id"] for item in feed["items"]}) == 2


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml"])
def test_feeds_of_an_empty_unit_are_whole(client, path):
    assert etree.fromstring(client.get(path).content) is not None


def schema():
    if not XSD.is_dir():
        pytest.skip("shared/conformance/sitemap-xsd is not here")
    # all.xsd imports from the network; the two schemas used are beside it.
    imports = "".join(
        f'<import namespace="{space}" schemaLocation="{(XSD / name).as_uri()}"/>'
        for space, name in (
            ("http://www.sitemaps.org/schemas/sitemap/0.9", "sitemap.xsd"),
            ("http://www.google.com/schemas/sitemap-news/0.9", "sitemap-news.xsd"),
        )
    )
    text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    return etree.XMLSchema(etree.fromstring(text))


def test_sitemaps_are_valid(client, two_items, newsroom):
    known = schema()
    month = two_items[1].first_published_at
    paths = [
        "/sitemap-pages.xml",
        "/sitemap-news.xml",
        f"/sitemap-articles-{month:%Y-%m}.xml",
    ]
    for path in paths:
        document = etree.fromstring(client.get(path).content)
        known.assertValid(document)
    index = client.get("/sitemap.xml").content.decode()
    for path in paths:
        assert path in index


def test_the_news_sitemap_holds_two_days(client, newsroom):
    new = published(newsroom, "Trong hạn", hours_ago=47)
    published(newsroom, "Quá hạn", hours_ago=49)
    text = client.get("/sitemap-news.xml").content.decode()
    assert "<news:language>vi</news:language>" in text
    assert path_of(new) in text
    assert "Quá hạn" not in text


def test_small_files_answer(client, newsroom):
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /toa-soan/" in robots
    assert "Sitemap: http://tbtc.localhost:8000/sitemap.xml" in robots
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert manifest["lang"] == "vi"
    assert {icon["sizes"] for icon in manifest["icons"]} == {
        "192x192",
        "512x512",
        "any",
    }
    assert manifest["theme_color"] == "#a8141b"
    assert "Contact: " in client.get("/.well-known/security.txt").content.decode()
    assert "/ngoai-mang/" in client.get("/sw.js").content.decode()
    assert "Máy đang không có mạng" in client.get("/ngoai-mang/").content.decode()
    assert client.get("/icon-192.png").content[:4] == b"\x89PNG"
    assert client.get("/favicon.ico").content[:4] == b"\x00\x00\x01\x00"
    assert "#a8141b" in client.get("/favicon.svg").content.decode()
    assert client.get("/icon-7.png").status_code == 404
