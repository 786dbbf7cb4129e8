"""Pictures to hash: each seed another, with something in it at every size."""

import io
from typing import Any

import numpy as np
from django.core.files.base import ContentFile
from PIL import Image

from toasoan.archive import services
from toasoan.archive.alike import prints
from toasoan.archive.models import Photo


def picture_of(seed: int, size: tuple[int, int] = (480, 320)) -> Image.Image:
    """Return a picture like a photograph: large shapes, and finer ones ever fainter."""
    dice = np.random.default_rng(seed)
    layers = np.zeros((size[1], size[0], 3), dtype=np.float32)
    for cells in (3, 6, 12, 24, 48):
        noise = dice.integers(0, 256, (cells, cells, 3), dtype=np.uint8)
        grown = Image.fromarray(noise).resize(size, Image.Resampling.BICUBIC)
        layers += (np.asarray(grown, dtype=np.float32) - 128) * (3 / cells) ** 0.7
    return Image.fromarray(np.clip(layers + 128, 0, 255).astype(np.uint8))


def encoded(picture: Image.Image, image_format: str = "PNG", **save: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, image_format, **save)
    return out.getvalue()


def brought(unit: Any, by: Any, data: bytes, title: str = "Cảng") -> Photo:
    """Bring the picture in and do the job that follows."""
    photo = services.photo_ingest(
        unit=unit, file=ContentFile(data, name="anh.png"), by=by, title=title
    )
    prints.photo_print_make(photo_id=photo.pk)
    prints.photo_compare(photo_id=photo.pk)
    return photo
