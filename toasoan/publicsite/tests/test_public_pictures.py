"""Renditions are public while a live page shows the photo, and at no other time."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from toasoan.archive.pictures import publishing
from toasoan.archive.pictures.publishing import picture_admit, picture_withdraw
from toasoan.archive.storing.public import (
    picture_is_public,
    picture_mark,
    picture_unmark,
    stem_of,
)
from toasoan.content.tests.factories import (
    make_article,
    make_photo,
    open_newsroom,
    publish,
)
from toasoan.publicsite import baking, public_pictures, services, store
from toasoan.publicsite.models import LeavingPicture, StalePath
from toasoan.publicsite.tests.factories import (
    bake,
    baked,
    make_standard,
    published,
    reader,
)
from toasoan.publicsite.tests.picture_material import (
    ADDRESS,
    HOUR,
    are_public,
    everything_follows,
    named_in_store,
    names_of,
    with_sizes,
)
from toasoan.publicsite.tests.test_photo_files import file_replace, picture_block
from toasoan.publicsite.tests.test_pictures import body_set, gallery, take_down
from toasoan.security.request_context import request_enter, request_leave

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(newsroom):
    return with_sizes(make_photo(newsroom.unit, title="Cảng"))


@pytest.fixture
def other(db):
    return open_newsroom("hq")


# --- In --------------------------------------------------------------------


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


# --- Out -------------------------------------------------------------------


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


# --- Cut off, twice, at once -----------------------------------------------


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
