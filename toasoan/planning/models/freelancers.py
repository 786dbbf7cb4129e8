"""People outside the house who are given work (cộng tác viên)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.units.models import PressUnit


class Freelancer(models.Model):
    """A contributor of one unit, who does not sign in: a colleague sees to their work."""

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="freelancers",
    )
    name = models.CharField(_("họ và tên"), max_length=120)
    pen_name = models.CharField(_("bút danh"), max_length=120, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    note = models.TextField(
        _("ghi chú"),
        max_length=1000,
        blank=True,
        help_text=_("Mảng viết, nơi ở, lưu ý"),
    )
    is_active = models.BooleanField(_("còn cộng tác"), default=True)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("cộng tác viên")
        verbose_name_plural = _("cộng tác viên")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "email"],
                condition=~models.Q(email=""),
                name="freelancer_once_a_unit",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def byline(self) -> str:
        """The name readers know."""
        return self.pen_name or self.name
