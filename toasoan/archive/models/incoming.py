"""Files that came by themselves: out of a ZIP, a watched folder, a letter."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.archive.models.catalogue import CatalogueEntry
from toasoan.archive.models.mailboxes import Letter
from toasoan.units.models import PressUnit


class IncomingFile(models.Model):
    """One such file and what became of it; its key is what makes it come in once."""

    class Source(models.TextChoices):
        """Which way it came."""

        BUNDLE = "bundle", _("Gói ZIP")
        FOLDER = "folder", _("Thư mục nhận")
        MIGRATION = "migration", _("Chuyển từ kho cũ")
        MAIL = "mail", _("Thư gửi vào kho")

    class State(models.TextChoices):
        """What became of it."""

        KEPT = "kept", _("Đã vào kho")
        REFUSED = "refused", pgettext_lazy("state", "Bị từ chối")

    key = models.CharField(_("khóa"), max_length=200, unique=True)
    source = models.CharField(_("đường vào"), max_length=16, choices=Source.choices)
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gửi"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(_("tên tệp"), max_length=255)
    state = models.CharField(_("trạng thái"), max_length=16, choices=State.choices)
    refusal = models.CharField(_("vì sao bị từ chối"), max_length=500, blank=True)
    entry = models.ForeignKey(
        CatalogueEntry, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    letter = models.ForeignKey(
        Letter, null=True, on_delete=models.SET_NULL, related_name="files"
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("tệp gửi đến")
        verbose_name_plural = _("tệp gửi đến")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-at"], name="incoming_newest_of_unit"),
        ]

    def __str__(self) -> str:
        return self.name
