"""Files readers see, made from an original without what it says about people."""

import logging
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files import File
from PIL import Image, ImageOps
from wagtail.images.image_operations import FilterOperation
from wagtail.images.models import Filter
from willow.image import UnrecognisedImageFormatError
from willow.plugins.pillow import PillowImage

log = logging.getLogger("toasoan.archive")

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
KEPT_INFO = ("icc_profile", "transparency", "duration", "loop")
EXIF_ARTIST = 0x013B
EXIF_COPYRIGHT = 0x8298


class CreditOnly(FilterOperation):
    """Drops every embedded word but credit and copyright: no place, no camera."""

    def construct(self) -> None:
        """Take no arguments."""

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> Any:  # noqa: ARG002
        """Return the picture with an EXIF block of at most two lines."""
        picture = willow.get_pillow_image()
        kept = {key: picture.info[key] for key in KEPT_INFO if key in picture.info}
        picture.info.clear()
        picture.info.update(kept)
        words = credit_exif(image)
        if words:
            picture.info["exif"] = words
        return PillowImage(picture)


def credit_exif(image: Any) -> bytes:
    """Return an EXIF block that names who made and who owns the picture."""
    exif = Image.Exif()
    # As UTF-8 bytes, which readers of EXIF understand; text would lose its marks.
    if image.credit:
        exif[EXIF_ARTIST] = image.credit.encode()
    if image.copyright_notice:
        exif[EXIF_COPYRIGHT] = image.copyright_notice.encode()
    return exif.tobytes() if len(exif) else b""


class HouseFilter(Filter):
    """Wagtail's filter, on a picture decoded once, that strips what is private."""

    def __init__(self, spec: str, decoded: PillowImage | None = None) -> None:
        super().__init__(spec=spec)
        self._decoded = decoded

    @property
    def filter_operations(self) -> list[Any]:
        """The operations of the spec, then the stripping."""
        return [*super().filter_operations, CreditOnly("credit")]

    @contextmanager
    def get_willow_image(
        self, image: Any, source: File[bytes] | None = None
    ) -> Iterator[Any]:
        """Give the picture decoded before, or open the original."""
        if self._decoded is not None:
            yield self._decoded
        else:
            with super().get_willow_image(image, source) as opened:
                yield opened


def renditions_render(photo: Any, specs: Iterable[str]) -> list[Any]:
    """Make the missing renditions, decoding the original once; return all asked for.

    Raises:
        OSError or another of BROKEN: the original cannot be read.
    """
    decoded = _decode(photo)
    made = []
    for spec in specs:
        house_filter = HouseFilter(spec, decoded)
        made.append(photo.create_rendition(house_filter))
    return made


def _decode(photo: Any) -> PillowImage:
    with photo.open_file() as file:
        picture = Image.open(file)
        format_name = (picture.format or "jpeg").lower()
        picture.load()
    decoded = PillowImage(ImageOps.exif_transpose(picture))
    # Filter.run asks an opened file for its format; every spec of ours names one.
    decoded.format_name = format_name
    return decoded
