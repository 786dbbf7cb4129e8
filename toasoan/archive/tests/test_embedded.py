import io
import json
import struct

import pytest
from PIL import Image

from toasoan.archive.incoming.inspection import picture_inspect
from toasoan.archive.metadata.embedded import embedded_read, photo_words
from toasoan.archive.tests.factories import picture_bytes, upload

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Credit="TTXVN" photoshop:Headline="Cảng mở rộng" photoshop:City="Hải Phòng">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Tàu cập cảng</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Thu Hà</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© TTXVN</rdf:li></rdf:Alt></dc:rights>
<dc:subject><rdf:Bag><rdf:li>cảng</rdf:li><rdf:li>xuất khẩu</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def iptc_jpeg(rows):
    """Return a JPEG with an IPTC block, written as agencies' programs do."""
    block = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in rows
    )
    padded = block + b"\x00" * (len(block) % 2)
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\x00\x00"
    body = b"Photoshop 3.0\x00" + resource + struct.pack(">I", len(block)) + padded
    segment = b"\xff\xed" + struct.pack(">H", len(body) + 2) + body
    jpeg = picture_bytes()
    return jpeg[:2] + segment + jpeg[2:]


def words_of(data):
    facts = picture_inspect(upload(data))
    json.dumps(facts.embedded)
    return photo_words(facts.embedded)


def test_xmp_fills_every_field():
    words = words_of(picture_bytes(xmp=XMP.encode()))
    assert words["caption"] == "Tàu cập cảng"
    assert words["credit"] == "Thu Hà/TTXVN"
    assert words["copyright_notice"] == "© TTXVN"
    assert words["title"] == "Cảng mở rộng"
    assert words["keywords"] == ["cảng", "xuất khẩu"]


def test_iptc_in_utf8_is_read_with_its_marks():
    words = words_of(
        iptc_jpeg(
            [
                (1, 90, b"\x1b%G"),
                (2, 80, "Nguyễn Thu Hà".encode()),
                (2, 110, b"TTXVN"),
                (2, 120, "Bốc dỡ hàng".encode()),
                (2, 25, "cảng".encode()),
                (2, 25, "thuế".encode()),
                (2, 55, b"20260302"),
                (2, 60, b"081500+0700"),
            ]
        )
    )
    assert words["credit"] == "Nguyễn Thu Hà/TTXVN"
    assert words["caption"] == "Bốc dỡ hàng"
    assert words["keywords"] == ["cảng", "thuế"]
    assert words["taken_at"].isoformat() == "2026-03-02T08:15:00+07:00"


def test_iptc_without_a_charset_is_utf8_or_else_windows():
    assert words_of(iptc_jpeg([(2, 120, "Hải quan".encode())]))["caption"] == "Hải quan"
    assert words_of(iptc_jpeg([(2, 120, b"Caf\xe9 \x96 Paris")]))["caption"] == (
        "Café – Paris"
    )


def test_decomposed_marks_are_composed_and_control_characters_dropped():
    exif = Image.Exif()
    exif[0x010E] = "Thue\u0302\u0301\x00\x08".encode()
    assert words_of(picture_bytes(exif=exif))["caption"] == "Thuế"


def test_the_place_is_kept_for_the_newsroom_only():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 42.0)}
    facts = picture_inspect(upload(picture_bytes(exif=exif)))
    assert facts.embedded["exif"]["GPS"]["GPSLatitudeRef"] == "N"


def test_a_moment_in_the_future_or_nonsense_is_not_believed():
    for text in ("2999:01:01 00:00:00", "0000:00:00 00:00:00", "hôm qua"):
        exif = Image.Exif()
        exif[0x0132] = text
        assert words_of(picture_bytes(exif=exif))["taken_at"] is None


@pytest.mark.parametrize(
    "packet",
    [
        b"not xml at all",
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
        b"<!DOCTYPE a [<!ENTITY b 'cccc'><!ENTITY d '&b;&b;'>]><a>&d;</a>",
        b"<" * 600_000,
    ],
)
def test_odd_metadata_never_refuses_a_good_picture(packet):
    picture = Image.open(io.BytesIO(picture_bytes()))
    picture.info["xmp"] = packet
    assert "xmp" not in embedded_read(picture)


def test_a_picture_that_says_nothing_fills_nothing():
    words = words_of(picture_bytes())
    assert not any(words.values())


def test_a_long_caption_is_cut_to_what_the_field_holds():
    words = words_of(iptc_jpeg([(2, 120, b"x" * 3000)]))
    assert len(words["caption"]) == 2000


def test_a_day_without_a_time_is_that_days_midnight_here():
    taken_at = words_of(iptc_jpeg([(2, 55, b"20260302")]))["taken_at"]
    assert taken_at.isoformat() == "2026-03-02T00:00:00+07:00"


def test_a_camera_that_names_no_zone_has_that_of_whoever_names_the_same_time():
    exif = Image.Exif()
    exif[0x0132] = "2026:03:02 08:15:00"
    packet = XMP.replace("photoshop:City", "photoshop:DateCreated='%s' photoshop:City")
    for said, moment in (
        ("2026-03-02T08:15:00+09:00", "2026-03-02T08:15:00+09:00"),
        ("2026-03-02T00:00:00+09:00", "2026-03-02T08:15:00+07:00"),
    ):
        data = picture_bytes(exif=exif, xmp=(packet % said).encode())
        assert words_of(data)["taken_at"].isoformat() == moment


def test_places_in_latin_letters_of_windows_are_read_too():
    facts = picture_inspect(upload(iptc_jpeg([(2, 95, b"V\xe4stra G\xf6taland")])))
    assert facts.embedded["iptc"]["province"] == "Västra Götaland"
