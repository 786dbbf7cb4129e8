"""Files on their way into the archive, piece by piece."""

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.archive.models.documents import ArchiveDocument
from toasoan.archive.models.photos import Photo
from toasoan.units.models import PressUnit


class Upload(models.Model):
    """One file that a person sends; its key was made on their device.

    How much of it has come is the size of its file in quarantine: no column could
    agree with the disk in every crash.
    """

    class Kind(models.TextChoices):
        """What its sender says it is; the first bytes decide."""

        PHOTO = "photo", _("Ảnh")
        AUDIO = "audio", _("Âm thanh")
        VIDEO = "video", _("Phim")
        DOCUMENT = "document", _("Tài liệu")
        BUNDLE = "bundle", _("Gói ZIP")

    class State(models.TextChoices):
        """From the first byte into the archive, or refused."""

        RECEIVING = "receiving", _("Đang nhận")
        RECEIVED = "received", _("Đã nhận")
        REFUSED = "refused", pgettext_lazy("state", "Bị từ chối")
        KEPT = "kept", _("Đã vào kho")

    # Whoever looks where a photo is used does not mean this.
    wagtail_reference_index_ignore = True

    # Of these, bytes lie in quarantine and count in the person's share of it.
    WAITING_STATES: ClassVar = (State.RECEIVING, State.RECEIVED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gửi"),
        on_delete=models.CASCADE,
        related_name="uploads",
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="uploads",
    )
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("tên tệp"), max_length=255)
    length = models.BigIntegerField(_("cỡ tệp"))
    sha256 = models.CharField(_("sha256 người gửi báo"), max_length=64, blank=True)
    metadata = models.TextField(_("lời khai khi gửi"), blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.RECEIVING
    )
    refusal = models.CharField(_("vì sao bị từ chối"), max_length=500, blank=True)
    # What was said of all a bundle holds, once it was asked to be unpacked: a job that
    # was lost is found by it.
    details = models.JSONField(_("khai cho cả gói"), null=True, editable=False)
    photo = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.ForeignKey(
        ArchiveDocument,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    begun_at = models.DateTimeField(_("bắt đầu lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("giữ đến"), db_index=True)

    class Meta:
        verbose_name = _("tệp đang gửi")
        verbose_name_plural = _("tệp đang gửi")
        ordering: ClassVar = ["begun_at"]
        indexes: ClassVar = [
            models.Index(fields=["by", "state"], name="upload_share_of_person")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes lie until the archive takes them."""
        return Path(settings.UPLOAD_DIR) / self.id.hex
