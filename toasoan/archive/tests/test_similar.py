"""Photos that look alike are found, by whom may know of them and by nobody else."""

import logging
import random

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from toasoan.archive import services
from toasoan.archive.alike import pdq, prints
from toasoan.archive.alike.hash_index import HashIndex
from toasoan.archive.alike.similar import similar_photos
from toasoan.archive.models import PhotoPair, PhotoPrint
from toasoan.archive.tests.factories import person_make, photo_make, unit_make
from toasoan.archive.tests.print_material import (
    brought,
    encoded,
    picture_of,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return unit_make("thue")


@pytest.fixture
def their_editor(other):
    return person_make(other, Role.PHOTO_VIDEO_EDITOR)


def found(photo, user, **how):
    return [each.photo.pk for each in similar_photos(photo, user=user, **how)]


def test_the_same_pixels_in_another_file_are_the_same_picture(unit, editor):
    png = brought(unit, editor, encoded(picture_of(1)))
    again = brought(unit, editor, encoded(picture_of(1), compress_level=1))

    (alike,) = similar_photos(again, user=editor)

    assert alike.photo == png
    assert (alike.is_exact, alike.is_file, alike.distance) == (True, False, 0)


def test_pixels_are_compared_as_they_are_shown(unit, editor):
    upright = picture_of(2)
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    first = brought(unit, editor, encoded(upright))
    second = brought(unit, editor, encoded(lying, exif=exif))

    assert similar_photos(second, user=editor)[0].is_exact
    assert first.fingerprint.pixels == second.fingerprint.pixels


def test_the_very_file_is_found_before_its_pixels(unit, editor):
    other_file = brought(unit, editor, encoded(picture_of(1), compress_level=1))
    same_file = brought(unit, editor, encoded(picture_of(1)))
    again = brought(unit, editor, encoded(picture_of(1)))

    alike = similar_photos(again, user=editor)

    assert [each.photo for each in alike] == [same_file, other_file]
    assert [each.is_file for each in alike] == [True, False]


def test_edited_and_mirrored_pictures_are_found_and_other_pictures_are_not(
    unit, editor
):
    original = brought(unit, editor, encoded(picture_of(1)))
    small = picture_of(1).resize((240, 160))
    edited = brought(unit, editor, encoded(small, "JPEG", quality=20))
    flipped = brought(
        unit, editor, encoded(picture_of(1).transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    )
    for seed in range(50, 60):
        brought(unit, editor, encoded(picture_of(seed)))

    alike = {each.photo.pk: each for each in similar_photos(original, user=editor)}

    assert set(alike) == {edited.pk, flipped.pk}
    assert not alike[edited.pk].is_exact
    assert not alike[edited.pk].is_turned
    assert alike[flipped.pk].is_turned
    assert found(original, editor, most=1) == [flipped.pk]


def test_a_hash_alone_can_be_asked_after(unit, editor):
    original = brought(unit, editor, encoded(picture_of(1)))

    alike = similar_photos(pdq.picture_hash(picture_of(1)), user=editor)

    assert [(each.photo, each.distance) for each in alike] == [(original, 0)]


def test_flat_pictures_are_like_nothing_but_their_own_pixels(unit, editor):
    grey = brought(unit, editor, encoded(Image.new("RGB", (300, 200), (90, 90, 90))))
    darker = brought(unit, editor, encoded(Image.new("RGB", (300, 200), (89, 89, 89))))
    same = Image.new("RGB", (300, 200), (90, 90, 90))
    again = brought(unit, editor, encoded(same, compress_level=1))

    assert found(grey, editor) == [again.pk]
    assert found(darker, editor) == []


# --- what other units have ---------------------------------------------------------


def test_a_probe_tells_nothing_of_what_another_unit_keeps(
    unit, editor, other, their_editor
):
    secret = brought(other, their_editor, encoded(picture_of(7)), title="Bí mật")
    probes = [
        encoded(picture_of(7)),
        encoded(picture_of(7), compress_level=1),
        encoded(picture_of(7).resize((240, 160)), "JPEG", quality=60),
        encoded(picture_of(7).transpose(Image.Transpose.ROTATE_180)),
    ]
    for data in probes:
        probe = brought(unit, editor, data)

        assert secret.pk not in found(probe, editor, within=pdq.BITS, most=10_000)
        probe.delete()

    assert similar_photos(pdq.picture_hash(picture_of(7)), user=editor) == []
    assert PhotoPair.objects.count() == 0
    assert found(secret, their_editor) == []


def test_a_crowd_of_another_units_photos_does_not_push_out_ones_own(
    unit, editor, other, their_editor
):
    for quality in range(60, 96):
        data = encoded(picture_of(7), "JPEG", quality=quality)
        brought(other, their_editor, data)
    mine = brought(unit, editor, encoded(picture_of(7), "JPEG", quality=15))
    probe = brought(unit, editor, encoded(picture_of(7)))

    assert found(probe, editor, most=1) == [mine.pk]


def test_nobody_in_particular_finds_nothing(unit, editor):
    photo = brought(unit, editor, encoded(picture_of(1)))
    brought(unit, editor, encoded(picture_of(1)))

    assert found(photo, person_make(None)) == []
    editor.is_active = False
    assert found(photo, editor) == []


# --- how hashes come and go ---------------------------------------------------------


def test_what_came_after_the_first_question_is_found_by_the_next(unit, editor):
    first = brought(unit, editor, encoded(picture_of(1)))
    assert found(first, editor) == []

    second = brought(unit, editor, encoded(picture_of(1), "JPEG"))
    assert found(first, editor) == [second.pk]

    second.delete()
    assert found(first, editor) == []


def test_a_replaced_file_is_hashed_anew_and_answers_about_the_old_one_go(unit, editor):
    photo = brought(unit, editor, encoded(picture_of(1)))
    twin = brought(unit, editor, encoded(picture_of(1), "JPEG"))
    assert PhotoPair.objects.count() == 1

    photo.file = ContentFile(encoded(picture_of(2)), name="khac.png")
    photo.save()
    assert prints.photo_print_wanted(photo)
    assert found(photo, editor) == found(twin, editor) == []
    prints.photo_print_make(photo_id=photo.pk)
    prints.photo_compare(photo_id=photo.pk)

    assert found(twin, editor) == []
    assert PhotoPair.objects.count() == 0
    assert not prints.photo_print_wanted(photo)


def test_hashing_and_comparing_twice_leaves_one_row_and_one_pair(unit, editor):
    photo = brought(unit, editor, encoded(picture_of(1)))
    twin = brought(unit, editor, encoded(picture_of(1), "JPEG"))
    row = photo.fingerprint.pk

    for _time in range(2):
        PhotoPrint.objects.update(compared_in=None)
        for each in (photo, twin):
            assert prints.photo_print_make(photo_id=each.pk) is not None
            assert prints.photo_compare(photo_id=each.pk) == 0

    assert PhotoPrint.objects.get(photo=photo).pk == row
    assert PhotoPair.objects.count() == 1


def test_of_two_that_came_at_once_the_later_comparison_finds_the_pair(unit, editor):
    one, two = (
        services.photo_ingest(
            unit=unit,
            file=ContentFile(encoded(picture_of(1)), name=f"{name}.png"),
            by=editor,
        )
        for name in "ab"
    )
    prints.photo_print_make(photo_id=one.pk)
    prints.photo_print_make(photo_id=two.pk)

    assert prints.photo_compare(photo_id=one.pk) == 1
    assert prints.photo_compare(photo_id=two.pk) == 0


def test_a_photo_that_cannot_be_read_has_no_print_and_that_is_said_once(
    unit, editor, caplog
):
    photo = photo_make(unit)
    photo.file.storage.delete(photo.file.name)

    with caplog.at_level(logging.WARNING, logger="toasoan.archive"):
        for _time in range(3):
            assert prints.photo_print_make(photo_id=photo.pk) is None
            assert prints.photo_compare(photo_id=photo.pk) == 0

    said = [entry for entry in caplog.records if "no print" in entry.getMessage()]
    assert len(said) == 1
    assert similar_photos(photo, user=editor) == []


def test_a_photo_that_is_gone_is_no_work():
    assert prints.photo_print_make(photo_id=987) is None
    assert prints.photo_compare(photo_id=987) == 0


def test_a_photo_that_was_moved_is_compared_where_it_is_now(unit, other, editor):
    mine = brought(unit, editor, encoded(picture_of(1)))
    theirs = photo_make(other, encoded(picture_of(1), "JPEG"), usage="staff")
    prints.photo_print_make(photo_id=theirs.pk)
    prints.photo_compare(photo_id=theirs.pk)
    assert PhotoPair.objects.count() == 0

    services.assets_move(assets=[theirs], collection=unit.collection)
    assert prints.photo_print_wanted(theirs)
    assert prints.photo_compare(photo_id=theirs.pk) == 1
    assert found(mine, editor) == [theirs.pk]


def test_the_command_hashes_what_has_none_and_goes_on_where_it_stopped(unit, capsys):
    first = photo_make(unit, encoded(picture_of(1)), "mot.png")
    photo_make(unit, encoded(picture_of(1), "JPEG"))
    broken = photo_make(unit)
    broken.file.storage.delete(broken.file.name)
    prints.photo_print_make(photo_id=first.pk)

    call_command("photos_print")
    call_command("photos_print")

    said = capsys.readouterr().out.splitlines()
    assert said == [
        "2 photos hashed, 1 cannot be read or are gone.",
        "0 photos hashed, 0 cannot be read or are gone.",
    ]
    assert PhotoPair.objects.count() == 1


# --- the index -----------------------------------------------------------------------


def test_the_sorted_tables_miss_nothing_that_a_scan_would_find():
    dice = random.Random(3)
    hashes = [dice.randbytes(32) for _each in range(25_000)]
    sought = dice.randbytes(32)
    value = int.from_bytes(sought)
    for at in range(0, 3_000, 10):
        mask = sum(1 << bit for bit in dice.sample(range(256), dice.randint(0, 40)))
        hashes[at] = (value ^ mask).to_bytes(32)
    index = HashIndex()
    index.add(range(22_000), hashes[:22_000])
    index.settle()
    index.add(range(22_000, 25_000), hashes[22_000:])

    for within in (0, 15, 31, 40):
        scanned = {
            key: distance
            for key, each in enumerate(hashes)
            if (distance := (int.from_bytes(each) ^ value).bit_count()) <= within
        }
        assert index.near(sought, within) == scanned

    assert len(index) == 25_000
