"""Items by where they lie: at a desk, with one person, marked, in the bin."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page

from toasoan.content.models import ItemMark, ItemPlace, Stage
from toasoan.content.models.articles import ItemPage
from toasoan.core import clock
from toasoan.units.access import units_visible, user_may
from toasoan.units.models import Desk, Membership, PressUnit
from toasoan.units.roles import Action

Takes = Stage.Takes
# How long what was thrown away stays before anybody may delete it.
KEPT_FOR = timedelta(days=30)


# --- What is hidden --------------------------------------------------------------


def not_binned() -> Q:
    """Return the filter on pages that leaves out what lies in the bin."""
    return Q(place__binned_at__isnull=True)


def not_personal_of_others(user: Any) -> Q:
    """Return the filter on pages that leaves out what is in somebody else's own space."""
    if user.is_superuser:
        return Q()
    return Q(place__owner__isnull=True) | Q(place__owner=user.pk)


def places_hidden_from(user: Any) -> QuerySet[ItemPlace]:
    """Return the places whose items the person comes upon in no list of pages."""
    others = Q(owner__isnull=False) & ~Q(owner=user.pk)
    hidden = Q(binned_at__isnull=False)
    return ItemPlace.objects.filter(hidden if user.is_superuser else hidden | others)


# --- Where things lie ------------------------------------------------------------


def place_of(item: Page) -> ItemPlace | None:
    """Return where the item lies, or None for nowhere yet."""
    return (
        ItemPlace.objects.select_related("stage__desk", "owner", "moved_by")
        .filter(item_id=item.pk)
        .first()
    )


def items_in_stage(stage: Stage) -> QuerySet[Page]:
    """Return what lies in the stage, what came last first."""
    return _placed().filter(place__stage=stage)


def items_of_desk(desk: Desk) -> QuerySet[Page]:
    """Return what lies in any stage of the desk, stage by stage."""
    return (
        _placed()
        .filter(place__stage__desk=desk)
        .order_by("place__stage__order", "-place__since", "-pk")
    )


def items_personal(user: Any) -> QuerySet[Page]:
    """Return what is in the person's own space, in the units they belong to."""
    return _placed().filter(_of_units(units_visible(user)), place__owner=user.pk)


def items_left(unit: PressUnit) -> QuerySet[Page]:
    """Return what lies in the own space of people who are of the unit no more."""
    held = Membership.objects.on(clock.today()).filter(
        organisation=unit.organisation, user=OuterRef("place__owner")
    )
    return _placed().filter(
        _of_units([unit]),
        Q(place__owner__is_active=False) | ~Exists(held),
        place__owner__isnull=False,
    )


def items_binned(unit: PressUnit) -> QuerySet[Page]:
    """Return what lies in the unit's bin, what was thrown away last first."""
    return (
        Page.objects.filter(_of_units([unit]), place__binned_at__isnull=False)
        .select_related("place__stage__desk", "place__binned_by", "owner")
        .order_by("-place__binned_at", "-pk")
    )


def erasable_from(place: ItemPlace) -> datetime:
    """Return from when who keeps the unit may delete for good what lies in the bin."""
    return (place.binned_at or clock.now()) + KEPT_FOR


def left_things_seen_by(user: Any, unit: PressUnit) -> bool:
    """Return whether the person looks after what others left behind in the unit."""
    return user_may(user, Action.ASSIGN, unit) or user_may(user, Action.MANAGE, unit)


def _placed() -> QuerySet[Page]:
    return (
        Page.objects.filter(not_binned(), place__isnull=False)
        .select_related("place__stage__desk", "place__moved_by", "owner")
        .order_by("-place__since", "-pk")
    )


def _of_units(units: Any) -> Q:
    return Q(articlepage__unit__in=units) | Q(syndicatedpage__unit__in=units)


# --- Marks -----------------------------------------------------------------------


