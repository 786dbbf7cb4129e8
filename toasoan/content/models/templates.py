"""Templates (bài mẫu): what a new item begins with, by hand or at its hour."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from toasoan.content.blocks import BodyBlock
from toasoan.content.models.articles import ArticlePage
from toasoan.content.models.desks import Stage
from toasoan.planning.models import Genre
from toasoan.units.models import Desk, PressUnit, Subject


class ItemTemplate(models.Model):
    """A pre-filled item of one person, one desk or the whole unit.

    Headline and sapo may name the day: {ngày}, {thứ}, {tháng}, {năm}.
    """

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="item_templates",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("bài mẫu riêng của"),
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
        # A desk that goes leaves its templates to the unit.
        on_delete=models.SET_NULL,
        related_name="item_templates",
    )
    name = models.CharField(_("tên bài mẫu"), max_length=120)
    is_default = models.BooleanField(_("dùng sẵn cho thể loại"), default=False)
    genre = models.ForeignKey(
        Genre,
        verbose_name=_("thể loại"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    section = models.ForeignKey(
        "content.SectionPage",
        verbose_name=_("chuyên mục"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    subject = models.ForeignKey(
        Subject,
        verbose_name=_("lĩnh vực"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    headline = models.CharField(_("tít"), max_length=160, blank=True)
    sapo = models.TextField(_("sapo"), max_length=600, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("nội dung"), blank=True)
    tags = models.JSONField(_("từ khóa"), default=list, blank=True)
    layout = models.CharField(
        _("cách trình bày"),
        max_length=16,
        choices=ArticlePage.Layout.choices,
        default=ArticlePage.Layout.STANDARD,
    )
    source = models.CharField(_("nguồn"), max_length=200, blank=True)
    lead_photo = models.ForeignKey(
        "archive.Photo",
        verbose_name=_("ảnh đại diện"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_caption = models.CharField(_("chú thích ảnh"), max_length=500, blank=True)
    archived_at = models.DateTimeField(_("cất lúc"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người sửa"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("bài mẫu")
        verbose_name_plural = _("bài mẫu")
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(desk__isnull=True),
                name="item_template_of_one",
            ),
            models.UniqueConstraint(
                fields=["desk", "genre"],
                condition=Q(is_default=True),
                name="item_template_default_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_archived(self) -> bool:
        """Whether it was put away: nobody begins with it, nothing is made from it."""
        return self.archived_at is not None


class TemplateUse(models.Model):
    """What a template is to one person: starred, and when it was last used."""

    template = models.ForeignKey(
        ItemTemplate,
        verbose_name=_("bài mẫu"),
        on_delete=models.CASCADE,
        related_name="uses",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    is_starred = models.BooleanField(_("đánh sao"), default=False)
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần dùng bài mẫu")
        verbose_name_plural = _("lần dùng bài mẫu")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["template", "user"], name="template_use_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template_id}: {self.user_id}"


class TemplateSchedule(models.Model):
    """On some weekdays, at an hour of the house, an item is made from the template."""

    template = models.OneToOneField(
        ItemTemplate,
        verbose_name=_("bài mẫu"),
        on_delete=models.CASCADE,
        related_name="schedule",
    )
    weekdays = models.JSONField(_("các ngày"), default=list)
    at = models.TimeField(_("giờ"))
    stage = models.ForeignKey(
        Stage,
        verbose_name=_("khâu"),
        null=True,
        blank=True,
        # The desk's stage for writing takes its place.
        on_delete=models.SET_NULL,
        related_name="+",
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người viết"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_on = models.BooleanField(_("đang chạy"), default=True)
    counts_from = models.DateTimeField(_("tính từ"))

    class Meta:
        verbose_name = _("giờ của bài mẫu")
        verbose_name_plural = _("giờ của bài mẫu")

    def __str__(self) -> str:
        return f"{self.template_id}: {self.at:%H:%M}"


class TemplateRun(models.Model):
    """The hour of a day has been served: an item was made, or it is said why not."""

    template = models.ForeignKey(
        ItemTemplate,
        verbose_name=_("bài mẫu"),
        on_delete=models.CASCADE,
        related_name="runs",
    )
    day = models.DateField(_("ngày"))
    item = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("bài"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"))
    problem = models.CharField(_("vướng"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần chạy bài mẫu")
        verbose_name_plural = _("lần chạy bài mẫu")
        ordering: ClassVar = ["-day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "day"], name="template_day")
        ]

    def __str__(self) -> str:
        return f"{self.template_id}: {self.day}"
