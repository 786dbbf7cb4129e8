"""Trial pictures enter each unit's archive through the house's own door."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from toasoan.archive.models import Photo
from toasoan.archive.services import photo_ingest
from toasoan.core import clock
from toasoan.newsroom.demo import files
from toasoan.units.models import PressUnit

ANCHOR_PART = 4


class PictureShelf:
    """Gives a unit's own copy of a trial picture, brought in when first asked for."""

    def __init__(self, unit: PressUnit, by: Any) -> None:
        self.unit = unit
        self.by = by
        self._held: dict[str, Photo] = {}

    def photo(self, key: str) -> Photo:
        """Return the unit's photo of the trial picture `key`."""
        if key not in self._held:
            self._held[key] = self._found(key) or self._brought_in(key)
        return self._held[key]

    def _found(self, key: str) -> Photo | None:
        title = files.pictures()[key]["title"]
        return Photo.objects.filter(
            collection=self.unit.collection, title=title, uploaded_by_user=self.by
        ).first()

    def _brought_in(self, key: str) -> Photo:
        row = files.pictures()[key]
        content = files.picture_path(row).read_bytes()
        photo = photo_ingest(
            unit=self.unit,
            file=ContentFile(content, name=row["file"]),
            by=self.by,
            title=row["title"],
        )
        photo.caption = row["caption"]
        photo.alt_text = row["alt"]
        photo.credit = row["credit"]
        photo.copyright_notice = row["copyright"]
        _set_rights(photo, row["rights"])
        _set_focal_point(photo, row)
        photo.save()
        return photo


def _set_rights(photo: Photo, rights: dict[str, Any]) -> None:
    photo.usage = (
        Photo.Usage.STAFF if rights["kind"] == "owned" else Photo.Usage.LICENSED
    )
    days_left = rights.get("days_left")
    if days_left is not None:
        photo.rights_to = clock.today() + timedelta(days=int(days_left))


def _set_focal_point(photo: Photo, row: dict[str, Any]) -> None:
    x, y = row["focal"]
    photo.focal_point_x = round(photo.width * x)
    photo.focal_point_y = round(photo.height * y)
    photo.focal_point_width = photo.width // ANCHOR_PART
    photo.focal_point_height = photo.height // ANCHOR_PART
