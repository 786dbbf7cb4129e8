"""Renditions are public while a live page shows the photo, and at no other time."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toasoan.archive.pictures import publishing
from toasoan.archive.pictures.publishing import picture_admit, picture_withdraw
from toasoan.archive.selectors import photo_sources
from toasoan.archive.storing.picture_keys import picture_key_holds, pictures_for
from toasoan.archive.storing.public import (
    picture_is_public,
    picture_mark,
    picture_unmark,
    stem_of,
)
from toasoan.content import services as content
from toasoan.content.tests.factories import (
    make_article,
    make_photo,
    open_newsroom,
    publish,
)
from toasoan.core.outbox import outbox_dispatch
from toasoan.publicsite import baking, public_pictures, services, store
from toasoan.publicsite.models import LeavingPicture, StalePath
from toasoan.publicsite.tests.factories import (
    bake,
    baked,
    make_standard,
    path_of,
    published,
    reader,
)
from toasoan.publicsite.tests.test_photo_files import file_replace, picture_block
from toasoan.publicsite.tests.test_pictures import body_set, gallery, take_down
from toasoan.security.request_context import request_enter, request_leave

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1, minutes=1)
ADDRESS = re.compile(rb"/tep/(renditions/[\w./-]+)(\?xem=\w+)?")


@pytest.fixture
def photo(newsroom):
    return with_sizes(make_photo(newsroom.unit, title="Cảng"))


def with_sizes(photo):
    for ratio in (None, "3:2", "4:3"):
        photo_sources(photo, ratio=ratio)
    return photo


@pytest.fixture
def other(db):
    return open_newsroom("hq")


def names_of(photo):
    return [each.file.name for each in photo.renditions.all()]


def are_public(photo):
    public = {picture_is_public(name) for name in names_of(photo)}
    assert len(public) == 1
    return public.pop()


def signed_in(person, host="localhost"):
    client = Client(SERVER_NAME=host)
    client.force_login(person)
    return client


def everything_follows():
    outbox_dispatch()
    services.stale_pages_bake()


def named_in_store():
    """Return the renditions that stored pages name, and not one with a key."""
    names = set()
    for file in store.store_dir().rglob("*"):
        if file.is_file() and file.suffix in {".html", ".xml", ".json"}:
            for name, key in ADDRESS.findall(file.read_bytes()):
                assert not key
                names.add(name.decode())
    return names


# --- Who is refused -----------------------------------------------------------------


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


# --- In -----------------------------------------------------------------------------


def test_a_picture_is_public_before_the_first_page_that_shows_it_is_stored(
    newsroom, portal, photo, monkeypatch
):
    seen = []

    def write(host, path, body, **rest):
        for name, _key in ADDRESS.findall(body):
            seen.append(picture_is_public(name.decode()))
        return page_write(host, path, body, **rest)

    page_write = store.page_write
    monkeypatch.setattr(baking.store, "page_write", write)
    baked(newsroom, lead_photo=photo)

    assert seen
    assert all(seen)
    assert are_public(photo)


def test_everything_stored_pages_name_is_public(newsroom, portal, photo):
    photos = [make_photo(newsroom.unit, title=f"Ảnh {n}") for n in range(4)]
    newsroom.pen_name.portrait = photos[0]
    newsroom.pen_name.save_revision().publish()
    standard = make_standard(newsroom, slug="gioi-thieu")
    standard.body = [picture_block(photos[1])]
    standard.save_revision().publish()
    baked(newsroom, lead_photo=photo, body=[gallery(*photos[2:]), picture_block(photo)])
    everything_follows()
    services.unit_pages_bake(unit_key="tbtc")
    services.unit_pages_bake(unit_key=None)

    named = named_in_store()
    stems = {stem_of(name) for each in (photo, *photos) for name in names_of(each)}
    assert {stem_of(name) for name in named} == stems
    assert all(picture_is_public(name) for name in named)


def test_an_address_typed_into_a_text_makes_no_picture_public(newsroom, photo):
    typed = f"/tep/{names_of(photo)[0]} /tep/renditions/{'a' * 300}.jpg"
    quote = {"text": typed, "speaker": "", "speaker_title": ""}
    article = baked(newsroom, body=[("pull_quote", quote)])
    assert names_of(photo)[0] in named_in_store()
    assert not are_public(photo)

    bake(body_set(article, ("pull_quote", {**quote, "text": "Chi cho đúng."})))
    assert not are_public(photo)


def test_pages_baked_while_somebody_is_signed_in_carry_no_key(newsroom, portal, photo):
    request = type("Request", (), {"user": newsroom.chief, "META": {}})()
    token = request_enter(request)
    try:
        baked(newsroom, lead_photo=photo)
    finally:
        request_leave(token)
    assert named_in_store()


def test_a_lost_mark_comes_back_when_a_reader_asks(newsroom, photo):
    baked(newsroom, lead_photo=photo)
    name = names_of(photo)[0]
    assert picture_unmark(name)

    answer = reader(newsroom).get(f"/tep/{name}")

    assert (answer.status_code, are_public(photo)) == (200, True)
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_asking_makes_no_promised_picture_public(newsroom, photo):
    article = make_article(newsroom, lead_photo=photo)
    article.go_live_at = timezone.now() + HOUR
    article.save_revision()
    assert not picture_admit(names_of(photo)[0])
    assert not are_public(photo)


# --- Out ----------------------------------------------------------------------------


def test_a_take_down_withdraws_the_pictures_and_keeps_their_files(
    newsroom, portal, photo
):
    article = baked(newsroom, lead_photo=photo)
    path = Path(photo.renditions.first().file.path)
    take_down(newsroom, article)
    everything_follows()

    assert (are_public(photo), path.exists()) == (False, True)
    for name in names_of(photo):
        assert reader(newsroom).get(f"/tep/{name}").status_code == 404
    assert named_in_store() == set()
    assert LeavingPicture.objects.count() == 0


def test_a_picture_comes_back_under_the_same_address(newsroom, portal, photo):
    article = baked(newsroom, lead_photo=photo)
    before = named_in_store()
    take_down(newsroom, article)
    everything_follows()
    baked(newsroom, "Bài khác", lead_photo=photo)

    assert named_in_store() == before
    assert are_public(photo)


def test_an_unpublished_article_takes_its_pictures_along(newsroom, photo):
    article = baked(newsroom, lead_photo=photo)
    type(article).objects.filter(pk=article.pk).update(live=False)
    bake(article)
    assert not are_public(photo)


def test_a_replaced_picture_is_withdrawn_and_the_new_one_public(newsroom, photo):
    second = make_photo(newsroom.unit, title="Kho")
    article = baked(newsroom, body=[picture_block(photo)])
    bake(body_set(article, picture_block(second)))

    assert (are_public(photo), are_public(second)) == (False, True)


def test_a_picture_taken_out_of_a_gallery_is_withdrawn(newsroom, photo):
    second = make_photo(newsroom.unit, title="Kho")
    article = baked(newsroom, body=[gallery(photo, second)])
    bake(body_set(article, gallery(second)))

    assert (are_public(photo), are_public(second)) == (False, True)


def test_a_portrait_taken_off_is_withdrawn(newsroom, photo):
    newsroom.pen_name.portrait = photo
    newsroom.pen_name.save_revision().publish()
    published(newsroom)
    everything_follows()
    services.unit_pages_bake(unit_key="tbtc")
    assert are_public(photo)

    newsroom.pen_name.portrait = None
    newsroom.pen_name.save_revision().publish()
    everything_follows()

    assert not are_public(photo)


def test_what_another_live_page_shows_stays(newsroom, other, photo):
    article = baked(newsroom, lead_photo=photo)
    stays = baked(newsroom, "Bài thứ hai", body=[picture_block(photo)])
    take_down(newsroom, article)
    everything_follows()
    assert are_public(photo)

    take_down(newsroom, stays)
    everything_follows()
    assert not are_public(photo)


def test_a_new_file_leaves_the_old_one_to_go_with_its_renditions(newsroom, photo):
    baked(newsroom, lead_photo=photo)
    old = names_of(photo)[0]
    photo = file_replace(photo)
    everything_follows()
    new = [name for name in names_of(photo) if stem_of(name) != stem_of(old)]

    assert all(picture_is_public(name) for name in new)
    assert picture_is_public(old)
    photo.renditions.exclude(file__in=new).delete()
    assert public_pictures.pictures_sweep() == 1
    services.stale_pages_bake()
    assert not picture_is_public(old)
    assert all(picture_is_public(name) for name in new)


# --- Cut off, twice, at once ---------------------------------------------------------


def test_a_picture_waits_for_pages_that_cannot_be_baked_ten_minutes_at_most(
    newsroom, portal, photo, monkeypatch
):
    def baked_but_for_the_front(site, path, baked):
        if path == "/rss.xml":
            raise OSError("disk full")
        real(site, path, baked)

    article = baked(newsroom, lead_photo=photo)
    real = services.page_bake
    services.pages_mark(services.sites_all()[0], ["/rss.xml"])
    monkeypatch.setattr(services, "page_bake", baked_but_for_the_front)
    take_down(newsroom, article)
    everything_follows()
    assert StalePath.objects.exists()
    assert are_public(photo)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        services.stale_pages_bake()
    assert not are_public(photo)


def test_killed_before_the_page_is_stored_it_is_done_the_next_time(
    newsroom, photo, monkeypatch
):
    def killed(*_args, **_rest):
        raise KeyboardInterrupt

    article = published(newsroom, lead_photo=photo)
    with monkeypatch.context() as patch:
        patch.setattr(baking.store, "page_write", killed)
        with pytest.raises(KeyboardInterrupt):
            bake(article)
    bake(article)
    assert are_public(photo)

    take_down(newsroom, article)
    with monkeypatch.context() as patch:
        patch.setattr(public_pictures, "picture_withdraw", killed)
        with pytest.raises(KeyboardInterrupt):
            everything_follows()
    assert (are_public(photo), LeavingPicture.objects.count()) == (True, 1)
    services.stale_pages_bake()
    assert not are_public(photo)
    assert services.stale_pages_bake().written == 0


def test_a_withdrawal_looks_once_it_holds_the_photo(newsroom, photo, monkeypatch):
    draft = make_article(newsroom, lead_photo=photo)
    name = names_of(photo)[0]
    picture_mark(name)
    held = publishing._photo_held

    def published_while_waiting(name):
        publish(newsroom, draft)
        return held(name)

    monkeypatch.setattr(publishing, "_photo_held", published_while_waiting)
    assert not picture_withdraw(name)
    assert are_public(photo)


def test_a_withdrawal_done_twice_changes_nothing(newsroom, photo):
    name = names_of(photo)[0]
    picture_mark(name)
    assert picture_withdraw(name)
    assert not picture_withdraw(name)
    assert not picture_withdraw("originals/ab/x.jpg")


def test_the_sweep_finds_what_was_forgotten_and_leaves_what_is_shown(newsroom, photo):
    shown = make_photo(newsroom.unit, title="Kho")
    baked(newsroom, lead_photo=shown)
    picture_mark(names_of(photo)[0])
    picture_mark("renditions/ab/la.jpg")

    assert public_pictures.pictures_sweep() == 2
    services.stale_pages_bake()

    assert (are_public(photo), are_public(shown)) == (False, True)
    assert not picture_is_public("renditions/ab/la.jpg")


# --- Previews -----------------------------------------------------------------------


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
