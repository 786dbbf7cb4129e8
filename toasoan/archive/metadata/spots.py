"""Where a picture was taken, as its file says: EXIF has numbers, XMP "21,1.68N".

Both are degrees, perhaps minutes and seconds, and the side of the equator or of Greenwich;
one reading serves them.
"""

import re
from collections.abc import Mapping
from typing import Any

Spot = tuple[float, float]

NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
SOUTH_AND_WEST = frozenset("SW")
SIDES = {"N": 90.0, "S": 90.0, "E": 180.0, "W": 180.0}
# A tenth of a metre is finer than any camera knows.
DIGITS = 6
TEXT_MOST = 64


def spot_of(embedded: Mapping[str, Any]) -> Spot | None:
    """Return latitude and longitude from what `embedded_read` found, None without both.

    0, 0 is what cameras write that do not know where they are.
    """
    gps = embedded.get("exif", {}).get("GPS", {})
    xmp = embedded.get("xmp", {})
    found = None
    if isinstance(gps, Mapping):
        found = _both(
            _degrees(gps.get("GPSLatitude"), gps.get("GPSLatitudeRef"), "NS"),
            _degrees(gps.get("GPSLongitude"), gps.get("GPSLongitudeRef"), "EW"),
        )
    return found or _both(
        _degrees(xmp.get("latitude"), None, "NS"),
        _degrees(xmp.get("longitude"), None, "EW"),
    )


def _both(latitude: float | None, longitude: float | None) -> Spot | None:
    if latitude is None or longitude is None or not (latitude or longitude):
        return None
    return latitude, longitude


def _degrees(value: Any, side: Any, sides: str) -> float | None:
    """Return the degrees, negative in the south and west; None when they are none."""
    parts = value if isinstance(value, list) else [value]
    text = " ".join(str(part)[:TEXT_MOST] for part in parts[:3])
    where = str(side or text).strip().upper()
    letter = where[:1] if side else where[-1:]
    numbers = [float(each) for each in NUMBER.findall(text)]
    if not letter or letter not in sides or "-" in text or not 1 <= len(numbers) <= 3:
        return None
    degrees = sum(each / 60**place for place, each in enumerate(numbers))
    if degrees > SIDES[letter] or any(each >= 60 for each in numbers[1:]):
        return None
    return round(-degrees if letter in SOUTH_AND_WEST else degrees, DIGITS)
