"""Collections of assets that people put together."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.archive.models.catalogue import CatalogueEntry
from toasoan.core import clock
from toasoan.units.models import PressUnit


class AssetCollection(models.Model):
    """Assets in an order, under a name; it opens none of them to anybody.

    Thrown away it stays until somebody takes it back.
    """

    wagtail_reference_index_ignore = True

    class Shared(models.TextChoices):
        """Who sees it."""

        PRIVATE = "private", _("Riêng tôi")
        UNIT = "unit", _("Cả đơn vị")
        UNITS = "units", _("Cả đơn vị và các đơn vị chọn dưới đây")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người lập"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    unit = models.ForeignKey(PressUnit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("tên"), max_length=120)
    note = models.TextField(_("ghi chú"), blank=True)
    shared = models.CharField(
        _("ai thấy"), max_length=8, choices=Shared.choices, default=Shared.PRIVATE
    )
    shared_with = models.ManyToManyField(
        PressUnit, verbose_name=_("đơn vị khác"), blank=True, related_name="+"
    )
    cover = models.ForeignKey(
        CatalogueEntry, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("lập lúc"), default=clock.now)
    removed_at = models.DateTimeField(_("xóa lúc"), null=True)

    class Meta:
        verbose_name = _("bộ sưu tập")
        verbose_name_plural = _("bộ sưu tập")
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class CollectionPlace(models.Model):
    """An asset in a collection, and what is said of it there."""

    wagtail_reference_index_ignore = True

    collection = models.ForeignKey(
        AssetCollection, on_delete=models.CASCADE, related_name="places"
    )
    entry = models.ForeignKey(
        CatalogueEntry, on_delete=models.CASCADE, related_name="+"
    )
    position = models.PositiveIntegerField(_("thứ tự"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mục trong bộ sưu tập")
        verbose_name_plural = _("mục trong bộ sưu tập")
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["collection", "entry"], name="collection_holds_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.entry_id)
