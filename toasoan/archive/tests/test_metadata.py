"""What a picture's file says is read whole, and the words of a photo are written into copies."""

import io
import json
import os
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, IptcImagePlugin

from toasoan.archive.metadata import program
from toasoan.archive.metadata.errors import MetadataProgramFailed
from toasoan.archive.metadata.fields import BY_KEY, WORDS
from toasoan.archive.metadata.reading import file_tags_read, storable, tags_of, words_of
from toasoan.archive.metadata.writing import bytes_cut, values_of, words_write
from toasoan.archive.tests.factories import picture_bytes

REFERENCE = Path(os.environ.get("TOASOAN_IPTC_REFERENCE", "/nowhere"))
DIGITAL = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
SAID = {
    "title": "Chợ nổi Cái Răng",
    "caption": "Ghe chở dưa hấu.\nDòng hai: “giá” 5.000 đ/kg | [a] {b}",
    "alt_text": "Ghe gỗ chất đầy dưa hấu giữa sông",
    "credit": "Nguyễn Ái/Báo Tài chính",
    "copyright_notice": "© 2026 Báo Tài chính",
    "keywords": ["chợ nổi", "dưa hấu", "Cần Thơ"],
    "creator": ["Nguyễn Ái", "Trần Bảo"],
    "source": "Báo Tài chính",
    "headline": "Mùa dưa trên sông Hậu",
    "person_shown": ["Lê Thị Mến", "Ông Đỗ Ngữ"],
    "event": "Ngày hội du lịch chợ nổi",
    "extended_description": "Phía sau là cầu Cái Răng.",
    "shown_sublocation": "Bến Ninh Kiều",
    "shown_city": "Cần Thơ",
    "shown_province": "Thành phố Cần Thơ",
    "shown_country": "Việt Nam",
    "created_sublocation": "Cầu Cái Răng",
    "created_city": "Cái Răng",
    "created_province": "Cần Thơ",
    "created_country": "Việt Nam",
    "usage_terms": "Chỉ đăng báo giấy",
    "web_statement": "https://example.vn/ban-quyen",
    "instructions": "Không cắt người bên trái",
    "job_id": "VIEC-2026-17",
    "digital_source_type": DIGITAL,
}


def file_at(folder, image_format="JPEG", suffix=".jpg", **save):
    path = folder / f"anh{suffix}"
    path.write_bytes(picture_bytes(image_format=image_format, **save))
    return path


