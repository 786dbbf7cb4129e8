"""Each saved change of a photo's words is a version, and can be taken back."""

import uuid

import pytest

from toasoan.archive.metadata.describing import (
    photo_description_restore,
    photo_description_save,
    photos_describe,
    photos_describe_undo,
)
from toasoan.archive.metadata.descriptions import words_emptied, words_now
from toasoan.archive.metadata.errors import BatchGone, WordsRefused
from toasoan.archive.models import Photo, PhotoDescription
from toasoan.archive.services import photo_ingest
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
    upload,
)
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


def stored(photo):
    return words_now(Photo.objects.get(pk=photo.pk))


def test_a_photo_that_comes_in_has_its_first_version(unit, editor):
    photo = photo_ingest(unit=unit, file=upload(picture_bytes(), "ghe.jpg"), by=editor)

    version = photo.descriptions.get()
    assert (version.number, version.by, version.changes) == (1, editor, {})
    assert version.words["title"] == "ghe"


def test_a_change_is_a_version_and_what_was_before_is_one_too(unit, editor):
    photo = photo_make(unit, title="Cảng", credit="Ái")

    made = photo_description_save(
        photo=photo,
        by=editor,
        words={"credit": "Bảo", "shown_city": "Huế", "keywords": ["sông", "chợ"]},
    )

    assert [each.number for each in photo.descriptions.all()] == [2, 1]
    assert photo.descriptions.get(number=1).words["credit"] == "Ái"
    assert made.changes == {
        "credit": ["Ái", "Bảo"],
        "keywords": [[], ["chợ", "sông"]],
        "shown_city": ["", "Huế"],
    }
    assert (made.by, stored(photo)["shown_city"]) == (editor, "Huế")
    entry = AuditEntry.objects.get(action="archive.photo_changed")
    assert entry.data["changed"] == ["credit", "iptc_words"]


def test_saving_the_same_again_makes_no_version(unit, editor):
    photo = photo_make(unit)
    photo_description_save(photo=photo, by=editor, words={"event": "Lễ hội"})

    again = photo_description_save(
        photo=photo, by=editor, words={"event": " Lễ hội\x07 "}
    )

    assert again is None
    assert photo.descriptions.count() == 2


def test_a_version_is_taken_back_as_a_new_one(unit, editor):
    photo = photo_make(unit, title="Cảng", credit="Ái")
    photo_description_save(
        photo=photo, by=editor, words={"credit": "Bảo", "person_shown": ["Mến"]}
    )

    made = photo_description_restore(photo=photo, number=1, by=editor)

    assert (made.number, made.restored_from) == (3, 1)
    assert stored(photo) == photo.descriptions.get(number=1).words
    entry = AuditEntry.objects.get(action="archive.photo_description_restored")
    assert (entry.actor, entry.unit_key, entry.data) == (
        editor,
        "hq",
        {"from": 1, "made": 3},
    )
    assert photo_description_restore(photo=photo, number=1, by=editor) is None


def test_a_version_that_is_not_there_is_not_found(unit, editor):
    with pytest.raises(NotFound):
        photo_description_restore(photo=photo_make(unit), number=7, by=editor)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"title": " "}, "Ảnh phải có tiêu đề. Gõ tiêu đề"),
        ({"credit": "x" * 201}, "“ghi nguồn” dài quá 200 chữ. Viết ngắn lại"),
        ({"keywords": ["x" * 101]}, "“từ khóa” dài quá 100 chữ. Viết ngắn lại"),
        ({"usage": "staff"}, "Ảnh không có ô “usage”"),
    ],
)
def test_words_that_may_not_be_are_refused_and_nothing_is_saved(
    unit, editor, words, said
):
    photo = photo_make(unit)
    with pytest.raises(WordsRefused) as refusal:
        photo_description_save(photo=photo, by=editor, words={"event": "Hội", **words})
    assert refusal.value.message == said
    assert stored(photo)["event"] == ""


