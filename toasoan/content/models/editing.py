"""Who edits an item now, the texts it has had, and what each person last saw."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.core import clock

# A lease ends this long after its last sign of life, and so long after the last
# letter when somebody waits for it.
LEASE_LIVES = timedelta(minutes=3)
# The last letter is "now" for so long.
TYPING_LASTS = timedelta(seconds=45)


class EditLease(models.Model):
    """The one right to change an item's draft, held by one person in one tab."""

    item = models.OneToOneField(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="edit_lease",
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người đang sửa"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    key = models.CharField(
        _("thẻ"),
        max_length=64,
        blank=True,
        help_text=_("Để trống: thẻ đầu tiên của người ấy nhận"),
    )
    taken_at = models.DateTimeField(_("giữ từ"))
    beat_at = models.DateTimeField(_("còn mở lúc"))
    typing_at = models.DateTimeField(_("gõ lần cuối lúc"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xin sửa"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("xin lúc"), null=True, blank=True)
    answered_at = models.DateTimeField(
        _("trả lời chưa xong lúc"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("lượt giữ bài")
        verbose_name_plural = _("lượt giữ bài")

    def __str__(self) -> str:
        return f"{self.item}: {self.holder}"

    @property
    def is_live(self) -> bool:
        """Whether the lease still keeps others out."""
        now = clock.now()
        if now - self.beat_at >= LEASE_LIVES:
            return False
        return not self.is_asked or now - self.quiet_since < LEASE_LIVES

    @property
    def is_asked(self) -> bool:
        """Whether somebody waits for an answer of the holder."""
        return self.asked_by_id is not None and self.answered_at is None

    @property
    def is_typing(self) -> bool:
        """Whether the holder has typed just now."""
        return (
            self.typing_at is not None and clock.now() - self.typing_at < TYPING_LASTS
        )

    @property
    def quiet_since(self) -> datetime:
        """When the holder last typed, or was asked, whichever is later."""
        moments = (self.taken_at, self.typing_at, self.asked_at)
        return max(moment for moment in moments if moment is not None)

    def is_held_by(self, user: Any, key: str) -> bool:
        """Return whether it is this person's, in this tab."""
        return self.holder_id == user.pk and self.key in {"", key}


class ItemText(models.Model):
    """A text an item had once, kept whole under its fingerprint; never changed."""

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="texts",
    )
    fingerprint = models.CharField(_("dấu"), max_length=64)
    content = models.JSONField(_("nội dung"))

    class Meta:
        verbose_name = _("nội dung đã giữ")
        verbose_name_plural = _("nội dung đã giữ")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "fingerprint"], name="item_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.fingerprint[:8]}"


class ItemVersion(models.Model):
    """A text worth finding again: named by a person, or kept by a step of the work."""

    class Kind(models.TextChoices):
        """Why it was kept."""

        NAMED = "named", _("Đặt tên")
        SUBMIT = "submit", pgettext_lazy("done", "Nộp bài")
        RETURN = "return", pgettext_lazy("done", "Trả lại")
        APPROVE = "approve", pgettext_lazy("done", "Duyệt")
        PUBLISH = "publish", pgettext_lazy("done", "Xuất bản")
        CORRECT = "correct", pgettext_lazy("done", "Đính chính")
        TAKEN_OVER = "taken_over", _("Lúc bị giành quyền sửa")
        REFUSED = "refused", _("Chưa đưa vào bài")
        DEVICE = "device", _("Giữ trên máy, chưa đưa vào bài")
        REPLACED = "replaced", _("Trước khi lấy lại bản cũ")

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="versions",
    )
    text = models.ForeignKey(
        ItemText,
        verbose_name=_("nội dung"),
        on_delete=models.RESTRICT,
        related_name="versions",
    )
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    name = models.CharField(_("tên"), max_length=120, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("phiên bản")
        verbose_name_plural = _("phiên bản")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["item", "at"], name="version_of_item")
        ]

    def __str__(self) -> str:
        return self.name or str(self.get_kind_display())


class ItemSeen(models.Model):
    """The text a person saw last, and the one they saw before it."""

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="seen_by",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    text = models.ForeignKey(
        ItemText,
        verbose_name=_("bản đã xem"),
        on_delete=models.RESTRICT,
        related_name="+",
    )
    at = models.DateTimeField(_("xem lúc"))
    before = models.ForeignKey(
        ItemText,
        verbose_name=_("bản xem trước đó"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="+",
    )
    before_at = models.DateTimeField(_("xem trước đó lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần xem bài")
        verbose_name_plural = _("lần xem bài")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "person"], name="item_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person_id}"
