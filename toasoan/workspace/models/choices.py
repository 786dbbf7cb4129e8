"""How a person wants to be told; who never chose is told by the kind's own default."""

from datetime import time
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.workspace.kinds import MailTiming


class NotificationChoice(models.Model):
    """What a person chose for one kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người dùng"),
        on_delete=models.CASCADE,
        related_name="notification_choices",
    )
    kind = models.CharField(_("loại"), max_length=64)
    mail = models.CharField(_("thư"), max_length=8, choices=MailTiming.choices)
    push = models.BooleanField(_("báo trên thiết bị"))

    class Meta:
        verbose_name = _("cách báo")
        verbose_name_plural = _("cách báo")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "kind"], name="notification_choice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"


class NotificationHours(models.Model):
    """When the day's mail of a person comes, and when nothing rings; on the house's clock."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người dùng"),
        on_delete=models.CASCADE,
        related_name="notification_hours",
    )
    digest_at = models.TimeField(_("giờ gửi bản tin ngày"), default=time(7))
    keeps_quiet = models.BooleanField(_("giữ giờ yên tĩnh"), default=True)
    quiet_from = models.TimeField(_("yên tĩnh từ"), default=time(22))
    quiet_to = models.TimeField(_("đến"), default=time(6))

    class Meta:
        verbose_name = _("giờ báo")
        verbose_name_plural = _("giờ báo")

    def __str__(self) -> str:
        return f"{self.user}: {self.digest_at:%H:%M}"
