"""PDQ, a 256-bit hash that stays near itself when a picture is edited.

Facebook's ThreatExchange published it (github.com/facebook/ThreatExchange, pdq/README.md
and hashing.pdf): luminance, smoothed by a Jarosz filter, brought to 64 x 64, of its
discrete cosine transform the 16 x 16 lowest frequencies, each a bit: above the median or
not. Two hashes of one picture differ in at most 31 bits; below a quality of 50 there is
too little in the picture to tell. Written anew on numpy, so that nothing is compiled.
Asked for through `heavy`, never imported.
"""

from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from toasoan.archive.alike.hashes import (
    ALGORITHM,
    BITS,
    BYTES,
    LEAST_QUALITY,
    MATCH_BITS,
    WORKING_SIZE,
    Hash,
)
from toasoan.archive.pictures.modes import eight_bits

__all__ = [
    "ALGORITHM",
    "BITS",
    "BYTES",
    "LEAST_QUALITY",
    "MATCH_BITS",
    "WORKING_SIZE",
    "Hash",
    "picture_hash",
]

SIDE, KEPT = 64, 16
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
Floats = np.ndarray[Any, np.dtype[Any]]


def picture_hash(picture: Image.Image) -> Hash:
    """Return the hash of an upright picture of any size and mode."""
    small = _flattened(picture)
    small.thumbnail(WORKING_SIZE, Image.Resampling.BILINEAR, reducing_gap=2.0)
    luma = np.asarray(small.convert("RGB"), dtype=np.float32) @ LUMA
    # The filter of the published code leans to one side, so a mirrored picture is
    # hashed, not the hash mirrored: that would cost up to 30 bits.
    squares = [
        _decimated(_smoothed(seen))
        for seen in (luma, luma[:, ::-1], luma[::-1], luma[::-1, ::-1])
    ]
    waves = [_cosines() @ square @ _cosines().T for square in squares]
    turned = tuple(_packed(each) for each in (*waves, *(wave.T for wave in waves)))
    return Hash(bits=turned[0], quality=_quality(squares[0]), turned=turned)


def _flattened(picture: Image.Image) -> Image.Image:
    """Return a copy in RGB or grey; what is transparent lies on white, as on a page."""
    picture = eight_bits(picture)
    if not picture.has_transparency_data:
        # What is grey stays so until it is small: a map of ink fills memory.
        mode = "L" if picture.mode in {"1", "L"} else "RGB"
        return picture.convert(mode)
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _smoothed(luma: Floats) -> Floats:
    """Return the Jarosz filter of the picture: a box along both ways, twice."""
    for _pass in range(2):
        luma = _box(_box(luma).T).T
    return luma


def _box(rows: Floats) -> Floats:
    """Return the mean of each pixel's neighbours in its row."""
    length = rows.shape[1]
    window = (length + 2 * SIDE - 1) // (2 * SIDE)
    half = (window + 2) // 2
    sums = np.zeros((rows.shape[0], length + 1), dtype=np.float64)
    np.cumsum(rows, axis=1, out=sums[:, 1:])
    at = np.arange(length)
    first = np.maximum(at - (window - half), 0)
    last = np.minimum(at + half, length)
    return ((sums[:, last] - sums[:, first]) / (last - first)).astype(np.float32)


def _decimated(luma: Floats) -> Floats:
    rows, columns = (
        ((np.arange(SIDE) + 0.5) * length / SIDE).astype(np.intp)
        for length in luma.shape
    )
    return luma[np.ix_(rows, columns)]


def _quality(square: Floats) -> int:
    """Return how strongly neighbours differ, as the published code counts it."""
    steps = (np.diff(square, axis=0), np.diff(square, axis=1))
    total = sum(int(np.abs(np.trunc(step * 100 / 255)).sum()) for step in steps)
    return min(100, total // 90)


@cache
def _cosines() -> Floats:
    """Return the rows of the cosine transform, the constant one left out."""
    rows = np.arange(1, KEPT + 1)[:, None] * (2 * np.arange(SIDE)[None, :] + 1)
    scale = np.sqrt(2.0 / SIDE)
    return (scale * np.cos(np.pi / 2 / SIDE * rows)).astype(np.float32)


def _packed(frequencies: Floats) -> bytes:
    # The lower of the two middle values, as the published code takes it.
    middle = np.sort(frequencies, axis=None)[BITS // 2 - 1]
    # The published text begins with the last row and column.
    return np.packbits((frequencies > middle)[::-1, ::-1]).tobytes()
