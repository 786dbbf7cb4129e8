"""Files readers see, made from an original without what it says about people."""

import math
import struct
import zlib
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from PIL import Image
from wagtail.images import image_operations as wagtail_operations
from wagtail.images.exceptions import UnknownOutputImageFormatError
from wagtail.images.image_operations import Operation
from wagtail.images.models import Filter
from willow.image import UnrecognisedImageFormatError

from toasoan.archive.heavy import heavy
from toasoan.archive.pictures.public_words import (
    exif_block,
    iim_block,
    public_words,
    xmp_packet,
)

Box = tuple[float, float, float, float]
# Everything a damaged or missing original has been seen to raise.
BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    UnrecognisedImageFormatError,
)
FORMATS = frozenset({"jpeg", "png", "gif", "webp", "avif"})
# What a spec that names no format makes of these; of what moves, the first picture.
CONVERTED = {"heic": "jpeg", "gif": "png", "tiff": "jpeg", "bmp": "png"}


def _told_by_file(operation: type[Operation]) -> type[Operation]:
    """Return the operation, its results told apart by the file they were made of.

    And by the words they carry, so that a credit put right reaches the files.
    """
    told_by = ("content_hash", "credit", "copyright_notice", "public_words_key")
    fields = (*getattr(operation, "vary_fields", ()), *told_by)
    return type(operation.__name__, (operation,), {"vary_fields": fields})


# Every spec holds one of these. So a photo whose file was replaced gets new
# renditions beside the old ones, just as one whose focal point moved.
OPERATIONS = [
    ("original", _told_by_file(wagtail_operations.DoNothingOperation)),
    ("fill", _told_by_file(wagtail_operations.FillOperation)),
    ("min", _told_by_file(wagtail_operations.MinMaxOperation)),
    ("max", _told_by_file(wagtail_operations.MinMaxOperation)),
    ("width", _told_by_file(wagtail_operations.WidthHeightOperation)),
    ("height", _told_by_file(wagtail_operations.WidthHeightOperation)),
    ("scale", _told_by_file(wagtail_operations.ScaleOperation)),
]


@dataclass(frozen=True)
class Made:
    """A rendition as Wagtail takes it: an open file and the name of its format."""

    f: IO[bytes]
    format_name: str


class _Ground:
    """Stands for the picture where an operation of a spec names a background."""

    colour: tuple[int, ...] | None = None

    def set_background_color_rgb(self, colour: tuple[int, ...]) -> None:
        """Note what is to show where the picture is see-through."""
        self.colour = colour


class HouseFilter(Filter):
    """Wagtail's filter, drawn by libvips, with the public words inside alone."""

    def __init__(self, spec: str, sheet: Any = None) -> None:
        super().__init__(spec=spec)
        self._sheet = sheet

    def run(
        self, image: Any, output: IO[bytes], source: File[bytes] | None = None
    ) -> Made:
        """Write the picture made from what was decoded before, or from the original."""
        try:
            data, image_format = self._drawn(image, source)
        except Exception:
            # Wagtail opened it and would leave it open.
            output.close()
            raise
        output.write(data)
        output.seek(0)
        return Made(output, image_format)

    def _drawn(self, image: Any, source: File[bytes] | None) -> tuple[bytes, str]:
        sheet = self._sheet or _sheet(image, [self], source)
        box, size = self.place_in(image, sheet.header)
        look = self._look(image, sheet.header.kind)
        data: bytes = _drawing().draw(sheet, box, size, look, _inside(image))
        return data, look.format

    def place_in(self, image: Any, header: Any) -> tuple[Box, tuple[int, int]]:
        """Return which part of the original is shown, and in what size."""
        transform = self.get_transform(image, (header.width, header.height))
        return tuple(transform.get_rect().round()), transform.size

    def _look(self, image: Any, kind: str) -> Any:
        env: dict[str, Any] = {}
        ground = _Ground()
        for operation in self.filter_operations:
            operation.run(ground, image, env)
        image_format = env.get("output-format") or CONVERTED.get(kind, kind)
        if image_format not in FORMATS:
            raise UnknownOutputImageFormatError(image_format)
        return _drawing().Look(
            format=image_format,
            quality=env.get(f"{image_format}-quality") or _quality(image_format),
            lossless="lossless" in env.get("output-format-options", ()),
            ground=ground.colour,
        )


def _drawing() -> Any:
    return heavy("pictures.drawing")


def _quality(image_format: str) -> int:
    return getattr(settings, f"WAGTAILIMAGES_{image_format.upper()}_QUALITY", 0)


def _inside(image: Any) -> Any:
    words = public_words(image)
    return _drawing().Inside(
        xmp=xmp_packet(words), iim=iim_block(words), exif=exif_block(words)
    )


def _sheet(
    image: Any, filters: Iterable[HouseFilter], source: File[bytes] | None = None
) -> Any:
    """Return the original, decoded no larger than the largest of the filters needs."""
    with nullcontext(source) if source is not None else image.open_file() as file:
        file.seek(0)
        data = file.read()
    drawing = _drawing()
    header = drawing.header_read(data, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    scale = max(_scale(*each.place_in(image, header)) for each in filters)
    width = min(header.width, max(1, math.ceil(header.width * scale)))
    return drawing.sheet_read(data, header, width)


def _scale(box: Box, size: tuple[int, int]) -> float:
    left, top, right, bottom = box
    return max(size[0] / max(1, right - left), size[1] / max(1, bottom - top))


def renditions_render(photo: Any, specs: Iterable[str]) -> list[Any]:
    """Make the missing renditions, decoding the original once; return all asked for.

    Raises:
        OSError or another of BROKEN: the original cannot be read.
    """
    filters = [HouseFilter(spec) for spec in specs]
    if not filters:
        return []
    sheet = _sheet(photo, filters)
    return [photo.create_rendition(HouseFilter(each.spec, sheet)) for each in filters]
