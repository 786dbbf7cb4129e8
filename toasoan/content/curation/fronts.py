"""Fronts as lists of places, and which of them is the front at a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from wagtail.models import Page

from toasoan.content.models import (
    FrontLayout,
    FrontPlan,
    HomeSlot,
    PublicationSchedule,
    Release,
    SyndicatedPage,
)
from toasoan.content.models.fronts import OPINION, SECTION, TOP, PlacedItem
from toasoan.units.models import PressUnit

# How many places an editor decides on in each area: as many as readers are shown.
PLACES = {TOP: 5, OPINION: 3, SECTION: 3}
# How many more an area keeps that readers cannot be shown yet, or any more.
WAITING = 5
State = FrontPlan.State


@dataclass(frozen=True)
class Placed:
    """A place of a front: an item, or None where the place fills itself."""

    area: str
    item_id: int | None = None
    until: datetime | None = None

    def is_held_at(self, moment: datetime) -> bool:
        """Return whether the item still holds its place at `moment`."""
        return self.until is None or self.until > moment


Slots = tuple[Placed, ...]


@dataclass(frozen=True)
class Gap:
    """An item of a plan that readers will not have yet when the plan begins.

    Attributes:
        item: the page.
        at: when it is promised, None when nobody promised it.
        is_blocked: whether the promise was broken already.
    """

    item: Page
    at: datetime | None = None
    is_blocked: bool = False


def places_in(area: str) -> int:
    """Return how many places the area has; 0 when there is no such area."""
    if area.startswith(SECTION):
        return PLACES[SECTION] if area.removeprefix(SECTION).isdecimal() else 0
    return PLACES.get(area, 0)


def section_area(section_id: int) -> str:
    """Return the area of a section's band."""
    return f"{SECTION}{section_id}"


def in_area(slots: Iterable[Placed], area: str) -> list[Placed]:
    """Return the places of the area, in order."""
    return [slot for slot in slots if slot.area == area]


def front_slots(home_id: int) -> Slots:
    """Return the places of the front as it is now."""
    return slots_of(HomeSlot.objects.filter(home=home_id))


def slots_of(rows: QuerySet[Any]) -> Slots:
    """Return the places that these rows of HomeSlot or PlanSlot keep."""
    found = rows.order_by("sort_order", "pk").values_list("area", "article", "until")
    return tuple(Placed(*row) for row in found)


def slots_packed(slots: Iterable[Placed]) -> list[list[Any]]:
    """Return the places as the history keeps them."""
    return [
        [each.area, each.item_id, each.until.isoformat() if each.until else None]
        for each in slots
    ]


def slots_unpacked(rows: Sequence[Sequence[Any]]) -> Slots:
    """Return the places that the history kept."""
    return tuple(
        Placed(area, item_id, parse_datetime(until) if until else None)
        for area, item_id, until in rows
    )


def slots_write(model: type[PlacedItem], slots: Iterable[Placed], **owner: Any) -> None:
    """Keep exactly these places for the owner; items that are gone are left out.

    Must run in the transaction of the service that holds the owner's row.
    """
    placed = list(slots)
    model._default_manager.filter(**owner).delete()  # noqa: SLF001
    ids = {each.item_id for each in placed if each.item_id}
    there = set(Page.objects.filter(pk__in=ids).values_list("pk", flat=True))
    model._default_manager.bulk_create(  # noqa: SLF001
        model(
            area=each.area,
            article_id=each.item_id,
            until=each.until,
            sort_order=order,
            **owner,
        )
        for order, each in enumerate(placed)
        if each.item_id is None or each.item_id in there
    )


# --- Which front it is -----------------------------------------------------------


def front_version(home_id: int) -> int:
    """Return the number of the front as it is now: it grows with each change."""
    last = FrontLayout.objects.filter(home=home_id).order_by("-pk").first()
    return last.pk if last else 0


def plan_at(home_id: int, moment: datetime) -> FrontPlan | None:
    """Return the plan that is the front at `moment`, if one is.

    Of those that have begun and not ended, the one that began last.
    """
    plans = FrontPlan.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=moment),
        home=home_id,
        state__in=[State.PLANNED, State.LIVE],
        starts_at__lte=moment,
    )
    return plans.order_by("-starts_at", "-pk").first()


def slots_at(home_id: int, moment: datetime) -> Slots:
    """Return the places of the front as it will be at `moment`, as things are planned."""
    plan = plan_at(home_id, moment)
    if plan is not None and plan.state == State.PLANNED:
        return slots_of(plan.slots.all())
    live = FrontPlan.objects.filter(home=home_id, state=State.LIVE).first()
    if plan is None and live is not None:
        before = layout_behind(live, moment)
        return slots_unpacked(before.slots) if before else ()
    return front_slots(home_id)


