"""How what the house holds is kept: the bin, the deposit, the rules of a unit."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.archive.models.catalogue import CatalogueEntry
from toasoan.archive.models.rights import RightsModel
from toasoan.core import clock
from toasoan.units.models import PressUnit

User = settings.AUTH_USER_MODEL
BIN_DAYS, BIN_DAYS_MIN, BIN_DAYS_MAX = 30, 1, 3650


class KeepingPolicy(models.Model):
    """How long a unit's bin keeps what was thrown away."""

    unit = models.OneToOneField(
        PressUnit, on_delete=models.CASCADE, related_name="keeping"
    )
    bin_days = models.PositiveSmallIntegerField(
        _("số ngày giữ trong thùng rác"),
        default=BIN_DAYS,
        validators=[MinValueValidator(BIN_DAYS_MIN), MaxValueValidator(BIN_DAYS_MAX)],
    )

    class Meta:
        verbose_name = _("cách giữ tư liệu")
        verbose_name_plural = _("cách giữ tư liệu")

    def __str__(self) -> str:
        return str(self.bin_days)


class RetentionRule(models.Model):
    """What a unit wants kept for ever, and what it wants to be asked about after years.

    A rule never throws anything away: it proposes, and a person confirms.
    """

    class Used(models.TextChoices):
        """Whether the asset was ever shown."""

        ANY = "any", _("Đã đăng hay chưa đều tính")
        USED = "used", _("Đã đăng")
        UNUSED = "unused", _("Chưa đăng lần nào")

    class Does(models.TextChoices):
        """What the rule wants."""

        KEEP = "keep", _("Giữ mãi")
        PROPOSE = "propose", _("Đề nghị bỏ vào thùng rác")

    wagtail_reference_index_ignore = True

    unit = models.ForeignKey(
        PressUnit, on_delete=models.CASCADE, related_name="retention_rules"
    )
    name = models.CharField(_("tên"), max_length=120)
    kind = models.CharField(
        _("loại"), max_length=16, choices=CatalogueEntry.Kind.choices, blank=True
    )
    usage = models.CharField(
        _("quyền sử dụng"), max_length=16, choices=RightsModel.Usage.choices, blank=True
    )
    used = models.CharField(
        _("đã đăng chưa"), max_length=8, choices=Used.choices, default=Used.UNUSED
    )
    years = models.PositiveSmallIntegerField(
        _("số năm từ ngày vào kho"),
        default=5,
        validators=[MaxValueValidator(200)],
    )
    does = models.CharField(_("làm gì"), max_length=8, choices=Does.choices)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("đặt lúc"), default=clock.now)
    ended_at = models.DateTimeField(_("thôi dùng lúc"), null=True)

    class Meta:
        verbose_name = _("quy định lưu giữ")
        verbose_name_plural = _("quy định lưu giữ")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.name


class BinStay(models.Model):
    """One stay of an asset in the bin: who, when, until when; restored it stays as a trace."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        CatalogueEntry, on_delete=models.CASCADE, related_name="bin_stays"
    )
    by = models.ForeignKey(
        User,
        verbose_name=_("người bỏ"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    rule = models.ForeignKey(
        RetentionRule, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("vào thùng rác lúc"))
    ends_at = models.DateTimeField(_("hết hạn giữ lúc"))
    kept_for = models.CharField(_("vì sao còn giữ"), max_length=300, blank=True)
    looked_at = models.DateTimeField(_("xét xóa lần cuối"), null=True)
    restored_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    restored_at = models.DateTimeField(_("khôi phục lúc"), null=True)

    class Meta:
        verbose_name = pgettext_lazy("bin", "lần nằm trong thùng rác")
        verbose_name_plural = pgettext_lazy("bin", "lần nằm trong thùng rác")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(restored_at__isnull=True),
                name="asset_in_bin_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ends_at"],
                condition=Q(restored_at__isnull=True),
                name="bin_stay_due",
            )
        ]

    def __str__(self) -> str:
        return str(self.entry)


class DepositsQuerySet(models.QuerySet["AssetDeposit"]):
    """Deposits, and which of them keep their file."""

    def keeping(self) -> "DepositsQuerySet":
        """Return those that nobody released."""
        released = DepositRelease.objects.filter(
            deposit=OuterRef("pk"), confirmed_at__isnull=False, ended_at__isnull=True
        )
        return self.filter(~Exists(released))


class AssetDeposit(models.Model):
    """What an item showed when it was published: this very file, under these words.

    Written once and never changed; it outlives the item's take-down. Unless two people
    released it, neither the asset nor that version of its file is deleted.
    """

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(
        CatalogueEntry, null=True, on_delete=models.SET_NULL, related_name="deposits"
    )
    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị đăng"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    kind = models.CharField(
        _("loại"), max_length=16, choices=CatalogueEntry.Kind.choices
    )
    file_name = models.CharField(_("tệp"), max_length=255, db_index=True)
    # Empty until the file has been read whole: a film is too long for a publication.
    sha256 = models.CharField(_("sha256 của tệp"), max_length=64, blank=True)
    title = models.CharField(_("tư liệu"), max_length=255)
    credit = models.CharField(_("ghi nguồn"), max_length=500, blank=True)
    item_id = models.PositiveBigIntegerField(_("số của bài"))
    item_title = models.CharField(_("bài"), max_length=500)
    channel = models.CharField(_("kênh"), max_length=16)
    at = models.DateTimeField(_("đăng lúc"), default=clock.now)
    # What makes the same showing of the same version one row.
    key = models.CharField(max_length=64, unique=True, editable=False)

    objects: ClassVar[Any] = DepositsQuerySet.as_manager()

    class Meta:
        verbose_name = _("bản lưu của tư liệu đã đăng")
        verbose_name_plural = _("bản lưu của tư liệu đã đăng")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-at"], name="asset_deposit_of_unit"),
            models.Index(fields=["item_id"], name="asset_deposit_of_item"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.item_title}"


class DepositRelease(models.Model):
    """Somebody asks that a deposit keep its file no longer, and a second person answers.

    The deposit itself stays as the record of what was shown. Ended once the same version
    is published again.
    """

    wagtail_reference_index_ignore = True

    deposit = models.ForeignKey(
        AssetDeposit, on_delete=models.CASCADE, related_name="releases"
    )
    reason = models.CharField(_("lý do"), max_length=500)
    asked_by = models.ForeignKey(
        User,
        verbose_name=_("người xin"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("xin lúc"), default=clock.now)
    answered_by = models.ForeignKey(
        User,
        verbose_name=_("người thứ hai"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("đồng ý lúc"), null=True)
    declined_reason = models.CharField(_("vì sao không"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("thôi lúc"), null=True)

    class Meta:
        verbose_name = _("lần thôi lưu bản đã đăng")
        verbose_name_plural = _("lần thôi lưu bản đã đăng")
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            # Waiting or holding, of a deposit there is one.
            models.UniqueConstraint(
                fields=["deposit"],
                condition=Q(ended_at__isnull=True),
                name="deposit_release_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.deposit)
