"""Tells what a camera's sensor wrote from a TIFF: many of them are TIFFs by their first bytes.

Their pixels are not a picture yet; which picture they become is the photographer's say.
"""

import struct
from typing import IO

ENTRIES_MAX = 400
COMPRESSION, PHOTOMETRIC = 259, 262
SUBFILE_TYPE, SUB_FILES, DNG_VERSION = 254, 330, 50706
# Pixels behind a colour filter, and what compresses them: CR2 has a mark of its own.
OF_SENSOR = frozenset({32803, 34892})
PACKED_BY_CAMERA = frozenset({32767, 32769, 32770, 34713, 65000, 65535})
SHORT, LONG = 3, 4


def is_camera_raw(file: IO[bytes]) -> bool:
    """Return whether the file, which begins as a TIFF, is a camera's raw one; rewinds it."""
    try:
        file.seek(0)
        head = file.read(16)
        if head[8:10] == b"CR":
            return True
        tags = _first_tags(file, "<" if head[:2] == b"II" else ">", head)
    except (OSError, ValueError, OverflowError, struct.error):
        return False
    finally:
        file.seek(0)
    # A raw file begins with its thumbnail, and has the sensor's picture below it.
    has_more_below = SUB_FILES in tags and tags.get(SUBFILE_TYPE) == 1
    return (
        DNG_VERSION in tags
        or tags.get(PHOTOMETRIC) in OF_SENSOR
        or tags.get(COMPRESSION) in PACKED_BY_CAMERA
        or has_more_below
    )


def _first_tags(file: IO[bytes], order: str, head: bytes) -> dict[int, int]:
    """Return the tags of the first picture, with the value of those that are a number."""
    (start,) = struct.unpack(f"{order}I", head[4:8])
    file.seek(start)
    (count,) = struct.unpack(f"{order}H", file.read(2))
    tags = {}
    for _number in range(min(count, ENTRIES_MAX)):
        entry = file.read(12)
        tag, kind, _many = struct.unpack(f"{order}HHI", entry[:8])
        form = "H2x" if kind == SHORT else "I"
        tags[tag] = struct.unpack(f"{order}{form}", entry[8:])[0]
    return tags
