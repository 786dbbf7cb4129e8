"""A picture that is shown finds those like it, and leaves nothing behind."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from toasoan.archive.alike.by_picture import photos_like_file
from toasoan.archive.errors import FileRefused, PictureDamaged, PictureTooManyPixels
from toasoan.archive.models import CatalogueEntry, Photo, Upload
from toasoan.archive.tests.factories import (
    closed_unit_make,
    person_make,
    photo_make,
    unit_make,
    upload,
)
from toasoan.archive.tests.print_material import (
    brought,
    encoded,
    picture_of,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
SCREEN = "/toa-soan/kho/tim-bang-anh/"


@pytest.fixture
def unit():
    return unit_make("ck")


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def shown(browser, data, name="hoi.png"):
    return browser.post(SCREEN, {"anh": SimpleUploadedFile(name, data)})


def test_the_file_itself_comes_first_then_its_pixels_then_what_is_near(unit, editor):
    asked = encoded(picture_of(1))
    near = brought(unit, editor, encoded(picture_of(1).resize((240, 160)), "JPEG"))
    pixels = brought(unit, editor, encoded(picture_of(1), compress_level=1))
    same = brought(unit, editor, asked)
    brought(unit, editor, encoded(picture_of(2)))

    found = photos_like_file(editor, upload(asked, "hoi.png"))

    assert [each.photo for each in found] == [same, pixels, near]
    assert [(each.is_file, each.is_exact) for each in found] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def test_a_plain_picture_is_found_by_its_pixels_alone(unit, editor):
    grey = Image.new("RGB", (300, 200), (90, 90, 90))
    kept = brought(unit, editor, encoded(grey))
    brought(unit, editor, encoded(Image.new("RGB", (300, 200), (89, 89, 89))))

    found = photos_like_file(editor, upload(encoded(grey, compress_level=1), "a.png"))

    assert [each.photo for each in found] == [kept]


def test_what_is_asked_with_is_neither_a_photo_nor_an_upload_afterwards(
    unit, editor, browser
):
    brought(unit, editor, encoded(picture_of(1)))

    answer = shown(browser, encoded(picture_of(1), compress_level=1))

    assert "giống từng điểm ảnh" in answer.content.decode()
    assert Photo.objects.count() == CatalogueEntry.objects.count() == 1
    assert not Upload.objects.exists()


def test_another_units_photo_is_not_in_the_answer_and_the_answer_does_not_tell(
    unit, editor, browser
):
    other = closed_unit_make("hq")
    theirs = person_make(other, Role.PHOTO_VIDEO_EDITOR)
    asked = encoded(picture_of(1))
    brought(other, theirs, asked, title="Bí mật")

    kept = shown(browser, asked).content.decode()

    assert "Bí mật" not in kept
    assert "Không có ảnh nào giống “hoi.png”" in kept


def test_how_alike_is_said_and_a_turned_one_too(unit, editor, browser):
    brought(unit, editor, encoded(picture_of(1)), title="Thẳng")
    turned = picture_of(1).transpose(Image.Transpose.FLIP_LEFT_RIGHT)

    text = shown(browser, encoded(turned)).content.decode()

    assert "1 ảnh giống “hoi.png”" in text
    assert "xoay hoặc lật, giống 100%" in text or "xoay hoặc lật, giống 9" in text


def test_what_is_no_picture_is_refused_with_what_to_do(browser):
    program = shown(browser, b"\x7fELF" + b"\0" * 100, "anh.jpg")
    nothing = browser.post(SCREEN)
    cut_off = encoded(picture_of(1), "JPEG")[:2000]

    assert program.status_code == 400
    assert "Tệp này là chương trình, không phải ảnh" in program.content.decode()
    assert nothing.status_code == 400
    assert "Chọn một ảnh rồi bấm Tìm" in nothing.content.decode()
    with pytest.raises(PictureDamaged):
        photos_like_file(None, upload(cut_off, "cut.jpg"))


def test_too_heavy_and_too_many_pixels_are_refused_before_they_are_compared(
    unit, editor, settings, monkeypatch
):
    monkeypatch.setattr(
        "toasoan.archive.alike.by_picture.fingerprint",
        lambda _file: pytest.fail("compared"),
    )
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    with pytest.raises(FileRefused, match="MB"):
        photos_like_file(editor, upload(encoded(picture_of(1)), "nang.png"))
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30_000_000
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    with pytest.raises(PictureTooManyPixels):
        photos_like_file(editor, upload(encoded(picture_of(1)), "rong.png"))


def test_the_grid_leads_there_and_who_is_signed_out_asks_nothing(browser, unit):
    photo_make(unit)
    text = browser.get("/toa-soan/kho/").content.decode()

    assert f'href="{SCREEN}"' in text
    assert "enctype" in browser.get(SCREEN).content.decode()
    browser.logout()
    assert shown(browser, encoded(picture_of(1))).status_code == 302
