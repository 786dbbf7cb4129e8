"""The main colours of a picture are measured once, and it is found by them."""

import numpy as np
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from toasoan.archive.alike import prints
from toasoan.archive.heavy import heavy
from toasoan.archive.models import CatalogueEntry, Photo, PhotoPair, PhotoPrint
from toasoan.archive.search.finding import EntriesWanted, entries_find, facets_count
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.archive.tests.print_material import encoded, picture_of

pytestmark = pytest.mark.django_db
FLAG_RED, SKY, GREY = (218, 37, 29), (135, 206, 235), (132, 132, 130)


def halves(*colours, size=(90, 60)):
    """Return a picture of stripes, one of each colour, none broader than another."""
    picture = Image.new("RGB", size)
    across = size[0] // len(colours)
    for place, colour in enumerate(colours):
        picture.paste(colour, (place * across, 0, (place + 1) * across, size[1]))
    return encoded(picture)


def main_colours(data):
    return heavy("pictures.colours").main_colours(data)


@pytest.mark.parametrize(
    ("colour", "key"),
    [
        ("#da251d", "do"),
        ("#800000", "do"),
        ("#f38400", "cam"),
        ("#ff7f50", "cam"),
        ("#ffcd00", "vang"),
        ("#fffdd0", "vang"),
        ("#008000", "luc"),
        ("#808000", "luc"),
        ("#0000ff", "lam"),
        ("#000080", "lam"),
        ("#87ceeb", "lam"),
        ("#00ffff", "lam"),
        ("#4b0082", "tim"),
        ("#9370db", "tim"),
        ("#ffc0cb", "hong"),
        ("#ff1493", "hong"),
        ("#8b4513", "nau"),
        ("#d2b48c", "nau"),
        ("#882d17", "nau"),
        ("#000000", "den"),
        ("#222222", "den"),
        ("#848482", "xam"),
        ("#d3d3d3", "xam"),
        ("#ffffff", "trang"),
        ("#f2f3f4", "trang"),
    ],
)
def test_a_plain_picture_has_the_colour_people_call_it_by(colour, key):
    assert main_colours(encoded(Image.new("RGB", (40, 30), colour))) == (key,)


def test_the_colour_of_most_comes_first_and_specks_are_none():
    flag = Image.new("RGB", (100, 60), FLAG_RED)
    flag.paste((255, 205, 0), (40, 20, 60, 50))  # a tenth
    sea = Image.new("RGB", (100, 60), SKY)
    sea.paste((255, 255, 255), (0, 0, 40, 60))

    assert main_colours(encoded(flag)) == ("do",)
    assert main_colours(encoded(sea)) == ("lam", "trang")


def test_at_most_three_and_at_least_one():
    many = ["#da251d", "#f38400", "#ffcd00", "#008000", "#0000ff", "#ff69b4", "#222222"]

    assert len(main_colours(halves(*many[:4], size=(80, 40)))) == 3
    assert len(main_colours(halves(*many, size=(84, 40)))) == 1


def test_what_shows_through_is_white_and_wide_colours_are_brought_to_srgb():
    clear = Image.new("RGBA", (40, 30), (255, 0, 0, 0))
    cmyk = Image.new("CMYK", (40, 30), (0, 255, 255, 0))

    assert main_colours(encoded(clear)) == ("trang",)
    assert main_colours(encoded(cmyk, "JPEG")) == ("do",)


def test_every_colour_that_is_measured_can_be_asked_for():
    steps = np.arange(0, 256, 15, dtype=np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1)

    found = heavy("pictures.colours").names_of(cube)

    assert set(found.tolist()) == set(CatalogueEntry.Colour.values)


def measured(photo):
    prints.photo_print_make(photo_id=photo.pk)
    photo.entry.refresh_from_db()
    return photo.entry.colours


def test_the_job_measures_and_the_catalogue_is_searched_by_it():
    unit = unit_make()
    user = person_make(unit)
    red = photo_make(unit, halves(FLAG_RED, GREY), title="Cờ")
    sky = photo_make(unit, halves(SKY), title="Trời")
    document_make(unit)

    assert (measured(red), measured(sky)) == ("do xam", "lam")

    found = entries_find(user, EntriesWanted(colour="xam"))
    everything = entries_find(user, EntriesWanted())
    assert [entry.title for entry in found.entries] == ["Cờ"]
    counts = facets_count(user, everything.places).colour
    assert dict(counts) == {"do": 1, "xam": 1, "lam": 1}


def test_saving_the_words_keeps_the_colours_and_a_new_file_forgets_them():
    unit = unit_make()
    photo = photo_make(unit, halves(FLAG_RED))
    measured(photo)

    photo.caption = "Cờ đỏ"
    photo.save()
    photo.entry.refresh_from_db()
    assert photo.entry.colours == "do"

    photo.file = ContentFile(picture_bytes(colour=SKY), name="moi.jpg")
    photo._set_image_file_metadata()
    photo.save()
    photo.entry.refresh_from_db()
    assert photo.entry.colours == ""
    assert measured(photo) == "lam"


def test_photos_hashed_before_are_measured_by_the_command_and_keep_their_pairs():
    unit = unit_make()
    first = photo_make(unit, encoded(picture_of(1)))
    second = photo_make(unit, encoded(picture_of(1), compress_level=1))
    call_command("photos_print")
    PhotoPair.objects.update(verdict=PhotoPair.Verdict.BOTH)
    keys = set(PhotoPrint.objects.values_list("pk", flat=True))
    PhotoPrint.objects.update(colours=None)
    CatalogueEntry.objects.update(colours="")

    call_command("photos_print")
    call_command("photos_print")

    for photo in (first, second):
        photo.entry.refresh_from_db()
        assert photo.entry.colours
    assert set(PhotoPrint.objects.values_list("pk", flat=True)) == keys
    assert PhotoPair.objects.get().verdict == PhotoPair.Verdict.BOTH
    assert not prints.photos_unprinted().exists()


def test_a_photo_nobody_can_read_is_measured_once_and_has_no_colour():
    photo = photo_make(unit_make())
    with photo.file.storage.open(photo.file.name, "wb") as file:
        file.write(b"\xff\xd8\xff nothing")

    assert measured(photo) == ""
    assert not Photo.objects.filter(fingerprint__colours__isnull=True).exists()


def test_the_grid_offers_the_colours_with_a_swatch_and_a_chip_takes_one_away(client):
    unit = unit_make()
    client.force_login(person_make(unit))
    measured(photo_make(unit, halves(FLAG_RED), title="Cờ"))
    measured(photo_make(unit, halves(SKY), title="Trời"))

    everything = client.get("/toa-soan/kho/").content.decode()
    reds = client.get("/toa-soan/kho/?mau=do").content.decode()

    assert 'mau=do"><span><i class="swatch swatch--do"></i>Đỏ</span>' in everything
    assert "Màu chính: Đỏ" in reds
    assert "Trời" not in reds
    assert "Trời" in client.get("/toa-soan/kho/?mau=%27").content.decode()
