"""What a picture is recognised by, read from its file."""

import hashlib
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps

from toasoan.archive.alike.hashes import WORKING_SIZE, Hash
from toasoan.archive.heavy import heavy
from toasoan.archive.incoming.inspection import JPEG_FORMATS, ONE_SHOWN

# A heavier JPEG is hashed at half its size: just as sure, and it fits into memory.
WHOLE_MOST_PIXELS = 32_000_000
STRIP_ROWS = 256
AS_SHOWN = frozenset({"1", "L", "P", "RGB", "LA", "PA", "RGBA", "CMYK", "YCbCr"})


@dataclass(frozen=True)
class Fingerprint:
    """The hash of the exact pixels, and the one that survives editing."""

    pixels: str
    hash: Hash


def fingerprint(file: IO[bytes]) -> Fingerprint:
    """Return what the picture is recognised by, upright, whatever its file says besides.

    Raises:
        OSError or another of rendering.BROKEN: it cannot be decoded.
    """
    file.seek(0)
    with Image.open(file) as picture:
        picture.draft(None, WORKING_SIZE)
        ImageOps.exif_transpose(picture, in_place=True)
        hashed = heavy("alike.pdq").picture_hash(picture)
        if picture.format not in JPEG_FORMATS and _frames(picture) == 1:
            # Not decoded twice: a telephone's of 50 megapixels fills memory.
            return Fingerprint(_pixels_digest(picture), hashed)
    file.seek(0)
    with Image.open(file) as picture:
        return Fingerprint(_pixels_digest(picture), hashed)


def _frames(picture: Image.Image) -> int:
    # What follows in a camera's JPEG is its own preview, in others never shown.
    is_one = picture.format in JPEG_FORMATS | ONE_SHOWN
    return 1 if is_one else getattr(picture, "n_frames", 1)


def _pixels_digest(picture: Image.Image) -> str:
    digest = hashlib.sha256()
    is_jpeg = picture.format in JPEG_FORMATS
    if is_jpeg and picture.width * picture.height > WHOLE_MOST_PIXELS:
        picture.draft(None, (picture.width // 2, picture.height // 2))
    frames = _frames(picture)
    for frame in range(frames):
        if frame:
            picture.seek(frame)
        if frames == 1:
            ImageOps.exif_transpose(picture, in_place=True)
        mode = _mode(picture)
        digest.update(f"{mode} {picture.width} {picture.height};".encode())
        for top in range(0, picture.height, STRIP_ROWS):
            bottom = min(top + STRIP_ROWS, picture.height)
            strip = picture.crop((0, top, picture.width, bottom))
            digest.update(strip.convert(mode).tobytes())
    return digest.hexdigest()


def _mode(picture: Image.Image) -> str:
    """Return the mode in which alike pictures are alike, however they were packed."""
    if picture.mode not in AS_SHOWN:
        return picture.mode
    return "RGBA" if picture.has_transparency_data else "RGB"
