"""How a unit writes: words it never uses, and words it writes another way."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.units.models import PressUnit

WORDS_MAX = 120


class HouseStyleRule(models.Model):
    """One rule (quy ước): what is not written, and what is written instead."""

    class Kind(models.TextChoices):
        """How strict it is."""

        PREFERRED = "preferred", pgettext_lazy("house style", "Nên viết khác")
        BANNED = "banned", pgettext_lazy("house style", "Cấm dùng")

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="house_style_rules",
    )
    kind = models.CharField(
        _("loại"), max_length=16, choices=Kind.choices, default=Kind.PREFERRED
    )
    wrong = models.CharField(_("không viết"), max_length=WORDS_MAX)
    right = models.CharField(_("viết là"), max_length=WORDS_MAX, blank=True)
    note = models.CharField(_("vì sao"), max_length=300, blank=True)
    match_case = models.BooleanField(_("phân biệt chữ hoa"), default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người sửa"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("quy ước viết")
        verbose_name_plural = _("quy ước viết")
        ordering: ClassVar = ["wrong", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "wrong"], name="house_style_once")
        ]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}" if self.right else self.wrong

    @property
    def is_banned(self) -> bool:
        """Whether a text with it does not pass the gate."""
        return self.kind == self.Kind.BANNED
