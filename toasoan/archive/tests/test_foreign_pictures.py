"""Pictures as scanners, cameras and other programs write them, not as ours would."""

import io
import struct
import unicodedata
import uuid
from datetime import UTC, datetime

import pytest
import pyvips
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from pillow_heif import from_pillow

from toasoan.archive.alike.prints import photo_print_make
from toasoan.archive.holdings.previews import preview_file
from toasoan.archive.incoming.taking import incoming_take
from toasoan.archive.metadata.originals import photo_original_give
from toasoan.archive.metadata.program import exiftool_path
from toasoan.archive.metadata.reading import tags_of
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.rendering import renditions_render
from toasoan.archive.tests.factories import person_make, picture_bytes, unit_make
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db

RAW = (
    "Đây là ảnh thô (RAW) của máy ảnh. "
    "Mở bằng phần mềm chỉnh ảnh, xuất ra JPEG hoặc TIFF rồi tải lại"
)
ORIENTATION = 0x0112
RED, BLUE = (220, 30, 20), (20, 30, 220)


@pytest.fixture
def unit(settings, tmp_path):
    settings.PREVIEW_DIR = tmp_path / "previews"
    return unit_make()


@pytest.fixture
def take(unit):
    def take(data, name="anh.tif"):
        return incoming_take(
            key=f"thu:{uuid.uuid4()}",
            source="folder",
            unit=unit,
            file=ContentFile(data, name=name),
        )

    return take


@pytest.fixture
def taken(take):
    def taken(data, name="anh.tif"):
        row = take(data, name)
        assert (row.state, row.refusal) == ("kept", "")
        return Photo.objects.get()

    return taken


