"""The parts of a story and who makes them."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.planning.models.freelancers import Freelancer
from toasoan.planning.models.stories import Story

# A text that differs from what was ordered by less than a tenth is as ordered.
LENGTH_SLACK = 0.1


class Coverage(models.Model):
    """One part (hạng mục) ordered for a story: a text, a set of pictures, a film."""

    class Kind(models.TextChoices):
        """What is made."""

        TEXT = "text", _("Bài viết")
        PHOTO = "photo", _("Ảnh")
        VIDEO = "video", _("Phim")
        AUDIO = "audio", _("Âm thanh")
        GRAPHIC = "graphic", _("Đồ họa")
        SOCIAL = "social", _("Mạng xã hội")
        PRINT = "print", _("Báo in")

    # These become an article; everything else is handed in as it is.
    WRITTEN_KINDS: ClassVar = (Kind.TEXT, Kind.PRINT)

    story = models.ForeignKey(
        Story,
        verbose_name=_("đề tài"),
        on_delete=models.CASCADE,
        related_name="coverages",
    )
    kind = models.CharField(_("hạng mục"), max_length=16, choices=Kind.choices)
    note = models.TextField(_("yêu cầu"), max_length=1000, blank=True)
    ordered_length = models.PositiveIntegerField(
        _("số chữ đặt"), null=True, blank=True, help_text=_("Tính theo tiếng")
    )
    is_cancelled = models.BooleanField(_("đã hủy"), default=False)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("hạng mục")
        verbose_name_plural = _("hạng mục")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.story}"

    @property
    def is_written(self) -> bool:
        """Whether an article is made for it."""
        return self.kind in self.WRITTEN_KINDS

    @property
    def is_given(self) -> bool:
        """Whether somebody is at work on it."""
        return any(each.is_open for each in self.assignments.all())

    @property
    def is_done(self) -> bool:
        """Whether somebody completed it and nobody is still at work on it."""
        states = {each.state for each in self.assignments.all()}
        return Assignment.State.COMPLETED in states and not self.is_given


class Assignment(models.Model):
    """A coverage given to a person, with its due time and what came of it."""

    class State(models.TextChoices):
        """From given to done; declined, withdrawn and cancelled end it."""

        ASSIGNED = "assigned", _("Đã giao")
        ACCEPTED = "accepted", _("Đã nhận")
        IN_PROGRESS = "in_progress", _("Đang làm")
        SUBMITTED = "submitted", _("Đã nộp")
        COMPLETED = "completed", _("Đã xong")
        DECLINED = "declined", pgettext_lazy("state", "Từ chối")
        WITHDRAWN = "withdrawn", _("Đã thu hồi")
        CANCELLED = "cancelled", _("Đã hủy")

    OPEN_STATES: ClassVar = (
        State.ASSIGNED,
        State.ACCEPTED,
        State.IN_PROGRESS,
        State.SUBMITTED,
    )

    TO_DO_STATES: ClassVar = (State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS)

    # Ended with nothing made: the same person may be given the part again.
    UNDONE_STATES: ClassVar = (State.DECLINED, State.WITHDRAWN, State.CANCELLED)

    coverage = models.ForeignKey(
        Coverage,
        verbose_name=_("hạng mục"),
        on_delete=models.CASCADE,
        related_name="assignments",
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nhận"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người giao"),
        on_delete=models.PROTECT,
        related_name="assignments_given",
    )
    freelancer = models.ForeignKey(
        Freelancer,
        verbose_name=_("cộng tác viên"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assignments",
        help_text=_("Người làm ra; người nhận lo việc ấy với cộng tác viên"),
    )
    due_at = models.DateTimeField(_("hạn nộp"), null=True, blank=True)
    note = models.TextField(_("lời dặn"), max_length=1000, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.ASSIGNED
    )
    handed_in_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    handed_in_note = models.TextField(
        _("lời nhắn khi nộp"), max_length=1000, blank=True
    )
    handed_in_link = models.URLField(_("đường dẫn"), max_length=500, blank=True)
    # Keys of photos in the archive, which planning does not know.
    handed_in_photos = models.JSONField(_("ảnh đã nộp"), default=list, blank=True)
    length = models.PositiveIntegerField(
        _("số chữ đã viết"),
        null=True,
        blank=True,
        help_text=_("Của bài lúc nộp, hoặc lúc lên trang"),
    )
    return_reason = models.CharField(_("lý do trả lại"), max_length=1000, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người kết thúc"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    closing_reason = models.CharField(_("lý do kết thúc"), max_length=1000, blank=True)
    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assignments",
    )
    assigned_at = models.DateTimeField(_("giao lúc"), auto_now_add=True)
    changed_at = models.DateTimeField(_("đổi lúc"), auto_now=True)

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        ordering: ClassVar = ["due_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["assignee", "state", "due_at"], name="assignment_mine")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["coverage", "assignee"],
                condition=~models.Q(state__in=["declined", "withdrawn", "cancelled"]),
                name="assignment_once_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.coverage} → {self.assignee}"

    @property
    def story(self) -> Story:
        """The story the assignment belongs to."""
        return self.coverage.story

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in self.OPEN_STATES

    @property
    def is_to_do(self) -> bool:
        """Whether its assignee has still to hand something in."""
        return self.state in self.TO_DO_STATES

    @property
    def length_off(self) -> int:
        """How many syllables the text is longer (or, below 0, shorter) than ordered.

        0 within a tenth of what was ordered, which every editor forgives.
        """
        ordered = self.coverage.ordered_length
        if not ordered or self.length is None:
            return 0
        off = self.length - ordered
        return off if abs(off) > ordered * LENGTH_SLACK else 0

    @property
    def length_short(self) -> int:
        """How many syllables the text is shorter than ordered; 0 when it is not."""
        return max(0, -self.length_off)

    def is_late(self, at: datetime) -> bool:
        """Return whether the due time has passed and nothing was handed in."""
        return self.due_at is not None and self.due_at < at and self.is_to_do
