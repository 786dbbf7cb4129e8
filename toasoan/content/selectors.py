"""Reads for the staff: what waits for whom, what is out."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from wagtail.models import Page, ReferenceIndex

from toasoan.content.desks.desk_items import not_binned, not_personal_of_others
from toasoan.content.models import (
    ArticlePage,
    HouseStyleRule,
    PublicationSchedule,
    Review,
    ReviewDecision,
    SectionPage,
)
from toasoan.content.models.review import WRITING_STEP
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.collation import alphabetical
from toasoan.units.models import PressUnit


def reviews_waiting_for(user: Any, unit: PressUnit) -> list[Review]:
    """Return the reviews whose current step is this person's, earliest due first.

    Then those approved whose text was edited since: the last step has them again.
    """
    waiting = (
        Review.objects.filter(unit=unit, closed_at__isnull=True, step__gt=WRITING_STEP)
        .select_related("item__latest_revision", "submitted_by", "unit")
        .order_by("due_at", "pk")
    )
    return [
        review
        for review in (*waiting, *approvals_stale(unit))
        if review.holds_step(user, review.step_at(review.step))
    ]


def reviews_ahead_of(user: Any, unit: PressUnit) -> list[Review]:
    """Return the reviews at an earlier step than this person's, earliest due first.

    They may pass the steps between (vượt cấp), and answer for it.
    """
    open_now = Review.objects.filter(
        unit=unit, closed_at__isnull=True, step__gt=WRITING_STEP
    )
    return [
        review
        for review in open_now.select_related("item", "submitted_by", "unit").order_by(
            "due_at", "pk"
        )
        if not review.holds_step(user, review.step_at(review.step))
        and review.may_be_taken_by(user)
    ]


def approvals_stale(unit: PressUnit) -> list[Review]:
    """Return the approved reviews whose item's draft is no longer the one approved."""
    later = Review.objects.filter(item=OuterRef("item"), pk__gt=OuterRef("pk"))
    approved = (
        Review.objects.filter(unit=unit, state=Review.State.APPROVED)
        .filter(Q(item__live=False) | Q(item__has_unpublished_changes=True))
        .filter(~Exists(later), item__place__binned_at__isnull=True)
        .exclude(
            item__take_downs__lifted_at__isnull=True, item__take_downs__isnull=False
        )
        .select_related("item__latest_revision", "submitted_by", "unit")
        .order_by("closed_at")
    )
    return [
        review
        for review in approved
        if review.item.latest_revision is not None
        and revision_fingerprint(review.item.latest_revision) != review.fingerprint
    ]


def reviews_of_writer(user: Any, unit: PressUnit) -> QuerySet[Review]:
    """Return what `user` has handed in that is still on its way."""
    return (
        Review.objects.filter(
            unit=unit,
            submitted_by=user,
            closed_at__isnull=True,
            step__gt=WRITING_STEP,
        )
        .select_related("item")
        .order_by("-submitted_at")
    )


def reviews_returned_to(user: Any, unit: PressUnit) -> list[tuple[Review, Any]]:
    """Return what was sent back to `user`, each with the decision that did it."""
    returned = (
        Review.objects.filter(
            unit=unit,
            submitted_by=user,
            state=Review.State.RETURNED,
            step=WRITING_STEP,
            closed_at__isnull=True,
        )
        .select_related("item")
        .prefetch_related("decisions__by")
    )
    return [(review, _last_return(review)) for review in returned]


def _last_return(review: Review) -> ReviewDecision | None:
    returns = [
        decision
        for decision in review.decisions.all()
        if decision.kind == ReviewDecision.Kind.RETURN
    ]
    return returns[-1] if returns else None


def drafts_of(user: Any, unit: PressUnit) -> QuerySet[ArticlePage]:
    """Return the person's own articles that are neither in review nor public."""
    return (
        ArticlePage.objects.filter(
            not_binned(),
            not_personal_of_others(user),
            unit=unit,
            owner=user,
            live=False,
        )
        .exclude(reviews__closed_at__isnull=True, reviews__isnull=False)
        .exclude(reviews__state=Review.State.APPROVED)
        .exclude(take_downs__isnull=False)
        .order_by("-latest_revision_created_at")
    )


def published_since(unit: PressUnit, since: datetime) -> QuerySet[ArticlePage]:
    """Return the unit's articles that first went live since then, newest first."""
    return ArticlePage.objects.filter(
        unit=unit, live=True, first_published_at__gte=since
    ).order_by("-first_published_at")


def ready_to_publish(unit: PressUnit) -> QuerySet[Review]:
    """Return approved items that nobody has published or scheduled yet."""
    return (
        Review.objects.filter(
            unit=unit,
            state=Review.State.APPROVED,
            item__live=False,
            item__place__binned_at__isnull=True,
        )
        .exclude(item__schedules__state__in=["pending", "blocked"])
        .exclude(item__releases__state="waiting")
        .exclude(
            item__take_downs__lifted_at__isnull=True, item__take_downs__isnull=False
        )
        .select_related("item")
        .order_by("closed_at")
    )


def schedules_late(*, by_s: float) -> QuerySet[PublicationSchedule]:
    """Return the promises of every unit that are over their time by `by_s` or more."""
    return (
        PublicationSchedule.objects.filter(
            state__in=["pending", "blocked"],
            at__lte=clock.now() - timedelta(seconds=by_s),
            led_by__isnull=True,
        )
        .select_related("item", "by")
        .order_by("at")
    )


def schedules_open(unit: PressUnit) -> QuerySet[PublicationSchedule]:
    """Return the unit's promises not yet kept, earliest first."""
    return (
        PublicationSchedule.objects.filter(
            state__in=["pending", "blocked"],
            item__in=Page.objects.filter(articlepage__unit=unit)
            | Page.objects.filter(syndicatedpage__unit=unit),
        )
        .select_related("item", "by")
        .order_by("at")
    )


def sections_of(unit: PressUnit) -> QuerySet[SectionPage]:
    """Return the unit's sections in menu order."""
    return (
        SectionPage.objects.descendant_of(unit.home)
        .live()
        .order_by("in_menu_order", "path")
    )


def pages_live_with(asset: Model) -> list[Page]:
    """Return the live pages that show or link to the asset, the newest first."""
    pages = ContentType.objects.get_for_model(Page)
    rows = ReferenceIndex.get_references_to(asset).filter(base_content_type=pages)
    ids = [int(pk) for pk in rows.values_list("object_id", flat=True)]
    return list(Page.objects.live().filter(pk__in=ids).order_by("-pk"))


def style_rules(unit: PressUnit) -> QuerySet[HouseStyleRule]:
    """Return the unit's house style, banned words first, each kind by alphabet."""
    return HouseStyleRule.objects.filter(unit=unit).order_by(
        "kind", alphabetical("wrong"), "pk"
    )
