"""A notification: one thing one person is told."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.units.models import PressUnit
from toasoan.workspace.kinds import notification_kinds


class Notification(models.Model):
    """What one person is told of one change; the words are made when it is read."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nhận"),
        on_delete=models.CASCADE,
        related_name="notifications",
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    kind = models.CharField(_("loại"), max_length=64)
    key = models.CharField(
        _("khóa"), max_length=200, help_text=_("Một việc chỉ báo một lần")
    )
    values: Any = models.JSONField(_("nội dung"), default=dict, blank=True)
    path = models.CharField(_("đường dẫn"), max_length=500)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gây ra"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("lúc"), default=clock.now)
    read_at = models.DateTimeField(_("đọc lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["recipient", "read_at", "-created_at"], name="notification_mine"
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recipient", "key"], name="notification_once"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def label(self) -> str:
        """The name of its kind; empty when the kind is no longer known."""
        known = self.kind in notification_kinds
        return str(notification_kinds[self.kind].label) if known else ""

    @property
    def text(self) -> str:
        """The words in the language of now; empty when the kind is no longer known."""
        if self.kind not in notification_kinds:
            return ""
        by = str(self.sent_by) if self.sent_by else ""
        return notification_kinds[self.kind].said({"by": by, **self.values})
