"""Takes photos in as a worker does: looked at, stored, hashed, every rendition made."""

import os
import resource
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files import File

from toasoan.archive import sizes
from toasoan.archive.alike.prints import photo_print_make
from toasoan.archive.models import Photo
from toasoan.archive.services import photo_ingest, photo_renditions_build
from toasoan.units.models import PressUnit


def answer(unit_key: str, paths: list[str]) -> dict[str, Any]:
    """Return the processor's seconds, this process's and its programs', and its memory."""
    unit = PressUnit.objects.get(key=unit_key)
    user = get_user_model().objects.create_superuser(
        email="do@example.vn", password=None, full_name="Đo"
    )
    _take(unit, user, paths[0])
    began = _cpu_s()
    made = sum(_take(unit, user, path) for path in paths[1:])
    spent = _cpu_s() - began
    photo = Photo.objects.latest("pk")
    formats = (sizes.FIRST_FORMAT, *sizes.LATER_FORMATS)
    return {
        "cpu_s": spent,
        "made": made,
        "specs": sizes.standard_specs(photo.width, photo.height, formats),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _take(unit: PressUnit, user: Any, path: str) -> int:
    with Path(path).open("rb") as opened:
        file = File(opened, name=Path(path).name)
        photo = photo_ingest(unit=unit, file=file, by=user)
    photo_print_make(photo_id=photo.pk)
    return photo_renditions_build(photo_id=photo.pk)


def _cpu_s() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
