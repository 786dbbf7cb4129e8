"""A picture that is not public opens to whom a page of ours shows it, and nobody else."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toasoan.archive.storing.picture_keys import picture_key_holds, pictures_for
from toasoan.content import services as content
from toasoan.content.tests.factories import (
    make_article,
    make_photo,
    open_newsroom,
)
from toasoan.publicsite import services
from toasoan.publicsite.tests.factories import (
    baked,
    path_of,
    reader,
)
from toasoan.publicsite.tests.picture_material import (
    ADDRESS,
    HOUR,
    are_public,
    names_of,
    signed_in,
    with_sizes,
)
from toasoan.publicsite.tests.test_photo_files import picture_block

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(newsroom):
    return with_sizes(make_photo(newsroom.unit, title="Cảng"))


@pytest.fixture
def other(db):
    return open_newsroom("hq")


def test_no_address_of_an_unused_photo_opens_to_readers_or_other_units(
    newsroom, portal, other, photo
):
    make_article(newsroom, lead_photo=photo)
    services.unit_pages_bake(unit_key="tbtc")
    asking = [
        reader(newsroom),
        reader(other),
        Client(SERVER_NAME="localhost"),
        signed_in(other.chief),
        signed_in(other.chief, newsroom.unit.hostname),
        signed_in(newsroom.chief),
    ]

    names = names_of(photo)
    assert len(names) > 5
    assert not are_public(photo)
    for name in names:
        for client in asking:
            answer = client.get(f"/tep/{name}")
            assert (answer.status_code, answer.content) == (404, b"")
            assert answer.headers["Cache-Control"] == "no-store"
    assert not are_public(photo)


def test_a_key_opens_a_picture_to_the_person_it_was_shown_to_for_an_hour_at_most(
    newsroom, other, photo
):
    make_article(newsroom, lead_photo=photo)
    client = signed_in(newsroom.chief)
    shown = client.get("/toa-soan/images/").content
    name, key = next(ADDRESS.finditer(shown)).groups()
    address = f"/tep/{name.decode()}{key.decode()}"

    mine = client.get(address)
    assert (mine.status_code, mine.headers["Content-Type"]) == (200, "image/jpeg")
    assert mine.headers["Cache-Control"] == "private, max-age=600"
    assert b"".join(mine)[:2] == b"\xff\xd8"
    for stranger in (
        Client(),
        reader(newsroom),
        signed_in(other.chief),
        signed_in(newsroom.reporter),
    ):
        assert stranger.get(address).status_code == 404
    with time_machine.travel(timezone.now() + HOUR):
        assert client.get(address).status_code == 404
    assert not are_public(photo)


def test_a_key_opens_the_sizes_of_one_photo_and_no_original(newsroom, photo):
    second = with_sizes(make_photo(newsroom.unit, title="Kho"))
    client = signed_in(newsroom.chief)
    key = publishing_key(photo, newsroom.chief)

    for name in names_of(photo):
        assert client.get(f"/tep/{name}?xem={key}").status_code == 200
    for name in [*names_of(second), photo.file.name]:
        assert client.get(f"/tep/{name}?xem={key}").status_code == 404


def publishing_key(photo, person):
    with pictures_for(str(person.pk)):
        return photo.renditions.first().url.split("?xem=")[1]


@pytest.mark.parametrize("key", ["", "x", "0" * 32, "é" * 40, "\x00", "a" * 9000])
def test_no_made_up_key_opens_anything(newsroom, photo, key):
    client = signed_in(newsroom.chief)
    address = f"/tep/{names_of(photo)[0]}"
    assert client.get(address, {"xem": key}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "khong-co.jpg",
        "ab/khong.jpg",
        "ab/x",
        "../originals/a.jpg",
        "ab/.x.jpg",
        "%00.jpg",
    ],
)
def test_what_is_no_rendition_is_not_found(newsroom, path):
    assert reader(newsroom).get(f"/tep/renditions/{path}").status_code == 404


# --- Previews and screens ------------------------------------------------------------


def test_a_preview_link_shows_the_drafts_pictures_and_makes_none_public(
    newsroom, photo
):
    article = make_article(newsroom, lead_photo=photo, body=[picture_block(photo)])
    token = content.preview_link_create(item=article, by=newsroom.reporter)
    outside = reader(newsroom)
    page = b"".join(outside.get(f"/xem-truoc/{token}/"))

    found = ADDRESS.findall(page)
    assert found
    for name, key in found:
        assert key
        answer = outside.get(f"/tep/{name.decode()}{key.decode()}")
        assert answer.status_code == 200
    assert not are_public(photo)
    name, key = found[0]
    with time_machine.travel(timezone.now() + HOUR):
        assert outside.get(f"/tep/{name.decode()}{key.decode()}").status_code == 404


@pytest.mark.parametrize("screen", ["wagtailadmin_pages:view_draft", "content:item"])
def test_staff_see_the_pictures_of_a_draft(newsroom, photo, screen):
    article = make_article(newsroom, lead_photo=photo)
    client = signed_in(newsroom.chief)
    found = ADDRESS.findall(client.get(reverse(screen, args=[article.pk])).content)

    assert found
    for name, key in found:
        assert key
        answer = client.get(f"/tep/{name.decode()}{key.decode()}")
        assert answer.status_code == 200


def test_the_key_of_somebody_who_left_opens_nothing(newsroom, photo):
    key = publishing_key(photo, newsroom.reporter)
    name = names_of(photo)[0]
    assert picture_key_holds(name, key, newsroom.reporter)
    newsroom.reporter.is_active = False
    assert not picture_key_holds(name, key, newsroom.reporter)


def test_a_public_page_shows_its_pictures_plainly_to_staff_too(newsroom, photo):
    article = baked(newsroom, lead_photo=photo)
    page = signed_in(newsroom.chief, newsroom.unit.hostname).get(path_of(article))
    assert all(not key for _name, key in ADDRESS.findall(page.content))
