"""The archive's catalogue: one entry for each asset, whatever its kind."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models.documents import ArchiveDocument
from toasoan.archive.models.photos import Photo
from toasoan.archive.models.present import PresentManager
from toasoan.archive.models.rights import RightsModel
from toasoan.archive.search.search_words import marks_of, place_of
from toasoan.units.models import PressUnit


class CatalogueEntry(models.Model):
    """What an asset is found by, and what leases, consents and loans hang on.

    Photos and documents stay Wagtail's own tables; the entry stands beside each and
    is written with it (`catalogue.entry_keep`), so that one search, one right and one
    ledger serve every kind.
    """

    class Kind(models.TextChoices):
        """What the asset is."""

        PHOTO = "photo", _("Ảnh")
        VIDEO = "video", _("Phim")
        AUDIO = "audio", _("Âm thanh")
        DOCUMENT = "document", _("Tài liệu")

    class Shape(models.TextChoices):
        """How a picture lies."""

        LYING = "lying", _("Ngang")
        STANDING = "standing", _("Dọc")
        SQUARE = "square", _("Vuông")

    class Colour(models.TextChoices):
        """The colours a picture is looked for by."""

        RED = "do", _("Đỏ")
        ORANGE = "cam", _("Cam")
        YELLOW = "vang", _("Vàng")
        GREEN = "luc", _("Xanh lục")
        BLUE = "lam", _("Xanh lam")
        PURPLE = "tim", _("Tím")
        PINK = "hong", _("Hồng")
        BROWN = "nau", _("Nâu")
        BLACK = "den", _("Đen")
        GREY = "xam", _("Xám")
        WHITE = "trang", _("Trắng")

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Không có: kho chung, chỉ người giữ nền tảng thấy"),
    )
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    photo = models.OneToOneField(
        Photo, null=True, on_delete=models.CASCADE, related_name="entry"
    )
    document = models.OneToOneField(
        ArchiveDocument, null=True, on_delete=models.CASCADE, related_name="entry"
    )
    title = models.CharField(_("tên"), max_length=255)
    words = models.TextField(_("chữ để tìm, không dấu"), blank=True)
    credit = models.CharField(_("ghi nguồn"), max_length=200, blank=True)
    usage = models.CharField(
        _("quyền sử dụng"), max_length=16, choices=RightsModel.Usage.choices
    )
    rights_from = models.DateField(_("dùng được từ"), null=True)
    rights_to = models.DateField(_("dùng được đến"), null=True)
    shape = models.CharField(
        _("dáng"), max_length=16, choices=Shape.choices, blank=True
    )
    colours = models.CharField(
        _("màu chính, cách nhau một dấu cách"), max_length=64, blank=True
    )
    # Where it was taken; shown only to those who may have the file.
    latitude = models.FloatField(_("vĩ độ"), null=True)
    longitude = models.FloatField(_("kinh độ"), null=True)
    taken_at = models.DateTimeField(_("chụp lúc"), null=True)
    added_at = models.DateTimeField(_("vào kho lúc"))
    tags = models.TextField(_("thẻ, mỗi dòng một thẻ"), blank=True)
    binned_at = models.DateTimeField(_("vào thùng rác lúc"), null=True, editable=False)
    topics = models.TextField(_("chủ đề, mỗi dòng một mã"), blank=True)
    # The agreed words it is filed under, broader ones too: "topic 17", one a line.
    terms = models.TextField(blank=True, editable=False)
    is_used = models.BooleanField(_("đang có nơi dùng"), default=False)
    is_private = models.BooleanField(_("giữ riêng trong đơn vị"), default=False)
    # Both say again what stands above, for the index: in what order, and what filters.
    place = models.BigIntegerField(unique=True, editable=False)
    marks = models.TextField(blank=True, editable=False)

    objects: ClassVar[Any] = PresentManager()
    with_binned: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        verbose_name = _("mục trong kho")
        verbose_name_plural = _("mục trong kho")
        ordering: ClassVar = ["-added_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-added_at"], name="entry_newest_of_unit"),
            models.Index(fields=["unit", "-place"], name="entry_place_in_unit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(photo__isnull=False, document__isnull=True)
                | Q(photo__isnull=True, document__isnull=False),
                name="entry_of_one_asset",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(
        self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        """Store the entry with the place and the marks that follow from it."""
        self.place, self.marks = place_of(self), marks_of(self)
        if update_fields is not None:
            update_fields = {*update_fields, "place", "marks"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def asset(self) -> Photo | ArchiveDocument:
        """The photo or document itself."""
        return self.photo if self.photo_id else self.document  # type: ignore[return-value]
