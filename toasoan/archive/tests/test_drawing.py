"""Renditions are upright, in the right colours, and say only what is public."""

import io
import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from pillow_heif import from_pillow

from toasoan.archive import services
from toasoan.archive.metadata.program import exiftool_path
from toasoan.archive.models import Photo
from toasoan.archive.rendering import renditions_render
from toasoan.archive.selectors import renditions_outdated
from toasoan.archive.tests.factories import photo_make, picture_bytes

pytestmark = pytest.mark.django_db

FORMATS = ("jpeg", "webp", "avif")
RED, BLUE = (255, 0, 0), (0, 0, 255)
ORIENTATION, GPS, MODEL, SERIAL = 0x0112, 0x8825, 0x0110, 0xA431
CREDIT = "Lê Văn Tám/Báo Hải quan"
WORDS = {
    "title": "Tàu vào cảng",
    "caption": "Tàu <Hòa Bình> & đội lai dắt\nở cảng Hải Phòng",
    "alt_text": "Một con tàu lớn",
    "credit": CREDIT,
    "copyright_notice": "© 2026 Báo Hải quan",
}
MORE = {
    "creator": ["Lê Văn Tám", "Đỗ Thị Ệ"],
    "headline": "Cảng đông",
    "usage_terms": "Chỉ dùng trên báo",
    "web_statement": "https://example.vn/ban-quyen",
    "licensor_name": "Phòng ảnh",
    "licensor_url": "https://example.vn/xin-phep",
    "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
    "source": "Người dân gửi",
    "job_id": "MAT-17",
    "instructions": "Không đưa tên nguồn tin",
    "shown_sublocation": "Nhà riêng số 5",
    "person_shown": ["Nguyễn Văn A"],
}


