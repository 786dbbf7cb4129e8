"""Private files leave to who may have them, for minutes, in one of three ways."""

import io
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
import time_machine
from django.conf import settings
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from toasoan.archive.storing.addresses import (
    HOLDS_FOR,
    Purpose,
    file_address,
)
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.core import clock

pytestmark = pytest.mark.django_db
NAME = "documents/Thông tư.pdf"
DATA = b"0123456789"


@pytest.fixture
def person(unit):
    return person_make(unit)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def stored():
    storages["default"].put_whole(NAME, io.BytesIO(DATA))


def address(person, purpose=Purpose.DOWNLOAD, **more):
    return file_address(
        name=NAME, filename="Thông tư.pdf", purpose=purpose, person=person, **more
    )


def body(answer):
    return b"".join(answer.streaming_content)


# --- The address ------------------------------------------------------------------


def test_the_address_sends_the_file_to_the_person_it_was_given_to(person):
    stored()

    answer = signed_in(person).get(address(person))

    assert (answer.status_code, body(answer)) == (200, DATA)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Th%C3%B4ng%20t%C6%B0.pdf"
    )
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_it_gives_the_part_that_was_asked_for(person):
    stored()

    answer = signed_in(person).get(address(person), headers={"range": "bytes=2-4"})

    assert (answer.status_code, body(answer)) == (206, b"234")
    assert answer["Content-Range"] == "bytes 2-4/10"


def test_after_its_minutes_it_is_refused_with_a_word_of_what_to_do(person):
    stored()
    link, client = address(person), signed_in(person)
    with time_machine.travel(clock.now() + HOLDS_FOR, tick=False):
        client.force_login(person)
        answer = client.get(link)

    assert answer.status_code == 410
    assert "Mở lại tư liệu trong kho rồi tải lần nữa" in answer.content.decode()


def test_another_person_and_nobody_get_nothing(unit, person):
    stored()
    link = address(person)

    assert signed_in(person_make(unit)).get(link).status_code == 404
    assert Client().get(link).status_code == 404


def test_a_changed_address_and_one_for_another_purpose_get_nothing(person):
    stored()
    link, client = address(person), signed_in(person)
    seal = link.rstrip("/").rpartition("/")[2]
    changed = seal[:5] + ("A" if seal[5] != "A" else "B") + seal[6:]

    assert client.get(link.replace(seal, changed)).status_code == 404
    assert client.get(link.replace(seal, seal[:-1])).status_code == 404
    for other in ("don", "may", "khac"):
        assert client.get(link.replace("/tai/", f"/{other}/")).status_code == 404
    assert client.get(link).status_code == 200


def test_a_program_needs_no_person_and_only_its_own_purpose_opens(person):
    stored()
    link = file_address(name=NAME, filename="a.pdf", purpose=Purpose.PROGRAM)

    assert body(Client().get(link)) == DATA
    assert Client().get(link.replace("/may/", "/tai/")).status_code == 404
    with pytest.raises(ValueError, match="tai"):
        file_address(name=NAME, filename="a.pdf", purpose=Purpose.DOWNLOAD)


def test_a_shorter_life_is_kept_to(person):
    stored()
    link = address(person, holds_for=timedelta(seconds=0))

    assert signed_in(person).get(link).status_code == 410


def test_an_address_of_a_file_that_is_gone_is_not_found(person):
    assert signed_in(person).get(address(person)).status_code == 404


def test_nothing_is_posted_to_an_address(person):
    stored()
    assert signed_in(person).post(address(person)).status_code == 405


# --- Who sends it -----------------------------------------------------------------


def test_nginx_is_told_what_to_send_where_the_setting_says_so(person, settings):
    settings.X_ACCEL = True
    stored()

    answer = signed_in(person).get(address(person))

    assert answer["X-Accel-Redirect"] == (
        "/_rieng/files/documents/Th%C3%B4ng%20t%C6%B0.pdf"
    )
    assert answer.content == b""


