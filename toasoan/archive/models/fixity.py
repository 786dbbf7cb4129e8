"""Whether the files are still what they were, and how much room they take."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.archive.models.catalogue import CatalogueEntry
from toasoan.core import clock
from toasoan.units.models import PressUnit


class FixityRound(models.Model):
    """One reading of every file the archive holds, slice after slice."""

    started_at = models.DateTimeField(_("bắt đầu lúc"), default=clock.now)
    ended_at = models.DateTimeField(_("xong lúc"), null=True)
    # The last entry that was read; the next slice goes on behind it.
    cursor = models.BigIntegerField(default=0)
    bytes_read = models.BigIntegerField(_("số byte đã đọc"), default=0)
    held_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lượt kiểm tra tệp")
        verbose_name_plural = _("lượt kiểm tra tệp")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return str(self.started_at)


class FileCheck(models.Model):
    """What the last reading of one stored file found."""

    class Result(models.TextChoices):
        """How the file was."""

        OK = "ok", pgettext_lazy("file", "Nguyên vẹn")
        MISSING = "missing", pgettext_lazy("file", "Mất tệp")
        CHANGED = "changed", pgettext_lazy("file", "Nội dung đã khác")
        UNREADABLE = "unreadable", pgettext_lazy("file", "Đĩa không đọc được")

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        CatalogueEntry, on_delete=models.CASCADE, related_name="file_checks"
    )
    name = models.CharField(_("tệp"), max_length=255, unique=True)
    # What the content must be; "" until it has been read once and fits what is known.
    sha256 = models.CharField(_("sha256 của tệp"), max_length=64, blank=True)
    size = models.BigIntegerField(_("số byte"), null=True)
    result = models.CharField(_("kết quả"), max_length=16, choices=Result.choices)
    at = models.DateTimeField(_("đọc lúc"))
    round = models.ForeignKey(
        FixityRound, null=True, on_delete=models.SET_NULL, related_name="checks"
    )
    told_at = models.DateTimeField(_("đã báo lúc"), null=True)

    class Meta:
        verbose_name = _("lần đọc tệp")
        verbose_name_plural = _("lần đọc tệp")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["round", "result"], name="file_check_of_round"),
            models.Index(
                fields=["result"],
                condition=~models.Q(result="ok"),
                name="file_check_damaged",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StorageReport(models.Model):
    """How much room a unit's archive took when it was last measured; one row a unit."""

    unit = models.OneToOneField(
        PressUnit, on_delete=models.CASCADE, related_name="storage_report"
    )
    at = models.DateTimeField(_("đo lúc"))
    figures = models.JSONField(_("số đo"), default=dict)

    class Meta:
        verbose_name = _("số đo dung lượng")
        verbose_name_plural = _("số đo dung lượng")

    def __str__(self) -> str:
        return str(self.unit)
