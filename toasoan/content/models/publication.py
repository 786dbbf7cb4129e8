"""What happened to a publication: schedule, correction, take-down, record."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PublicationSchedule(models.Model):
    """A promise to publish an item at a minute."""

    class State(models.TextChoices):
        """What became of the promise."""

        PENDING = "pending", _("Chờ đến giờ")
        DONE = "done", _("Đã đăng")
        CANCELLED = "cancelled", _("Đã hủy")
        BLOCKED = "blocked", _("Không đăng được")

    OPEN: ClassVar = (State.PENDING, State.BLOCKED)

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="schedules",
    )
    at = models.DateTimeField(_("đăng lúc"))
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.PENDING
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người hẹn"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    problem = models.TextField(_("vướng"), blank=True)
    led_by = models.ForeignKey(
        "self",
        verbose_name=_("theo giờ của chùm bài"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="led",
    )
    alarmed_at = models.DateTimeField(_("báo trễ lúc"), null=True, blank=True)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("hẹn giờ")
        verbose_name_plural = _("hẹn giờ")
        ordering: ClassVar = ["at"]
        indexes: ClassVar = [models.Index(fields=["state", "at"], name="schedule_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=["pending", "blocked"]),
                name="schedule_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.at:%H:%M, %d/%m/%Y}"


class Correction(models.Model):
    """A correction readers see: what was wrong, what is right.

    Source: Press Law 126/2025/QH15 Art. 34.
    """

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="corrections",
    )
    wrong = models.TextField(_("đã viết sai"), max_length=1000)
    right = models.TextField(_("viết đúng là"), max_length=1000)
    apologises = models.BooleanField(_("xin lỗi bạn đọc"), default=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người đính chính"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("đính chính")
        verbose_name_plural = _("đính chính")
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.wrong


class TakeDown(models.Model):
    """An item readers may no longer read; it stays in the store of record.

    Source: Press Law 126/2025/QH15 Art. 35.
    """

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="take_downs",
    )
    public_reason = models.TextField(_("lý do bạn đọc thấy"), max_length=1000)
    internal_reason = models.TextField(_("lý do nội bộ"), max_length=2000)
    ordered_by = models.CharField(_("người quyết định (chức danh)"), max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gỡ"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))
    path = models.CharField(_("địa chỉ đã gỡ"), max_length=500)
    lifted_at = models.DateTimeField(_("khôi phục lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("gỡ bài")
        verbose_name_plural = _("gỡ bài")
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(lifted_at__isnull=True),
                name="take_down_one_open",
            )
        ]

    def __str__(self) -> str:
        return self.public_reason


class GateOverrideQuerySet(models.QuerySet["GateOverride"]):
    """Requests to publish in spite of blockers."""

    def unanswered(self) -> "GateOverrideQuerySet":
        """Return those the second person has said nothing to."""
        return self.filter(confirmed_by__isnull=True, declined_by__isnull=True)


class GateOverride(models.Model):
    """Two people publish in spite of named blockers, and say why."""

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="gate_overrides",
    )
    fingerprint = models.CharField(_("dấu bản duyệt"), max_length=64)
    codes = models.JSONField(_("các kiểm tra bỏ qua"))
    reason = models.TextField(_("lý do"), max_length=1000)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xin"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("xin lúc"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người thứ hai"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("đồng ý lúc"), null=True, blank=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người không đồng ý"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    declined_at = models.DateTimeField(_("không đồng ý lúc"), null=True, blank=True)
    declined_reason = models.TextField(
        _("lý do không đồng ý"), max_length=1000, blank=True
    )

    objects = GateOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("vượt kiểm tra")
        verbose_name_plural = _("vượt kiểm tra")
        ordering: ClassVar = ["-requested_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("requested_by")),
                name="gate_override_two_people",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(declined_by__isnull=True),
                name="gate_override_one_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def is_answered(self) -> bool:
        """Whether the second person has said yes or no."""
        return self.confirmed_by_id is not None or self.declined_by_id is not None


class DepositRecord(models.Model):
    """What was public, kept for ever: the store of record (lưu chiểu).

    Written at each publication, correction and take-down, chained by hash to
    the item's record before it; kept when the item is taken down.
    Source: Press Law 126/2025/QH15 Art. 25.
    """

    class Kind(models.TextChoices):
        """What was done."""

        PUBLISHED = "published", pgettext_lazy("done", "Xuất bản")
        CORRECTED = "corrected", pgettext_lazy("done", "Đính chính")
        UPDATED = "updated", pgettext_lazy("done", "Cập nhật")
        TAKEN_DOWN = "taken_down", pgettext_lazy("done", "Gỡ bài")
        RESTORED = "restored", pgettext_lazy("done", "Khôi phục bài")

    item_id = models.PositiveBigIntegerField(_("số bài"), db_index=True)
    unit_key = models.SlugField(_("đơn vị"), max_length=16)
    kind = models.CharField(_("việc"), max_length=16, choices=Kind.choices)
    url = models.URLField(_("địa chỉ"), max_length=500, blank=True)
    content = models.JSONField(_("nội dung"))
    previous_sha256 = models.CharField(_("dấu bản trước"), max_length=64, blank=True)
    sha256 = models.CharField(_("dấu"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ký"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("bản lưu chiểu")
        verbose_name_plural = _("bản lưu chiểu")
        ordering: ClassVar = ["item_id", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.get_kind_display()}"


class PreviewLink(models.Model):
    """A link that shows an unpublished item to whoever has it, for a while."""

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="preview_links",
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người tạo"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("hết hạn lúc"))

    class Meta:
        verbose_name = _("đường xem trước")
        verbose_name_plural = _("đường xem trước")

    def __str__(self) -> str:
        return f"{self.item} → {self.expires_at:%H:%M, %d/%m/%Y}"
