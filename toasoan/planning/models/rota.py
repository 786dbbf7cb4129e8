"""Who is on duty when, and who is away."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.units.models import Desk, PressUnit


class Shift(models.Model):
    """One person's time on duty (ca trực) in a unit."""

    class Duty(models.TextChoices):
        """What the person on duty answers for."""

        PUBLISHING = "publishing", _("Trực xuất bản")
        DESK = "desk", _("Trực ban")
        LEADERSHIP = "leadership", _("Trực lãnh đạo")
        FIELD = "field", _("Trực tin nóng")
        TECHNICAL = "technical", _("Trực kỹ thuật")

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="shifts",
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="shifts",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người trực"),
        on_delete=models.PROTECT,
        related_name="shifts",
    )
    duty = models.CharField(_("loại trực"), max_length=16, choices=Duty.choices)
    starts_at = models.DateTimeField(_("từ"))
    ends_at = models.DateTimeField(_("đến"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xếp"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("ca trực")
        verbose_name_plural = _("ca trực")
        ordering: ClassVar = ["starts_at", "duty", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "starts_at"], name="shift_week"),
            models.Index(fields=["user", "ends_at"], name="shift_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="shift_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()}: {self.user}"

    def is_on(self, at: datetime) -> bool:
        """Return whether the person is on duty at that moment."""
        return self.starts_at <= at < self.ends_at


class Absence(models.Model):
    """Days on which a person cannot be given work."""

    class Kind(models.TextChoices):
        """Why the person is away."""

        LEAVE = "leave", _("Nghỉ phép")
        SICK = "sick", _("Nghỉ ốm")
        TRIP = "trip", _("Đi công tác")
        TRAINING = "training", _("Đi học")
        OTHER = "other", _("Việc khác")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người vắng"),
        on_delete=models.CASCADE,
        related_name="absences",
    )
    kind = models.CharField(_("lý do"), max_length=16, choices=Kind.choices)
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến hết ngày"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("ngày vắng")
        verbose_name_plural = _("ngày vắng")
        ordering: ClassVar = ["first_day", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["user", "last_day"], name="absence_person")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="absence_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
