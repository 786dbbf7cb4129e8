"""Notifications on their way out of the house, and the devices that ring."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.workspace.models.notifications import Notification


class PushDevice(models.Model):
    """A browser of a person that may be rung (RFC 8030 push subscription)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người dùng"),
        on_delete=models.CASCADE,
        related_name="push_devices",
    )
    name = models.CharField(_("thiết bị"), max_length=120)
    endpoint = models.CharField(_("địa chỉ báo"), max_length=1000, unique=True)
    public_key = models.CharField(_("khóa công khai"), max_length=120)
    auth_secret = models.CharField(_("khóa xác thực"), max_length=40)
    created_at = models.DateTimeField(_("thêm lúc"), default=clock.now)
    rung_at = models.DateTimeField(_("báo gần nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("thiết bị nhận báo")
        verbose_name_plural = _("thiết bị nhận báo")
        ordering: ClassVar = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One notification on its way by mail, or to one device."""

    class State(models.TextChoices):
        """Saved before anything leaves, so that what was sent is not sent again."""

        WAITING = "waiting", _("Chờ gửi")
        SENDING = "sending", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        SKIPPED = "skipped", _("Không cần gửi")
        FAILED = "failed", _("Không gửi được")
        UNCONFIRMED = "unconfirmed", _("Chưa rõ đã tới")

    notification = models.ForeignKey(
        Notification,
        verbose_name=_("thông báo"),
        on_delete=models.CASCADE,
        related_name="deliveries",
    )
    # Of a mail there is none.
    device = models.ForeignKey(
        PushDevice,
        verbose_name=_("thiết bị"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="deliveries",
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=State.choices, default=State.WAITING
    )
    due_at = models.DateTimeField(_("gửi lúc"))
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    claim = models.UUIDField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(_("vì sao"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lượt gửi")
        verbose_name_plural = _("lượt gửi")
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="delivery_due")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notification"],
                condition=Q(device__isnull=True),
                name="delivery_one_mail",
            ),
            models.UniqueConstraint(
                fields=["notification", "device"], name="delivery_once_a_device"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notification_id} → {self.device or '@'}: {self.state}"
