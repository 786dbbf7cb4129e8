"""Papers that go with an event: invitations, programmes, press releases."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.planning.models.events import Event


class EventAttachment(models.Model):
    """One document of the unit's archive that goes with one occurrence of an event.

    Planning knows the document by its key only; the archive keeps the file and says
    who may have it. Each occurrence has rows of its own, so that whatever becomes of
    the others takes nothing from it.
    """

    event = models.ForeignKey(
        Event,
        verbose_name=_("sự kiện"),
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    document_id = models.PositiveBigIntegerField(_("tài liệu trong kho"), db_index=True)
    title = models.CharField(_("tên tệp"), max_length=200)
    kind = models.CharField(_("loại tệp"), max_length=8)
    size = models.PositiveBigIntegerField(_("cỡ tệp"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người thêm"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    added_at = models.DateTimeField(_("thêm lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("tài liệu của sự kiện")
        verbose_name_plural = _("tài liệu của sự kiện")
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "document_id"], name="event_attachment_once"
            )
        ]

    def __str__(self) -> str:
        return self.title
