"""Draws pictures with libvips: an original is decoded once, then cut and saved many times.

What comes out is upright, of eight bits and in sRGB, whatever went in: CMYK and sixteen
bits, and the wide colours of a telephone. Asked for through `heavy`, never imported.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pyvips
from PIL import Image, ImageOps

from toasoan.archive.incoming.kinds import kind_of
from toasoan.archive.pictures.modes import eight_bits
from toasoan.archive.pictures.public_words import jpeg_with_exif

Box = tuple[float, float, float, float]
Size = tuple[int, int]

# Whoever brings a file may not choose the reader: those for a few formats, no others.
READERS = ("Jpeg", "Png", "Webp", "Nsgif", "Heif", "Tiff")
# libvips decodes no HEVC and no BMP; and of a TIFF, not every way of packing.
MEASURED_BY_PILLOW = {"heic": ("HEIF",), "bmp": ("BMP",), "tiff": ("TIFF",)}
READ_BY_PILLOW = frozenset({"heic", "bmp"})
SMOOTH = frozenset({"L", "RGB", "RGBA", "CMYK"})
ANY_HEIGHT = 10_000_000
LYING = frozenset({5, 6, 7, 8})
WHITE = (255, 255, 255)
# Beyond these effort buys little: AVIF at 4 takes seven times as long as at 3.
WEBP_EFFORT, AVIF_EFFORT = 4, 3
PNG_EFFORT = 7
KEPT = "xmp|iptc"
# `thumbnail_buffer` hands on what is said to the reader, not what is said to itself.
WHOLE = "[fail_on=truncated]"

pyvips.operation_block_set("VipsForeignLoad", state=True)
for _reader in READERS:
    pyvips.operation_block_set(f"VipsForeignLoad{_reader}", state=False)
# It complains of each broken byte; what matters is raised.
logging.getLogger("pyvips").setLevel(logging.ERROR)
# Nothing is asked twice, and a worker leaves the other cores to the others.
pyvips.cache_set_max(0)
pyvips.concurrency_set(1)


class PictureUnreadable(OSError):
    """libvips gave the picture up."""


@dataclass(frozen=True)
class Header:
    """What the first bytes say: the kind, and the size of the upright picture."""

    kind: str
    width: int
    height: int


@dataclass(frozen=True)
class Sheet:
    """A picture in memory, upright and in sRGB, at most as large as its original."""

    picture: Any
    header: Header

    @property
    def scale(self) -> float:
        """How many of its pixels one of the original is."""
        return float(self.picture.width / self.header.width)

    def pixels(self) -> Any:
        """Return its pixels as rows of red, green and blue; see-through ones on white."""
        picture = self.picture
        if picture.hasalpha():
            picture = picture.flatten(background=list(WHITE))
        return picture.numpy()[:, :, :3]


@dataclass(frozen=True)
class Look:
    """How a picture is saved: format, quality, what shows where it is see-through."""

    format: str
    quality: int = 0
    lossless: bool = False
    ground: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Inside:
    """What a file says of its picture, each as its standard has it; b"" for nothing."""

    xmp: bytes = b""
    iim: bytes = b""
    exif: bytes = b""


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except pyvips.Error as error:
        raise PictureUnreadable(str(error)) from error


def header_read(data: bytes, most_pixels: int) -> Header:
    """Return kind and size; the pixels are not read.

    Raises:
        PictureUnreadable: it is no picture.
        Image.DecompressionBombError: it has more pixels than may be decoded.
    """
    kind = kind_of(io.BytesIO(data))
    if kind in MEASURED_BY_PILLOW:
        with Image.open(io.BytesIO(data), formats=MEASURED_BY_PILLOW[kind]) as picture:
            header = Header(kind, picture.width, picture.height)
    else:
        with _told_apart():
            picture = pyvips.Image.new_from_buffer(data, "")
        across, down = picture.width, picture.height
        turned = "orientation" in picture.get_fields()
        if turned and picture.get("orientation") in LYING:
            across, down = down, across
        header = Header(kind, across, down)
    if header.width * header.height > most_pixels:
        pixels = header.width * header.height
        raise Image.DecompressionBombError(f"{pixels} pixels")
    return header


def sheet_read(data: bytes, header: Header, width: int) -> Sheet:
    """Return the picture at most `width` pixels wide, read no larger than it must be.

    Raises:
        PictureUnreadable: it is damaged or breaks off.
    """
    with _told_apart():
        picture = _thumbnail(data, header, width)
        return Sheet(_bare(picture).copy_memory(), header)


def _thumbnail(data: bytes, header: Header, width: int) -> Any:
    asked = {"height": ANY_HEIGHT, "size": "down", "output_profile": "srgb"}
    if header.kind not in READ_BY_PILLOW:
        try:
            read = pyvips.Image.thumbnail_buffer(
                data, width, option_string=WHOLE, **asked
            )
            return read.copy_memory()
        except pyvips.Error:
            if header.kind not in MEASURED_BY_PILLOW:
                raise
    return _by_pillow(data, header.kind, width).thumbnail_image(width, **asked)


def _by_pillow(data: bytes, kind: str, width: int) -> Any:
    """Return the picture, at least twice as wide as asked where the original is."""
    with Image.open(io.BytesIO(data), formats=MEASURED_BY_PILLOW[kind]) as opened:
        profile = opened.info.get("icc_profile")
        ImageOps.exif_transpose(opened, in_place=True)
        pixels = _sized_down(eight_bits(opened), width)
    mode = "RGBA" if pixels.has_transparency_data else "RGB"
    if pixels.mode != mode:
        # A profile of other colours than these would twist them.
        pixels, profile = pixels.convert(mode), None
    picture = pyvips.Image.new_from_memory(
        pixels.tobytes(), pixels.width, pixels.height, len(mode), "uchar"
    ).copy(interpretation="srgb")
    if profile:
        picture.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    return picture


def _sized_down(picture: Image.Image, width: int) -> Image.Image:
    """Return the picture by a whole part of its size: copies of a large one fill memory."""
    part = picture.width // (2 * width)
    # A palette has no colours between its own.
    return picture.reduce(part) if part > 1 and picture.mode in SMOOTH else picture


def _bare(picture: Any) -> Any:
    """Return the picture in sRGB of eight bits, and nothing said of it."""
    if picture.interpretation != "srgb":
        picture = picture.colourspace("srgb")
    picture = picture.cast("uchar").copy()
    for name in picture.get_fields():
        if name.startswith(("exif", "xmp", "iptc", "icc", "photoshop", "png-")) or (
            name in {"orientation", "gif-comment", "jpeg-thumbnail-data"}
        ):
            picture.remove(name)
    return picture


def draw(sheet: Sheet, box: Box, size: Size, look: Look, inside: Inside) -> bytes:
    """Return a file of that part of the picture in that size.

    Args:
        sheet: from `sheet_read`.
        box: left, top, right and bottom in the pixels of the original.
        size: across and down.
        look: the format.
        inside: what the file says.

    Raises:
        PictureUnreadable: the format cannot hold it.
    """
    with _told_apart():
        picture = _sized(_cut(sheet, box), size)
        if picture.hasalpha() and (look.ground or look.format == "jpeg"):
            picture = picture.flatten(background=list(look.ground or WHITE))
        return _saved(picture.copy(), look, inside)


def _cut(sheet: Sheet, box: Box) -> Any:
    whole, scale = sheet.picture, sheet.scale
    left, right = _within(box[0] * scale, box[2] * scale, whole.width)
    top, bottom = _within(box[1] * scale, box[3] * scale, whole.height)
    across, down = right - left, bottom - top
    if (across, down) == (whole.width, whole.height):
        return whole
    return whole.crop(left, top, across, down)


def _within(begin: float, end: float, most: int) -> tuple[int, int]:
    """Return both in whole pixels of the picture, one apart at least.

    A focal point at the edge, or of an earlier file, may lead out of it.
    """
    first = max(0, min(round(begin), most - 1))
    return first, max(first + 1, min(round(end), most))


def _sized(picture: Any, size: Size) -> Any:
    if (picture.width, picture.height) == size:
        return picture
    return picture.thumbnail_image(size[0], height=size[1], size="force")


def _saved(picture: Any, look: Look, inside: Inside) -> bytes:
    for name, data in (("xmp-data", inside.xmp), ("iptc-data", inside.iim)):
        if data:
            picture.set_type(pyvips.GValue.blob_type, name, data)
    if look.format == "jpeg":
        made = picture.jpegsave_buffer(
            Q=look.quality, interlace=True, optimize_coding=True, keep=KEPT
        )
        return jpeg_with_exif(made, inside.exif)
    if look.format == "webp":
        return picture.webpsave_buffer(
            Q=look.quality, lossless=look.lossless, effort=WEBP_EFFORT, keep=KEPT
        )
    if look.format == "avif":
        return picture.heifsave_buffer(
            Q=look.quality,
            lossless=look.lossless,
            effort=AVIF_EFFORT,
            compression="av1",
            keep=KEPT,
        )
    if look.format == "gif":
        return picture.gifsave_buffer()
    return picture.pngsave_buffer(compression=PNG_EFFORT, keep=KEPT)
