"""The seconds between pressing “publish” and leaving the house."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.units.models import PressUnit

UNDO_SECONDS = 15
UNDO_SECONDS_MAX = 60


class UnitPublishing(models.Model):
    """How a unit publishes; a unit without a row publishes as the house does."""

    unit = models.OneToOneField(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="publishing",
    )
    undo_seconds = models.PositiveSmallIntegerField(
        _("số giây hoàn tác"),
        default=UNDO_SECONDS,
        validators=[MaxValueValidator(UNDO_SECONDS_MAX)],
    )

    class Meta:
        verbose_name = _("cách xuất bản")
        verbose_name_plural = _("cách xuất bản")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(undo_seconds__lte=UNDO_SECONDS_MAX),
                name="unit_publishing_undo_short",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.undo_seconds} s"


class Release(models.Model):
    """A publication somebody has asked for; nothing of it is out before `leaves_at`."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("Đang xuất bản")
        LEFT = "left", _("Đã lên trang")
        UNDONE = "undone", _("Đã hoàn tác")
        STOPPED = "stopped", _("Không lên trang được")

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="releases",
    )
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.WAITING
    )
    fingerprint = models.CharField(_("dấu bản xuất bản"), max_length=64)
    asked_at = models.DateTimeField(_("bấm lúc"))
    leaves_at = models.DateTimeField(_("lên trang lúc"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xuất bản"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người hoàn tác"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    problem = models.TextField(_("vướng"), blank=True)
    led_by = models.ForeignKey(
        "self",
        verbose_name=_("theo lượt của chùm bài"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="led",
    )

    class Meta:
        verbose_name = _("lượt xuất bản")
        verbose_name_plural = _("lượt xuất bản")
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "leaves_at"], name="release_due")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state="waiting"),
                name="release_one_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_state_display()}"