def marks_open(user: Any, unit: PressUnit | None = None) -> QuerySet[ItemMark]:
    """Return the marks for the person or their desks, not done yet, newest first.

    With a unit, only those of its items.
    """
    units: Any = units_visible(user) if unit is None else [unit]
    pages = Page.objects.filter(
        _of_units(units), not_binned(), not_personal_of_others(user)
    )
    return (
        ItemMark.objects.filter(
            Q(person=user.pk) | Q(desk__in=desks_of(user)),
            done_at__isnull=True,
            item__in=pages,
        )
        .select_related("item__place__stage__desk", "desk", "person", "by")
        .order_by("-at", "-pk")
    )


def marks_of_item(item: Page) -> QuerySet[ItemMark]:
    """Return the item's marks that are not done, newest first."""
    return ItemMark.objects.filter(
        item_id=item.pk, done_at__isnull=True
    ).select_related("desk", "person", "by")


def may_end_mark(mark: ItemMark, item: ItemPage, user: Any) -> bool:
    """Return whether the mark is the person's to take off."""
    if user.pk in {mark.person_id, mark.by_id}:
        return True
    if mark.desk_id is not None and desks_of(user).filter(pk=mark.desk_id).exists():
        return True
    return user_may(user, Action.EDIT_OTHERS, item.unit)


# --- Desks and stages ------------------------------------------------------------


def desks_of(user: Any) -> QuerySet[Desk]:
    """Return the desks at work the person belongs to today, in the units' order."""
    held = Membership.objects.on(clock.today()).filter(user=user.pk)
    return Desk.objects.filter(is_active=True, pk__in=held.values("desk"))


def desk_of_writer(user: Any, unit: PressUnit) -> Desk | None:
    """Return the person's desk in the unit, the first of several."""
    return desks_of(user).filter(unit=unit).first() if user is not None else None


def desk_of_item(item: ItemPage, *, chosen: Desk | None = None) -> Desk | None:
    """Return the desk an item that lies at none belongs to.

    Its story's, else its writer's, else the one chosen.
    """
    story = getattr(item, "story", None)
    if story is not None and story.desk.is_active:
        desk: Desk = story.desk
        return desk
    return desk_of_writer(item.owner, item.unit) or chosen


def lacks_desk(item: ItemPage) -> bool:
    """Return whether the item lies in somebody's own space and no desk is known."""
    place = place_of(item)
    is_personal = place is not None and place.owner_id is not None
    return is_personal and desk_of_item(item) is None


def stage_taking(desk: Desk, takes: str) -> Stage | None:
    """Return the stage of the desk that takes this by itself, if it has one."""
    return desk.stages.filter(takes=takes).first()


def may_keep_stages(user: Any, desk: Desk) -> bool:
    """Return whether the person says which stages the desk has.

    Who keeps the unit does, and who assigns at that desk.
    """
    if user_may(user, Action.MANAGE, desk.unit):
        return True
    runs = user_may(user, Action.ASSIGN, desk.unit)
    return runs and desks_of(user).filter(pk=desk.pk).exists()


def stages_of(unit: PressUnit) -> QuerySet[Stage]:
    """Return the stages of the unit's desks at work, desk by desk."""
    return (
        Stage.objects.filter(desk__unit=unit, desk__is_active=True)
        .select_related("desk")
        .order_by("desk__order", "desk__name", "order", "pk")
    )


# --- What may lie where ----------------------------------------------------------


def states_fitting(item: Page) -> set[str]:
    """Return what the item's state lets it lie under; own stages take anything.

    A stage that takes handed-in, approved or published items by itself never shows
    anything else, so that a column and the review say the same.
    """
    review = item.reviews.first()
    fitting: set[str] = {Takes.NOTHING, Takes.INCOMING}
    if item.live or item.first_published_at is not None:
        fitting.add(Takes.PUBLISHED)
    if review is not None and review.closed_at is None and review.is_with_reviewers:
        return fitting | {Takes.SUBMITTED}
    if review is not None and review.state == review.State.APPROVED:
        return fitting | {Takes.APPROVED}
    if Takes.PUBLISHED in fitting and review is None:
        return fitting
    return fitting | {Takes.WRITING}
