"""Who hears of what happens to an article; each act is told once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.text import Truncator

from toasoan.content.models import (
    ArticlePage,
    Correction,
    GateOverride,
    PublicationSchedule,
    Review,
    ReviewDecision,
    TakeDown,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.models.review import WRITING_STEP
from toasoan.core import clock
from toasoan.units.roles import Action, Role
from toasoan.units.selectors import people_acting, people_signing
from toasoan.workspace.services import notification_send

Kind = ReviewDecision.Kind
WORDS_CHARS = 300


def item_told(
    kind: str,
    item: ItemPage,
    *,
    to: Iterable[Any],
    key: str,
    by: Any,
    **values: str,
) -> None:
    """The people know what became of the article, and are led to it."""
    told = {name: _plain(text) for name, text in values.items()}
    notification_send(
        kind=kind,
        to=to,
        path=reverse("content:item", args=[item.pk]),
        key=key,
        values={"title": item.draft_title or item.title, **told},
        by=by,
        unit=item.unit,
    )


# --- The chain -------------------------------------------------------------------


def decision_told(decision: ReviewDecision, item: ItemPage) -> None:
    """Whoever has the article now knows it; when nobody has, its writers know why."""
    review = decision.review
    to: Iterable[Any] = step_holders(review, decision.to_step)
    if decision.kind == Kind.RETURN:
        kind = "content.step_returned"
        if decision.to_step == WRITING_STEP:
            kind, to = "content.review_returned", [review.submitted_by]
    elif review.state == Review.State.APPROVED:
        kind, to = "content.item_approved", writers_of(item)
    else:
        kind = "content.review_waiting"
    item_told(
        kind,
        item,
        to=to,
        key=f"review:{review.pk}:{decision.pk}",
        by=decision.by,
        due=_moment(review.due_at),
        comment=decision.comment,
    )


def step_holders(review: Review, order: int) -> Iterable[Any]:
    """Return whose the step is: those on whose page the article waits."""
    if order == WRITING_STEP:
        return []
    step = review.step_at(order)
    return people_signing(Role(step["role"]), review.unit, person_id=step["person"])


# --- Readers ---------------------------------------------------------------------


def published_told(item: ItemPage, *, by: Any, is_first: bool) -> None:
    """Writers and everybody who touched the article know that it is out."""
    item_told(
        "content.item_published",
        item,
        to=touched_by(item),
        key=f"item:{item.pk}:published:{item.live_revision_id}",
        by=by,
        again="" if is_first else "1",
    )


def correction_told(correction: Correction, item: ItemPage) -> None:
    """Everybody who touched the article knows what was wrong and what is right."""
    item_told(
        "content.item_corrected",
        item,
        to=touched_by(item),
        key=f"correction:{correction.pk}",
        by=correction.by,
        wrong=correction.wrong,
        right=correction.right,
    )


def restored_told(item: ItemPage, reason: str, *, by: Any) -> None:
    """Everybody who touched the article knows that readers have it again."""
    item_told(
        "content.item_restored",
        item,
        to=touched_by(item),
        key=f"item:{item.pk}:restored:{item.last_published_at}",
        by=by,
        reason=reason,
    )


def take_down_told(
    take_down: TakeDown, item: ItemPage, copies: Iterable[ItemPage], *, by: Any
) -> None:
    """Everybody who touched the article or a copy knows at once by whom and why."""
    told: set[int] = set()
    for each in (item, *copies):
        people = [person for person in touched_by(each) if person.pk not in told]
        told |= {person.pk for person in people}
        item_told(
            "content.item_taken_down",
            each,
            to=people,
            key=f"take-down:{take_down.pk}:{each.pk}",
            by=by,
            ordered=take_down.ordered_by,
            reason=take_down.internal_reason,
        )


def writers_of(item: ItemPage) -> list[Any]:
    """Return who wrote the article: its owner, who handed it in, its pen names."""
    return _people(_writer_keys(item))


def touched_by(item: ItemPage) -> list[Any]:
    """Return everybody who wrote, changed or decided something of the article."""
    decided = ReviewDecision.objects.filter(review__item=item.pk)
    return _people(
        _writer_keys(item)
        | set(item.revisions.values_list("user", flat=True))
        | set(decided.values_list("by", flat=True))
    )


def _writer_keys(item: ItemPage) -> set[int | None]:
    keys: set[int | None] = {item.owner_id}
    reviews = Review.objects.filter(item=item.pk)
    keys |= set(reviews.values_list("submitted_by", flat=True))
    if isinstance(item, ArticlePage):
        keys |= set(item.bylines.values_list("author__user", flat=True))
    return keys


def _people(keys: set[int | None]) -> list[Any]:
    found = get_user_model().objects.filter(
        pk__in=[key for key in keys if key is not None], is_active=True
    )
    return list(found.order_by("pk"))


# --- Promises and second persons -------------------------------------------------


def schedule_told(
    schedule: PublicationSchedule, item: ItemPage, problem: str, *, is_missed: bool
) -> None:
    """Who publishes in the unit knows that the promise is broken, or will be."""
    word = "missed" if is_missed else "danger"
    item_told(
        f"content.schedule_{word}",
        item,
        to=[*people_acting(Action.PUBLISH, item.unit), schedule.by],
        key=f"schedule:{schedule.pk}:{word}",
        by=None,
        at=_moment(schedule.at),
        problem=problem,
    )


def override_told(override: GateOverride, item: ItemPage) -> None:
    """Who may agree knows that they are asked."""
    item_told(
        "content.override_requested",
        item,
        to=people_acting(Action.TAKE_DOWN, item.unit),
        key=f"override:{override.pk}:requested",
        by=override.requested_by,
        reason=override.reason,
    )


def override_answer_told(override: GateOverride, item: ItemPage, *, by: Any) -> None:
    """Who asked knows the answer."""
    word = "confirmed" if override.confirmed_by_id else "declined"
    item_told(
        f"content.override_{word}",
        item,
        to=[override.requested_by],
        key=f"override:{override.pk}:{word}",
        by=by,
        reason=override.declined_reason,
    )


def _plain(text: str) -> str:
    """Words that end within our sentence: their own full stop would be a second one."""
    return Truncator(" ".join(text.split())).chars(WORDS_CHARS).rstrip(".")


def _moment(at: datetime | None) -> str:
    return clock.format_datetime_vi(at) if at else ""
