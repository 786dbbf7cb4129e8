"""What is asked back before a pitch is answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.core import clock
from toasoan.planning.models.stories import Story


class PitchQuestion(models.Model):
    """One question to who pitched a story, and the answer; one is open at a time."""

    story = models.ForeignKey(
        Story,
        verbose_name=_("đề tài"),
        on_delete=models.CASCADE,
        related_name="questions",
    )
    question = models.TextField(_("câu hỏi"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người hỏi"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("hỏi lúc"), default=clock.now)
    answer = models.TextField(_("trả lời"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người trả lời"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("câu hỏi về đề xuất")
        verbose_name_plural = _("câu hỏi về đề xuất")
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["story"],
                condition=models.Q(answered_at__isnull=True),
                name="pitch_question_one_open",
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None
