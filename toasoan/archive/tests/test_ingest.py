import io
import re
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from toasoan.archive import services
from toasoan.archive.errors import (
    DocumentHasMacros,
    FileEmpty,
    FileIsDrawing,
    FileIsProgram,
    FileKindUnknown,
    FileTooLarge,
    PictureDamaged,
    PictureTooManyPixels,
    UnitHasNoArchive,
)
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.tests.factories import person_make, picture_bytes, unit_make
from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxEvent
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(unit):
    return person_make(unit)


@pytest.fixture
def ingest(unit, reporter):
    def run(data, name="anh.jpg", **extra):
        file = ContentFile(data, name=name)
        return services.photo_ingest(unit=unit, file=file, by=reporter, **extra)

    return run


@pytest.fixture
def file_document(unit, reporter):
    def run(data, name):
        file = ContentFile(data, name=name)
        return services.document_ingest(unit=unit, file=file, by=reporter)

    return run


def stored_files(settings):
    root = Path(settings.MEDIA_ROOT)
    return [path for path in root.rglob("*") if path.is_file()]


def test_a_photo_is_kept_under_the_hash_of_its_content(ingest, unit, reporter):
    photo = ingest(picture_bytes(), "Ảnh hội nghị.jpg")
    assert photo.title == "Ảnh hội nghị"
    assert photo.collection == unit.collection
    assert photo.uploaded_by_user == reporter
    digest = photo.content_hash
    assert len(digest) == 64
    path = rf"originals/{digest[:2]}/{digest[2:4]}/{digest}-[0-9a-f]{{8}}\.jpg"
    assert re.fullmatch(path, photo.file.name)
    assert photo.usage == Photo.Usage.UNKNOWN
    assert (photo.width, photo.height) == (60, 40)


@pytest.mark.parametrize(
    ("image_format", "suffix"),
    [
        ("JPEG", ".jpg"),
        ("PNG", ".png"),
        ("WEBP", ".webp"),
        ("AVIF", ".avif"),
        ("GIF", ".gif"),
    ],
)
def test_a_picture_is_stored_by_its_real_kind_whatever_its_name(
    ingest, image_format, suffix
):
    photo = ingest(picture_bytes(image_format=image_format), "anh.png.tiff")
    assert photo.file.name.endswith(suffix)


def test_a_phone_picture_in_heic_is_taken(ingest):
    heif = pytest.importorskip("pillow_heif")
    out = io.BytesIO()
    heif.from_pillow(Image.new("RGB", (64, 64), (9, 9, 200))).save(out)
    photo = ingest(out.getvalue(), "IMG_1.HEIC")
    assert photo.file.name.endswith(".heic")


def test_details_win_over_what_the_file_says(ingest):
    exif = Image.Exif()
    exif[0x010E] = "Chú thích trong tệp"
    photo = ingest(
        picture_bytes(exif=exif),
        title="Tít ảnh",
        details={"caption": "Chú thích của tòa soạn", "usage": "staff"},
    )
    assert (photo.title, photo.caption) == ("Tít ảnh", "Chú thích của tòa soạn")
    assert photo.usage == "staff"


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">%s</svg>'
REFUSED = [
    (
        b"",
        FileEmpty,
        "Tệp trống, không có gì bên trong. Chép lại từ máy ảnh rồi tải lại",
    ),
    (
        b"MZ\x90\x00" + b"\x00" * 200,
        FileIsProgram,
        "Tệp này là chương trình, không phải ảnh. Kho chỉ nhận ảnh, văn bản",
    ),
    (b"\x7fELF" + b"\x01" * 99, FileIsProgram, "Tệp này là chương trình"),
    (b"#!/bin/sh\nrm -rf /\n", FileIsProgram, "Tệp này là chương trình"),
    (b"<?php system($_GET[0]);", FileIsProgram, "Tệp này là chương trình"),
    (
        SVG % b"<path d='M0 0'/>",
        FileIsDrawing,
        (
            "Kho không nhận SVG vì tệp có thể chứa mã chạy được. "
            "Xuất ra PNG hoặc JPEG rồi tải lại"
        ),
    ),
    (
        SVG % b"<script>alert(1)</script>",
        FileIsDrawing,
        "Ảnh SVG này chứa mã chạy được. Xuất ra PNG hoặc JPEG rồi tải lại",
    ),
    (SVG % b"<rect onload='x()'/>", FileIsDrawing, "Ảnh SVG này chứa mã chạy được"),
    (b"%PDF-1.7\n", FileKindUnknown, "Tệp này không phải ảnh. Văn bản thì tải lên"),
    (b"8BPS\x00\x01" + b"\x00" * 50, FileKindUnknown, "Kho chưa nhận loại ảnh này"),
    (b"<html><body>x", FileKindUnknown, "Tệp này không phải ảnh. Kho nhận ảnh JPEG"),
    (b"\x00\x01\x02", FileKindUnknown, "Tệp này không phải ảnh"),
    (
        b"\xff\xd8\xff\xe0" + b"\x00" * 99,
        PictureDamaged,
        "Ảnh hỏng hoặc thiếu phần cuối",
    ),
    (b"\x89PNG\r\n\x1a\n" + b"\x07" * 99, PictureDamaged, "Ảnh hỏng"),
    (b"RIFF\x40\x00\x00\x00WEBP" + b"\x00" * 64, PictureDamaged, "Ảnh hỏng"),
]


