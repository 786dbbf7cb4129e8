"""What a photo is recognised by, and which photos are too alike to keep both."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from toasoan.archive.models.photos import Photo


class PhotoPrint(models.Model):
    """The hashes of a photo's pixels; a photo that cannot be decoded has empty ones.

    A new file is a new row: whoever holds the hashes in memory reads on by the key.
    """

    wagtail_reference_index_ignore = True

    photo = models.OneToOneField(
        Photo,
        verbose_name=_("ảnh"),
        on_delete=models.CASCADE,
        related_name="fingerprint",
    )
    content_hash = models.CharField(_("sha256 của tệp"), max_length=64)
    algorithm = models.CharField(_("cách tính"), max_length=32)
    pixels = models.CharField(
        _("sha256 của điểm ảnh"), max_length=64, blank=True, db_index=True
    )
    bits = models.BinaryField(_("dấu vân ảnh"), max_length=32)
    turned = models.BinaryField(_("dấu vân khi xoay, lật"), max_length=256)
    quality = models.PositiveSmallIntegerField(_("độ rõ của dấu"), default=0)
    # Keys of `CatalogueEntry.Colour`; not measured yet: none.
    colours = models.CharField(  # noqa: DJ001 - "" is a picture nobody could read
        _("màu chính"), max_length=64, null=True, blank=True
    )
    # Where it lay when it was compared: one that was moved is compared again.
    compared_in = models.ForeignKey(
        Collection,
        verbose_name=_("đã so trong kho"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("dấu vân ảnh")
        verbose_name_plural = _("dấu vân ảnh")

    def __str__(self) -> str:
        return f"{self.photo_id}"

    @property
    def is_readable(self) -> bool:
        """Whether the photo could be decoded."""
        return bool(self.pixels)


class PhotoPair(models.Model):
    """Two photos of one unit that look alike, and what a person said of them, once."""

    wagtail_reference_index_ignore = True

    class Verdict(models.TextChoices):
        """What a person said when asked."""

        OPEN = "open", _("Chưa xem")
        SAME = "same", _("Cùng một ảnh")
        BOTH = "both", _("Giữ cả hai")

    first = models.ForeignKey(
        Photo, verbose_name=_("ảnh"), on_delete=models.CASCADE, related_name="+"
    )
    second = models.ForeignKey(
        Photo, verbose_name=_("ảnh"), on_delete=models.CASCADE, related_name="+"
    )
    distance = models.PositiveSmallIntegerField(_("số bit khác nhau"))
    verdict = models.CharField(
        _("kết luận"), max_length=8, choices=Verdict.choices, default=Verdict.OPEN
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("xem lúc"), null=True, blank=True)
    found_at = models.DateTimeField(_("thấy lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("cặp ảnh giống nhau")
        verbose_name_plural = _("cặp ảnh giống nhau")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["first", "second"], name="photo_pair_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="photo_pair_in_order"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["verdict", "distance"], name="photo_pairs_to_ask")
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
