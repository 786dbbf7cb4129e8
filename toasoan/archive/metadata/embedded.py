"""What a picture file says about itself: EXIF, IPTC-IIM and XMP."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin

from toasoan.archive.metadata.moments import moment_embedded
from toasoan.archive.rendering import BROKEN
from toasoan.core.text import nfc

MAX_VALUE = 4000
MAX_XMP_BYTES = 512 * 1024
MAX_KEYS = 200
UTF8_MARK = b"\x1b%G"
CHARSET = (1, 90)
IPTC_NAMES = {
    (2, 5): "title",
    (2, 25): "keywords",
    (2, 40): "instructions",
    (2, 55): "date",
    (2, 60): "time",
    (2, 80): "byline",
    (2, 90): "city",
    (2, 92): "sublocation",
    (2, 95): "province",
    (2, 101): "country",
    (2, 103): "job_id",
    (2, 105): "headline",
    (2, 110): "credit",
    (2, 115): "source",
    (2, 116): "copyright",
    (2, 120): "caption",
}
XMP_NAMES = {
    "title": "title",
    "subject": "keywords",
    "DateCreated": "date",
    "creator": "byline",
    "City": "city",
    "Headline": "headline",
    "Credit": "credit",
    "Source": "source",
    "rights": "copyright",
    "description": "caption",
    "GPSLatitude": "latitude",
    "GPSLongitude": "longitude",
}
EXIF_NAMES = {
    "ImageDescription": "caption",
    "Artist": "byline",
    "Copyright": "copyright",
}
Words = dict[str, Any]


def embedded_read(picture: Image.Image) -> dict[str, Any]:
    """Return {"exif": …, "iptc": …, "xmp": …}, JSON-safe, without empty parts.

    What cannot be read is left out: odd metadata never refuses a good picture.
    """
    parts = {"exif": _exif, "iptc": _iptc, "xmp": _xmp}
    found = {}
    for name, read in parts.items():
        try:
            found[name] = read(picture)
        except (*BROKEN, KeyError, TypeError, IndexError, AttributeError):
            continue
    return {name: words for name, words in found.items() if words}


def _exif(picture: Image.Image) -> Words:
    exif = picture.getexif()
    tags = dict(exif) | dict(exif.get_ifd(ExifTags.IFD.Exif))
    words = {
        ExifTags.TAGS[tag]: _plain(value)
        for tag, value in tags.items()
        if tag in ExifTags.TAGS
    }
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if gps:
        # For the newsroom's own checks; no rendition carries it.
        words["GPS"] = {
            ExifTags.GPSTAGS.get(tag, str(tag)): _plain(value)
            for tag, value in gps.items()
        }
    return _capped(words)


def _iptc(picture: Image.Image) -> Words:
    raw = IptcImagePlugin.getiptcinfo(picture) or {}
    is_utf8 = UTF8_MARK in _bytes_of(raw.get(CHARSET))
    return _capped(
        {
            name: _iptc_value(raw[code], is_utf8=is_utf8)
            for code, name in IPTC_NAMES.items()
            if code in raw
        }
    )


def _bytes_of(value: Any) -> bytes:
    return value if isinstance(value, bytes) else b""


def _iptc_value(value: bytes | list[bytes], *, is_utf8: bool) -> str | list[str]:
    if isinstance(value, list):
        return [_decoded(each, is_utf8=is_utf8) for each in value]
    return _decoded(value, is_utf8=is_utf8)


def _decoded(value: bytes, *, is_utf8: bool) -> str:
    # Many programs write UTF-8 without saying so; only then is Windows assumed.
    for charset in ("utf-8", "cp1252"):
        try:
            return tidy(value.decode(charset))
        except UnicodeDecodeError:
            if is_utf8:
                break
    return tidy(value.decode("utf-8" if is_utf8 else "latin-1", "replace"))


def _xmp(picture: Image.Image) -> Words:
    packet = picture.info.get("xmp") or b""
    if len(packet) > MAX_XMP_BYTES:
        return {}
    descriptions = picture.getxmp()["xmpmeta"]["RDF"]["Description"]
    words: Words = {}
    for each in descriptions if isinstance(descriptions, list) else [descriptions]:
        for name, ours in XMP_NAMES.items():
            if name in each and ours not in words:
                words[ours] = _xmp_value(each[name])
    return _capped(words)


def _xmp_value(value: Any) -> str | list[str]:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, list):
        return [str(_xmp_value(each)) for each in value]
    if "text" in value:
        return tidy(str(value["text"]))
    for wrapper in ("Alt", "Seq", "Bag", "li"):
        if wrapper in value:
            return _xmp_value(value[wrapper])
    return ""


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return _decoded(value[:MAX_VALUE], is_utf8=False)
    if isinstance(value, str):
        return _exif_text(value)
    if isinstance(value, bool | int):
        return value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value[:64]]
    return tidy(str(value))


def _exif_text(value: str) -> str:
    # Pillow reads EXIF text as Latin-1; most cameras and programs write UTF-8.
    try:
        return tidy(value.encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return tidy(value)


def tidy(text: str) -> str:
    """Return the text in NFC, without control characters, at most 4,000 long."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return nfc(kept).strip()[:MAX_VALUE]


def _capped(words: Words) -> Words:
    filled = [(key, value) for key, value in words.items() if value not in ("", [], {})]
    return dict(filled[:MAX_KEYS])


def photo_words(embedded: Mapping[str, Words]) -> Words:
    """Return what fills a photo's own fields: XMP first, then IPTC, then EXIF."""
    exif = embedded.get("exif", {})
    layers = [
        embedded.get("xmp", {}),
        embedded.get("iptc", {}),
        {ours: exif[name] for name, ours in EXIF_NAMES.items() if name in exif},
    ]
    byline = _first(layers, "byline")
    credit = _first(layers, "credit") or _first(layers, "source")
    names = [name for name in dict.fromkeys((byline, credit)) if name]
    return {
        "title": _first(layers, "title") or _first(layers, "headline"),
        "caption": _first(layers, "caption")[:2000],
        "credit": "/".join(names)[:200],
        "copyright_notice": _first(layers, "copyright")[:300],
        "keywords": _keywords(layers),
        "taken_at": moment_embedded(exif, layers[0], layers[1]),
    }


def _first(layers: Iterable[Words], name: str) -> str:
    for layer in layers:
        value = layer.get(name)
        if isinstance(value, list):
            value = ", ".join(str(each) for each in value)
        if value:
            return str(value)
    return ""


def _keywords(layers: Iterable[Words]) -> list[str]:
    for layer in layers:
        value = layer.get("keywords")
        if value:
            words = value if isinstance(value, list) else re.split(r"[;,]", str(value))
            return [word.strip()[:100] for word in words if word.strip()][:30]
    return []
