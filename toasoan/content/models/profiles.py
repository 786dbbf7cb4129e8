"""What a unit asks of each kind of item: its fields, lengths and blocks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.planning.models import Genre
from toasoan.units.models import PressUnit

# What the house asks where a unit has said nothing.
HEADLINE_MAX = 160
SAPO_SYLLABLES_MAX = 60
HELP_MAX = 200


class ContentProfile(models.Model):
    """A unit's rules for one genre (mẫu loại tin bài); without genre, for all others."""

    unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("đơn vị"),
        on_delete=models.CASCADE,
        related_name="content_profiles",
    )
    genre = models.ForeignKey(
        Genre,
        verbose_name=_("thể loại"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    headline_max = models.PositiveSmallIntegerField(
        _("tít dài nhất"), default=HEADLINE_MAX
    )
    sapo_max = models.PositiveSmallIntegerField(
        _("sapo dài nhất"), default=SAPO_SYLLABLES_MAX
    )
    body_min = models.PositiveIntegerField(
        _("nội dung ngắn nhất"), null=True, blank=True
    )
    body_max = models.PositiveIntegerField(
        _("nội dung dài nhất"), null=True, blank=True
    )
    pictures_min = models.PositiveSmallIntegerField(_("số ảnh ít nhất"), default=0)
    blocks = models.JSONField(_("khối nội dung"), default=list, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người sửa"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("sửa lúc"), auto_now=True)

    class Meta:
        verbose_name = _("mẫu loại tin bài")
        verbose_name_plural = _("mẫu loại tin bài")
        ordering: ClassVar = ["genre__order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "genre"], name="content_profile_of_genre"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(genre__isnull=True),
                name="content_profile_of_the_rest",
            ),
        ]

    def __str__(self) -> str:
        return str(self.genre or _("Mọi thể loại khác"))


class ProfileField(models.Model):
    """One field of a profile: whether it shows, where, and when it must be filled."""

    class Needed(models.TextChoices):
        """From which step on an item does not go further without it."""

        NEVER = "", pgettext_lazy("needed", "Không bắt buộc")
        SUBMIT = "submit", pgettext_lazy("needed", "Bắt buộc khi nộp bài")
        PUBLISH = "publish", pgettext_lazy("needed", "Bắt buộc khi xuất bản")

    profile = models.ForeignKey(
        ContentProfile,
        verbose_name=_("mẫu loại tin bài"),
        on_delete=models.CASCADE,
        related_name="fields",
    )
    name = models.CharField(_("mục"), max_length=40)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_shown = models.BooleanField(_("hiện"), default=True)
    needed = models.CharField(
        _("bắt buộc"),
        max_length=16,
        choices=Needed.choices,
        blank=True,
        default=Needed.NEVER,
    )
    help_text = models.CharField(_("lời nhắc"), max_length=HELP_MAX, blank=True)

    class Meta:
        verbose_name = _("mục của mẫu")
        verbose_name_plural = _("mục của mẫu")
        ordering: ClassVar = ["profile", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["profile", "name"], name="profile_field_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
