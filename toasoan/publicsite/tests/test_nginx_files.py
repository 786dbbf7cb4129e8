"""The real nginx with the shipped configuration: what it sends, and what to nobody."""

import shutil
import threading
import time
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pytest
from django.conf import settings

from bench.nginx import nginx_running, shipped_config
from bench.scratch import port_free
from toasoan.archive.storing.public import MARKS
from toasoan.archive.storing.sending import ACCEL_FILES, ACCEL_MADE

pytestmark = pytest.mark.skipif(
    shutil.which("nginx") is None, reason="no nginx here (apt install nginx)"
)
NAME = "documents/Th%C3%B4ng%20t%C6%B0.pdf"
DATA = b"0123456789"


def app(environ, start_response):
    """Answer as the house does: one file by nginx, one rendition from elsewhere."""
    ways = {
        "/tai-lieu/1/a.pdf": ACCEL_FILES + NAME,
        "/toa-soan/kho/xu-ly/1/film/film.mp4": f"{ACCEL_MADE}ab/abc/film/film.mp4",
        "/kin": f"{ACCEL_FILES}renditions/ab/kin.jpg",
        "/tai-lieu/2/b.pdf": f"{ACCEL_FILES}documents/khong-co.pdf",
    }
    path = environ["PATH_INFO"]
    if path == "/tep/renditions/ab/kin.jpg" and environ["QUERY_STRING"] == "xem=khoa":
        path = "/kin"
    if path == "/tep/renditions/ab/xa.jpg":
        start_response("200 OK", [("Content-Type", "image/jpeg")])
        return [b"tu kho khac"]
    if path not in ways:
        start_response("404 Not Found", [("X-Of", "app")])
        return [b""]
    headers = [
        ("Content-Type", "application/pdf"),
        ("Content-Disposition", "inline"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("Cache-Control", "private, no-store"),
        ("ETag", '"abc"'),
        ("X-Accel-Redirect", ways[path]),
    ]
    start_response("200 OK", headers)
    return [b""]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Return a client of nginx before the app, with files in the data folder."""
    tmp_path = tmp_path_factory.mktemp("nginx-files")
    data = tmp_path / "var"
    for name, body in {
        "files/documents/Thông tư.pdf": DATA,
        "files/originals/ab/goc.jpg": b"goc",
        "files/renditions/ab/nho.jpg": b"nho",
        "files/renditions/ab/kin.jpg": b"kin",
        "pages/_pictures/ab/nho": b"",
        "pages/_pictures/ab/khong": b"",
        "made/ab/abc/film/film.mp4": b"phim",
    }.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = port_free()
    config = shipped_config(
        tmp_path / "nginx", port=port, data=data, app_port=server.server_port
    )
    try:
        with (
            nginx_running(config, port),
            httpx.Client(base_url=f"http://127.0.0.1:{port}") as client,
        ):
            yield client
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


HOSTS = ["localhost", "hq.localhost"]


@pytest.mark.parametrize("host", HOSTS)
def test_a_file_the_app_allows_is_sent_by_nginx_whole_or_in_part(front, host):
    answer = front.get("/tai-lieu/1/a.pdf", headers={"Host": host})

    assert (answer.status_code, answer.content) == (200, DATA)
    said = {name: answer.headers[name] for name in SAID}
    assert said == SAID
    assert "x-accel-redirect" not in answer.headers
    part = front.get("/tai-lieu/1/a.pdf", headers={"Host": host, "Range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")


SAID = {
    "content-type": "application/pdf",
    "content-disposition": "inline",
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
    "etag": '"abc"',
}


def test_what_was_made_of_a_file_is_sent_the_same_way(front):
    answer = front.get(
        "/toa-soan/kho/xu-ly/1/film/film.mp4", headers={"Host": "localhost"}
    )
    assert answer.content == b"phim"


def test_a_file_that_is_gone_is_not_found(front):
    answer = front.get("/tai-lieu/2/b.pdf", headers={"Host": "localhost"})
    assert answer.status_code == 404


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    "path",
    [
        ACCEL_FILES + NAME,
        f"{ACCEL_MADE}ab/abc/film/film.mp4",
        f"/_rieng/x/..{ACCEL_FILES}{NAME}",
        "/tep/originals/ab/goc.jpg",
        f"/tep/{NAME}",
        "/tep/renditions/../originals/ab/goc.jpg",
        "/tep/renditions/..%2foriginals/ab/goc.jpg",
        "/static/../files/originals/ab/goc.jpg",
        "/tep/renditions/ab/kin.jpg",
        "/tep/renditions/ab/nho.jpg/../kin.jpg",
        "/tep/renditions/ab/nho.x/../../ab/kin.jpg",
        "/tep/renditions/ab//kin.jpg",
        "/_pictures/ab/nho",
    ],
)
def test_no_address_of_a_browser_leads_to_a_private_file(front, host, path):
    answer = front.get(path, headers={"Host": host})

    assert answer.status_code in {400, 404}
    assert answer.content not in {DATA, b"goc", b"phim", b"kin"}


@pytest.mark.parametrize("host", HOSTS)
def test_a_rendition_leaves_from_disk_or_from_where_the_app_has_it(front, host):
    near = front.get("/tep/renditions/ab/nho.jpg", headers={"Host": host})
    assert (near.status_code, near.content) == (200, b"nho")
    assert "immutable" in near.headers["cache-control"]
    far = front.get("/tep/renditions/ab/xa.jpg", headers={"Host": host})
    assert (far.status_code, far.content) == (200, b"tu kho khac")
    none = front.get("/tep/renditions/ab/khong.jpg", headers={"Host": host})
    assert none.status_code == 404


@pytest.mark.parametrize("host", HOSTS)
def test_a_rendition_no_page_shows_leaves_when_the_app_says_so(front, host):
    answer = front.get("/tep/renditions/ab/kin.jpg?xem=khoa", headers={"Host": host})
    assert (answer.status_code, answer.content) == (200, b"kin")
    assert answer.headers["cache-control"] == "private, no-store"


def test_a_rendition_leaves_as_long_as_its_mark_is_there(front, tmp_path_factory):
    place = "/tep/renditions/ab/nho.jpg"
    pages = tmp_path_factory.getbasetemp().glob("nginx-files*/var/pages/_pictures/ab")
    mark = next(pages) / "nho"
    mark.unlink()
    time.sleep(1.5)
    gone = front.get(place, headers={"Host": "hq.localhost"})
    mark.touch()
    time.sleep(1.5)
    back = front.get(place, headers={"Host": "hq.localhost"})
    assert (gone.status_code, back.status_code) == (404, 200)


def test_the_configuration_names_the_places_the_app_names():
    text = Path(settings.BASE_DIR, "deploy", "nginx-files.conf").read_text("utf-8")
    assert f"/srv/toasoan/var/pages/{MARKS}/$picture_mark" in text
    for place in (ACCEL_FILES, ACCEL_MADE):
        assert f"location ^~ {place} {{ internal;" in text