@pytest.mark.parametrize(
    ("image_format", "suffix"),
    [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp"), ("AVIF", ".avif")],
)
def test_every_word_comes_back_from_each_format(
    exiftool, tmp_path, image_format, suffix
):
    path = file_at(tmp_path, image_format, suffix)
    before = Image.open(io.BytesIO(path.read_bytes())).convert("RGB").tobytes()

    words_write(path, SAID)

    assert words_of(tags_of(path).tags) == SAID
    assert Image.open(path).convert("RGB").tobytes() == before


def test_a_heic_takes_words_too(exiftool, tmp_path):
    pillow_heif = pytest.importorskip("pillow_heif", reason="no writer of HEIC here")
    path = tmp_path / "anh.heic"
    pillow_heif.from_pillow(Image.new("RGB", (64, 64))).save(path)

    words_write(path, SAID)

    assert words_of(tags_of(path).tags) == SAID


def test_pillow_reads_the_same_vietnamese_in_iim_and_xmp(exiftool, tmp_path):
    path = file_at(tmp_path)

    words_write(path, SAID, taken_at=datetime(2026, 9, 2, 1, 30, tzinfo=UTC))

    with Image.open(path) as picture:
        iim = IptcImagePlugin.getiptcinfo(picture)
        xmp = picture.getxmp()["xmpmeta"]["RDF"]["Description"]
        exif = picture.getexif()
    assert iim[(1, 90)] == b"\x1b%G"
    assert iim[(2, 5)].decode() == SAID["title"]
    assert iim[(2, 120)].decode() == SAID["caption"]
    assert [each.decode() for each in iim[(2, 25)]] == SAID["keywords"]
    assert [each.decode() for each in iim[(2, 80)]] == SAID["creator"]
    assert iim[(2, 90)].decode() == "Cần Thơ"
    assert (iim[(2, 55)], iim[(2, 60)]) == (b"20260902", b"083000+0700")
    rows = xmp if isinstance(xmp, list) else [xmp]
    merged = {name: value for row in rows for name, value in row.items()}
    assert merged["Headline"] == SAID["headline"]
    assert merged["City"] == "Cần Thơ"
    assert merged["DateCreated"] == "2026-09-02T08:30:00+07:00"
    assert merged["title"]["Alt"]["li"]["text"] == SAID["title"]
    assert exif[0x8298].encode("latin-1").decode() == SAID["copyright_notice"]


def test_iim_and_xmp_are_marked_as_written_together(exiftool, tmp_path):
    path = file_at(tmp_path)

    words_write(path, SAID)

    tags = tags_of(path).tags
    assert tags["Photoshop:IPTCDigest"] == tags["File:CurrentIPTCDigest"]


def test_what_the_file_says_besides_stays(exiftool, tmp_path):
    path = file_at(tmp_path)
    run(
        path,
        "-XMP-iptcExt:LocationShown=[{City=Huế,CountryCode=VNM},{City=Vinh}]",
        "-XMP-photoshop:Category=TTN",
        "-EXIF:Model=X100",
        "-XMP-dc:Rights=© cũ",
    )

    words_write(path, {"shown_city": "Đà Nẵng", "shown_country": "Việt Nam"})

    tags = tags_of(path).tags
    assert tags["XMP-iptcExt:LocationShown"] == [
        {"City": "Đà Nẵng", "CountryCode": "VNM", "CountryName": "Việt Nam"},
        {"City": "Vinh"},
    ]
    assert tags["XMP-photoshop:Category"] == "TTN"
    assert tags["IFD0:Model"] == "X100"
    assert tags["XMP-dc:Rights"] == "© cũ"


def test_what_a_person_took_away_leaves_the_file(exiftool, tmp_path):
    path = file_at(tmp_path)
    words_write(path, SAID)
    left = {key: value for key, value in SAID.items() if key == "title"}

    words_write(path, left, emptied=set(SAID) - {"title"})

    assert words_of(tags_of(path).tags) == left


def run(path, *arguments):
    subprocess.run(
        ["exiftool", "-q", "-overwrite_original", *arguments, str(path)], check=True
    )


def test_xmp_is_believed_before_iim_and_iim_before_exif():
    tags = {
        "XMP-dc:Rights": "xmp",
        "IPTC:CopyrightNotice": "iim",
        "IFD0:Copyright": "exif",
        "IPTC:By-line": "Ái",
        "IFD0:Artist": "Bảo; Chi",
        "IFD0:ImageDescription": "chú thích",
        "XMP-dc:Title": "",
        "IPTC:ObjectName": "Tên",
    }

    assert words_of(tags) == {
        "copyright_notice": "xmp",
        "creator": ["Ái"],
        "caption": "chú thích",
        "title": "Tên",
    }
    assert words_of({"IFD0:Artist": "Bảo; Chi"}) == {"creator": ["Bảo", "Chi"]}


def test_odd_tags_become_no_words():
    assert words_of({"XMP-dc:Title": {"a": 1}, "XMP-dc:Subject": [{}, "", 5, "5"]}) == {
        "keywords": ["5"]
    }
    assert words_of({"XMP-iptcExt:LocationShown": "Huế"}) == {}
    assert words_of({"XMP-iptcExt:LocationShown": []}) == {}
    long = words_of({"XMP-dc:Title": "ă" * 9000})["title"]
    assert long == "ă" * 255


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Huế", 32, "Huế"),
        ("Thành phố Hồ Chí Minh, Việt Nam", 32, "Thành phố Hồ Chí Minh, Vi"),
        ("ệệ", 3, "ệ"),
        ("ệệ", 5, "ệ"),
        ("ệ", 2, ""),
        # The letter and its marks, written apart, leave together.
        ("ae\u0323\u0302", 3, "a"),
    ],
)
def test_a_text_is_cut_between_letters(text, limit, cut):
    assert bytes_cut(text, limit) == cut
    assert len(cut.encode()) <= limit


def test_iim_is_within_its_octets_and_xmp_whole():
    city = "Thành phố Hồ Chí Minh, Việt Nam"

    values = values_of({"shown_city": city}, {})

    assert values["XMP-photoshop:City"] == city
    assert values["IPTC:City"] == "Thành phố Hồ Chí Minh, Vi"
    assert values["IPTC:CodedCharacterSet"] == "UTF8"
    assert not any(
        name.startswith("IPTC:")
        for name in values_of({"shown_city": city}, {}, with_iim=False)
    )


