"""A unit is asked once whether two photos are one; the screens show what is alike."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from toasoan.archive.alike import prints
from toasoan.archive.alike.pairs import pairs_to_review
from toasoan.archive.errors import PairNotFound
from toasoan.archive.models import Photo, PhotoPair
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.archive.tests.print_material import (
    brought,
    encoded,
    picture_of,
)
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db

SAME, BOTH, OPEN = (PhotoPair.Verdict[name] for name in ("SAME", "BOTH", "OPEN"))
SECRET = "Bí mật của báo thuế"


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def secret():
    other = unit_make("thue")
    by = person_make(other, Role.PHOTO_VIDEO_EDITOR)
    return brought(other, by, encoded(picture_of(1)), title=SECRET)


def pair_make(first, second, distance=4, verdict=OPEN):
    return PhotoPair.objects.create(
        first=first, second=second, distance=distance, verdict=verdict
    )


def photos_make(unit, count):
    return [
        photo_make(unit, picture_bytes(colour=(each, 0, 0))) for each in range(count)
    ]


# --- what a person said ------------------------------------------------------------


def test_an_answered_pair_is_not_asked_again_and_the_first_answer_stands(unit, editor):
    pair = pair_make(*photos_make(unit, 2))
    assert pairs_to_review(unit) == [pair]

    prints.pair_decide(unit=unit, pair_id=pair.pk, verdict=BOTH, by=editor)
    prints.pair_decide(unit=unit, pair_id=pair.pk, verdict=SAME, by=editor)

    pair.refresh_from_db()
    assert (pair.verdict, pair.decided_by) == (BOTH, editor)
    assert pairs_to_review(unit) == []
    assert AuditEntry.objects.filter(action="archive.pair_decided").count() == 1


def test_a_stack_is_not_asked_about_again(unit):
    one, two, three, four = photos_make(unit, 4)
    pair_make(one, two, verdict=SAME)
    pair_make(two, three, verdict=SAME)
    pair_make(one, three)
    farther = pair_make(one, four, distance=9)
    nearest = pair_make(three, four, distance=5)

    assert pairs_to_review(unit) == [nearest]

    PhotoPair.objects.filter(pk=nearest.pk).update(verdict=BOTH)
    assert pairs_to_review(unit) == []
    assert PhotoPair.objects.get(pk=farther.pk).verdict == OPEN


def test_the_most_alike_are_asked_first_and_only_so_many(unit):
    photos = photos_make(unit, 6)
    far = pair_make(photos[0], photos[1], distance=20)
    near = pair_make(photos[2], photos[3], distance=2)
    pair_make(photos[4], photos[5], distance=30)

    assert pairs_to_review(unit, most=2) == [near, far]


def test_only_who_keeps_the_archive_answers_and_only_of_the_own_unit(unit, editor):
    other = unit_make("thue")
    pair = pair_make(*photos_make(other, 2))

    with pytest.raises(PairNotFound):
        prints.pair_decide(unit=unit, pair_id=pair.pk, verdict=SAME, by=editor)
    with pytest.raises(NotAllowed):
        prints.pair_decide(unit=other, pair_id=pair.pk, verdict=SAME, by=editor)
    reporter = person_make(unit)
    own = pair_make(*photos_make(unit, 2))
    with pytest.raises(NotAllowed):
        prints.pair_decide(unit=unit, pair_id=own.pk, verdict=SAME, by=reporter)
    with pytest.raises(ValueError, match="open"):
        prints.pair_decide(unit=unit, pair_id=own.pk, verdict="open", by=editor)

    assert set(PhotoPair.objects.values_list("verdict", flat=True)) == {OPEN}


def test_a_pair_torn_apart_by_a_move_is_nobodys_to_answer(unit, editor):
    one, two = photos_make(unit, 2)
    pair = pair_make(one, two)
    two.collection = unit_make("thue").collection
    two.save()

    assert pairs_to_review(unit) == []
    with pytest.raises(PairNotFound):
        prints.pair_decide(unit=unit, pair_id=pair.pk, verdict=SAME, by=editor)


# --- the screens -------------------------------------------------------------------


def test_the_review_screen_asks_and_takes_the_answer(unit, browser):
    pair = pair_make(*photos_make(unit, 2))
    url = reverse("photo_pairs")
    page = browser.get(url).content.decode()
    assert page.count("<figure>") == 2
    assert "Cùng một ảnh" in page

    answered = browser.post(url, {"pair": pair.pk, "verdict": "same"}, follow=True)

    assert "Đã ghi: cùng một ảnh." in answered.content.decode()
    assert "Không còn cặp ảnh nào phải xem" in answered.content.decode()
    assert Photo.objects.count() == 2


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"pair": "1"},
        {"pair": "x", "verdict": "same"},
        {"pair": "²", "verdict": "same"},
        {"pair": "9" * 40, "verdict": "both"},
        {"pair": "1", "verdict": "open"},
    ],
)
def test_garbage_is_no_answer(body, browser):
    assert browser.post(reverse("photo_pairs"), body).status_code == 400


def test_a_pair_that_is_gone_is_said_so(browser):
    answered = browser.post(
        reverse("photo_pairs"), {"pair": "77", "verdict": "same"}, follow=True
    )

    assert "Cặp ảnh này không còn trong kho" in answered.content.decode()


def test_the_review_screen_shows_no_pair_of_another_unit(secret, browser):
    theirs = Photo.objects.create(
        title=SECRET, collection=secret.collection, file=secret.file.name, width=1
    )
    pair = pair_make(secret, theirs)
    url = reverse("photo_pairs")

    page = browser.get(url).content.decode()
    answered = browser.post(url, {"pair": pair.pk, "verdict": "same"}, follow=True)

    assert SECRET not in page
    assert "Không còn cặp ảnh nào phải xem" in page
    assert "Cặp ảnh này không còn trong kho" in answered.content.decode()
    assert PhotoPair.objects.get().verdict == OPEN


def test_reporters_do_not_review_pairs(client, unit):
    client.force_login(person_make(unit))

    assert client.get(reverse("photo_pairs")).status_code == 403


def test_the_photos_own_screen_shows_what_is_like_it(unit, editor, browser):
    first = brought(unit, editor, encoded(picture_of(1)), title="Bản gốc")
    brought(unit, editor, encoded(picture_of(1).resize((240, 160))), title="Bản nhỏ")
    brought(unit, editor, encoded(picture_of(1), compress_level=1), title="Bản kép")
    brought(unit, editor, encoded(picture_of(2)), title="Khác hẳn")

    page = browser.get(reverse("wagtailimages:edit", args=[first.pk])).content.decode()

    shown = page[page.index('class="alike"') :]
    assert "Ảnh này đã có trong kho" in shown
    assert "Gần giống 1 ảnh" in shown
    assert "Bản nhỏ" in shown
    assert "Bản kép" in shown
    assert "Khác hẳn" not in shown
    assert reverse("photo_pairs") in shown


@pytest.mark.parametrize(
    ("data", "hashed", "sentence"),
    [
        (None, False, "Ảnh chưa được so với kho"),
        (None, True, "Ảnh có quá ít chi tiết"),
        (encoded(picture_of(3)), True, "không có ảnh nào giống ảnh này"),
    ],
)
def test_the_photos_own_screen_says_why_it_shows_none(
    data, hashed, sentence, unit, browser
):
    photo = photo_make(unit, data)
    if hashed:
        prints.photo_print_make(photo_id=photo.pk)

    page = browser.get(reverse("wagtailimages:edit", args=[photo.pk]))

    assert sentence in page.content.decode()


def test_the_sender_is_told_at_once_in_the_list_of_uploads(unit, editor, browser):
    brought(unit, editor, encoded(picture_of(1)), title="Bản gốc")

    again = _send(browser, encoded(picture_of(1), "JPEG", quality=60))
    new = _send(browser, encoded(picture_of(9)))

    assert "Gần giống 1 ảnh" in again["form"]
    assert "Bản gốc" in again["form"]
    assert 'class="alike"' not in new["form"]
    assert 'class="fields"' in new["form"]


def test_the_screens_tell_a_probe_nothing_of_another_units_photo(secret, unit, browser):
    data = encoded(picture_of(1))

    sent = _send(browser, data)
    unknown = _send(browser, encoded(picture_of(2)))
    probe = Photo.objects.get(pk=sent["image_id"])
    page = browser.get(reverse("wagtailimages:edit", args=[probe.pk])).content.decode()

    assert 'class="alike"' not in sent["form"]
    assert (sent["duplicate"], unknown["duplicate"]) == (False, False)
    assert "Kho của bạn không có ảnh nào giống ảnh này" in page
    assert SECRET not in page
    # Names of files: a copy is named like any other.
    same_digest = Photo.objects.filter(content_hash=probe.content_hash)
    assert [len(each.file.name) for each in same_digest] == [
        len(Photo.objects.get(pk=unknown["image_id"]).file.name)
    ] * 2
    theirs, mine = (
        each.get_rendition("width-320|format-jpeg") for each in (secret, probe)
    )
    assert len(theirs.file.name) == len(mine.file.name)
    assert theirs.file.name != mine.file.name


def _send(client, data):
    file = SimpleUploadedFile("anh.png", data)
    url = reverse("wagtailimages:add_multiple")
    return client.post(url, {"title": "Ảnh thử", "files[]": file}).json()
