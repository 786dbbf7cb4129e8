"""Renditions that lie in an S3 store reach readers under the addresses pages name."""

import io

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.test.utils import override_settings

from toasoan.archive.selectors import photo_sources
from toasoan.archive.storing.picture_keys import PREVIEW, pictures_for
from toasoan.archive.storing.public import picture_mark
from toasoan.archive.tests.s3_material import bucket_make, s3_running, storages_of
from toasoan.content.tests.factories import make_photo, open_newsroom
from toasoan.publicsite.stored_pictures import RENDITION_CACHE
from toasoan.publicsite.wsgi import picture_answer

PICTURE = "/tep/renditions/ab/x.width-480.avif"


@pytest.fixture
def s3():
    with s3_running() as endpoint:
        made = bucket_make(endpoint)
        with override_settings(STORAGES=storages_of(made, made)):
            yield made


def ask(path, method="GET"):
    said = {}

    def start(status, headers):
        said["status"], said["headers"] = status, dict(headers)

    answer = picture_answer({"REQUEST_METHOD": method}, start, path)
    return said["status"], said["headers"], b"".join(answer)


def test_a_rendition_in_the_store_is_sent_as_one_on_disk_is(s3):
    storages["default"].put_whole("renditions/ab/x.width-480.avif", io.BytesIO(b"anh"))

    status, headers, body = ask(PICTURE)

    assert (status, body) == ("200 OK", b"anh")
    assert (headers["Content-Type"], headers["Content-Length"]) == ("image/avif", "3")
    assert headers["Cache-Control"] == RENDITION_CACHE
    assert ask(PICTURE, "HEAD")[2] == b""


def test_what_is_not_there_and_what_is_no_rendition_is_not_found(s3):
    storages["default"].put_whole("originals/ab/goc.jpg", io.BytesIO(b"goc"))

    for path in (
        PICTURE,
        "/tep/originals/ab/goc.jpg",
        "/tep/renditions/../originals/ab/goc.jpg",
    ):
        assert ask(path)[0] == "404 Not Found"


@pytest.mark.django_db
def test_what_no_page_shows_is_sent_from_here_to_who_holds_a_key(s3, settings):
    settings.S3_DIRECT = True
    photo = make_photo(open_newsroom("tbtc").unit)
    photo_sources(photo, (480,))
    rendition = photo.renditions.first()
    plain, client = f"/tep/{rendition.file.name}", Client()
    with pictures_for(PREVIEW):
        keyed = rendition.url

    answer = client.get(keyed)
    assert (answer.status_code, b"".join(answer)[:2]) == (200, b"\xff\xd8")
    assert client.get(plain).status_code == 404
    picture_mark(rendition.file.name)
    assert (rendition.url, ask(plain)[0]) == (plain, "200 OK")


def test_a_silent_store_is_no_missing_picture(s3):
    gone = {**s3, "OPTIONS": {**s3["OPTIONS"], "endpoint_url": "http://127.0.0.1:1"}}
    with override_settings(STORAGES=storages_of(gone, gone)):
        status, headers, _body = ask(PICTURE)

    assert (status, headers["Cache-Control"]) == ("503 Service Unavailable", "no-store")
