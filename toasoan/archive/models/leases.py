"""What an asset's right hangs on beside its own dates: leases, consents, licences."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.archive.models.catalogue import CatalogueEntry
from toasoan.archive.models.vocabularies import Concept
from toasoan.core import clock


class Channel(models.TextChoices):
    """Where the house shows what it holds."""

    WEB = "web", _("Trang web")
    APP = "app", _("Ứng dụng")
    SOCIAL = "social", _("Mạng xã hội")
    PRINT = "print", _("Báo in")
    NEWSLETTER = "newsletter", _("Bản tin thư")
    BROADCAST = "broadcast", _("Phát thanh, truyền hình")
    OUTSIDE = "outside", _("Giao ra ngoài")


class Holding(models.Model):
    """A paper on an asset: from when to when it holds, and where.

    Nothing is deleted: what was written by mistake is ended and counts no more.
    """

    # Whoever looks where a photo is used does not mean this.
    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        CatalogueEntry,
        verbose_name=_("mục trong kho"),
        on_delete=models.CASCADE,
        related_name="%(class)s_set",
    )
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    channels = models.JSONField(
        _("kênh"), default=list, blank=True, help_text=_("Để trống: mọi kênh")
    )
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("ghi lúc"), default=clock.now)
    ended_at = models.DateTimeField(_("thôi tính từ"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_days_in_order",
            )
        ]

    def holds_on(self, day: date) -> bool:
        """Return whether the paper's days include `day`."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)

    def covers(self, channel: str) -> bool:
        """Return whether the paper speaks of the channel."""
        return not self.channels or channel in self.channels

    @property
    def channel_names(self) -> str:
        """The channels in words."""
        return channel_names(self.channels)


def channel_names(channels: Collection[Any]) -> str:
    """Return the channels in words, in the order of the house."""
    if not channels:
        return str(_("mọi kênh"))
    return ", ".join(str(each.label) for each in Channel if each in channels)


class AssetLease(Holding):
    """A time in which the asset may be used, or may not be."""

    class Says(models.TextChoices):
        """Whether it lets or forbids."""

        ALLOW = "allow", _("Cho dùng")
        DENY = "deny", _("Cấm dùng")

    says = models.CharField(_("nội dung"), max_length=8, choices=Says.choices)

    class Meta(Holding.Meta):
        verbose_name = _("thời hạn dùng")
        verbose_name_plural = _("thời hạn dùng")

    def __str__(self) -> str:
        return str(self.get_says_display())


class AssetConsent(Holding):
    """That a person shown agreed to be shown; how to reach them stays in the unit."""

    name = models.CharField(_("người trong ảnh"), max_length=200)
    person = models.ForeignKey(
        Concept,
        verbose_name=_("người trong danh mục"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="consents",
    )
    contact = models.CharField(_("liên hệ"), max_length=300, blank=True)
    reference = models.CharField(
        _("văn bản đồng ý"),
        max_length=200,
        blank=True,
        help_text=_("Số hồ sơ hoặc nơi cất bản ký"),
    )
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)

    class Meta(Holding.Meta):
        verbose_name = pgettext_lazy("paper", "sự đồng ý")
        verbose_name_plural = pgettext_lazy("paper", "sự đồng ý")

    def __str__(self) -> str:
        return self.name


class AssetLicence(Holding):
    """What was bought: from whom, for how many uses, where, until when."""

    supplier = models.CharField(_("bên bán quyền"), max_length=200)
    invoice = models.CharField(_("số hợp đồng, hóa đơn"), max_length=100, blank=True)
    quota = models.PositiveIntegerField(
        _("số lần được dùng"),
        null=True,
        blank=True,
        help_text=_("Để trống: không giới hạn"),
    )
    cost = models.PositiveBigIntegerField(_("giá, đồng"), null=True, blank=True)
    territory = models.CharField(_("phạm vi lãnh thổ"), max_length=200, blank=True)

    class Meta(Holding.Meta):
        verbose_name = _("giấy phép")
        verbose_name_plural = _("giấy phép")

    def __str__(self) -> str:
        return self.supplier

    @property
    def counts_from(self) -> date:
        """The day from which uses are counted against the quota."""
        return self.starts_on or clock.local(self.at).date()
