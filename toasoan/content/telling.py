"""Who hears of what happens to an article; each act is told once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.text import Truncator

from toasoan.content.models import (
    ArticlePage,
    Correction,
    FrontPlan,
    GateOverride,
    ItemMark,
    ItemPlace,
    ItemTemplate,
    PublicationSchedule,
    Review,
    ReviewDecision,
    TakeDown,
    TemplateSchedule,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.models.review import WRITING_STEP
from toasoan.core import clock
from toasoan.units.models import Desk, Membership
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
    told = {name: words_told(text) for name, text in values.items()}
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


def take_down_told(take_down: TakeDown, item: ItemPage, *, by: Any) -> None:
    """Everybody who touched the article knows at once by whom and why."""
    item_told(
        "content.item_taken_down",
        item,
        to=touched_by(item),
        key=f"take-down:{take_down.pk}",
        by=by,
        ordered=take_down.ordered_by,
        reason=take_down.internal_reason,
    )


def writers_of(item: ItemPage) -> list[Any]:
    """Return who wrote the article: its owner, who handed it in, its pen names."""
    return people_with(_writer_keys(item))


def touched_by(item: ItemPage) -> list[Any]:
    """Return everybody who wrote, changed or decided something of the article."""
    decided = ReviewDecision.objects.filter(review__item=item.pk)
    return people_with(
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


def people_with(keys: set[int | None]) -> list[Any]:
    """Return the people of these keys who still work here."""
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


# --- Desks and the bin -----------------------------------------------------------


def sent_told(place: ItemPlace, item: ItemPage, *, by: Any) -> None:
    """Who runs the receiving desk knows what came, and why."""
    stage = place.stage
    if stage is None:
        return
    item_told(
        "content.item_sent",
        item,
        to=desk_keepers(stage.desk),
        key=f"item:{item.pk}:sent:{place.since.isoformat()}",
        by=by,
        desk=stage.desk.name,
        stage=stage.name,
        note=place.note,
    )


def fetched_told(place: ItemPlace, item: ItemPage, *, by: Any) -> None:
    """The writer knows which desk has the article now."""
    stage = place.stage
    if stage is None or item.owner is None:
        return
    item_told(
        "content.item_fetched",
        item,
        to=[item.owner],
        key=f"item:{item.pk}:fetched:{place.since.isoformat()}",
        by=by,
        desk=stage.desk.name,
    )


def taken_home_told(place: ItemPlace, item: ItemPage, *, by: Any) -> None:
    """The writer knows who works on the article, which they do not see meanwhile."""
    if item.owner is None:
        return
    notification_send(
        kind="content.item_taken_home",
        to=[item.owner],
        path=reverse("content:item_list"),
        key=f"item:{item.pk}:home:{place.since.isoformat()}",
        values={"title": item.draft_title or item.title},
        by=by,
        unit=item.unit,
    )


def marked_told(mark: ItemMark, item: ItemPage, *, by: Any) -> None:
    """The person, or who runs the desk, knows what is put before them."""
    to = [mark.person] if mark.desk is None else desk_keepers(mark.desk)
    item_told(
        "content.item_marked",
        item,
        to=to,
        key=f"mark:{mark.pk}:{mark.at.isoformat()}",
        by=by,
        desk=mark.desk.name if mark.desk else "",
        note=mark.note,
    )


def binned_told(
    place: ItemPlace, item: ItemPage, *, to: Iterable[Any], by: Any
) -> None:
    """Its writer, and whose step it was, know that the article is in the bin."""
    if place.binned_at is None:
        return
    item_told(
        "content.item_binned",
        item,
        to=[person for person in to if person is not None],
        key=f"item:{item.pk}:binned:{place.binned_at.isoformat()}",
        by=by,
        reason=place.bin_reason,
    )


def desk_keepers(desk: Desk) -> list[Any]:
    """Return the editors of the desk; where it has none, everybody of it."""
    people = get_user_model().objects.filter(
        is_active=True,
        pk__in=Membership.objects.on(clock.today()).filter(desk=desk).values("user"),
    )
    editors = people_acting(Action.EDIT_OTHERS, desk.unit)
    return list(people.filter(pk__in=editors.values("pk"))) or list(people)


# --- Templates with an hour --------------------------------------------------------


def template_made_told(
    schedule: TemplateSchedule, item: ItemPage, *, to: Any, day: date
) -> None:
    """Who is to write knows that the draft is there, and for whom if for another."""
    left = "" if to == schedule.writer else str(schedule.writer)
    item_told(
        "content.template_made",
        item,
        to=[to],
        key=f"template:{schedule.template_id}:{day}",
        by=None,
        template=schedule.template.name,
        left=left,
    )


def template_not_made_told(
    template: ItemTemplate, problem: str, *, to: Iterable[Any], day: date
) -> None:
    """Who answers for the desk knows why the hour of the day made nothing."""
    notification_send(
        kind="content.template_not_made",
        to=to,
        path=reverse("content:template", args=[template.pk]),
        key=f"template:{template.pk}:{day}",
        values={"template": words_told(template.name), "problem": words_told(problem)},
        by=None,
        unit=template.unit,
    )


def words_told(text: str) -> str:
    """Words that end within our sentence: their own full stop would be a second one."""
    return Truncator(" ".join(text.split())).chars(WORDS_CHARS).rstrip(".")


def _moment(at: datetime | None) -> str:
    return clock.format_datetime_vi(at) if at else ""


# --- The front -------------------------------------------------------------------


def plan_gap_told(plan: FrontPlan, items: list[Any]) -> None:
    """Who arranged the plan, or who curates, knows what readers will not have then."""
    unit = plan.home.unit
    titles = ", ".join(
        f"“{words_told(each.draft_title or each.title)}”" for each in items
    )
    to = [plan.by] if plan.by else people_acting(Action.CURATE, unit)
    notification_send(
        kind="content.front_plan_gap",
        to=to,
        path=reverse("front:plan", args=[plan.pk]),
        key=f"front-plan:{plan.pk}:gap:{plan.starts_at.isoformat()}",
        values={
            "title": plan.name,
            "at": _moment(plan.starts_at),
            "items": Truncator(titles).chars(WORDS_CHARS),
        },
        unit=unit,
    )
