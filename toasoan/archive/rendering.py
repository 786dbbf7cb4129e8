"""Files readers see, made from an original without what it says about people."""

import logging
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from PIL import Image, ImageOps
from wagtail.images import image_operations as wagtail_operations
from wagtail.images.image_operations import FilterOperation, Operation
from wagtail.images.models import Filter
from wagtail.images.rect import Rect
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
# A quarter more than the widest standard file, so that shrinking costs no detail.
WORKING_SIZE = (2000, 1334)
EXIF_ARTIST = 0x013B
EXIF_COPYRIGHT = 0x8298


def _told_by_file(operation: type[Operation]) -> type[Operation]:
    """Return the operation, its results told apart by the file they were made of.

    And by the words they carry, so that a credit put right reaches the files.
    """
    told_by = ("content_hash", "credit", "copyright_notice")
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


class _Smaller:
    """A photo as its shrunken copy sees it: the focal point moves along."""

    def __init__(self, photo: Any, factor: float) -> None:
        self._photo = photo
        self._factor = factor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._photo, name)

    def get_focal_point(self) -> Rect | None:
        """Return the focal point in the pixels of the shrunken copy."""
        focus = self._photo.get_focal_point()
        return Rect(*(side / self._factor for side in focus)) if focus else None


@dataclass(frozen=True)
class Decoded:
    """An original in memory, upright, and how many times smaller than on disk."""

    picture: PillowImage
    factor: float


class HouseFilter(Filter):
    """Wagtail's filter, on a picture decoded once, that strips what is private."""

    def __init__(self, spec: str, decoded: Decoded | None = None) -> None:
        super().__init__(spec=spec)
        self._decoded = decoded

    @property
    def filter_operations(self) -> list[Any]:
        """The operations of the spec, then the stripping."""
        return [*super().filter_operations, CreditOnly("credit")]

    def run(self, image: Any, output: Any, source: File[bytes] | None = None) -> Any:
        """Return the picture made from what was decoded, or from the original."""
        seen = _Smaller(image, self._decoded.factor) if self._decoded else image
        return super().run(seen, output, source)

    @contextmanager
    def get_willow_image(
        self, image: Any, source: File[bytes] | None = None
    ) -> Iterator[Any]:
        """Give the picture decoded before, or open the original."""
        if self._decoded is not None:
            yield self._decoded.picture
        else:
            with super().get_willow_image(image, source) as opened:
                yield opened


def renditions_render(photo: Any, specs: Iterable[str]) -> list[Any]:
    """Make the missing renditions, decoding the original once; return all asked for.

    Raises:
        OSError or another of BROKEN: the original cannot be read.
    """
    decoded = _decode(photo)
    return [photo.create_rendition(HouseFilter(spec, decoded)) for spec in specs]


def _decode(photo: Any) -> Decoded:
    """Return the original, shrunk as far as no rendition can tell."""
    with photo.open_file() as file:
        picture = Image.open(file)
        full_width = picture.width
        # A JPEG is shrunk while it is read and never fills memory.
        picture.draft(None, WORKING_SIZE)
        picture.load()
    spare = min(picture.width // WORKING_SIZE[0], picture.height // WORKING_SIZE[1])
    # Palettes and bits cannot be averaged; they stay as they are.
    if spare > 1 and picture.mode not in {"1", "P"}:
        kept = picture.info
        picture = picture.reduce(spare)
        picture.info = kept
    factor = full_width / picture.width
    upright = PillowImage(ImageOps.exif_transpose(picture))
    # Filter.run asks an opened file for its format; every spec of ours names one.
    upright.format_name = "jpeg"
    return Decoded(upright, factor)
