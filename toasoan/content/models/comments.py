"""What people of the house say about a passage of an item, and whom they name in it."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.units.models import Desk

QUOTE_MAX = 2000
AROUND_MAX = 32
TEXT_MAX = 2000
# So long one may take back what nobody has answered yet.
WITHDRAWN_WITHIN = timedelta(minutes=15)


class ItemComment(models.Model):
    """Something said about an item: the first of a thread, or an answer in one.

    The first one says where in the text: the field, the block of a body, and the
    passage as the W3C Web Annotation Data Model selects it (TextQuoteSelector
    `quote`, `prefix`, `suffix`; TextPositionSelector `start`, `end` in code points
    of the text named by `fingerprint`). An empty quote means the whole field, an
    empty field the whole item. What was said stays as it was said.

    Source: https://www.w3.org/TR/annotation-model/#selectors
    """

    # Where an article is used is asked about readers' pages.
    wagtail_reference_index_ignore = True

    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="item_comments",
    )
    thread = models.ForeignKey(
        "self",
        verbose_name=_("trả lời cho"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replies",
    )
    field = models.CharField(_("mục"), max_length=32, blank=True)
    block = models.CharField(_("khối"), max_length=64, blank=True)
    quote = models.TextField(_("đoạn được nói đến"), max_length=QUOTE_MAX, blank=True)
    prefix = models.CharField(_("chữ đứng trước"), max_length=AROUND_MAX, blank=True)
    suffix = models.CharField(_("chữ đứng sau"), max_length=AROUND_MAX, blank=True)
    start = models.PositiveIntegerField(_("từ chữ thứ"), default=0)
    end = models.PositiveIntegerField(_("đến chữ thứ"), default=0)
    fingerprint = models.CharField(_("dấu của bản"), max_length=64, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nói"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.TextField(_("ý kiến"), max_length=TEXT_MAX)
    at = models.DateTimeField(_("lúc"))
    client_key = models.UUIDField(_("mã gửi"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người cho là xong"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    resolved_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người mở lại"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)
    changed_at = models.DateTimeField(_("đổi lần cuối lúc"))

    class Meta:
        verbose_name = _("ý kiến trong bài")
        verbose_name_plural = _("ý kiến trong bài")
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["item", "changed_at"], name="comment_of_item"),
            models.Index(
                fields=["item"],
                condition=Q(
                    thread__isnull=True,
                    resolved_at__isnull=True,
                    withdrawn_at__isnull=True,
                ),
                name="comment_open",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["author", "client_key"], name="comment_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(thread__isnull=True)
                | Q(
                    field="",
                    block="",
                    quote="",
                    resolved_at__isnull=True,
                    reopened_at__isnull=True,
                ),
                name="comment_place_is_the_threads",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(end__gte=models.F("start")), name="comment_range_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:60]}"

    @property
    def is_open(self) -> bool:
        """Whether the thread still waits for somebody."""
        return self.resolved_at is None and self.withdrawn_at is None

    @property
    def spot(self) -> str:
        """The place of the item it stands at, as screens name it."""
        return f"{self.field}:{self.block}" if self.block else self.field

    @property
    def is_fresh(self) -> bool:
        """Whether its author may still take it back, were nothing answered."""
        return clock.now() < self.at + WITHDRAWN_WITHIN


class CommentMention(models.Model):
    """A colleague or a desk named in a comment."""

    comment = models.ForeignKey(
        ItemComment,
        verbose_name=_("ý kiến"),
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta:
        verbose_name = _("người, ban được nhắc")
        verbose_name_plural = _("người, ban được nhắc")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, desk__isnull=True)
                | Q(person__isnull=True, desk__isnull=False),
                name="comment_mention_of_one",
            ),
            models.UniqueConstraint(
                fields=["comment", "person"], name="comment_mention_person_once"
            ),
            models.UniqueConstraint(
                fields=["comment", "desk"], name="comment_mention_desk_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.desk)

    @property
    def token(self) -> str:
        """What stands for it in the text."""
        return f"@[p:{self.person_id}]" if self.person_id else f"@[d:{self.desk_id}]"
