"""A pitch that is neither taken nor refused yet: asked back about, answered."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.errors import QuestionMissing, StoryStateWrong
from toasoan.planning.models import PitchQuestion, Story
from toasoan.planning.selectors import question_open
from toasoan.planning.services.moves import story_hold
from toasoan.planning.services.trail import story_audit
from toasoan.planning.telling import pitch_talk_told
from toasoan.units.access import user_require
from toasoan.units.roles import Action


@transaction.atomic
def pitch_ask(*, story: Story, question: str, by: Any) -> PitchQuestion:
    """Ask who pitched the story before it is answered; the pitch waits for them.

    Raises:
        QuestionMissing: nothing is asked.
        NotAllowed: `by` does not decide stories of the unit.
        StoryStateWrong: it is no longer a pitch, or a question is open.
    """
    user_require(by, Action.DECIDE_STORY, story.unit)
    if not question.strip():
        raise QuestionMissing(_("Ghi câu hỏi để người đề xuất biết cần trả lời gì."))
    held = story_hold(story.pk)
    _pitched_require(held)
    if question_open(held) is not None:
        raise StoryStateWrong(
            _("Câu hỏi trước chưa được trả lời. Đợi trả lời, hoặc quyết định luôn.")
        )
    asked = PitchQuestion.objects.create(
        story=held, question=question.strip(), asked_by=by
    )
    story_audit("planning.pitch_asked", held, by, {"question": asked.question})
    pitch_talk_told(
        "planning.pitch_asked", asked, to=held.pitched_by, by=by, said=asked.question
    )
    return asked


@transaction.atomic
def pitch_reply(*, story: Story, answer: str, by: Any) -> PitchQuestion:
    """Answer what was asked about one's pitch; it waits for the desk again.

    Raises:
        QuestionMissing: nothing is answered, or nothing was asked.
        NotAllowed: the pitch is another's.
        StoryStateWrong: it is no longer a pitch.
    """
    if story.pitched_by != by:
        raise NotAllowed
    if not answer.strip():
        raise QuestionMissing(_("Ghi câu trả lời."))
    held = story_hold(story.pk)
    _pitched_require(held)
    asked = question_open(held)
    if asked is None:
        raise QuestionMissing(_("Câu hỏi này đã được trả lời."))
    asked.answer, asked.answered_by, asked.answered_at = answer.strip(), by, clock.now()
    asked.save(update_fields=["answer", "answered_by", "answered_at"])
    story_audit("planning.pitch_replied", held, by, {"answer": asked.answer})
    pitch_talk_told(
        "planning.pitch_replied", asked, to=asked.asked_by, by=by, said=asked.answer
    )
    return asked


def _pitched_require(story: Story) -> None:
    if story.state != Story.State.PITCHED:
        raise StoryStateWrong(
            _("Đề tài đã ở trạng thái “%(state)s”.")
            % {"state": story.get_state_display()}
        )
