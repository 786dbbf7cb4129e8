"""Stories offered to other units and taken over. Each write is atomic and audited."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.planning.errors import OfferWrong, ReasonMissing, StoryStateWrong
from toasoan.planning.models import Story, StoryOffer
from toasoan.planning.services.moves import story_hold
from toasoan.planning.services.stories import story_approve, story_pitch
from toasoan.planning.services.trail import story_audit
from toasoan.units.access import user_require
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.workspace.services import notification_send

State = StoryOffer.State
# What the taking unit's story begins with; its desk and section are its own.
TAKEN_FIELDS = (
    "slugline",
    "title",
    "brief",
    "subject",
    "genre",
    "priority",
    "planned_at",
    "embargo_until",
    "rights_note",
)


@transaction.atomic
def story_offer(
    *, story: Story, to_unit: PressUnit, by: Any, note: str = ""
) -> StoryOffer:
    """Show the story to another unit, whose deciders are asked whether it takes it.

    Raises:
        NotAllowed: `by` does not decide stories of the unit.
        StoryStateWrong: the story is closed, or only pitched.
        OfferWrong: it is the story's own unit, or was offered it already.
    """
    user_require(by, Action.DECIDE_STORY, story.unit)
    held = story_hold(story.pk)
    if not held.is_worked:
        raise StoryStateWrong(_("Chỉ mời làm chung đề tài đã duyệt và chưa đóng."))
    if to_unit.pk == held.unit_id:
        raise OfferWrong(_("Đề tài đang ở đơn vị này. Chọn đơn vị khác."))
    if held.offers.filter(
        to_unit=to_unit, state__in=[State.OPEN, State.TAKEN]
    ).exists():
        raise OfferWrong(
            _("Đã mời %(unit)s. Xem trả lời ở trang đề tài.")
            % {"unit": to_unit.short_name}
        )
    offer = StoryOffer.objects.create(
        story=held, to_unit=to_unit, note=note, offered_by=by
    )
    story_audit("planning.story_offered", held, by, {"to": to_unit.key})
    notification_send(
        kind="planning.story_offered",
        to=people_who_may(Action.DECIDE_STORY, to_unit),
        path=reverse("planning:offer", args=[offer.pk]),
        key=f"offer:{offer.pk}:open",
        values={"title": held.title, "unit": held.unit.short_name},
        by=by,
        unit=to_unit,
    )
    return offer


@transaction.atomic
def offer_take(*, offer: StoryOffer, desk: Desk, by: Any, note: str = "") -> Story:
    """Make a story of one's own unit of the offer, approved and linked to it.

    Raises:
        NotAllowed: `by` does not decide stories of the unit it was offered to.
        OfferWrong: it was answered or withdrawn.
        OutsideRemit: it is outside that unit's remit and `note` does not say why it
            is covered nevertheless.
        StoryStateWrong: the desk is another unit's, or the story was closed.
    """
    user_require(by, Action.DECIDE_STORY, offer.to_unit)
    origin = story_hold(offer.story_id)
    offer = _open_offer(offer)
    if not origin.is_worked:
        raise StoryStateWrong(_("Đề tài gốc đã đóng, không nhận được nữa."))
    given = {name: getattr(origin, name) for name in TAKEN_FIELDS}
    outside = not offer.to_unit.has_in_remit(origin.subject)
    story = story_pitch(
        unit=offer.to_unit,
        desk=desk,
        by=by,
        remit_reason=note if outside else "",
        **given,
    )
    story = story_approve(story=story, by=by, note=note)
    _answer(offer, State.TAKEN, by, note, taken_as=story)
    return story


@transaction.atomic
def offer_decline(*, offer: StoryOffer, by: Any, note: str) -> StoryOffer:
    """Say no to the offer and why.

    Raises:
        NotAllowed, OfferWrong: as offer_take.
        ReasonMissing: no reason was written.
    """
    user_require(by, Action.DECIDE_STORY, offer.to_unit)
    if not note.strip():
        raise ReasonMissing
    story_hold(offer.story_id)
    return _answer(_open_offer(offer), State.DECLINED, by, note)


@transaction.atomic
def offer_withdraw(*, offer: StoryOffer, by: Any) -> StoryOffer:
    """Take the offer back while nobody has answered it.

    Raises:
        NotAllowed: `by` does not decide stories of the offering unit.
        OfferWrong: it was answered or withdrawn.
    """
    user_require(by, Action.DECIDE_STORY, offer.story.unit)
    story_hold(offer.story_id)
    return _answer(_open_offer(offer), State.WITHDRAWN, by, "")


def _open_offer(offer: StoryOffer) -> StoryOffer:
    stored = StoryOffer.objects.select_related("story__unit", "to_unit").get(
        pk=offer.pk
    )
    if not stored.is_open:
        raise OfferWrong(
            _("Lời mời này đã ở trạng thái “%(state)s”.")
            % {"state": stored.get_state_display()}
        )
    return stored


def _answer(
    offer: StoryOffer,
    state: State,
    by: Any,
    note: str,
    *,
    taken_as: Story | None = None,
) -> StoryOffer:
    offer.state, offer.answered_by, offer.answered_at = state, by, clock.now()
    offer.answer_note, offer.taken_as = note, taken_as
    offer.save()
    story_audit(f"planning.offer_{state}", offer.story, by, {"unit": offer.to_unit.key})
    notification_send(
        kind="planning.offer_answered",
        to=[offer.offered_by],
        path=reverse("planning:story", args=[offer.story_id]),
        key=f"offer:{offer.pk}:{state}",
        values={
            "title": offer.story.title,
            "unit": offer.to_unit.short_name,
            "answer": offer.get_state_display().lower(),
        },
        by=by,
        unit=offer.story.unit,
    )
    return offer
