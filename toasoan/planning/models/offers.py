"""A story that one unit offers to another."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.planning.models.stories import Story
from toasoan.units.models import PressUnit


class StoryOffer(models.Model):
    """A story shown to one other unit, which may take it as a story of its own."""

    class State(models.TextChoices):
        """What has come of the offer."""

        OPEN = "open", _("Chờ nhận")
        TAKEN = "taken", _("Đã nhận")
        DECLINED = "declined", _("Không nhận")
        WITHDRAWN = "withdrawn", _("Đã rút")

    story = models.ForeignKey(
        Story,
        verbose_name=_("đề tài"),
        on_delete=models.CASCADE,
        related_name="offers",
    )
    to_unit = models.ForeignKey(
        PressUnit,
        verbose_name=_("mời đơn vị"),
        on_delete=models.PROTECT,
        related_name="story_offers",
    )
    note = models.CharField(_("lời nhắn"), max_length=500, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.OPEN
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người mời"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    offered_at = models.DateTimeField(_("mời lúc"), default=clock.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người trả lời"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)
    answer_note = models.CharField(_("ý kiến"), max_length=500, blank=True)
    taken_as = models.OneToOneField(
        Story,
        verbose_name=_("thành đề tài"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="taken_by_offer",
    )

    class Meta:
        verbose_name = _("lời mời làm chung")
        verbose_name_plural = _("lời mời làm chung")
        ordering: ClassVar = ["-offered_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["to_unit", "state"], name="offer_of_unit")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["story", "to_unit"],
                condition=models.Q(state__in=["open", "taken"]),
                name="offer_once_a_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.story} → {self.to_unit.short_name}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == self.State.OPEN