def test_only_who_may_change_the_photo_changes_its_words(unit, editor):
    photo = photo_make(unit)
    batch = photos_describe(photos=[photo], by=editor, words={"event": "Hội"})
    for other in (
        person_make(unit, Role.ANALYST),
        person_make(unit_make("thue"), Role.PHOTO_VIDEO_EDITOR),
    ):
        with pytest.raises(NotAllowed):
            photo_description_save(photo=photo, by=other, words={"event": "x"})
        with pytest.raises(NotAllowed):
            photo_description_restore(photo=photo, number=1, by=other)
        with pytest.raises(NotAllowed):
            photos_describe(photos=[photo], by=other, words={"event": "x"})
        with pytest.raises(NotFound):
            photos_describe_undo(batch=batch, by=other)
    assert stored(photo)["event"] == "Hội"


def test_a_word_taken_away_is_known_as_such_until_it_is_back(unit, editor):
    photo = photo_make(unit, credit="Ái")
    assert words_emptied(photo) == set()
    photo_description_save(photo=photo, by=editor, words={"credit": ""})
    assert words_emptied(Photo.objects.get()) == {"credit"}
    photo_description_save(photo=photo, by=editor, words={"credit": "Bảo"})
    assert words_emptied(Photo.objects.get()) == set()


def test_many_photos_are_described_at_once_and_lists_grow(unit, editor):
    one, two = photo_make(unit, credit="Ái"), photo_make(unit, credit="Bảo")
    one.tags.add("sông")

    batch = photos_describe(
        photos=[one, two],
        by=editor,
        words={"credit": "TTX"},
        more={"keywords": ["chợ"], "person_shown": ["Mến"]},
    )

    assert stored(one)["keywords"] == ["chợ", "sông"]
    assert stored(two)["keywords"] == ["chợ"]
    assert {stored(each)["credit"] for each in (one, two)} == {"TTX"}
    assert PhotoDescription.objects.filter(batch=batch).count() == 2
    entry = AuditEntry.objects.get(action="archive.photos_described")
    assert (entry.unit_key, entry.data["photos"]) == ("hq", 2)
    assert photos_describe(photos=[one], by=editor, words={"credit": "TTX"}) is None


def test_one_photo_that_may_not_be_changed_stops_all(unit, editor):
    own, theirs = photo_make(unit), photo_make(unit_make("thue"))
    with pytest.raises(NotAllowed):
        photos_describe(photos=[own, theirs], by=editor, words={"event": "x"})
    assert stored(own)["event"] == ""


def test_undo_takes_back_what_nobody_changed_since(unit, editor):
    one = photo_make(unit, credit="Ái")
    two = photo_make(unit, credit="Bảo")
    one.tags.add("sông")
    batch = photos_describe(
        photos=[one, two],
        by=editor,
        words={"credit": "TTX", "event": "Hội"},
        more={"keywords": ["chợ", "ghe", "sông"]},
    )
    photo_description_save(
        photo=two, by=editor, words={"credit": "Chi", "keywords": ["chợ", "mới"]}
    )
    # Changed and changed back is still a person's own word.
    photo_description_save(photo=one, by=editor, words={"event": "Khác"})
    photo_description_save(photo=one, by=editor, words={"event": "Hội"})

    assert photos_describe_undo(batch=batch, by=editor) == 2

    now_one, now_two = stored(one), stored(two)
    assert (now_one["credit"], now_one["event"], now_one["keywords"]) == (
        "Ái",
        "Hội",
        ["sông"],
    )
    assert (now_two["credit"], now_two["event"], now_two["keywords"]) == (
        "Chi",
        "",
        ["mới"],
    )


def test_a_batch_is_taken_back_once(unit, editor):
    photo = photo_make(unit, credit="Ái")
    batch = photos_describe(photos=[photo], by=editor, words={"credit": "TTX"})
    photos_describe_undo(batch=batch, by=editor)
    photo_description_save(photo=photo, by=editor, words={"credit": "TTX"})

    with pytest.raises(BatchGone):
        photos_describe_undo(batch=batch, by=editor)
    with pytest.raises(NotFound):
        photos_describe_undo(batch=uuid.uuid4(), by=editor)
    assert stored(photo)["credit"] == "TTX"


def test_undo_leaves_a_photo_that_moved_to_another_unit(unit, editor):
    stays, moved = photo_make(unit), photo_make(unit)
    batch = photos_describe(photos=[stays, moved], by=editor, words={"event": "Hội"})
    Photo.objects.filter(pk=moved.pk).update(collection=unit_make("thue").collection)

    assert photos_describe_undo(batch=batch, by=editor) == 1
    assert (stored(stays)["event"], stored(moved)["event"]) == ("", "Hội")
