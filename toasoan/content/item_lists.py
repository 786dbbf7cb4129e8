"""Lists of items for the staff: by state, section, writer and words."""

from typing import Any

from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from toasoan.content.desks.desk_items import not_binned, not_personal_of_others
from toasoan.content.finding.search import items_search
from toasoan.content.item_states import OPEN_SCHEDULES, with_state
from toasoan.content.models import (
    ArticlePage,
    PublicationSchedule,
    Release,
    Review,
    SyndicatedPage,
    TakeDown,
)
from toasoan.content.models.review import WRITING_STEP
from toasoan.units.models import PressUnit

_LISTED = ("owner",)
SEARCH_PAGES_MAX = 5


def items_of_unit(unit: PressUnit, user: Any) -> Any:
    """Return the unit's items as plain pages, the last touched first.

    Without what lies in the bin or in somebody else's own space.
    """
    return (
        Page.objects.filter(
            Q(articlepage__unit=unit) | Q(syndicatedpage__unit=unit),
            not_binned(),
            not_personal_of_others(user),
        )
        .annotate(package_kind=F("articlepage__packagepage__kind"))
        .select_related(*_LISTED)
        .order_by("-latest_revision_created_at", "-pk")
    )


def items_filtered(
    *,
    user: Any,
    unit: PressUnit,
    state: str = "",
    section: Page | None = None,
    author: Any = None,
    words: str = "",
) -> QuerySet[Page]:
    """Return the unit's items that match every filter given."""
    items = items_of_unit(unit, user)
    if words.strip():
        items = items.filter(pk__in=_found(user, unit, words))
    if section is not None:
        items = items.descendant_of(section)
    if author is not None:
        items = items.filter(owner=author)
    if state:
        items = items.filter(state_filter(state))
    return with_state(items)


def _found(user: Any, unit: PressUnit, words: str) -> list[int]:
    """Return the keys of the best matches, as many as a person looks through."""
    keys: list[int] = []
    for page in range(1, SEARCH_PAGES_MAX + 1):
        found = items_search(user=user, words=words, unit=unit, page=page)
        keys += [item.pk for item in found.items]
        if not found.has_more:
            break
    return keys


def state_filter(state: str) -> Q:
    """Return the filter for one of item_states.STATE_LABELS."""
    is_down = Q(pk__in=TakeDown.objects.filter(lifted_at__isnull=True).values("item"))
    if state == "taken_down":
        return is_down
    leaving = Q(
        pk__in=Release.objects.filter(state=Release.State.WAITING).values("item")
    )
    if state == "leaving":
        return leaving & ~is_down
    if state == "published":
        return Q(live=True)
    waiting = Q(live=False) & ~is_down & ~leaving
    promised = Q(
        pk__in=PublicationSchedule.objects.filter(state__in=OPEN_SCHEDULES).values(
            "item"
        )
    )
    if state == "scheduled":
        return waiting & promised
    return waiting & ~promised & _review_filter(state)


def _review_filter(state: str) -> Q:
    is_open = Review.objects.filter(closed_at__isnull=True)
    approved = Q(pk__in=_reviews_in(Review.State.APPROVED))
    in_review = Q(pk__in=is_open.filter(step__gt=WRITING_STEP).values("item"))
    returned = Q(pk__in=is_open.filter(step=WRITING_STEP).values("item"))
    return {
        "in_review": in_review,
        "returned": returned,
        "ready": approved & ~in_review & ~returned,
    }.get(state, ~approved & ~in_review & ~returned)


def _reviews_in(state: str) -> Any:
    return Review.objects.filter(state=state).values("item")


def articles_elsewhere(unit: PressUnit, words: str = "") -> QuerySet[ArticlePage]:
    """Return what other units have published and this one may take over."""
    taken = SyndicatedPage.objects.filter(unit=unit).values("original")
    articles = (
        ArticlePage.objects.live()
        .exclude(unit=unit)
        .filter(packagepage__isnull=True)
        .exclude(pk__in=taken)
        .select_related("unit")
        .order_by("-first_published_at", "-pk")
    )
    if words.strip():
        articles = articles.filter(title__icontains=words.strip())
    return articles
