"""What leaves before Django wakes up."""

import os
import time

import pytest

from toasoan.archive.storing.public import picture_mark
from toasoan.publicsite import store, wsgi
from toasoan.publicsite.errors import PathRefused
from toasoan.publicsite.stored_pictures import RENDITION_CACHE
from toasoan.publicsite.wsgi import StoreFront, encoding_weights

HOST = "tbtc.localhost"
PAGE = ("<p>" + "Tin " * 400 + "</p>").encode()


def django_stand_in(environ, start_response):
    start_response("200 OK", [("X-From", "django")])
    return [b"django"]


class Browser:
    def __init__(self, front):
        self.front = front

    def get(self, path="/", *, host=HOST, method="GET", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "utm_source=x",
            "HTTP_HOST": f"{host}:8000",
        }
        environ |= {f"HTTP_{k.upper()}": v for k, v in headers.items()}
        seen = {}

        def start_response(status, pairs):
            seen.update(status=int(status[:3]), headers=dict(pairs))

        body = b"".join(self.front(environ, start_response))
        return seen["status"], seen["headers"], body


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setattr(wsgi, "FRESH_S", 0.0)
    store.hosts_write({HOST: "tbtc", "localhost": ""})
    return Browser(StoreFront(django_stand_in))


def test_a_stored_page_leaves_with_the_readers_headers(browser):
    store.page_write(HOST, "/", PAGE)
    status, headers, body = browser.get()
    assert (status, body) == (200, PAGE)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Cache-Control"] == "public, max-age=0, stale-while-revalidate=60"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Content-Length"] == str(len(PAGE))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("", None),
        ("gzip;q=0, *;q=0", None),
        ("br;q=x", None),
    ],
)
def test_the_encoding_is_the_one_the_browser_likes_best(browser, accepted, encoding):
    store.page_write(HOST, "/", PAGE)
    _, headers, body = browser.get(accept_encoding=accepted)
    assert headers.get("Content-Encoding") == encoding
    assert (body == PAGE) == (encoding is None)


def test_weights_are_read_as_the_standard_says():
    assert encoding_weights("gzip;q=0.8, BR") == {"gzip": 0.8, "br": 1.0}


def test_each_encoding_has_its_own_etag_and_answers_304(browser):
    store.page_write(HOST, "/", PAGE)
    _, plain, _ = browser.get()
    _, packed, _ = browser.get(accept_encoding="br")
    assert plain["ETag"] != packed["ETag"]
    status, headers, body = browser.get(if_none_match=f'"x", W/{plain["ETag"]}')
    assert (status, body) == (304, b"")
    assert headers["ETag"] == plain["ETag"]
    assert "Content-Length" not in headers
    assert browser.get(if_none_match=packed["ETag"])[0] == 200
    assert browser.get(if_modified_since=plain["Last-Modified"])[0] == 304
    assert browser.get(if_modified_since="Mon, 01 Jan 2001 00:00:00 GMT")[0] == 200
    assert browser.get(if_modified_since="nonsense")[0] == 200


def test_head_has_every_header_and_no_body(browser):
    store.page_write(HOST, "/", PAGE)
    status, headers, body = browser.get(method="HEAD")
    assert (status, body) == (200, b"")
    assert headers["Content-Length"] == str(len(PAGE))


def test_a_new_version_is_seen_and_has_a_new_etag(browser):
    store.page_write(HOST, "/", PAGE)
    _, first, _ = browser.get()
    store.page_write(HOST, "/", PAGE.replace(b"Tin", b"Bai"))
    _, second, body = browser.get()
    assert body.startswith(b"<p>Bai")
    assert second["ETag"] != first["ETag"]


def test_a_purge_is_seen_within_a_second(monkeypatch):
    store.hosts_write({HOST: "tbtc"})
    browser = Browser(StoreFront(django_stand_in))
    store.page_write(HOST, "/", PAGE)
    assert browser.get()[0] == 200
    store.page_delete(HOST, "/")
    time.sleep(0.6)
    assert browser.get()[2] == b"django"


def test_writing_the_same_again_changes_nothing():
    assert store.page_write(HOST, "/", PAGE) is True
    before = store.file_of(HOST, "/").stat().st_mtime_ns
    assert store.page_write(HOST, "/", PAGE) is False
    assert store.file_of(HOST, "/").stat().st_mtime_ns == before


def test_a_variant_of_another_version_is_never_sent(browser):
    store.page_write(HOST, "/", PAGE)
    packed = store.file_of(HOST, "/").with_name("index.html.br")
    os.utime(packed, ns=(1, 1))
    _, headers, body = browser.get(accept_encoding="br")
    assert "Content-Encoding" not in headers
    assert body == PAGE


