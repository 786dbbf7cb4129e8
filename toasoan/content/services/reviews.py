"""The way through the review chain: submit, approve, return, withdraw."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.errors import (
    GateClosed,
    ItemNotReady,
    ReasonMissing,
    ReviewStepTaken,
)
from toasoan.content.models import (
    ItemVersion,
    Review,
    ReviewChain,
    ReviewDecision,
    Stage,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.models.review import WRITING_STEP
from toasoan.content.publication.gate import gate_check
from toasoan.content.services.leases import lease_end_for_barred
from toasoan.content.services.places import item_hold, place_follow
from toasoan.content.services.versions import version_keep
from toasoan.content.telling import decision_told
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.services import item_assignments_reopen, item_assignments_submit
from toasoan.security.services import audit_record
from toasoan.units.access import user_may
from toasoan.units.models import Desk
from toasoan.units.roles import Action

Kind = ReviewDecision.Kind
Takes = Stage.Takes


@transaction.atomic
def item_submit(
    *, item: ItemPage, by: Any, comment: str = "", desk: Desk | None = None
) -> Review:
    """Hand the item in: the first step that is not the writer's own has it now.

    A returned item goes back to the step that sent it back. Out of its writer's own
    space it comes to its story's desk, else its writer's, else `desk`.

    Raises:
        NotAllowed: the item is not in this person's hands.
        GateClosed: what the unit's profile needs from now on is missing.
        ItemNotReady: it is in review already, or the unit has no chain.
        DeskMissing: it lies in its writer's own space, and no desk is known.
        ItemBinned: it lies in the bin.
    """
    item = item_hold(item)
    if not item.may_be_edited_by(by) or not user_may(by, Action.WRITE, item.unit):
        raise NotAllowed
    missing = [b for b in gate_check(item) if b.at_submit]
    if missing:
        raise GateClosed(missing)
    review = item.open_review()
    if review is None:
        review = _review_begin(item, by)
        to_step = review.step
    elif review.is_with_reviewers:
        raise ItemNotReady(_("Bài đang duyệt, không cần nộp lại."))
    else:
        to_step = _step_that_returned(review)
    review.state = Review.State.IN_REVIEW
    _decide(review, item, Kind.SUBMIT, by, from_step=0, to_step=to_step, note=comment)
    place_follow(item, Takes.SUBMITTED, by=by, desk=desk)
    written = item.get_latest_revision_as_object().length_syllables
    item_assignments_submit(item=item, by=by, length=written)
    return review


def _review_begin(item: ItemPage, by: Any) -> Review:
    steps = _chain_snapshot(item)
    return Review.objects.create(
        item_id=item.pk,
        unit=item.unit,
        steps=steps,
        step=steps[0]["order"],
        submitted_by=by,
    )


def _chain_snapshot(item: ItemPage) -> list[dict[str, Any]]:
    draft = item.get_latest_revision_as_object()
    chains = ReviewChain.objects.filter(unit=item.unit)
    chain = (
        chains.filter(genre=getattr(draft, "genre", None)).first()
        or chains.filter(genre__isnull=True).first()
    )
    steps = list(chain.steps.order_by("order")) if chain else []
    if not steps:
        raise ItemNotReady(
            _("Đơn vị chưa có quy trình duyệt. Nhờ quản trị đơn vị đặt.")
        )
    return [
        {
            "order": step.order,
            "role": step.role,
            "person": step.person_id,
            "due_minutes": step.due_minutes,
        }
        for step in steps
    ]


def _step_that_returned(review: Review) -> int:
    last = review.decisions.filter(kind=Kind.RETURN).order_by("-pk").first()
    return int(last.step) if last and last.step else int(review.steps[0]["order"])


@transaction.atomic
def item_approve(*, item: ItemPage, by: Any, step: int, comment: str = "") -> Review:
    """Pass the step `step`; after the last one the item may be published.

    A person of a later step may pass the steps before it with one decision
    (vượt cấp): the record shows who, and that the steps between were passed so.
    After approval, an edit needs the last step once more: `step` is then it.

    Raises:
        ReviewStepTaken: the item is no longer at `step`.
        NotAllowed: neither the step nor a later one is this person's.
    """
    item = item_hold(item)
    review = item.reviews.select_for_update().first()
    if review is None or review.step != step:
        raise ReviewStepTaken
    if not review.is_with_reviewers or review.state == Review.State.WITHDRAWN:
        raise ReviewStepTaken
    own = [each["order"] for each in review.steps if each["order"] >= step]
    taken = [order for order in own if review.holds_step(by, review.step_at(order))]
    if not taken:
        raise NotAllowed
    if review.state == Review.State.APPROVED and not _edited_since(review, item):
        raise ReviewStepTaken
    later = [order for order in own if order > max(taken)]
    if later:
        to_step, review.state = min(later), Review.State.IN_REVIEW
    else:
        to_step, review.state = max(taken), Review.State.APPROVED
        review.closed_at = clock.now()
    _decide(
        review,
        item,
        Kind.APPROVE,
        by,
        from_step=max(taken),
        to_step=to_step,
        note=comment,
    )
    return review


def _edited_since(review: Review, item: ItemPage) -> bool:
    return review.fingerprint != revision_fingerprint(item.get_latest_revision())


@transaction.atomic
def item_return(
    *, item: ItemPage, by: Any, step: int, to_step: int, comment: str
) -> Review:
    """Send the item back to any earlier step, or to its writer (0), with the reason.

    Raises:
        ReasonMissing: no reason was written.
        ReviewStepTaken: the item is no longer at `step`, or `to_step` is no
            earlier step.
        NotAllowed: neither the step nor a later one is this person's.
    """
    if not comment.strip():
        raise ReasonMissing
    item = item_hold(item)
    review = item.reviews.select_for_update().first()
    earlier = (
        {WRITING_STEP, *(each["order"] for each in review.steps)} if review else ()
    )
    if review is None or review.step != step or to_step not in earlier:
        raise ReviewStepTaken
    if to_step >= step or review.state == Review.State.WITHDRAWN:
        raise ReviewStepTaken
    if not review.may_be_taken_by(by):
        raise NotAllowed
    review.state = Review.State.RETURNED
    review.closed_at = None
    _decide(
        review, item, Kind.RETURN, by, from_step=step, to_step=to_step, note=comment
    )
    if to_step == WRITING_STEP:
        item_assignments_reopen(item=item, by=by)
    return review


@transaction.atomic
def item_withdraw(*, item: ItemPage, by: Any, comment: str = "") -> Review:
    """Take the item back from review into writing.

    Raises:
        NotAllowed: `by` did not hand it in.
        ItemNotReady: it is not in review.
    """
    item = item_hold(item)
    review = item.open_review()
    if review is None or not review.is_with_reviewers:
        raise ItemNotReady(_("Bài không ở trong quy trình duyệt."))
    if review.submitted_by != by:
        raise NotAllowed
    review_end_within(item, review, by=by, note=comment)
    return review


def review_end_within(item: ItemPage, review: Review, *, by: Any, note: str) -> None:
    """The open review is withdrawn, inside a service that asked for the right."""
    review.state = Review.State.WITHDRAWN
    review.closed_at = clock.now()
    _decide(
        review,
        item,
        Kind.WITHDRAW,
        by,
        from_step=review.step,
        to_step=WRITING_STEP,
        note=note,
    )
    item_assignments_reopen(item=item, by=by)


def _decide(
    review: Review,
    item: ItemPage,
    kind: str,
    by: Any,
    *,
    from_step: int,
    to_step: int,
    note: str,
) -> None:
    revision = item.get_latest_revision()
    review.step = to_step
    review.due_at = None if review.closed_at is not None else review.due_for(to_step)
    review.fingerprint = revision_fingerprint(revision)
    review.save()
    decision = ReviewDecision.objects.create(
        review=review,
        kind=kind,
        step=from_step,
        to_step=to_step,
        comment=note,
        by=by,
        on_behalf_of_id=review.principal_id_for(by, from_step),
        revision=revision,
        fingerprint=review.fingerprint,
    )
    if kind in ItemVersion.Kind.values:
        version_keep(item=item, kind=kind, by=by, note=note)
    lease_end_for_barred(item)
    if kind != Kind.SUBMIT:
        place_follow(item, _place_of(review), by=by)
    audit_record(
        action=f"content.review_{kind}",
        target=item,
        by=by,
        unit_key=review.unit.key,
        data={"step": from_step, "to_step": to_step, "comment": note},
    )
    if kind != Kind.WITHDRAW:
        decision_told(decision, item)


def _place_of(review: Review) -> str:
    """Return what the stage takes in which an item of this review lies."""
    if review.state == Review.State.APPROVED:
        return Takes.APPROVED
    return Takes.SUBMITTED if review.is_with_reviewers else Takes.WRITING
