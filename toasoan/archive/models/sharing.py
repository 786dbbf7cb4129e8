"""What units open to each other, what they ask for, and what they used."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.archive.models.catalogue import CatalogueEntry
from toasoan.archive.models.leases import Channel
from toasoan.core import clock
from toasoan.units.models import PressUnit

User = settings.AUTH_USER_MODEL


class Level(models.TextChoices):
    """How far an asset is opened."""

    PREVIEW = "preview", _("Xem trước, ảnh có dấu")
    USE = "use", _("Được dùng")


class AssetGrant(models.Model):
    """One unit opens an asset, or all it has, to another unit or to all of them."""

    wagtail_reference_index_ignore = True

    from_unit = models.ForeignKey(
        PressUnit, on_delete=models.CASCADE, related_name="grants_given"
    )
    entry = models.ForeignKey(
        CatalogueEntry,
        verbose_name=_("mục trong kho"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="grants",
        help_text=_("Không có: cả kho của đơn vị"),
    )
    to_unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("mở cho"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="grants_had",
        help_text=_("Để trống: mọi đơn vị"),
    )
    level = models.CharField(_("mức"), max_length=8, choices=Level.choices)
    credit = models.CharField(_("phải ghi nguồn"), max_length=200, blank=True)
    terms = models.CharField(_("điều kiện"), max_length=500, blank=True)
    fee = models.PositiveBigIntegerField(_("phí, đồng"), null=True, blank=True)
    starts_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("mở lúc"), default=clock.now)
    ended_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("việc mở kho")
        verbose_name_plural = _("việc mở kho")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["to_unit", "level"], name="grant_to_unit"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="assetgrant_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(to_unit__isnull=True) | ~Q(to_unit=F("from_unit")),
                name="assetgrant_to_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_level_display())

    def holds_on(self, day: date) -> bool:
        """Return whether the grant holds on `day`, were it not ended."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)


class AssetRequest(models.Model):
    """A unit asks another for the use of an asset; the answer says why."""

    class State(models.TextChoices):
        """Asked, and what became of it."""

        WAITING = "waiting", _("Chờ trả lời")
        GRANTED = "granted", pgettext_lazy("request", "Đồng ý")
        REFUSED = "refused", pgettext_lazy("request", "Không đồng ý")

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        CatalogueEntry, on_delete=models.CASCADE, related_name="requests"
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị xin"),
        on_delete=models.CASCADE,
        related_name="asset_requests",
    )
    purpose = models.CharField(_("dùng vào việc gì"), max_length=500)
    terms = models.CharField(_("đề nghị về điều kiện"), max_length=500, blank=True)
    until = models.DateField(_("xin dùng đến hết ngày"), null=True, blank=True)
    by = models.ForeignKey(
        User,
        verbose_name=_("người xin"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("xin lúc"), default=clock.now)
    state = models.CharField(
        _("trạng thái"), max_length=8, choices=State.choices, default=State.WAITING
    )
    reason = models.CharField(_("lý do trả lời"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    grant = models.ForeignKey(
        AssetGrant, null=True, on_delete=models.SET_NULL, related_name="requests"
    )

    class Meta:
        verbose_name = _("yêu cầu dùng tư liệu")
        verbose_name_plural = _("yêu cầu dùng tư liệu")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "unit"],
                condition=Q(state="waiting"),
                name="asset_request_waits_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_state_display())


class AssetUse(models.Model):
    """One line of the ledger: which item showed the asset, when, under what credit.

    It stays when the asset or the item is gone, so it keeps their names.
    """

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        CatalogueEntry, null=True, on_delete=models.SET_NULL, related_name="uses"
    )
    title = models.CharField(_("tư liệu"), max_length=255)
    owner = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị giữ"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị dùng"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    item_id = models.PositiveBigIntegerField(_("số của bài"))
    item_title = models.CharField(_("bài"), max_length=500)
    channel = models.CharField(_("kênh"), max_length=16, choices=Channel.choices)
    credit = models.CharField(_("ghi nguồn"), max_length=500, blank=True)
    by = models.ForeignKey(
        User,
        verbose_name=_("người dùng"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("dùng lúc"), default=clock.now)

    class Meta:
        verbose_name = _("lần dùng tư liệu")
        verbose_name_plural = _("lần dùng tư liệu")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-at"], name="use_of_owner"),
            models.Index(fields=["unit", "-at"], name="use_by_unit"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "item_id", "channel"], name="asset_used_once_an_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.item_title}"