def test_the_map_names_each_place_once_and_iim_with_its_octets():
    places = [name for word in WORDS for name in (*word.xmp, word.iim, word.exif)]
    named = [name for name in places if name]
    assert len(named) == len(set(named))
    assert all(bool(word.iim) == bool(word.iim_bytes) for word in WORDS)
    assert (BY_KEY["shown_city"].iim_bytes, BY_KEY["copyright_notice"].iim_bytes) == (
        32,
        128,
    )


def test_iim_that_is_not_utf_8_is_read_by_its_own_letters(exiftool, tmp_path):
    path = file_at(tmp_path)
    run(path, "-charset", "iptc=Latin", "-IPTC:City=Orléans")
    with path.open("rb") as file:
        read = file_tags_read(
            file, suffix=".jpg", embedded={"iptc": {"city": "Orléans"}}
        )
    assert words_of(read.tags)["shown_city"] == "Orléans"


def test_everything_is_read_but_nothing_of_our_own_machine(exiftool, tmp_path):
    path = file_at(tmp_path)
    run(path, "-EXIF:Model=X100", "-GPSLatitude=21.03", "-GPSLatitudeRef=N")

    read = tags_of(path)

    assert read.reader.startswith("exiftool ")
    assert read.tags["IFD0:Model"] == "X100"
    assert "GPS:GPSLatitude" in read.tags
    assert not [name for name in read.tags if "System" in name or "Source" in name]
    json.dumps(read.tags, allow_nan=False)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", os.urandom(5000)])
def test_garbage_is_read_as_nothing_or_little_and_never_raises(exiftool, data):
    read = file_tags_read(io.BytesIO(data), suffix=".jpg")
    assert words_of(read.tags) == {}


def test_without_exiftool_nothing_is_read(settings):
    settings.EXIFTOOL = "khong-co-chuong-trinh-nay"
    read = file_tags_read(io.BytesIO(picture_bytes()), suffix=".jpg")
    assert (read.reader, read.tags) == ("", {})


def fake(folder, settings, body):
    path = folder / "gia"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    settings.EXIFTOOL = str(path)
    work = folder / "viec"
    work.mkdir()
    return work


def test_one_that_runs_too_long_is_ended_with_its_children(tmp_path, settings):
    settings.EXIFTOOL_SECONDS = 0.5
    work = fake(tmp_path, settings, f"(sleep 3; touch {tmp_path}/con) & sleep 60")
    begun = time.monotonic()

    with pytest.raises(MetadataProgramFailed):
        program.exiftool_run([], folder=work)

    assert time.monotonic() - begun < 3
    time.sleep(3)
    assert not (tmp_path / "con").exists()


@pytest.mark.parametrize(
    "body", ["exit 1", "sleep 0.2; head -c 9000000 /dev/zero", "kill -9 $$"]
)
def test_one_that_fails_or_says_too_much_is_not_believed(tmp_path, settings, body):
    work = fake(tmp_path, settings, body)
    with pytest.raises(MetadataProgramFailed):
        program.exiftool_run([], folder=work)


def test_it_sees_nothing_of_the_houses_environment(tmp_path, settings, monkeypatch):
    monkeypatch.setenv("TOASOAN_SECRET_KEY", "bi-mat")
    work = fake(tmp_path, settings, "env")
    assert b"bi-mat" not in program.exiftool_run([], folder=work)


def test_what_a_database_cannot_hold_is_made_storable():
    odd = {"a\0": ["x\0y", "\ud800", float("inf"), 1, None, {"b": True}]}
    assert storable(odd) == {"a": ["xy", "?", "inf", 1, None, {"b": True}]}


def test_the_reference_image_of_the_standard_fills_every_word(exiftool, tmp_path):
    found = sorted(REFERENCE.glob("IPTC-PhotometadataRef*.jpg"))
    if not found:
        pytest.skip(
            "no IPTC reference image; name its folder in TOASOAN_IPTC_REFERENCE"
        )
    path = tmp_path / "anh.jpg"
    path.write_bytes(found[0].read_bytes())

    words = words_of(tags_of(path).tags)

    assert set(BY_KEY) - set(words) == set()
