"""What will happen outside and may be covered: the calendar before the stories."""

import secrets
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.planning.models.sources import CalendarSource
from toasoan.units.models import Desk, PressUnit


class EventSeries(models.Model):
    """A repeated event: its rule, from which each occurrence was made as a row."""

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="event_series",
    )
    rule = models.CharField(
        _("quy tắc lặp"), max_length=300, help_text=_("RRULE của RFC 5545")
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("chuỗi sự kiện")
        verbose_name_plural = _("chuỗi sự kiện")

    def __str__(self) -> str:
        return self.rule


class Event(models.Model):
    """One occurrence (sự kiện) on the calendar of a unit.

    Each occurrence of a series is a row of its own, so that one may move, be
    called off or become a story without the others.
    """

    class Status(models.TextChoices):
        """How likely it takes place.

        Source: IPTC NewsCodes eventoccurstatus, without its finer shades.
        """

        UNCERTAIN = "uncertain", _("Chưa chắc")
        LIKELY = "likely", _("Nhiều khả năng")
        CONFIRMED = "confirmed", _("Chắc chắn")
        POSTPONED = "postponed", _("Đã hoãn")
        CANCELLED = "cancelled", _("Đã hủy")

    OFF: ClassVar = (Status.POSTPONED, Status.CANCELLED)

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="events",
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
    )
    series = models.ForeignKey(
        EventSeries,
        verbose_name=_("chuỗi"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    source = models.ForeignKey(
        CalendarSource,
        verbose_name=_("lịch nguồn"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
    )
    # What the source said when it was last read: what differs was changed by hand.
    source_said = models.JSONField(_("lời của nguồn"), default=dict, blank=True)
    # Of the calendar it came from; with it a file brought in twice doubles nothing.
    uid = models.CharField(_("mã lịch"), max_length=255)
    title = models.CharField(_("sự kiện"), max_length=200)
    description = models.TextField(_("nội dung"), max_length=4000, blank=True)
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    contacts = models.TextField(
        _("người liên hệ"),
        max_length=1000,
        blank=True,
        help_text=_("Mỗi người một dòng: tên, điện thoại, thư"),
    )
    link = models.URLField(_("đường dẫn"), max_length=500, blank=True)
    internal_note = models.TextField(
        _("ghi chú nội bộ"),
        max_length=1000,
        blank=True,
        help_text=_("Không theo lịch ra ngoài tòa soạn"),
    )
    starts_at = models.DateTimeField(_("bắt đầu"))
    ends_at = models.DateTimeField(_("kết thúc"))
    is_all_day = models.BooleanField(_("cả ngày"), default=False)
    status = models.CharField(
        _("khả năng diễn ra"),
        max_length=16,
        choices=Status.choices,
        default=Status.CONFIRMED,
    )
    status_reason = models.CharField(_("lý do"), max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("sự kiện")
        verbose_name_plural = _("sự kiện")
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "starts_at"], name="event_calendar")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "uid"], name="event_once_a_unit"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")),
                name="event_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_off(self) -> bool:
        """Whether it does not take place as planned."""
        return self.status in self.OFF

    @property
    def first_day(self) -> date:
        """The local day on which it begins."""
        return clock.local(self.starts_at).date()

    @property
    def last_day(self) -> date:
        """The local day on which it ends; midnight belongs to the day before."""
        if self.ends_at == self.starts_at:
            return self.first_day
        return clock.local(self.ends_at - timedelta(seconds=1)).date()

    def is_over(self, at: datetime) -> bool:
        """Return whether it has ended."""
        return self.ends_at < at


def calendar_token() -> str:
    """Return a key nobody guesses, 256 bits long."""
    return secrets.token_urlsafe(32)


class CalendarLink(models.Model):
    """The address at which a person's calendar program reads the events of a desk.

    Whoever has the address may read, so it is the person's own and ends with
    their place in the unit.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người dùng"),
        on_delete=models.CASCADE,
        related_name="calendar_links",
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        on_delete=models.CASCADE,
        related_name="calendar_links",
    )
    token = models.CharField(
        _("khóa"), max_length=64, unique=True, default=calendar_token
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("địa chỉ lịch")
        verbose_name_plural = _("địa chỉ lịch")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "desk"], name="calendar_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.desk}"
