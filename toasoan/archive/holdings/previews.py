"""Marked previews: what another unit sees of a photo before it may use it."""

import math
import os
import tempfile
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac
from PIL import Image, ImageDraw, ImageFont, ImageOps

from toasoan.archive.models import CatalogueEntry, Photo
from toasoan.archive.pictures.modes import eight_bits
from toasoan.archive.rendering import BROKEN
from toasoan.core.errors import NotFound
from toasoan.core.text import nfc

# Wide enough to choose by, too small and too marked to print.
LONGEST_SIDE = 800
QUALITY = 70
SMOOTH = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
# The files are cut by script: the second has the letters the first has not.
FONTS = (
    "vendor/fonts/be-vietnam-pro-latin-600-normal.woff2",
    "vendor/fonts/be-vietnam-pro-vietnamese-600-normal.woff2",
)
# Part of the name of a kept file: change it with the look.
LOOK = 1


def preview_file(photo: Photo, mark: str) -> Path:
    """Return a small JPEG of the photo with the mark all over it, made once.

    It lies where nothing is served from; whoever hands it out asks who is there first.

    Args:
        photo: of any unit.
        mark: the owner's name.

    Raises:
        NotFound: the original cannot be read.
    """
    kept = place_of_preview(photo, mark)
    if not kept.exists():
        try:
            picture = _marked(photo, mark)
        except BROKEN as error:
            raise NotFound from error
        _keep(picture, kept)
    return kept


def entry_preview_make(*, entry_pk: int) -> bool:
    """The entry's marked picture lies there; return whether it could be made."""
    entry = CatalogueEntry.objects.select_related("photo", "unit").filter(pk=entry_pk)
    found = entry.filter(photo__isnull=False, unit__isnull=False).first()
    if found is None or found.photo is None or found.unit is None:
        return False
    try:
        preview_file(found.photo, found.unit.masthead)
    except NotFound:
        return False
    return True


def preview_is_kept(photo: Photo, mark: str) -> bool:
    """Return whether the marked picture was made already."""
    return place_of_preview(photo, mark).exists()


def preview_size(photo: Photo) -> tuple[int, int]:
    """Return how large the marked picture is shown."""
    share = min(1.0, LONGEST_SIDE / max(photo.width, photo.height, 1))
    return max(1, round(photo.width * share)), max(1, round(photo.height * share))


def place_of_preview(photo: Photo, mark: str) -> Path:
    """Return where the preview lies, or will."""
    said = f"{LOOK}:{photo.content_hash or photo.file.name}:{mark}"
    name = salted_hmac("toasoan.archive.preview", said, algorithm="sha256").hexdigest()
    return Path(settings.PREVIEW_DIR) / name[:2] / f"{name}.jpg"


def _keep(picture: Image.Image, kept: Path) -> None:
    """Put the whole file there or nothing: two at once write the same."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=kept.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            # Nothing of what the original says inside goes along.
            picture.save(out, "JPEG", quality=QUALITY)
        Path(name).replace(kept)
    finally:
        Path(name).unlink(missing_ok=True)


def _marked(photo: Photo, mark: str) -> Image.Image:
    with photo.file.open("rb") as file, Image.open(file) as original:
        original.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        ImageOps.exif_transpose(original, in_place=True)
        upright = eight_bits(original)
        # Others cannot be made smaller smoothly. Small first: a copy of a large
        # picture for each step below would be a gigabyte.
        wider = "L" if upright.mode == "1" else "RGBA"
        smooth = upright if upright.mode in SMOOTH else upright.convert(wider)
        smooth.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        flat = _flat(smooth)
    layer = _pattern(flat.size, mark)
    return Image.alpha_composite(flat.convert("RGBA"), layer).convert("RGB")


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture on white: a JPEG has no see-through parts."""
    rgba = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert(
        "RGB"
    )


def _pattern(size: tuple[int, int], mark: str) -> Image.Image:
    """Return the mark in slanting rows over a layer of that size."""
    side = math.ceil(math.hypot(*size))
    line = _line(mark, max(12, min(size) // 14))
    layer = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    for row, top in enumerate(range(0, side, line.height * 2)):
        for left in range(-(row % 2) * line.width // 2, side, line.width):
            layer.paste(line, (left, top))
    turned = layer.rotate(25, resample=Image.Resampling.BICUBIC)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


def _line(mark: str, points: int) -> Image.Image:
    """Return the mark once, light with a dark edge, to show on any ground."""
    fonts = [
        ImageFont.truetype(Path(settings.BASE_DIR) / "static" / name, points)
        for name in FONTS
    ]
    runs = [
        ("".join(run), fonts[0 if is_plain else 1])
        for is_plain, run in groupby(nfc(f"{mark}   "), key=_is_latin)
    ]
    width = math.ceil(sum(font.getlength(text) for text, font in runs))
    line = Image.new("RGBA", (max(1, width), points * 2), (0, 0, 0, 0))
    draw, left = ImageDraw.Draw(line), 0.0
    for text, font in runs:
        draw.text(
            (left, points * 1.4),
            text,
            font=font,
            anchor="ls",
            fill=(255, 255, 255, 150),
            stroke_width=1,
            stroke_fill=(0, 0, 0, 110),
        )
        left += font.getlength(text)
    return line


def _is_latin(letter: str) -> bool:
    # í and ô are in the first file, ạ and đ in the second.
    return letter <= "\xff"
