"""What was added to an item after it came out, told to readers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemUpdate(models.Model):
    """A newer version of a public item: nothing was wrong, more is known."""

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="updates",
    )
    added = models.TextField(_("thêm gì"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người cập nhật"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("cập nhật")
        verbose_name_plural = _("cập nhật")
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.added
