"""Photos, content-addressed, and the renditions readers see."""

import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.search import index

from toasoan.archive.models.rights import RightsModel
from toasoan.archive.rendering import HouseFilter
from toasoan.core.text import fold

EXIF_ORIENTATION = 0x0112
LYING = frozenset({5, 6, 7, 8})


class UprightFieldFile(WagtailImageFieldFile):
    """A picture file measured as it is shown, not as the sensor lay."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height after the camera's orientation is applied."""
        width, height = super().get_image_dimensions()
        with self.open() if self.closed else nullcontext(self) as file:
            file.seek(0)
            orientation = Image.open(file).getexif().get(EXIF_ORIENTATION)
            file.seek(0)
        return (height, width) if orientation in LYING else (width, height)


class UprightImageField(WagtailImageField):
    """An image field whose width and height are those of the upright picture."""

    attr_class = UprightFieldFile


class Photo(RightsModel, AbstractImage):
    """A picture of a unit's archive; the original file is never public."""

    file = UprightImageField(
        _("tệp"), upload_to=get_upload_to, width_field="width", height_field="height"
    )

    content_hash = models.CharField(
        _("sha256 của tệp"), max_length=64, blank=True, editable=False, db_index=True
    )
    alt_text = models.CharField(
        _("chữ thay ảnh"),
        max_length=300,
        blank=True,
        help_text=_("Tả điều thấy trong ảnh, cho người không nhìn thấy ảnh"),
    )
    taken_at = models.DateTimeField(_("chụp lúc"), null=True, blank=True)
    embedded_metadata = models.JSONField(
        _("siêu dữ liệu gốc"), default=dict, blank=True, editable=False
    )

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "caption",
        "alt_text",
        "credit",
        "copyright_notice",
        "usage",
        "rights_from",
        "rights_to",
        "rights_note",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    # Keywords of the file, added as tags once the photo has a key.
    tags_to_add: Sequence[str] = ()

    search_fields: ClassVar = [
        *AbstractImage.search_fields,
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_text"),
        index.FilterField("usage"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        permissions: ClassVar = [("choose_photo", _("Được chọn ảnh"))]
        constraints: ClassVar = [*RightsModel.Meta.constraints]

    @property
    def default_alt_text(self) -> str:
        """What is read out where the article gives no text of its own."""
        return self.alt_text or self.caption or self.title

    def folded_text(self) -> str:
        """Return what the photo is found by, without marks."""
        return fold(f"{self.title} {self.caption} {self.credit} {self.alt_text}")

    def get_upload_to(self, filename: str) -> str:
        """Return a content-addressed path, so that a name never leaks or clashes."""
        suffix = PurePosixPath(filename).suffix.lower()
        with self.open_file() as file:
            self.content_hash = hashlib.file_digest(file, "sha256").hexdigest()
        digest = self.content_hash
        return f"originals/{digest[:2]}/{digest[2:4]}/{digest}{suffix}"

    def generate_rendition_file(
        self,
        filter: Any,  # noqa: A002
        *,
        source: File[bytes] | None = None,
    ) -> File[bytes]:
        """Return the file made by `filter`, without what the original says inside."""
        if not isinstance(filter, HouseFilter):
            filter = HouseFilter(filter.spec)  # noqa: A001
        made = super().generate_rendition_file(filter, source=source)
        # Held in memory: Wagtail would leave a temporary file open for each.
        with made.file:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)


class PhotoRendition(AbstractRendition):
    """One size and format of a photo, public."""

    image = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="photo_rendition_once",
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        """Return a public path named by the original's hash and the size."""
        # Wagtail names it <original>.<filter spec>.<ending>; a digest has no dot.
        digest = self.image.content_hash
        spec_and_ending = PurePosixPath(filename).name.split(".", 1)[1]
        return f"renditions/{digest[:2]}/{digest[:24]}.{spec_and_ending}"
