"""How a running story (dòng sự kiện) gathers articles by itself, and what people say to that."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.content.models.pages import TopicPage
from toasoan.planning.models import Event


class TopicRule(models.Model):
    """What joins a running story by itself, and what stands first on its page."""

    class Match(models.TextChoices):
        """How many of the conditions an article must meet."""

        ANY = "any", _("Chỉ cần một điều")
        ALL = "all", _("Phải đủ mọi điều")

    topic = models.OneToOneField(
        TopicPage,
        verbose_name=_("dòng sự kiện"),
        on_delete=models.CASCADE,
        related_name="rule",
    )
    match = models.CharField(
        _("bài vào dòng khi"), max_length=3, choices=Match.choices, default=Match.ANY
    )
    # Lists of plain values: one row tells the whole rule while an article goes out.
    tags = models.JSONField(_("từ khóa"), default=list)
    subjects = models.JSONField(_("lĩnh vực"), default=list)
    genres = models.JSONField(_("thể loại"), default=list)
    sections = models.JSONField(_("chuyên mục"), default=list)
    words = models.JSONField(_("chữ trong tít, sapo"), default=list)
    slugline = models.CharField(_("đầu từ khóa đề tài"), max_length=80, blank=True)
    event = models.ForeignKey(
        Event,
        verbose_name=_("sự kiện"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    first_day = models.DateField(_("từ ngày"), null=True, blank=True)
    last_day = models.DateField(_("đến ngày"), null=True, blank=True)
    pinned = models.JSONField(_("bài ghim, theo thứ tự"), default=list)
    version = models.PositiveIntegerField(_("lần sửa"), default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người sửa"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("sửa lúc"))

    class Meta:
        verbose_name = _("cách dòng sự kiện nhận bài")
        verbose_name_plural = _("cách dòng sự kiện nhận bài")

    def __str__(self) -> str:
        return str(self.topic_id)

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing that could bring an article in."""
        lists = (self.tags, self.subjects, self.genres, self.sections, self.words)
        return not (any(lists) or self.slugline or self.event_id)


class TopicEntry(models.Model):
    """An item in a running story beside what its editors ticked in the article itself."""

    class Source(models.TextChoices):
        """What brought it in."""

        RULE = "rule", pgettext_lazy("topic", "tự vào")
        HAND = "hand", pgettext_lazy("topic", "thêm bằng tay")

    topic = models.ForeignKey(
        TopicPage,
        verbose_name=_("dòng sự kiện"),
        on_delete=models.CASCADE,
        related_name="entries",
    )
    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        on_delete=models.CASCADE,
        related_name="topic_entries",
    )
    source = models.CharField(_("vào bằng cách"), max_length=4, choices=Source.choices)
    left_out = models.BooleanField(_("đã bỏ ra"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người làm"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("bài trong dòng sự kiện")
        verbose_name_plural = _("bài trong dòng sự kiện")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "item"], name="topic_entry_once"),
            models.CheckConstraint(
                condition=Q(left_out=False) | Q(source="hand"),
                name="topic_left_out_by_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.item_id}"
