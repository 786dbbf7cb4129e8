"""Calendars of other houses that are read by their address, again and again."""

from typing import ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.units.models import Desk, PressUnit


class CalendarSource(models.Model):
    """An .ics address whose events are on the unit's calendar.

    The address may be a secret of who gave it: screens and the log name its host only.
    """

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="calendar_sources",
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="calendar_sources",
    )
    name = models.CharField(_("tên"), max_length=120)
    address = models.CharField(_("địa chỉ"), max_length=1000)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người thêm"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    due_at = models.DateTimeField(_("đọc lần tới lúc"), db_index=True)
    checked_at = models.DateTimeField(_("hỏi lúc"), null=True, blank=True)
    read_at = models.DateTimeField(_("đọc được lúc"), null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(_("số lần hỏng liền"), default=0)
    problem = models.CharField(_("trục trặc"), max_length=500, blank=True)
    n_events = models.PositiveIntegerField(_("số sự kiện"), default=0)
    # Of the last reading: how many were added, changed, called off, and [title, why]
    # of what could not be read.
    outcome = models.JSONField(_("kết quả"), default=dict, blank=True)

    class Meta:
        verbose_name = _("lịch nguồn")
        verbose_name_plural = _("lịch nguồn")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "address"], name="calendar_source_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """Whose calendar it is, without the secret part of the address."""
        return urlsplit(self.address).hostname or ""