def halves(mode="RGB", left=RED, right=BLUE, size=(120, 60)):
    picture = Image.new(mode, size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    return picture


def saved(picture, image_format="TIFF", **more):
    out = io.BytesIO()
    picture.save(out, image_format, **more)
    return out.getvalue()


def shown(photo, spec="width-60|format-jpeg"):
    (made,) = renditions_render(photo, [spec])
    with made.open_file() as file:
        return Image.open(io.BytesIO(file.read())).convert("RGB")


def is_near(pixel, colour, within=24):
    return all(
        abs(one - other) <= within for one, other in zip(pixel, colour, strict=True)
    )


@pytest.mark.parametrize(
    "packed",
    [
        {},
        {"compression": "tiff_lzw"},
        {"compression": "tiff_adobe_deflate"},
        {"compression": "packbits"},
        {"compression": "jpeg", "quality": 95},
        {"big_tiff": True},
    ],
    ids=str,
)
def test_a_tiff_is_a_photo_however_it_is_packed(taken, packed):
    photo = taken(saved(halves(), **packed))

    made = shown(photo)

    assert photo.file.name.endswith(".tif")
    assert (photo.width, photo.height, made.size) == (120, 60, (60, 30))
    assert is_near(made.getpixel((10, 15)), RED)
    assert is_near(made.getpixel((50, 15)), BLUE)
    assert photo_print_make(photo_id=photo.pk) is not None


@pytest.mark.parametrize(
    ("picture", "left"),
    [
        (halves("L", 200, 40), (200, 200, 200)),
        (halves("1", 1, 0), (255, 255, 255)),
        (halves("I;16", 200 * 256, 40 * 256), (200, 200, 200)),
        (halves("RGBA", (*RED, 255), (*BLUE, 255)), RED),
        (halves("P", 7, 9), None),
    ],
    ids=["grey", "ink", "grey of 16 bits", "see-through", "palette"],
)
def test_a_scan_keeps_its_tones_on_screens_and_previews(taken, picture, left):
    photo = taken(saved(picture))

    made = shown(photo)

    with Image.open(preview_file(photo, "x")) as preview:
        corner = preview.convert("RGB").getpixel((1, 1))
    if left is not None:
        assert is_near(made.getpixel((10, 15)), left)
        assert is_near(corner, left, 60)


def test_a_tiff_of_16_bits_a_colour_is_not_blown_out(taken):
    tones = [200 * 257, 100 * 257, 50 * 257]
    wide = pyvips.Image.black(120, 60, bands=3).linear([1, 1, 1], tones)
    data = wide.cast("ushort").copy(interpretation="rgb16").tiffsave_buffer()

    assert is_near(shown(taken(data)).getpixel((10, 10)), (200, 100, 50), 6)


def test_a_tiff_in_printing_inks_is_shown_in_the_colours_of_screens(taken):
    made = shown(taken(saved(halves("CMYK", (0, 255, 255, 0), (0, 0, 0, 255)))))

    red, green, blue = made.getpixel((10, 15))
    assert red > 180
    assert max(green, blue) < 90
    assert max(made.getpixel((50, 15))) < 90


def test_of_many_pages_the_first_is_shown_and_all_are_kept(taken):
    pages = [Image.new("L", (90, 60), tone) for tone in (30, 120, 220)]
    data = saved(pages[0], save_all=True, append_images=pages[1:])

    photo = taken(data)

    assert is_near(shown(photo).getpixel((10, 10)), (30, 30, 30), 4)
    with photo.open_file() as file:
        assert file.read() == data


def test_pages_that_are_only_kept_do_not_count_as_pixels(taken, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 6000
    pages = [Image.new("L", (90, 60), tone) for tone in range(5)]

    assert taken(saved(pages[0], save_all=True, append_images=pages[1:])).width == 90


def test_a_tiff_that_lies_on_its_side_is_upright(taken):
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # the sensor's left is the picture's top
    photo = taken(saved(halves(), exif=exif))

    made = shown(photo, "width-30|format-jpeg")

    assert (photo.width, photo.height) == (60, 120)
    assert made.size == (30, 60)
    assert is_near(made.getpixel((15, 5)), RED)
    assert is_near(made.getpixel((15, 55)), BLUE)


def test_colours_that_screens_do_not_have_are_told_what_to_do(take):
    row = take(saved(Image.new("LAB", (60, 40))))

    assert row.refusal == (
        "Kho không đọc được màu của ảnh này (LAB). "
        "Xuất ra JPEG hoặc TIFF màu RGB rồi tải lại"
    )
    assert not Photo.objects.exists()


def test_a_broken_tiff_is_refused(take):
    data = saved(Image.effect_noise((120, 60), 60), compression="tiff_lzw")

    assert take(data[:-800] + bytes(800)).state == "refused"
    assert not Photo.objects.exists()


def test_a_bitmap_of_windows_is_a_photo(taken):
    photo = taken(saved(halves(), "BMP"), "anh.bmp")

    assert photo.file.name.endswith(".bmp")
    assert is_near(shown(photo).getpixel((10, 15)), RED)
    assert is_near(shown(photo, "width-60").getpixel((50, 15)), BLUE)


@pytest.mark.parametrize(
    ("tags", "order"),
    [
        ([(254, 4, 1), (330, 4, 400)], "<"),
        ([(259, 3, 34713)], ">"),
        ([(262, 3, 32803)], "<"),
        ([(50706, 1, 0x0401)], ">"),
    ],
    ids=["nef", "packed by camera", "filter of colours", "dng"],
)
def test_what_a_sensor_wrote_as_tiff_is_told_what_to_do(take, tags, order):
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    directory = struct.pack(f"{order}H", len(tags))
    for tag, kind, value in tags:
        form = "HH" if kind == 3 else "I"
        numbers = (value, 0) if kind == 3 else (value,)
        directory += struct.pack(f"{order}HHI{form}", tag, kind, 1, *numbers)
    data = mark + struct.pack(f"{order}I", 5000) + bytes(4992) + directory + bytes(4)

    assert take(data, "DSC_0001.NEF").refusal == RAW


@pytest.mark.parametrize(
    "start",
    [
        b"II*\x00\x10\x00\x00\x00CR\x02\x00",
        b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom",
        b"FUJIFILMCCD-RAW 0201",
        b"IIRS\x08\x00\x00\x00",
        b"IIU\x00\x18\x00\x00\x00",
        b"FOVb\x02\x00\x02\x00",
    ],
    ids=["cr2", "cr3", "raf", "orf", "rw2", "x3f"],
)
def test_raw_files_of_cameras_are_told_what_to_do(take, start):
    assert take(start + bytes(200), "IMG_0001.RAW").refusal == RAW
    assert not ArchiveDocument.objects.exists()


def test_a_heic_of_a_cameras_own_brand_is_taken(taken):
    out = io.BytesIO()
    from_pillow(halves(size=(128, 64))).save(out, quality=90)
    data = out.getvalue()

    photo = taken(data[:8] + b"heix" + data[12:], "DSC00001.HIF")

    assert (photo.width, photo.height) == (128, 64)


def test_of_a_telephones_burst_the_chosen_picture_is_shown(taken, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000
    burst = from_pillow(Image.new("RGB", (128, 64), BLUE))
    for colour in (RED, BLUE):
        burst.add_from_pillow(Image.new("RGB", (128, 64), colour))
    out = io.BytesIO()
    burst.save(out, quality=90, primary_index=1)

    photo = taken(out.getvalue(), "IMG_0001.HEIC")

    assert is_near(shown(photo).getpixel((10, 10)), RED)
    assert photo_print_make(photo_id=photo.pk) is not None


def test_a_png_that_moves_is_taken_and_its_first_picture_shown(taken):
    data = saved(
        halves(), "PNG", save_all=True, append_images=[Image.new("RGB", (120, 60))]
    )

    photo = taken(data, "anh.png")

    assert (photo.width, photo.height) == (120, 60)
    assert is_near(shown(photo).getpixel((10, 15)), RED)


# --- What is said inside --------------------------------------------------------------


@pytest.fixture
def exiftool(settings):
    settings.EXIFTOOL = "exiftool"
    if exiftool_path() is None:
        pytest.skip("exiftool is not on this machine")


def packet(inner, attributes=""):
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" {attributes}>'
        f"{inner}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def said(name, text):
    return (
        f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li>'
        f"</rdf:Alt></dc:{name}>"
    )


def test_title_and_headline_are_kept_apart(taken):
    xmp = packet(said("title", "VIE-CANG-01"), 'photoshop:Headline="Cảng mở rộng"')

    photo = taken(picture_bytes(xmp=xmp), "a.jpg")

    assert photo.title == "VIE-CANG-01"
    assert photo.iptc_words["headline"] == "Cảng mở rộng"


@pytest.mark.usefixtures("exiftool")
def test_a_tiff_says_what_it_shows_and_is_given_with_todays_words(
    taken, unit, tmp_path
):
    xmp = packet(said("title", "Cảng") + said("description", "Bốc dỡ hàng"))
    photo = taken(saved(halves(), tiffinfo={700: xmp, 33432: "(c) TTXVN"}))
    assert (photo.title, photo.caption) == ("Cảng", "Bốc dỡ hàng")
    assert photo.copyright_notice == "(c) TTXVN"

    Photo.objects.filter(pk=photo.pk).update(caption="Bốc dỡ gạo")
    given = photo_original_give(pk=photo.pk, by=person_make(unit), reason="in báo")

    copy = tmp_path / "anh.tif"
    with given.file as file:
        copy.write_bytes(file.read())
    assert given.has_words
    tags = tags_of(copy).tags
    assert tags["XMP-dc:Description"] == "Bốc dỡ gạo"
    assert tags["IPTC:Caption-Abstract"] == "Bốc dỡ gạo"


@pytest.mark.parametrize("image_format", ["HEIF", "WEBP", "AVIF"])
@pytest.mark.usefixtures("exiftool")
def test_title_and_moment_in_xmp_are_read_whatever_holds_it(taken, image_format):
    xmp = packet(
        said("title", "Cảng"), 'photoshop:DateCreated="2026-03-02T08:15:00+09:00"'
    )
    photo = taken(saved(halves(size=(128, 64)), image_format, xmp=xmp), "a.bin")

    assert photo.title == "Cảng"
    assert photo.taken_at == datetime(2026, 3, 1, 23, 15, tzinfo=UTC)


def test_a_script_among_the_words_stays_words(taken, unit, client):
    words = "&lt;script&gt;alert(1)&lt;/script&gt;"
    photo = taken(
        picture_bytes(xmp=packet(said("title", words) + said("description", words))),
        "a.jpg",
    )
    client.force_login(person_make(unit, Role.PHOTO_VIDEO_EDITOR))

    assert photo.title == photo.caption == "<script>alert(1)</script>"
    for address in ("/toa-soan/kho/", reverse("wagtailimages:edit", args=[photo.pk])):
        answer = client.get(address)
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert "<script>alert(1)" not in answer.content.decode()


def test_the_longest_name_in_split_marks_becomes_a_title(taken):
    name = unicodedata.normalize("NFD", "Cảng Cát Lái ") * 40

    photo = taken(picture_bytes(), f"{name}.JPG")

    assert photo.title == ("Cảng Cát Lái " * 40)[:255]
