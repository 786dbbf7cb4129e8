"""Photos, content-addressed, and the renditions readers see."""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.crypto import salted_hmac
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

from toasoan.archive.models.present import PresentPhotos
from toasoan.archive.models.rights import RightsModel
from toasoan.archive.pictures.public_words import public_words_key
from toasoan.archive.rendering import HouseFilter
from toasoan.archive.storing.picture_keys import picture_address
from toasoan.core.text import fold

EXIF_ORIENTATION = 0x0112
LYING = frozenset({5, 6, 7, 8})


class UprightFieldFile(WagtailImageFieldFile):
    """A picture file measured as it is shown, not as the sensor lay."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height after the camera's orientation is applied.

        Not by Wagtail's own way, which takes an HEIC of a brand it does not know for SVG.
        """
        with self.open() if self.closed else nullcontext(self) as file:
            file.seek(0)
            picture = Image.open(file)
            (width, height), is_upright = picture.size, picture.format == "TIFF"
            orientation = picture.getexif().get(EXIF_ORIENTATION)
            file.seek(0)
        # Of a TIFF Pillow tells the upright size itself.
        lies = orientation in LYING and not is_upright
        return (height, width) if lies else (width, height)


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
    # Words of the standard that have no column, by key of metadata.fields.MORE.
    iptc_words = models.JSONField(
        _("thông tin theo chuẩn IPTC"), default=dict, blank=True, editable=False
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
    topics_to_add: Sequence[str] = ()
    # Everything a new file says, kept once the photo has a key.
    file_tags_to_keep: Any = None

    objects: ClassVar[Any] = PresentPhotos()
    with_binned: ClassVar[Any] = models.Manager()

    search_fields: ClassVar = [
        *AbstractImage.search_fields,
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_text"),
        index.FilterField("usage"),
        index.FilterField("binned_at"),
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

    @property
    def public_words_key(self) -> str:
        """What changes with the words its renditions carry, for their keys."""
        return public_words_key(self)

    def folded_text(self) -> str:
        """Return what the photo is found by, without marks."""
        return fold(f"{self.title} {self.caption} {self.credit} {self.alt_text}")

    def get_upload_to(self, filename: str) -> str:
        """Return a path of the content's hash and a chance part.

        Without it, the ending that the storage gives a second file of one name would
        tell whoever brings a copy that another unit has the picture already.
        """
        suffix = PurePosixPath(filename).suffix.lower()
        with self.open_file() as file:
            self.content_hash = hashlib.file_digest(file, "sha256").hexdigest()
        digest = self.content_hash
        chance = secrets.token_hex(4)
        return f"originals/{digest[:2]}/{digest[2:4]}/{digest}-{chance}{suffix}"

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


class WeightField(models.PositiveBigIntegerField):  # type: ignore[type-arg]
    """How many bytes the file beside it has, noted when the row is made."""

    def pre_save(self, model_instance: Any, add: bool) -> Any:  # noqa: FBT001 - Django's
        """Return the size of the file, which whoever makes the row has at hand."""
        known = getattr(model_instance, self.attname)
        if add and known is None and model_instance.file:
            known = model_instance.file.size
            setattr(model_instance, self.attname, known)
        return known


class PhotoRendition(AbstractRendition):
    """One size and format of a photo; public while readers meet the photo."""

    image = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="renditions"
    )
    # Empty for files made before it was noted; measuring the archive fills it.
    file_size = WeightField(_("số byte"), null=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="photo_rendition_once",
            )
        ]
        # Asked of every file that is not public.
        indexes: ClassVar = [
            models.Index(fields=["file"], name="photo_rendition_by_file")
        ]

    @property
    def url(self) -> str:
        """Where whoever the page is made for gets it, plain once it is public."""
        return picture_address(self.file.name, self.file.url)

    def get_upload_to(self, filename: str) -> str:
        """Return a public path nobody guesses, named by the original and the size.

        Keyed: whoever has the original too cannot ask whether the house has it before
        it is published, and of the photo: a second unit's copy has names of its own.
        Files made before keep the names that pages were baked with.
        """
        # Wagtail names it <original>.<filter spec>.<ending>; a digest has no dot.
        digest = salted_hmac(
            "toasoan.archive.rendition",
            f"{self.image.content_hash} {self.image_id}",
            algorithm="sha256",
        ).hexdigest()
        spec_and_ending = PurePosixPath(filename).name.split(".", 1)[1]
        return f"renditions/{digest[:2]}/{digest[:24]}.{spec_and_ending}"


class RenditionsDue(models.Model):
    """A photo whose files are still to be made; gone once they are.

    Its job may be lost: a worker that is killed takes it along, and of a job that has
    outlived several workers no more is heard.
    """

    # Whoever looks where a photo is used does not mean this.
    wagtail_reference_index_ignore = True

    photo = models.OneToOneField(
        Photo, primary_key=True, on_delete=models.CASCADE, related_name="due"
    )
    since = models.DateTimeField(_("từ lúc"))
    tries = models.PositiveSmallIntegerField(_("số lần tìm lại"), default=0)

    class Meta:
        verbose_name = _("ảnh chờ làm cỡ")
        verbose_name_plural = _("ảnh chờ làm cỡ")

    def __str__(self) -> str:
        return str(self.photo)
