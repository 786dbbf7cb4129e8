"""When a picture was taken, as its file says it."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from toasoan.core import clock

Words = Mapping[str, Any]
# As exiftool names them, the surest first; the offset stands beside.
TAGS: tuple[tuple[str, str], ...] = (
    ("ExifIFD:DateTimeOriginal", "ExifIFD:OffsetTimeOriginal"),
    ("XMP-photoshop:DateCreated", ""),
    ("XMP-exif:DateTimeOriginal", ""),
    ("ExifIFD:CreateDate", "ExifIFD:OffsetTimeDigitized"),
    ("XMP-xmp:CreateDate", ""),
)
IPTC_DAY, IPTC_TIME = "IPTC:DateCreated", "IPTC:TimeCreated"
ZONE = re.compile(r"[+-]\d\d:?\d\d")


def moment_embedded(exif: Words, xmp: Words, iptc: Words) -> datetime | None:
    """Return when it was taken by EXIF, else XMP, else IIM; None for nonsense or later."""
    text = str(exif.get("DateTimeOriginal") or exif.get("DateTime") or "")
    zone = str(exif.get("OffsetTimeOriginal") or exif.get("OffsetTime") or "")
    iim = _iim(str(iptc.get("date", "")), str(iptc.get("time", "")))
    return _first_of([_joined(text, zone), str(xmp.get("date", "")), iim])


def moment_of_tags(tags: Words) -> datetime | None:
    """Return the same by the tags that exiftool read, which reads more kinds of files."""
    said = [
        _joined(str(tags.get(name, "")), str(tags.get(zone, ""))) for name, zone in TAGS
    ]
    iim = _iim(str(tags.get(IPTC_DAY, "")), str(tags.get(IPTC_TIME, "")))
    return _first_of([*said, iim])


def _joined(text: str, zone: str) -> str:
    """Return EXIF's “2026:03:02 08:15:00” and its zone in ISO's way."""
    iso = re.sub(r"^(\d{4}):(\d\d):(\d\d)", r"\1-\2-\3", text.strip())
    is_zoned = ZONE.fullmatch(iso[-6:]) or iso.endswith("Z")
    return iso + (zone if ZONE.fullmatch(zone) and not is_zoned else "")


def _iim(day: str, time: str) -> str:
    """Return the moment of IIM; one that says the day alone is its midnight."""
    digits, clock_time = day.replace(":", ""), time.replace(":", "")
    if not re.fullmatch(r"\d{8}", digits):
        return ""
    date = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    if not re.match(r"\d{6}", clock_time):
        return date
    zone = clock_time[6:] if re.fullmatch(r"[+-]\d{4}", clock_time[6:]) else ""
    return f"{date}T{clock_time[:2]}:{clock_time[2:4]}:{clock_time[4:6]}{zone}"


def _first_of(texts: Iterable[str]) -> datetime | None:
    """Return the first that is a moment of the past.

    Cameras leave the zone out: it is that of whatever names the same time with one, else
    ours.
    """
    moments = [moment for moment in map(_parsed, texts) if moment is not None]
    zoned = [moment for moment in moments if timezone.is_aware(moment)]
    for moment in moments:
        sure = moment if timezone.is_aware(moment) else _zone_found(moment, zoned)
        if sure <= clock.now():
            return sure
    return None


def _zone_found(moment: datetime, zoned: Iterable[datetime]) -> datetime:
    for other in zoned:
        if other.replace(tzinfo=None, microsecond=0) == moment.replace(microsecond=0):
            return other
    return timezone.make_aware(moment, timezone.get_default_timezone())


def _parsed(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
