"""The story (đề tài): what is covered, before and beside what is made for it."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.planning.models.events import Event
from toasoan.units.models import Desk, PressUnit, Subject


class Genre(models.Model):
    """A genre (thể loại) of journalism; royalties are marked by it.

    Source: Decree 18/2014/NĐ-CP Art. 7 names the genres.
    """

    code = models.SlugField(_("mã"), max_length=32, unique=True)
    name = models.CharField(_("tên"), max_length=80)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("thể loại")
        verbose_name_plural = _("thể loại")
        ordering: ClassVar = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Story(models.Model):
    """A story of one unit; its items, coverages and assignments hang on it."""

    class State(models.TextChoices):
        """Where the story stands, from pitch to done."""

        PITCHED = "pitched", _("Đã đề xuất")
        APPROVED = "approved", _("Đã duyệt")
        IN_PROGRESS = "in_progress", _("Đang làm")
        DONE = "done", _("Đã xong")
        REJECTED = "rejected", pgettext_lazy("state", "Không duyệt")
        DROPPED = "dropped", pgettext_lazy("state", "Dừng làm")

    WORKED_STATES: ClassVar = (State.APPROVED, State.IN_PROGRESS)
    OPEN_STATES: ClassVar = (State.PITCHED, *WORKED_STATES)

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="stories",
    )
    desk = models.ForeignKey(
        Desk, verbose_name=_("ban"), on_delete=models.PROTECT, related_name="stories"
    )
    slugline = models.SlugField(
        _("từ khóa đề tài"),
        max_length=80,
        help_text=_("Tên ngắn nội bộ, ví dụ thu-ngan-sach-10-thang"),
    )
    title = models.CharField(_("đề tài"), max_length=200)
    brief = models.TextField(_("nội dung dự kiến"), max_length=2000)
    subject = models.ForeignKey(
        Subject,
        verbose_name=_("lĩnh vực"),
        on_delete=models.PROTECT,
        related_name="stories",
    )
    genre = models.ForeignKey(
        Genre,
        verbose_name=_("thể loại"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
    )
    section = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("chuyên mục"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    event = models.ForeignKey(
        Event,
        verbose_name=_("sự kiện"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stories",
    )
    priority = models.PositiveSmallIntegerField(
        _("mức ưu tiên"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(6)],
        help_text=_("1 là gấp nhất, 6 là thong thả nhất"),
    )
    planned_at = models.DateTimeField(_("giờ dự kiến đăng"), null=True, blank=True)
    # Its hour was taken from the event and not set by hand since.
    follows_event = models.BooleanField(_("giờ theo sự kiện"), default=False)
    embargo_until = models.DateTimeField(_("cấm công bố đến"), null=True, blank=True)
    remit_reason = models.CharField(
        _("lý do làm ngoài tôn chỉ"), max_length=500, blank=True
    )
    refresh_after_days = models.PositiveSmallIntegerField(
        _("nhắc cập nhật sau (ngày)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_("Tính từ lúc bài lên trang"),
    )
    rights_note = models.TextField(_("ghi chú bản quyền"), max_length=1000, blank=True)
    shared_with_group = models.BooleanField(
        _("cho nhóm đơn vị thấy"),
        default=False,
        help_text=_("Các đơn vị bạn và đầu mối của Bộ thấy tên và giờ dự kiến"),
    )
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.PITCHED
    )
    pitched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người đề xuất"),
        on_delete=models.PROTECT,
        related_name="stories_pitched",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người quyết định"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories_decided",
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decision_note = models.TextField(_("ý kiến"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    updated_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("đề tài")
        verbose_name_plural = _("đề tài")
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "state", "planned_at"], name="story_board"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(priority__gte=1, priority__lte=6),
                name="story_priority_1_to_6",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_under_embargo(self, at: datetime) -> bool:
        """Return whether nothing of the story may be published at `at`."""
        return self.embargo_until is not None and at < self.embargo_until

    @property
    def is_in_remit(self) -> bool:
        """Whether its subject belongs to the unit's tôn chỉ, mục đích."""
        return self.unit.has_in_remit(self.subject)

    @property
    def is_worked(self) -> bool:
        """Whether parts may be ordered, given out and made."""
        return self.state in self.WORKED_STATES

    @property
    def is_open(self) -> bool:
        """Whether work on the story may still happen."""
        return self.state in self.OPEN_STATES
