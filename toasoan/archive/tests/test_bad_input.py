"""Hostile and broken files: each refused with its sentence, or harmless; none in the way."""

import io
import os
import struct
import time
import unicodedata
import uuid
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from PIL import Image, PngImagePlugin

from toasoan.archive.errors import FileTooLarge
from toasoan.archive.incoming import bundles, folders
from toasoan.archive.incoming.bundles import BundleRefused, bundle_inspect
from toasoan.archive.incoming.taking import incoming_take
from toasoan.archive.incoming.unpacking import bundle_go_on
from toasoan.archive.incoming.uploading import upload_begin, upload_receive
from toasoan.archive.models import ArchiveDocument, IncomingFile, Photo, Upload
from toasoan.archive.steps import processing
from toasoan.archive.tests.factories import person_make, picture_bytes, unit_make
from toasoan.archive.tests.media_material import (
    document_entry,
    ffmpeg_make,
    pdf_bytes,
    states,
)

pytestmark = pytest.mark.django_db
HIDES = (
    "Tệp này giấu một gói tệp hay mã chạy được bên trong. "
    "Xuất lại từ phần mềm gốc rồi tải lại"
)
HTML = b"<html><script>alert(document.cookie)</script></html>"


def zipped(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files:
            bundle.writestr(name, data)
    return out.getvalue()


def pictures(image_format, count, size, **save):
    frames = [Image.new("RGB", size, (n % 256, n // 256, 90)) for n in range(count)]
    out = io.BytesIO()
    frames[0].save(out, image_format, save_all=True, append_images=frames[1:], **save)
    return out.getvalue()


@pytest.fixture
def unit(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.MADE_DIR = tmp_path / "made"
    return unit_make("hq")


@pytest.fixture
def take(unit):
    def take(data, name="anh.jpg"):
        return incoming_take(
            key=f"thu:{uuid.uuid4()}",
            source="folder",
            unit=unit,
            file=ContentFile(data, name=name),
        )

    return take


def refused(row):
    assert row.state == "refused"
    assert not Photo.objects.exists()
    assert not ArchiveDocument.objects.exists()
    return row.refusal


# --- Two kinds in one file ---------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        picture_bytes() + zipped(("a.exe", b"MZ")),
        picture_bytes(image_format="PNG") + zipped(("a.exe", b"MZ")),
        picture_bytes(image_format="GIF") + HTML,
        picture_bytes() + b"<?php system($_GET[0]);",
        pdf_bytes("chu") + zipped(("a.js", b"x")),
        HTML + pdf_bytes("chu"),
    ],
    ids=["jpeg+zip", "png+zip", "gif+html", "jpeg+php", "pdf+zip", "html+pdf"],
)
def test_a_file_that_hides_another_is_refused(take, data):
    why = refused(take(data))

    assert why == HIDES or why.startswith("Kho không nhận loại tệp này")


def test_a_gif_that_is_a_script_is_refused(take):
    assert refused(take(b"GIF89a/*\x00\x00*/=1;alert(1)//")).startswith("Ảnh hỏng")


def test_a_film_behind_a_phones_picture_is_no_hidden_file(take):
    data = picture_bytes() + struct.pack(">I", 24) + b"ftypmp42" + bytes(2000)

    assert take(data).state == "kept"


def test_the_ends_of_a_zip_by_chance_are_no_zip(take):
    assert take(picture_bytes() + b"PK\x05\x06" + b"\x07" * 40).state == "kept"


@pytest.mark.parametrize(
    ("data", "name", "stored"),
    [
        (picture_bytes(image_format="PNG"), "a.mp4", ".png"),
        (pdf_bytes("chu"), "a.jpg", ".pdf"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "a.docx", ".wav"),
    ],
)
def test_a_wrong_ending_is_put_right_by_what_is_inside(take, data, name, stored):
    row = take(data, name)

    assert row.state == "kept"
    assert row.entry.asset.file.name.endswith(stored)


# --- Bombs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        pictures("GIF", 300, (700, 700)),
        pictures("WEBP", 200, (900, 900), lossless=True, method=0),
        pictures("PNG", 200, (900, 900)),
    ],
    ids=["gif", "webp", "apng"],
)
@override_settings(WAGTAILIMAGES_MAX_IMAGE_PIXELS=100_000_000)
def test_frames_that_would_fill_memory_are_refused_by_their_number(take, data):
    assert "triệu điểm ảnh" in refused(take(data))


def test_a_webp_whose_header_claims_a_sea_of_pixels_is_refused(take):
    side = (16_383 - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + bytes(4) + side + side
    body = b"WEBP" + chunk + b"VP8 " + struct.pack("<I", 4) + bytes(4)

    assert refused(take(b"RIFF" + struct.pack("<I", len(body)) + body))


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_tiff_that_claims_gigapixels_is_refused_by_its_header(take, order):
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    side = struct.pack(f"{order}I", 65_000)
    tags = b"".join(
        struct.pack(f"{order}HHI", tag, kind, 1) + value
        for tag, kind, value in (
            (256, 4, side),
            (257, 4, side),
            (258, 3, struct.pack(f"{order}Hxx", 8)),
            (259, 3, struct.pack(f"{order}Hxx", 1)),
            (262, 3, struct.pack(f"{order}Hxx", 1)),
            (273, 4, struct.pack(f"{order}I", 8)),
        )
    )
    directory = struct.pack(f"{order}H", 6) + tags + bytes(4)

    why = refused(take(mark + struct.pack(f"{order}I", 8) + directory, "a.tif"))

    assert why == (
        "Ảnh có 4.225,0 triệu điểm ảnh, kho nhận đến 100,0 triệu. Thu nhỏ rồi tải lại"
    )


def test_a_zip_in_a_zip_is_told_what_to_do_and_never_unpacked(take):
    bomb = zipped(("b.txt", bytes(20_000_000)))

    assert refused(take(zipped(("a.zip", bomb)), "a.zip")) == (
        "Tệp này là gói nén. Bung ra, hoặc gửi riêng gói ZIP ở màn hình Nhận tệp"
    )


def test_a_zip_of_100_000_files_is_refused_by_its_list():
    data = zipped(*((f"{n}.txt", b"") for n in range(100_000)))

    with pytest.raises(BundleRefused, match="có 100000 tệp, kho nhận đến 2000"):
        bundle_inspect(io.BytesIO(data))


def test_a_zip_whose_list_lies_about_sizes_unpacks_no_more_than_it_says(
    unit, settings, monkeypatch
):
    data = bytearray(zipped(("a.txt", b"x" * 5000)))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    person = person_make(unit)
    upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=unit,
        kind="bundle",
        name="a.zip",
        length=len(data),
        by=person,
    )
    upload_receive(upload=upload, at=0, pieces=[bytes(data)])

    bundle_go_on(upload_id=upload.pk, details={})

    row = IncomingFile.objects.get()
    assert row.state == "refused" or row.entry.document.file_size <= 10


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "/etc/cron.d/a", "..\\..\\a.jpg", "C:\\a.jpg"]
)
def test_a_name_that_leads_out_is_only_its_last_part(take, unit, name):
    with zipfile.ZipFile(io.BytesIO(zipped((name, picture_bytes())))) as bundle:
        member = bundle.infolist()[0]
        called = bundles._name_of(member)

    assert "/" not in called
    assert "\\" not in called
    assert ".." not in called