@pytest.mark.parametrize(("data", "error", "words"), REFUSED)
def test_what_is_no_picture_is_refused_and_nothing_is_stored(
    ingest, settings, data, error, words
):
    with pytest.raises(error) as refusal:
        ingest(data, "anh.jpg")
    assert refusal.value.message.startswith(words)
    assert Photo.objects.count() == 0
    assert stored_files(settings) == []


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_picture_cut_short_is_refused(ingest, image_format):
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, image_format)
    whole = out.getvalue()
    with pytest.raises(PictureDamaged):
        ingest(whole[: len(whole) * 6 // 10])
    assert Photo.objects.count() == 0


def test_a_file_too_heavy_is_told_its_weight_and_the_limit(ingest, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024 * 1024
    with pytest.raises(FileTooLarge) as refusal:
        ingest(b"\xff\xd8\xff" + b"\x00" * (1536 * 1024))
    assert refusal.value.message == (
        "Tệp nặng 1,5 MB, kho nhận đến 1,0 MB. Thu nhỏ rồi tải lại"
    )


def png_claiming(width, height):
    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [10_001, 30_000, 60_000])
def test_a_picture_that_would_fill_memory_is_refused_by_its_header(ingest, side):
    with pytest.raises(PictureTooManyPixels) as refusal:
        ingest(png_claiming(side, side))
    millions = {10_001: "100,0", 30_000: "900,0", 60_000: "3.600,0"}[side]
    assert refusal.value.message == (
        f"Ảnh có {millions} triệu điểm ảnh, kho nhận đến 100,0 triệu. "
        "Thu nhỏ rồi tải lại"
    )


def test_the_frames_of_a_moving_picture_count_together(ingest, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 20_000
    frames = [Image.new("RGB", (100, 50), (50 * n, 0, 0)) for n in range(5)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(PictureTooManyPixels):
        ingest(out.getvalue(), "dong.gif")


def test_only_who_works_in_the_unit_brings_files(unit, settings):
    for stranger in (person_make(unit_make("thue")), person_make(unit, Role.ANALYST)):
        with pytest.raises(NotAllowed):
            services.photo_ingest(
                unit=unit, file=ContentFile(picture_bytes(), "a.jpg"), by=stranger
            )
        with pytest.raises(NotAllowed):
            services.document_ingest(
                unit=unit, file=ContentFile(b"%PDF-1.4", "a.pdf"), by=stranger
            )
    assert Photo.objects.count() == ArchiveDocument.objects.count() == 0
    assert stored_files(settings) == []


def test_a_unit_without_a_collection_says_so(unit, reporter):
    unit.collection = None
    with pytest.raises(UnitHasNoArchive):
        services.photo_ingest(
            unit=unit, file=ContentFile(picture_bytes(), "a.jpg"), by=reporter
        )


def office(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name in names:
            bundle.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "stored"),
    [
        (b"%PDF-1.4\n", "van ban.doc", ".pdf"),
        (office("[Content_Types].xml", "word/document.xml"), "x.pdf", ".docx"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "x", ".xlsx"),
        (office("[Content_Types].xml", "ppt/p.xml"), "x.zip", ".pptx"),
        (office("mimetype", "content.xml"), "x.odt", ".odt"),
        ("Tên,Số\nA,1\n".encode(), "so-lieu.csv", ".csv"),
        ("Thông báo\n".encode(), "thong-bao.md", ".txt"),
    ],
)
def test_a_document_is_stored_by_its_real_kind(file_document, data, name, stored):
    document = file_document(data, name)
    assert document.file.name.endswith(stored)
    assert document.is_public is False


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", FileEmpty),
        (b"MZ\x90\x00", FileIsProgram),
        (office("a.txt"), FileKindUnknown),
        (b"PK\x03\x04broken", FileKindUnknown),
        (office("[Content_Types].xml", "word/vbaProject.bin"), DocumentHasMacros),
        (picture_bytes(), FileKindUnknown),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKindUnknown),
        (b"<html><script>1</script>", FileKindUnknown),
    ],
)
def test_what_is_no_document_is_refused(file_document, settings, data, error):
    with pytest.raises(error):
        file_document(data, "van-ban.docx")
    assert ArchiveDocument.objects.count() == 0
    assert stored_files(settings) == []


def test_the_job_makes_every_standard_file_once_and_says_so(ingest):
    photo = ingest(picture_bytes((700, 500)))
    made = services.photo_renditions_build(photo_id=photo.pk)
    # 320, 480, 640; 160, 320, 480; 480. And, as large as they can be, what other sites
    # show of an article and what its own page shows.
    assert made == photo.renditions.count() == (3 + 3 + 1) * 3 + 2
    event = OutboxEvent.objects.get()
    assert (event.kind, event.payload) == (
        "archive.RenditionsReady",
        {"photo_id": photo.pk},
    )
    assert services.photo_renditions_build(photo_id=photo.pk) == 0
    assert OutboxEvent.objects.count() == 1


def test_the_job_ends_quietly_for_a_photo_gone_or_damaged(ingest):
    photo = ingest(picture_bytes((700, 500)))
    photo.file.storage.delete(photo.file.name)
    assert services.photo_renditions_build(photo_id=photo.pk) == 0
    assert services.photo_renditions_build(photo_id=999_999) == 0


def test_uploading_asks_for_the_renditions(ingest, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        photo = ingest(picture_bytes((500, 400)))
    assert photo.renditions.filter(filter_spec__endswith="avif").exists()


def test_the_moment_of_taking_is_read_in_its_own_time_zone(ingest):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:03:02 08:15:00"
    assert ingest(picture_bytes(exif=exif)).taken_at == datetime(
        2026, 3, 2, 1, 15, tzinfo=UTC
    )
    exif.get_ifd(0x8769)[0x9011] = "+09:00"
    assert ingest(picture_bytes(exif=exif)).taken_at == datetime(
        2026, 3, 1, 23, 15, tzinfo=UTC
    )
