"""What the house makes of an asset once it is in: the steps, the words, the measures."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.archive.models.catalogue import CatalogueEntry


class ProcessingStep(models.Model):
    """One step of one file: whether it was done, how often it was tried, why not."""

    class Name(models.TextChoices):
        """What is done, in the order it is done in."""

        SCAN = "scan", _("Quét mã độc")
        FACTS = "facts", _("Đọc thông số")
        PREVIEW = "preview", _("Làm hình xem trước")
        FILM = "film", _("Làm phim")
        SOUND = "sound", _("Làm âm thanh")
        WAVEFORM = "waveform", _("Vẽ sóng âm")
        TEXT = "text", _("Đọc chữ")

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", pgettext_lazy("step", "Chờ làm")
        DOING = "doing", pgettext_lazy("step", "Đang làm")
        DONE = "done", pgettext_lazy("step", "Đã xong")
        FAILED = "failed", pgettext_lazy("step", "Hỏng")
        SKIPPED = "skipped", pgettext_lazy("step", "Bỏ qua")

    # Of these, something is left to do.
    LEFT: ClassVar = (State.WAITING, State.DOING)

    # Whoever looks where a photo is used does not mean this.
    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        CatalogueEntry, on_delete=models.CASCADE, related_name="steps"
    )
    name = models.CharField(_("bước"), max_length=16, choices=Name.choices)
    file_hash = models.CharField(_("mã của tệp"), max_length=40)
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.WAITING
    )
    tries = models.PositiveSmallIntegerField(_("số lần làm"), default=0)
    why = models.CharField(_("vì sao"), max_length=500, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("bước xử lý")
        verbose_name_plural = _("bước xử lý")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "name", "file_hash"], name="step_once_a_file"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["state", "at"], name="step_left")]

    def __str__(self) -> str:
        return f"{self.get_name_display()}: {self.get_state_display()}"


class AssetText(models.Model):
    """The words inside a document or a picture of text."""

    wagtail_reference_index_ignore = True

    entry = models.OneToOneField(
        CatalogueEntry, on_delete=models.CASCADE, related_name="text"
    )
    file_hash = models.CharField(_("mã của tệp"), max_length=40)
    text = models.TextField(_("chữ trong tài liệu"))
    is_read_by_machine = models.BooleanField(_("máy đọc từ ảnh"), default=False)

    class Meta:
        verbose_name = _("chữ trong tài liệu")
        verbose_name_plural = _("chữ trong tài liệu")

    def __str__(self) -> str:
        return self.text[:80]


class AssetMedia(models.Model):
    """How long film or sound is, how large, and how it is written."""

    wagtail_reference_index_ignore = True

    entry = models.OneToOneField(
        CatalogueEntry, on_delete=models.CASCADE, related_name="media"
    )
    file_hash = models.CharField(_("mã của tệp"), max_length=40)
    duration_ms = models.PositiveBigIntegerField(_("thời lượng, ms"))
    width = models.PositiveIntegerField(_("rộng"), default=0)
    height = models.PositiveIntegerField(_("cao"), default=0)
    fps = models.FloatField(_("hình mỗi giây"), default=0)
    video_codec = models.CharField(_("mã hình"), max_length=32, blank=True)
    audio_codec = models.CharField(_("mã tiếng"), max_length=32, blank=True)

    class Meta:
        verbose_name = _("thông số phim, âm thanh")
        verbose_name_plural = _("thông số phim, âm thanh")

    def __str__(self) -> str:
        return f"{self.duration_ms} ms"

    @property
    def duration_words(self) -> str:
        """The duration as players say it: 1:02:03 or 2:03."""
        minutes, seconds = divmod(round(self.duration_ms / 1000), 60)
        hours, minutes = divmod(minutes, 60)
        return (
            f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
        )


class Quarantine(models.Model):
    """A file in which the scanner found malware; it lies where nothing is served."""

    wagtail_reference_index_ignore = True

    entry = models.OneToOneField(
        CatalogueEntry, on_delete=models.CASCADE, related_name="quarantine"
    )
    file_hash = models.CharField(_("mã của tệp"), max_length=40)
    signature = models.CharField(_("mã độc"), max_length=200)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("tệp bị cách ly")
        verbose_name_plural = _("tệp bị cách ly")

    def __str__(self) -> str:
        return self.signature
