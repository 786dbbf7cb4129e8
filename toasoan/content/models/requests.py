"""What people outside ask the press for: a reply to be carried, a text to be removed."""

import uuid
from pathlib import PurePosixPath
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.core import clock
from toasoan.units.models import PressUnit


class ItemRequest(models.Model):
    """A demand about a published item, from its arrival to its answer.

    `due_at` and `basis` are those of the rule in force on the day it arrived, so that
    a later rule changes nothing of it.

    Source: Press Law 126/2025/QH15 Arts. 34-36.
    """

    class Kind(models.TextChoices):
        """What is asked for."""

        REPLY = "reply", _("Quyền phản hồi")
        CORRECTION = "correction", _("Yêu cầu cải chính")
        REMOVAL = "removal", _("Yêu cầu gỡ")

    class Outcome(models.TextChoices):
        """How it was answered."""

        REPLY_PUBLISHED = "reply_published", _("Đã đăng ý kiến phản hồi")
        CORRECTED = "corrected", _("Đã đính chính")
        TAKEN_DOWN = "taken_down", _("Đã gỡ bài")
        REFUSED = "refused", pgettext_lazy("done", "Không chấp nhận, trả lời có lý do")

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.PROTECT,
        related_name="item_requests",
    )
    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.PROTECT,
        related_name="requests",
    )
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    requester = models.CharField(_("người yêu cầu"), max_length=200)
    contact = models.CharField(_("liên hệ"), max_length=300)
    text = models.TextField(_("nội dung yêu cầu"), max_length=5000)
    received_at = models.DateTimeField(_("nhận lúc"))
    due_at = models.DateTimeField(_("hạn"))
    basis = models.CharField(_("căn cứ của hạn"), max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xử lý"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.CharField(
        _("kết quả"), max_length=16, choices=Outcome.choices, blank=True
    )
    reason = models.TextField(_("lý do"), max_length=2000, blank=True)
    reply = models.ForeignKey(
        "content.ArticlePage",
        verbose_name=_("bài phản hồi"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replies_to",
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ký"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("ký lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("yêu cầu về bài")
        verbose_name_plural = _("yêu cầu về bài")
        ordering: ClassVar = ["due_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["unit", "signed_at", "due_at"], name="request_queue")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, outcome="")
                | (
                    Q(signed_at__isnull=False, signed_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(reason="")
                ),
                name="request_signed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(reply__isnull=False, outcome="reply_published")
                | (Q(reply__isnull=True) & ~Q(outcome="reply_published")),
                name="request_reply_linked",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("received_at")),
                name="request_due_after_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.requester}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has signed an answer yet."""
        return self.signed_at is None

    @property
    def is_late(self) -> bool:
        """Whether it was, or still is, unanswered past its due time."""
        return (self.signed_at or clock.now()) > self.due_at


def letter_path(_letter: "RequestLetter", filename: str) -> str:
    """Return a path nobody guesses, below a folder that no web server hands out."""
    return f"letters/{uuid.uuid4().hex}{PurePosixPath(filename).suffix.lower()}"


class RequestLetter(models.Model):
    """What arrived on paper or by mail, kept with the request it belongs to.

    It names people outside, so it lies apart from the archive: only who may read the
    request may read it, and it stays as long as the request does.
    """

    request = models.ForeignKey(
        ItemRequest,
        verbose_name=_("yêu cầu"),
        on_delete=models.PROTECT,
        related_name="letters",
    )
    file = models.FileField(_("tệp"), upload_to=letter_path, max_length=200)
    name = models.CharField(_("tên tệp"), max_length=200)
    kind = models.CharField(_("loại tệp"), max_length=8)
    size = models.PositiveBigIntegerField(_("cỡ tệp"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người thêm"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    added_at = models.DateTimeField(_("thêm lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("văn bản của yêu cầu")
        verbose_name_plural = _("văn bản của yêu cầu")
        ordering: ClassVar = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name