# --- Too much -------------------------------------------------------------------------


def test_a_film_of_4_gb_in_the_folder_is_refused_by_its_size_and_not_read(
    unit, settings, tmp_path, monkeypatch
):
    settings.INCOMING_DIR = tmp_path / "den"
    path = settings.INCOMING_DIR / unit.key / "phim.mp4"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.write(b"\x00\x00\x00\x18ftypmp42")
        file.truncate(4 * 1024**3)
    os.utime(path, (time.time() - 60,) * 2)
    monkeypatch.setattr(folders, "sha256_of", lambda _path: pytest.fail("it was read"))

    folders.folders_look()

    row = IncomingFile.objects.get()
    assert row.refusal.startswith("Tệp nặng 4.096,0 MB, kho nhận đến 1.024,0 MB")


def test_a_film_that_says_it_is_4_gb_is_refused_before_it_comes(unit):
    with pytest.raises(FileTooLarge, match=r"4\.096,0 MB"):
        upload_begin(
            id=uuid.uuid4(),
            unit=unit,
            kind="video",
            name="phim.mp4",
            length=4 * 1024**3,
            by=person_make(unit),
        )
    assert not Upload.objects.exists()


def test_ten_megabytes_of_xmp_are_left_out_and_the_picture_comes_in(take):
    info = PngImagePlugin.PngInfo()
    packet = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + "a" * 10_000_000 + "</x:xmpmeta>"
    info.add_itxt("XML:com.adobe.xmp", packet)

    row = take(picture_bytes(image_format="PNG", pnginfo=info), "a.png")

    if row.state == "refused":
        assert (
            row.refusal
            == "Ảnh hỏng hoặc thiếu phần cuối. Chép lại từ máy ảnh rồi tải lại"
        )
    else:
        assert len(str(row.entry.photo.embedded_metadata)) < 100_000