def test_a_gone_page_is_410_even_to_a_cache_that_has_it(browser):
    store.page_write(HOST, "/thue/a-1.html", PAGE, gone=True)
    _, headers, _ = browser.get("/thue/a-1.html")
    status, _, body = browser.get("/thue/a-1.html", if_none_match=headers["ETag"])
    assert (status, body) == (410, PAGE)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/thue/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sw.js", "text/javascript; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/icon-192.png", "image/png"),
        ("/.well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_kind_of_file_has_its_type(browser, path, kind):
    store.page_write(HOST, path, PAGE)
    status, headers, _ = browser.get(path)
    assert (status, headers["Content-Type"]) == (200, kind)


def test_what_is_not_stored_goes_to_django(browser):
    for path, method in (("/tim-kiem/", "GET"), ("/", "POST"), ("/khong/", "GET")):
        assert browser.get(path, method=method)[2] == b"django"


def test_a_stranger_host_gets_404_without_django(browser):
    status, _, body = browser.get(host="la.example")
    assert status == 404
    assert b"django" not in body


def test_a_reader_host_never_shows_the_staff_side(browser):
    store.page_write(HOST, "/_404.html", "Không có".encode())
    status, _, body = browser.get("/toa-soan/login/")
    assert (status, body) == (404, "Không có".encode())
    assert browser.get("/toa-soan/login/", method="POST")[0] == 404
    assert browser.get("/toa-soan/", host="localhost")[2] == b"django"


def test_pages_kept_for_bad_days_have_no_address_of_their_own(browser):
    store.page_write(HOST, "/_404.html", PAGE)
    store.page_write(HOST, "/a/", PAGE, gone=True)
    assert browser.get("/_404.html")[2] == b"django"
    assert browser.get("/_gone/a/")[2] == b"django"


@pytest.mark.parametrize(
    "path",
    [
        "/../hosts.json",
        "/a/../../x",
        "//etc/passwd",
        "/.hidden",
        "/a/.git/x",
        "/a\x00b",
        "/a b",
        "/%2e%2e/x",
        "/" + "a" * 700,
        "",
        "a",
    ],
)
def test_no_path_leads_out_of_the_store(browser, path):
    with pytest.raises(PathRefused):
        store.file_of(HOST, path)
    assert browser.get(path)[2] == b"django"


@pytest.mark.parametrize("host", ["..", "../x", "a/b", "", "A.localhost", "a..b"])
def test_no_host_leads_out_of_the_store(host):
    with pytest.raises(PathRefused):
        store.file_of(host, "/")


@pytest.fixture
def media(settings):
    folder = settings.MEDIA_ROOT / "renditions" / "ab"
    folder.mkdir(parents=True)
    (folder / "x.width-480.avif").write_bytes(b"anh")
    picture_mark("renditions/ab/x.width-480.avif")
    (folder / "y.width-480.avif").write_bytes(b"kin")
    (settings.MEDIA_ROOT / "originals").mkdir()
    (settings.MEDIA_ROOT / "originals" / "goc.jpg").write_bytes(b"goc")
    (settings.MEDIA_ROOT / "documents").mkdir()
    (settings.MEDIA_ROOT / "documents" / "tep.pdf").write_bytes(b"tep")


def test_a_rendition_is_sent_to_keep_for_a_year(browser, media):
    status, headers, body = browser.get("/tep/renditions/ab/x.width-480.avif")
    assert (status, body) == (200, b"anh")
    assert headers["Content-Type"] == "image/avif"
    assert headers["Cache-Control"] == RENDITION_CACHE
    again = browser.get(
        "/tep/renditions/ab/x.width-480.avif", if_none_match=headers["ETag"]
    )
    assert (again[0], again[2]) == (304, b"")


def test_a_rendition_that_no_page_shows_is_asked_of_django(browser, media):
    for path in ("/tep/renditions/ab/y.width-480.avif", "/tep/renditions/khong.jpg"):
        assert browser.get(path)[2] == b"django"


@pytest.mark.parametrize(
    "path",
    [
        "/tep/originals/goc.jpg",
        "/tep/documents/tep.pdf",
        "/tep/renditions/../originals/goc.jpg",
        "/tep/renditions/ab/../../originals/goc.jpg",
        "/tep/renditions//originals/goc.jpg",
        "/tep/renditions/ab/",
        "/tep/renditions/ab/x.width-960.avif",
        "/tep/",
    ],
)
def test_originals_and_documents_are_never_sent(browser, media, path):
    status, _, body = browser.get(path)
    assert status == 404
    assert body not in {b"goc", b"tep"}