def test_from_s3_the_browser_is_led_to_an_address_of_a_minute(person, on_s3):
    stored()

    answer = signed_in(person).get(address(person))

    assert answer.status_code == 302
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked["X-Amz-Expires"] == ["60"]
    assert httpx.get(answer["Location"]).content == DATA
    part = httpx.get(answer["Location"], headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")
    assert "Th%C3%B4ng" in part.headers["Content-Disposition"]
    plain = answer["Location"].partition("?")[0]
    assert unquote(plain).endswith("/tòa soạn/documents/Thông tư.pdf")
    assert httpx.get(plain).status_code == 403


@pytest.mark.parametrize("direct", [True, False])
def test_where_browsers_may_not_go_to_s3_the_house_sends_it_in_ranges(
    person, on_s3, settings, direct
):
    settings.S3_DIRECT = direct
    stored()
    purpose = Purpose.FORM if direct else Purpose.DOWNLOAD

    client, link = signed_in(person), address(person, purpose)

    assert body(client.get(link)) == DATA
    part = client.get(link, headers={"range": "bytes=-3"})
    assert (part.status_code, body(part)) == (206, b"789")
    none = client.get(link, headers={"range": "bytes=10-"})
    assert (none.status_code, none["Content-Range"]) == (416, "bytes */10")


def test_an_s3_store_that_is_silent_is_said_to_be(person, s3, settings):
    s3["OPTIONS"]["endpoint_url"] = "http://127.0.0.1:1"
    settings.STORAGES = {**settings.STORAGES, "default": s3}

    answer = signed_in(person).get(address(person))

    assert answer.status_code == 503
    assert "Kho tệp không trả lời" in answer.content.decode()


# --- Documents and originals ------------------------------------------------------


def test_a_document_goes_to_its_unit_and_to_nobody_else(unit, person):
    document = document_make(unit)
    url = reverse("wagtaildocs_serve", args=[document.pk, document.filename])

    answer = signed_in(person).get(url)

    assert body(answer) == b"%PDF-1.4\n%%EOF\n"
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        "inline",
    )
    etag = answer["ETag"]
    unchanged = signed_in(person).get(url, headers={"if-none-match": etag})
    assert unchanged.status_code == 304
    stranger = person_make(unit_make("thue"))
    for client in (Client(), signed_in(stranger)):
        assert client.get(url).status_code == 404
        again = client.get(url, headers={"if-none-match": etag})
        assert again.status_code == 404
    wrong = reverse("wagtaildocs_serve", args=[document.pk, "khac.pdf"])
    assert signed_in(person).get(wrong).status_code == 404


def test_a_document_in_s3_is_sent_and_one_that_is_gone_is_not_found(
    unit, person, on_s3
):
    document = document_make(unit)
    url = reverse("wagtaildocs_serve", args=[document.pk, document.filename])
    client = signed_in(person)

    answer = client.get(url)
    assert httpx.get(answer["Location"]).content == b"%PDF-1.4\n%%EOF\n"
    assert Client().get(url).status_code == 404
    document.file.storage.delete(document.file.name)
    # The store's own address says so: nobody asks it before each download.
    assert client.get(url).status_code == 404


def test_an_original_in_s3_comes_as_it_came_and_nobody_fetches_it_by_name(
    unit, person, on_s3, client
):
    photo = photo_make(unit)
    url = reverse("archive_photos:original", args=[photo.pk])

    answer = signed_in(person).post(
        url, {"reason": "in báo", "as_it_came": "1"}, follow=True
    )

    with photo.file.open() as original:
        assert body(answer) == original.read()
    assert photo.file.url == f"{settings.MEDIA_URL}{photo.file.name}"
    assert client.get(photo.file.url).status_code == 404
    assert not Path(settings.MEDIA_ROOT, photo.file.name).exists()