def test_a_text_chunk_that_unpacks_to_a_gigabyte_is_refused(take):
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "a" * 70_000_000, zip=True)

    assert refused(take(picture_bytes(image_format="PNG", pnginfo=info))).startswith(
        "Ảnh hỏng"
    )


# --- Words ------------------------------------------------------------------------------


def test_scripts_in_metadata_are_words_on_the_screen(take, unit, client):
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    row = take(picture_bytes(exif=exif))
    client.force_login(person_make(unit))

    page = client.get(f"/toa-soan/images/{row.entry.photo_id}/").text

    assert row.entry.photo.caption == "<script>alert(1)</script>"
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_name_in_pieces_is_stored_in_one(take):
    row = take(picture_bytes(), unicodedata.normalize("NFD", "Cảng Hải Phòng.jpg"))

    assert row.name == "Cảng Hải Phòng.jpg"
    assert row.entry.title == Photo.objects.get().title == "Cảng Hải Phòng"
    assert unicodedata.is_normalized("NFC", row.entry.title)


# --- Film and sound -----------------------------------------------------------------------


def test_a_film_with_one_keyframe_is_made_all_the_same(unit, tmp_path):
    data = ffmpeg_make(
        tmp_path / "a.mp4",
        *("-f", "lavfi", "-i", "testsrc=s=160x120:d=5:r=10"),
        *("-c:v", "libx264", "-g", "9999", "-keyint_min", "9999", "-sc_threshold", "0"),
    )
    entry = document_entry("a.mp4", data, unit)

    processing.asset_process(entry_pk=entry.pk)

    found = states(entry)
    assert {found["facts"], found["preview"], found["film"]} == {"done"}


def test_a_film_whose_keyframes_are_cut_away_ends_with_a_sentence(unit, tmp_path):
    data = ffmpeg_make(
        tmp_path / "a.mp4",
        *("-f", "lavfi", "-i", "testsrc=s=160x120:d=2:r=10", "-g", "9999"),
    )
    at = data.index(b"mdat")
    entry = document_entry("a.mp4", data[: at + 4] + bytes(len(data) - at - 4), unit)

    for _time in range(3):
        processing.asset_process(entry_pk=entry.pk)

    assert set(states(entry).values()) <= {"done", "skipped", "failed"}
    assert states(entry)["film"] == "failed"


def test_sound_without_an_end_is_as_long_as_it_is(unit, tmp_path):
    wav = bytearray(ffmpeg_make(tmp_path / "a.wav", "-f", "lavfi", "-i", "sine=d=2"))
    wav[4:8] = b"\xff\xff\xff\xff"
    at = wav.index(b"data")
    wav[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    entry = document_entry("a.wav", bytes(wav), unit)

    processing.asset_process(entry_pk=entry.pk)

    assert states(entry)["sound"] == "done"
    assert 1900 <= entry.media.duration_ms <= 2100


def test_the_good_files_behind_the_bad_ones_come_in(unit, settings, tmp_path):
    settings.INCOMING_DIR = tmp_path / "den"
    folder = settings.INCOMING_DIR / unit.key
    folder.mkdir(parents=True)
    bad = [
        b"",
        picture_bytes()[:90],
        picture_bytes() + zipped(("a", b"b")),
        b"MZ",
        HTML,
    ]
    for number, data in enumerate([*bad, picture_bytes()]):
        path = folder / f"{number}.jpg"
        path.write_bytes(data)
        os.utime(path, (time.time() - 60,) * 2)

    assert folders.folders_look() == 6

    rows = IncomingFile.objects.order_by("pk").values_list("state", flat=True)
    assert list(rows) == ["refused"] * 5 + ["kept"]
    assert all(
        IncomingFile.objects.filter(state="refused").values_list("refusal", flat=True)
    )
