"""What people keep beside the plan: their filters of it, and what they say to a story."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.planning.models.stories import Story
from toasoan.units.models import Desk, PressUnit


class SavedView(models.Model):
    """A filter of the plan that a person keeps, alone or with colleagues."""

    class Kind(models.TextChoices):
        """The view it opens; the words stand in the address."""

        DAY = "ngay", _("Ngày")
        WEEK = "tuan", _("Tuần")
        LONG_RANGE = "dai-han", _("Dài hạn")
        BOARD = "bang", _("Bảng")
        COVERAGES = "hang-muc", _("Hạng mục")

    class Shared(models.TextChoices):
        """Who else sees it among their views."""

        NOBODY = "nobody", _("Chỉ mình tôi")
        DESK = "desk", _("Một ban")
        UNIT = "unit", _("Cả đơn vị")

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="saved_views",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người lưu"),
        on_delete=models.CASCADE,
        related_name="saved_views",
    )
    name = models.CharField(_("tên"), max_length=60)
    kind = models.CharField(_("kiểu xem"), max_length=16, choices=Kind.choices)
    # Names and values as they stand in the address; read again when it is opened.
    filters = models.JSONField(_("bộ lọc"), default=dict, blank=True)
    shared = models.CharField(
        _("chia sẻ với"), max_length=16, choices=Shared.choices, default=Shared.NOBODY
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("ban"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="saved_views",
    )
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("bộ lọc đã lưu")
        verbose_name_plural = _("bộ lọc đã lưu")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "owner", "name"], name="saved_view_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StoryComment(models.Model):
    """What a person said about a story to all who work on it; it stays as it was said."""

    story = models.ForeignKey(
        Story,
        verbose_name=_("đề tài"),
        on_delete=models.CASCADE,
        related_name="comments",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người viết"),
        on_delete=models.PROTECT,
        related_name="story_comments",
    )
    text = models.TextField(_("ý kiến"), max_length=2000)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("ý kiến về đề tài")
        verbose_name_plural = _("ý kiến về đề tài")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:40]}"
