import io
from pathlib import Path

import pytest
from PIL import Image
from wagtail.images.models import Filter

from toasoan.archive import sizes
from toasoan.archive.models import Photo
from toasoan.archive.rendering import renditions_render
from toasoan.archive.selectors import photo_sources, photos_with_renditions
from toasoan.archive.tests.factories import photo_make, picture_bytes, unit_make

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return unit_make()


def test_a_wide_photo_gets_every_standard_width_below_its_own(unit):
    photo = photo_make(unit, picture_bytes((1000, 500)))
    sources = photo_sources(photo, ratio="3:2")
    assert [width for _, width in sources.jpeg] == [320, 480, 640]
    assert (sources.width, sources.height) == (640, 427)
    assert sources.src == sources.jpeg[-1][0]
    assert sources.webp == ()
    assert sources.avif == ()


def test_a_small_photo_is_served_as_it_is_never_enlarged(unit):
    photo = photo_make(unit, picture_bytes((90, 80)))
    assert photo_sources(photo).jpeg[0][1] == 90
    cut = photo_sources(photo, ratio="4:3")
    assert (cut.width, cut.height) == (90, 68)


def test_later_formats_appear_only_when_every_width_exists(unit):
    photo = photo_make(unit, picture_bytes((700, 700)))
    webps = [sizes.filter_spec(width, "4:3", "webp") for width in (160, 320)]
    renditions_render(photo, webps)
    assert photo_sources(Photo.objects.get(), ratio="4:3").webp == ()
    renditions_render(photo, [sizes.filter_spec(480, "4:3", "webp")])
    shown = photo_sources(Photo.objects.get(), ratio="4:3")
    assert [width for _, width in shown.webp] == [160, 320, 480]
    assert shown.webp_srcset.endswith(" 480w")


def test_a_page_of_photos_costs_one_query(unit, django_assert_num_queries):
    for colour in (10, 90, 170):
        photo = photo_make(unit, picture_bytes((500, 400), colour=(colour, 0, 0)))
        photo_sources(photo, ratio="4:3")
    photos = list(Photo.objects.all())
    with django_assert_num_queries(1):
        shown = [
            photo_sources(photo, ratio="4:3")
            for photo in photos_with_renditions([*photos, None])
        ]
    assert len(shown) == 3
    assert all(len(each.jpeg) == 3 for each in shown)


def test_moving_the_focal_point_gives_other_files(unit):
    picture = Image.new("RGB", (600, 200), (255, 0, 0))
    picture.paste((0, 0, 255), (300, 0, 600, 200))
    out = io.BytesIO()
    picture.save(out, "PNG")
    photo = photo_make(unit, out.getvalue(), "nua.png")
    before = photo_sources(photo, ratio="4:3").src
    photo = Photo.objects.get()
    photo.focal_point_x, photo.focal_point_y = 580, 100
    photo.focal_point_width = photo.focal_point_height = 20
    photo.save()
    photo = Photo.objects.get()
    after = photo_sources(photo, ratio="4:3")
    assert after.src != before
    rendition = photo.renditions.exclude(focal_point_key="").latest("pk")
    with rendition.open_file() as file:
        red, _green, blue = Image.open(file).getpixel((5, 60))
    assert blue > red


@pytest.mark.parametrize("harm", ["gone", "cut", "nothing"])
def test_a_broken_original_shows_no_picture_and_raises_nothing(unit, harm):
    photo = photo_make(unit, picture_bytes((400, 300)))
    if harm == "gone":
        photo.file.storage.delete(photo.file.name)
    else:
        with Path(photo.file.path).open("r+b") as file:
            file.truncate(300 if harm == "cut" else 0)
    assert photo_sources(Photo.objects.get()) is None
    assert photo.renditions.count() == 0


def test_no_photo_is_no_picture(unit):
    assert photo_sources(None) is None


def test_the_text_read_out_falls_back_to_caption_and_title(unit):
    photo = photo_make(unit, alt_text="")
    assert photo_sources(photo).alt == "Cảng"
    photo.caption = "Tàu cập cảng"
    assert photo_sources(photo).alt == "Tàu cập cảng"


def test_readers_get_the_credit_but_not_the_place(unit):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 15.0)}
    exif[0x010F] = "Máy ảnh riêng"
    data = picture_bytes((400, 300), exif=exif)
    photo = photo_make(unit, data, credit="Thu Hà", copyright_notice="Báo hq")
    for image_format in ("jpeg", "webp", "avif"):
        [made] = renditions_render(photo, [f"width-200|format-{image_format}"])
        with made.open_file() as file:
            shown = Image.open(file).getexif()
        assert 0x8825 not in shown
        assert 0x010F not in shown
        if image_format == "jpeg":
            assert shown[0x013B].encode("latin-1").decode() == "Thu Hà"
            assert shown[0x8298].encode("latin-1").decode() == "Báo hq"
    with photo.get_rendition("max-165x165").open_file() as file:
        assert 0x8825 not in Image.open(file).getexif()


def test_a_photo_held_upright_is_shown_upright(unit):
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = photo_make(unit, picture_bytes((600, 400), exif=exif))
    sources = photo_sources(Photo.objects.get())
    assert (sources.width, sources.height) == (400, 600)
    assert (photo.width, photo.height) == (400, 600)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG"])
def test_a_large_original_is_cut_around_the_same_point_as_a_small_one(
    unit, image_format
):
    big = Image.new("RGB", (8000, 4600), (255, 0, 0))
    big.paste((0, 0, 255), (6000, 0, 8000, 4600))
    out = io.BytesIO()
    big.save(out, image_format)
    photo = photo_make(unit, out.getvalue(), f"lon.{image_format.lower()}")
    photo.focal_point_x, photo.focal_point_y = 7500, 2300
    photo.focal_point_width = photo.focal_point_height = 400
    photo.save()
    photo = Photo.objects.get()
    [made] = renditions_render(photo, ["fill-300x460|format-png"])
    plain = Filter("fill-300x460|format-png")
    with made.open_file() as ours, photo.generate_rendition_file(plain) as theirs:
        edge = edge_of_blue(Image.open(ours))
        assert edge == pytest.approx(edge_of_blue(Image.open(theirs)), abs=2)
        assert 0 < edge < 299


def edge_of_blue(picture):
    row = [picture.convert("RGB").getpixel((x, 200)) for x in range(picture.width)]
    return next(x for x, (red, _green, blue) in enumerate(row) if blue > red)


def test_a_flat_picture_with_a_palette_becomes_a_jpeg(unit):
    out = io.BytesIO()
    Image.new("P", (400, 300)).save(out, "PNG")
    assert photo_sources(photo_make(unit, out.getvalue(), "a.png")) is not None


def test_a_see_through_picture_gets_a_white_ground_as_jpeg(unit):
    out = io.BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).save(out, "PNG")
    photo = photo_make(unit, out.getvalue(), "a.png")
    photo_sources(photo)
    with photo.renditions.first().open_file() as file:
        assert min(Image.open(file).getpixel((5, 5))) > 250