def layout_behind(plan: FrontPlan, moment: datetime) -> FrontLayout | None:
    """Return the front that comes back at `moment`, when the plan ends.

    It is what was there before, unless that was a plan that has ended since.
    """
    layout = plan.before
    while layout is not None and layout.plan is not None:
        ended = layout.plan.ends_at is not None and layout.plan.ends_at <= moment
        if not (ended or layout.plan.state == State.WITHDRAWN):
            break
        layout = layout.plan.before
    return layout


def plans_coming(home_id: int) -> list[FrontPlan]:
    """Return the plan on the front and those that wait, in the order of their times."""
    states = [State.PLANNED, State.LIVE]
    plans = FrontPlan.objects.filter(home=home_id, state__in=states)
    return list(plans.select_related("by", "home").prefetch_related("slots"))


def plans_over(home_id: int, limit: int = 10) -> list[FrontPlan]:
    """Return the plans that are past or were withdrawn, the latest first."""
    over = FrontPlan.objects.filter(home=home_id).exclude(
        state__in=[State.PLANNED, State.LIVE]
    )
    return list(over.select_related("by").order_by("-starts_at", "-pk")[:limit])


def layouts_of(home_id: int, limit: int = 20) -> list[FrontLayout]:
    """Return what the front was made of, the latest first."""
    layouts = FrontLayout.objects.filter(home=home_id).select_related("by", "plan")
    return list(layouts.order_by("-pk")[:limit])


# --- What readers will have ------------------------------------------------------


def items_of(unit: PressUnit) -> QuerySet[Page]:
    """Return what may stand on the unit's front: its own items of every kind."""
    return Page.objects.filter(Q(articlepage__unit=unit) | Q(syndicatedpage__unit=unit))


def promised(unit: PressUnit, moment: datetime) -> QuerySet[PublicationSchedule]:
    """Return the unit's promises to publish that are to be kept by `moment`."""
    return (
        PublicationSchedule.objects.filter(
            state=PublicationSchedule.State.PENDING,
            at__lte=moment,
            item__in=items_of(unit),
        )
        .select_related("item")
        .order_by("at", "pk")
    )


def gaps_in(item_ids: Iterable[int], moment: datetime) -> list[Gap]:
    """Return those of the items that readers will not have at `moment`."""
    wanted = list(dict.fromkeys(item_ids))
    pages = Page.objects.filter(pk__in=wanted, live=False).in_bulk()
    fallen = SyndicatedPage.objects.filter(
        pk__in=wanted, live=True, original__live=False
    )
    pages |= {each.pk: each.page_ptr for each in fallen.select_related("page_ptr")}
    leaving = set(
        Release.objects.filter(item__in=pages, state=Release.State.WAITING).values_list(
            "item", flat=True
        )
    )
    open_states = [PublicationSchedule.State.PENDING, PublicationSchedule.State.BLOCKED]
    promises = {
        each.item_id: each
        for each in PublicationSchedule.objects.filter(
            item__in=pages, state__in=open_states
        )
    }
    found = []
    for pk in wanted:
        promise = promises.get(pk)
        if pk not in pages or pk in leaving or _is_kept(promise, moment):
            continue
        blocked = promise is not None and promise.state != open_states[0]
        found.append(Gap(pages[pk], promise.at if promise else None, blocked))
    return found


def _is_kept(promise: PublicationSchedule | None, moment: datetime) -> bool:
    return (
        promise is not None
        and promise.state == PublicationSchedule.State.PENDING
        and promise.at <= moment
    )


def plan_gaps(plan: FrontPlan) -> list[Gap]:
    """Return the items of the plan that readers will not have when it begins."""
    ids = [slot.article_id for slot in plan.slots.all() if slot.article_id]
    return gaps_in(ids, plan.starts_at)


def tidied(slots: Iterable[Placed]) -> Slots:
    """Return the places with each item once, no area too full, no empty place last."""
    seen: set[int] = set()
    by_area: dict[str, list[Placed]] = {}
    for slot in slots:
        row = by_area.setdefault(slot.area, [])
        if slot.item_id is None:
            row.append(replace(slot, until=None))
        elif slot.item_id not in seen:
            seen.add(slot.item_id)
            row.append(slot)
    found: list[Placed] = []
    for area, row in by_area.items():
        kept = row[: places_in(area) + WAITING] if places_in(area) else row
        while kept and kept[-1].item_id is None:
            kept.pop()
        found += kept
    return tuple(found)
