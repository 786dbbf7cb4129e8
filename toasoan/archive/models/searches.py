"""Searches of the archive that people keep, and what they are told of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.units.models import PressUnit


class AssetSearch(models.Model):
    """A search under a name; its keeper may be told what newly matches."""

    class Alert(models.TextChoices):
        """How soon its keeper hears of what newly matches."""

        NEVER = "never", _("Không báo")
        DAILY = "daily", _("Mỗi ngày một lần")
        AT_ONCE = "at_once", _("Trong vài phút")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người lưu"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    name = models.CharField(_("tên"), max_length=80)
    told = models.JSONField(_("điều cần tìm"), default=dict)
    is_shared = models.BooleanField(_("cả đơn vị thấy"), default=False)
    alert = models.CharField(
        _("báo khi có mục mới"),
        max_length=16,
        choices=Alert.choices,
        default=Alert.NEVER,
    )
    # What came in up to this place was there, or has been told.
    seen_place = models.BigIntegerField(default=0, editable=False)
    told_on = models.DateField(null=True, editable=False)
    hears_others = models.BooleanField(
        _("báo cả tư liệu đơn vị khác cho thấy"), default=False
    )
    # Of others' the place tells nothing: what came long ago may be shown today.
    others_seen = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("tìm kiếm đã lưu")
        verbose_name_plural = _("tìm kiếm đã lưu")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "unit", "name"], name="asset_search_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
