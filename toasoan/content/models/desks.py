"""Where an item lies in the house: the stages of desks, marks, the bin."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.units.models import Desk


class Stage(models.Model):
    """A step (khâu) within a desk; the columns of its board."""

    class Takes(models.TextChoices):
        """What brings the desk's items here by itself."""

        NOTHING = "", pgettext_lazy("stage", "Chỉ khi có người chuyển")
        INCOMING = "incoming", pgettext_lazy("stage", "Bài nơi khác gửi đến")
        WRITING = "writing", pgettext_lazy("stage", "Bài đang viết, bài trả lại")
        SUBMITTED = "submitted", pgettext_lazy("stage", "Bài nộp duyệt")
        APPROVED = "approved", pgettext_lazy("stage", "Bài duyệt xong")
        PUBLISHED = "published", pgettext_lazy("stage", "Bài lên trang")

    # Without them a desk could neither be sent anything nor write.
    NEEDED: ClassVar = (Takes.INCOMING, Takes.WRITING)

    desk = models.ForeignKey(
        Desk, verbose_name=_("ban"), on_delete=models.CASCADE, related_name="stages"
    )
    name = models.CharField(_("tên khâu"), max_length=60)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    takes = models.CharField(
        _("tự nhận"),
        max_length=16,
        choices=Takes.choices,
        blank=True,
        default=Takes.NOTHING,
    )

    class Meta:
        verbose_name = _("khâu")
        verbose_name_plural = _("khâu")
        ordering: ClassVar = ["desk", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "name"], name="stage_name_in_desk"),
            models.UniqueConstraint(
                fields=["desk", "takes"],
                condition=~Q(takes=""),
                name="stage_takes_once_in_desk",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ItemPlace(models.Model):
    """Where an item lies: in a stage of a desk, or in somebody's own space.

    An item without a row lies nowhere in particular: no desk has it yet.
    """

    item = models.OneToOneField(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="place",
    )
    stage = models.ForeignKey(
        Stage,
        verbose_name=_("khâu"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("bài cá nhân của"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Chỉ người này thấy, cho đến khi chuyển về một ban"),
    )
    since = models.DateTimeField(_("từ lúc"))
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người chuyển"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.CharField(_("lời nhắn"), max_length=500, blank=True)
    binned_at = models.DateTimeField(_("bỏ vào thùng lúc"), null=True, blank=True)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người bỏ"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    bin_reason = models.CharField(_("lý do bỏ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("chỗ của bài")
        verbose_name_plural = _("chỗ của bài")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__isnull=True) | Q(owner__isnull=True),
                name="item_place_is_one",
            ),
            models.CheckConstraint(
                condition=Q(binned_at__isnull=True) | Q(binned_at__gte=F("since")),
                name="item_binned_after_it_came",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["stage", "since"], name="place_in_stage")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.stage or self.owner}"

    @property
    def is_binned(self) -> bool:
        """Whether it was thrown away, and can be brought back."""
        return self.binned_at is not None


class ItemMark(models.Model):
    """An item is put before a person or a desk, until one of them is done with it."""

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="marks",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="item_marks",
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="item_marks",
    )
    note = models.CharField(_("lời nhắn"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người đánh dấu"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))
    done_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xong"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("dấu nhắc")
        verbose_name_plural = _("dấu nhắc")
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) ^ Q(desk__isnull=False),
                name="item_mark_for_one",
            ),
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=Q(done_at__isnull=True),
                name="item_mark_person_once",
            ),
            models.UniqueConstraint(
                fields=["item", "desk"],
                condition=Q(done_at__isnull=True),
                name="item_mark_desk_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person or self.desk}"
