"""What is made of a photo follows its file and its focal point."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from toasoan.archive import services, sizes
from toasoan.archive.models import Photo
from toasoan.archive.selectors import photo_sources, renditions_outdated
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.core.models import OutboxEvent
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db

RED, BLUE = (220, 10, 10), (10, 10, 220)


@pytest.fixture
def photo(unit):
    return photo_make(unit, picture_bytes((330, 330), colour=RED))


@pytest.fixture
def browser(client, unit):
    client.force_login(person_make(unit, Role.PHOTO_VIDEO_EDITOR))
    return client


def focal_point_move(photo, x):
    photo = Photo.objects.get(pk=photo.pk)
    photo.focal_point_x, photo.focal_point_y = x, 100
    photo.focal_point_width = photo.focal_point_height = 20
    photo.save()
    return photo


def file_replace(browser, photo, data):
    url = reverse("wagtailimages:edit", args=(photo.pk,))
    fields = {"title": "Cảng", "usage": "staff", "tags": ""}
    answer = browser.post(url, fields | {"file": SimpleUploadedFile("b.jpg", data)})
    assert answer.status_code == 302
    return Photo.objects.get(pk=photo.pk)


def paths_of(renditions):
    return {Path(each.file.path) for each in renditions}


def colour_of(address, settings):
    file = Path(settings.MEDIA_ROOT) / address.removeprefix(settings.MEDIA_URL)
    red, _green, blue = Image.open(file).getpixel((5, 5))
    return "red" if red > blue else "blue"


def test_a_moved_focal_point_leaves_the_cuts_outdated_and_the_whole_picture_not(photo):
    services.photo_renditions_build(photo_id=photo.pk)
    cuts = photo.renditions.filter(filter_spec__startswith="fill-")
    before = set(cuts.values_list("pk", flat=True))

    moved = focal_point_move(photo, 300)

    assert before
    assert renditions_outdated(moved) == before


@pytest.mark.parametrize(
    ("height", "avif"),
    [(17_000, []), (16_726, [480])],
)
def test_a_scroll_too_long_for_a_format_is_sent_in_those_that_hold_it(
    unit, height, avif
):
    scroll = photo_make(unit, picture_bytes((490, height)))

    assert services.photo_renditions_build(photo_id=scroll.pk) > 0

    sources = photo_sources(Photo.objects.get(pk=scroll.pk))
    assert [width for _address, width in sources.jpeg] == [480]
    assert [width for _address, width in sources.avif] == avif
    assert sources.webp == ()


@pytest.mark.parametrize("size", [(330, 330), (1200, 800), (2000, 1400)])
def test_no_page_has_to_make_a_file_once_the_job_has_run(unit, size):
    photo = photo_make(unit, picture_bytes(size))
    made = services.photo_renditions_build(photo_id=photo.pk)

    photo = Photo.objects.get(pk=photo.pk)
    for ratio in sizes.STANDARD_WIDTHS:
        photo_sources(photo, ratio=ratio)
    for ratio, widths in sizes.SINGLE_WIDTHS.items():
        for width in widths:
            photo_sources(photo, (width,), ratio)

    assert photo.renditions.count() == made


def test_a_replaced_file_is_shown_at_once_and_its_old_renditions_wait(
    photo, browser, settings
):
    services.photo_renditions_build(photo_id=photo.pk)
    old = list(photo.renditions.all())
    original = Path(photo.file.path)
    shown = photo_sources(photo, ratio="3:2").src

    replaced = file_replace(browser, photo, picture_bytes((330, 330), colour=BLUE))
    now_shown = photo_sources(replaced, ratio="3:2").src

    assert (colour_of(shown, settings), colour_of(now_shown, settings)) == (
        "red",
        "blue",
    )
    assert renditions_outdated(replaced) == {each.pk for each in old}
    assert all(path.exists() for path in paths_of(old))
    assert not original.exists()


def test_a_refused_file_changes_neither_the_photo_nor_what_was_made_of_it(
    photo, browser
):
    services.photo_renditions_build(photo_id=photo.pk)
    url = reverse("wagtailimages:edit", args=(photo.pk,))

    browser.post(
        url, {"title": "Cảng", "tags": "", "file": SimpleUploadedFile("b.jpg", b"MZ")}
    )

    same = Photo.objects.get(pk=photo.pk)
    assert same.file.name == photo.file.name
    assert Path(same.file.path).exists()
    assert renditions_outdated(same) == set()


def test_the_job_makes_the_new_ones_and_announces_them_while_old_ones_are_there(photo):
    made = services.photo_renditions_build(photo_id=photo.pk)
    cuts = photo.renditions.filter(filter_spec__startswith="fill-").count()
    moved = focal_point_move(photo, 300)

    assert services.photo_renditions_build(photo_id=photo.pk) == cuts
    assert moved.renditions.count() == made + cuts

    # Moved back: nothing is missing, yet pages show the cuts of the other point.
    Photo.objects.update(
        focal_point_x=None,
        focal_point_y=None,
        focal_point_width=None,
        focal_point_height=None,
    )
    assert services.photo_renditions_build(photo_id=photo.pk) == 0
    assert OutboxEvent.objects.filter(kind="archive.RenditionsReady").count() == 3


def test_only_what_is_outdated_is_deleted_also_from_the_disk(
    photo, django_capture_on_commit_callbacks
):
    services.photo_renditions_build(photo_id=photo.pk)
    every = list(photo.renditions.all())
    moved = focal_point_move(photo, 300)
    cuts = [each for each in every if each.filter_spec.startswith("fill-")]
    kept = [each for each in every if not each.filter_spec.startswith("fill-")]
    noise = photo_make(unit_make("thue"), picture_bytes((330, 330), colour=BLUE))
    photo_sources(noise)

    with django_capture_on_commit_callbacks(execute=True):
        gone = services.photo_renditions_delete(
            photo_id=photo.pk,
            renditions=[*(each.pk for each in every), noise.renditions.get().pk],
        )

    assert gone == len(cuts) > 0
    assert not any(path.exists() for path in paths_of(cuts))
    assert all(path.exists() for path in paths_of(kept))
    assert set(moved.renditions.all()) == set(kept)
    assert noise.renditions.count() == 1


def test_deleting_for_a_photo_that_is_gone_deletes_nothing():
    assert services.photo_renditions_delete(photo_id=999_999, renditions=[1]) == 0


def test_after_an_upgrade_renditions_are_found_again_and_outdated_ones_are_not(photo):
    services.photo_renditions_build(photo_id=photo.pk)
    photo = focal_point_move(photo, 300)
    services.photo_renditions_build(photo_id=photo.pk)
    outdated = renditions_outdated(Photo.objects.get())
    by_file = import_module("toasoan.archive.migrations.0003_renditions_told_by_file")
    by_words = import_module("toasoan.archive.migrations.0004_renditions_told_by_words")
    by_more = import_module("toasoan.archive.migrations.0015_pictures")
    for each in photo.renditions.exclude(pk__in=outdated):
        each.focal_point_key = by_file._key(each, by_file=False)
        each.save()
    photo.renditions.filter(pk__in=outdated).update(focal_point_key="0c1d2e3f")
    assert len(renditions_outdated(Photo.objects.get())) == photo.renditions.count()

    by_file.renditions_rename(apps, None)
    by_words.renditions_rename(apps, None)
    by_more.renditions_rename(apps, None)

    assert renditions_outdated(Photo.objects.get()) == outdated