def halves(size=(400, 200), mode="RGB", left=RED, right=BLUE):
    picture = Image.new(mode, size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    return picture


def saved(picture, image_format, **more):
    out = io.BytesIO()
    picture.save(out, image_format, **more)
    return out.getvalue()


def rendered(photo, spec):
    (made,) = renditions_render(photo, [spec])
    with made.open_file() as file:
        picture = Image.open(file)
        picture.load()
    return picture


def is_near(pixel, colour, within=12):
    return all(
        abs(one - other) <= within for one, other in zip(pixel[:3], colour, strict=True)
    )


@pytest.mark.parametrize("image_format", FORMATS)
def test_a_photo_of_a_camera_held_upright_is_upright_in_each_format(unit, image_format):
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the sensor's left is the picture's top
    photo = photo_make(unit, saved(halves(), "JPEG", exif=exif, quality=95))

    made = rendered(photo, f"width-100|format-{image_format}").convert("RGB")

    assert made.size == (100, 200)
    assert is_near(made.getpixel((50, 20)), RED, 30)
    assert is_near(made.getpixel((50, 180)), BLUE, 30)
    assert ORIENTATION not in made.getexif()


def test_a_heic_is_upright(unit):
    heif = from_pillow(halves())
    heif.info["exif"] = _turned_exif()
    out = io.BytesIO()
    heif.save(out, quality=90)
    photo = photo_make(unit, out.getvalue(), "anh.heic")

    made = rendered(photo, "width-100|format-jpeg")

    assert (photo.width, photo.height) == made.size[::1] or made.width == 100
    assert made.size == (100, 100 * photo.height // photo.width)


def _turned_exif():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    return exif.tobytes()


def test_wide_colours_become_those_every_screen_shows(unit):
    """Display P3's full red lies outside sRGB; its middle red is another number there."""
    profile = _display_p3()
    colour = (200, 60, 60)
    wide = Image.new("RGB", (90, 60), colour)
    photo = photo_make(unit, saved(wide, "PNG", icc_profile=profile), "p3.png")
    expected = ImageCms.profileToProfile(
        wide,
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
    ).getpixel((5, 5))

    made = rendered(photo, "width-60|format-jpeg")

    assert not is_near(expected, colour, 5)
    assert is_near(made.getpixel((30, 20)), expected, 4)
    assert "icc_profile" not in made.info


def _display_p3():
    """A matrix profile with the primaries of Display P3 and sRGB's curve, by hand."""
    srgb = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for number in range(int.from_bytes(srgb[128:132], "big")):
        entry = 132 + 12 * number
        name = bytes(srgb[entry : entry + 4])
        if name in primaries:
            at = int.from_bytes(srgb[entry + 4 : entry + 8], "big") + 8
            for place, value in enumerate(primaries[name]):
                fixed = round(value * 65536).to_bytes(4, "big", signed=True)
                srgb[at + 4 * place : at + 4 * place + 4] = fixed
    return bytes(srgb)


@pytest.mark.parametrize(
    ("mode", "colour", "shown"),
    [
        ("CMYK", (0, 0, 0, 0), (255, 255, 255)),
        ("L", 130, (130, 130, 130)),
    ],
)
def test_other_colour_spaces_become_rgb(unit, mode, colour, shown):
    photo = photo_make(unit, saved(Image.new(mode, (90, 60), colour), "JPEG"))
    made = rendered(photo, "width-60|format-webp")
    assert made.mode == "RGB"
    assert is_near(made.getpixel((30, 20)), shown)


def test_sixteen_bits_are_scaled_not_cut_off(unit):
    picture = Image.new("I;16", (90, 60), 0x4000)
    photo = photo_make(unit, saved(picture, "PNG"), "anh.png")
    made = rendered(photo, "width-60|format-jpeg")
    assert is_near(made.convert("RGB").getpixel((30, 20)), (64, 64, 64), 2)


def test_what_is_see_through_lies_on_white_in_a_jpeg_and_stays_so_elsewhere(unit):
    clear = Image.new("RGBA", (90, 60), (255, 0, 0, 0))
    photo = photo_make(unit, saved(clear, "PNG"), "anh.png")
    assert rendered(photo, "width-60|format-jpeg").getpixel((5, 5)) == (255, 255, 255)
    assert rendered(photo, "width-60|format-webp").getpixel((5, 5))[3] == 0
    on_black = rendered(photo, "width-60|bgcolor-000|format-webp")
    assert on_black.getpixel((5, 5))[:3] == (0, 0, 0)


def test_of_a_picture_that_moves_readers_are_sent_the_first(unit):
    frames = [Image.new("RGB", (90, 60), each) for each in (RED, BLUE)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    photo = photo_make(unit, data, "anh.gif")
    made = rendered(photo, "width-60|format-webp")
    assert (getattr(made, "n_frames", 1), made.size) == (1, (60, 40))
    assert is_near(made.getpixel((5, 5)), RED)


@pytest.mark.parametrize("x", [0, 10, 395, 1100])
def test_a_focal_point_at_or_beyond_the_edge_still_gives_a_cut(unit, x):
    focus = {"focal_point_x": x, "focal_point_y": 0}
    focus |= {"focal_point_width": 60, "focal_point_height": 60}
    photo = photo_make(unit, saved(halves(), "PNG"), "anh.png", **focus)
    made = rendered(photo, "fill-100x75|format-jpeg")
    assert made.size == (100, 75)
    assert is_near(made.getpixel((50, 30)), RED if x < 200 else BLUE, 30)


def test_a_photo_with_too_many_pixels_has_no_renditions_and_stops_nothing(
    unit, settings
):
    photo = photo_make(unit, picture_bytes((330, 330)))
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 330 * 330 - 1
    assert services.photo_renditions_build(photo_id=photo.pk) == 0


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_that_breaks_off_has_no_renditions_and_stops_nothing(
    unit, image_format
):
    noise = Image.effect_noise((400, 300), 90).convert("RGB")
    data = saved(noise, image_format)
    photo = photo_make(unit, data, f"anh.{image_format.lower()}")
    path = Path(photo.file.path)
    path.write_bytes(data[: len(data) // 2])
    assert services.photo_renditions_build(photo_id=photo.pk) == 0


def test_a_drawing_or_a_playlist_that_calls_itself_a_photo_is_not_read(unit):
    photo = photo_make(unit, picture_bytes((330, 330)))
    for data in (
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9'/>",
        b"P6 9 9 255 ",
    ):
        Path(photo.file.path).write_bytes(data)
        assert services.photo_renditions_build(photo_id=photo.pk) == 0


def private_exif():
    exif = Image.Exif()
    exif[MODEL] = "Máy riêng".encode()
    exif.get_ifd(0x8769)[SERIAL] = "SERIAL-123"
    exif.get_ifd(GPS)[1] = "N"
    return exif


def tags_of(rendition):
    utf8 = ("-charset", "iptc=UTF8", "-charset", "exif=UTF8")
    said = subprocess.run(
        [exiftool_path(), "-json", "-G1", "-struct", *utf8, rendition.file.path],
        check=True,
        capture_output=True,
    )
    return json.loads(said.stdout)[0]


@pytest.fixture
def exiftool(settings):
    settings.EXIFTOOL = "exiftool"
    if exiftool_path() is None:
        pytest.skip("exiftool is not on this machine")


@pytest.mark.usefixtures("exiftool")
def test_each_format_says_who_made_it_and_nothing_private(unit):
    data = saved(halves(), "JPEG", exif=private_exif())
    photo = photo_make(unit, data, iptc_words=MORE, **WORDS)

    made = renditions_render(photo, [f"width-100|format-{each}" for each in FORMATS])

    for each in made:
        tags = tags_of(each)
        assert tags["XMP-dc:Title"] == WORDS["title"]
        assert tags["XMP-dc:Description"] == WORDS["caption"]
        assert tags["XMP-dc:Creator"] == MORE["creator"]
        assert tags["XMP-dc:Rights"] == WORDS["copyright_notice"]
        assert tags["XMP-photoshop:Credit"] == CREDIT
        assert tags["XMP-photoshop:Headline"] == "Cảng đông"
        assert tags["XMP-xmpRights:UsageTerms"] == "Chỉ dùng trên báo"
        assert tags["XMP-xmpRights:WebStatement"] == MORE["web_statement"]
        assert tags["XMP-xmpRights:Marked"] is True
        assert tags["XMP-iptcCore:AltTextAccessibility"] == "Một con tàu lớn"
        assert tags["XMP-iptcExt:DigitalSourceType"].endswith("/digitalCapture")
        assert tags["XMP-plus:Licensor"] == [
            {"LicensorName": "Phòng ảnh", "LicensorURL": MORE["licensor_url"]}
        ]
        said = Path(each.file.path).read_bytes()
        for private in ("Máy riêng", "SERIAL", "MAT-17", "Nhà riêng", "Nguyễn Văn A"):
            assert private.encode() not in said
        assert "Người dân".encode() not in said
        assert "nguồn tin".encode() not in said
        assert not [name for name in tags if "GPS" in name]


@pytest.mark.usefixtures("exiftool")
def test_a_jpeg_says_it_to_old_readers_too(unit):
    photo = photo_make(unit, picture_bytes((200, 150)), iptc_words=MORE, **WORDS)
    (made,) = renditions_render(photo, ["width-100|format-jpeg"])

    tags = tags_of(made)

    assert tags["IPTC:By-line"] == MORE["creator"]
    assert tags["IPTC:CopyrightNotice"] == WORDS["copyright_notice"]
    assert tags["IPTC:Caption-Abstract"].startswith("Tàu <Hòa Bình>")
    assert tags["IFD0:Artist"] == CREDIT
    assert tags["IFD0:Copyright"] == WORDS["copyright_notice"]
    assert "ExifTool:Warning" not in tags


def test_a_photo_of_which_nothing_is_said_has_no_words_inside(unit):
    photo = photo_make(unit, picture_bytes((200, 150)), title="")
    (made,) = renditions_render(photo, ["width-100|format-jpeg"])
    said = Path(made.file.path).read_bytes()
    assert not any(mark in said for mark in (b"Exif", b"xpacket", b"8BIM"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("caption", "Chú thích đã sửa"), ("iptc_words", {"usage_terms": "Không bán"})],
)
def test_a_public_word_put_right_reaches_every_file(unit, field, value):
    photo = photo_make(unit, picture_bytes((330, 330)), **WORDS)
    made = services.photo_renditions_build(photo_id=photo.pk)
    old = set(photo.renditions.values_list("pk", flat=True))
    setattr(photo, field, value)
    photo.save()

    assert services.photo_renditions_build(photo_id=photo.pk) == made > 0
    assert renditions_outdated(Photo.objects.get()) == old


def test_a_word_that_is_not_public_makes_no_new_file(unit):
    photo = photo_make(unit, picture_bytes((330, 330)), **WORDS)
    services.photo_renditions_build(photo_id=photo.pk)
    photo.iptc_words = {"job_id": "MAT-18", "instructions": "Xem kỹ"}
    photo.save()

    assert services.photo_renditions_build(photo_id=photo.pk) == 0


def test_a_word_with_signs_xml_cannot_hold_is_written_without_them(unit):
    words = {"caption": "a\x01b ]]> <x>&", "title": ""}
    photo = photo_make(unit, picture_bytes((200, 150)), **words)
    made = rendered(photo, "width-100|format-webp")
    assert "ab ]]&gt; &lt;x&gt;&amp;" in made.info["xmp"].decode()
