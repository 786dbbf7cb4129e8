"""Reads about units, desks and people."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Collection, Page, Site

from toasoan.core import clock
from toasoan.core.collation import alphabetical
from toasoan.units.models import Delegation, Desk, Membership, Organisation, PressUnit
from toasoan.units.roles import OWN_RIGHT_ONLY, ROLE_ACTIONS, Action, Role


def unit_of_page(page: Page) -> PressUnit | None:
    """Return the unit in whose tree the page stands, or None for the portal."""
    steps = range(Page.steplen, len(page.path) + 1, Page.steplen)
    return PressUnit.objects.filter(
        site__root_page__path__in=[page.path[:end] for end in steps]
    ).first()


def unit_of_collection(collection: Collection) -> PressUnit | None:
    """Return the unit in whose archive the collection lies, or None for no unit's."""
    steps = range(Collection.steplen, len(collection.path) + 1, Collection.steplen)
    return PressUnit.objects.filter(
        collection__path__in=[collection.path[:end] for end in steps]
    ).first()


def unit_key_of(thing: Any) -> str | None:
    """Return the key of the unit a page, site, collection or file belongs to."""
    unit = getattr(thing, "unit", None)
    if isinstance(thing, Site):
        unit = PressUnit.objects.filter(site=thing.pk).first()
    elif isinstance(thing, Collection):
        unit = unit_of_collection(thing)
    elif isinstance(getattr(thing, "collection", None), Collection):
        unit = unit_of_collection(thing.collection)
    elif unit is None and isinstance(thing, Page):
        unit = unit_of_page(thing)
    return unit.key if isinstance(unit, PressUnit) else None


def desk_list(unit: PressUnit) -> QuerySet[Desk]:
    """Return the unit's working desks in their order."""
    return Desk.objects.filter(unit=unit, is_active=True)


def people_who_may(action: Action, unit: PressUnit) -> QuerySet[Any]:
    """Return the active people who may do `action` in `unit` today, by name."""
    roles = [role for role, actions in ROLE_ACTIONS.items() if action in actions]
    held = Membership.objects.on(clock.today()).filter(
        organisation=unit.organisation, role__in=roles
    )
    return (
        get_user_model()
        .objects.filter(is_active=True, pk__in=held.values("user"))
        .order_by(alphabetical("full_name"))
    )


def people_with_role(role: Role, unit: PressUnit) -> QuerySet[Any]:
    """Return the active people who hold `role` in `unit` today, by name."""
    held = Membership.objects.on(clock.today()).filter(
        organisation=unit.organisation, role=role
    )
    return (
        get_user_model()
        .objects.filter(is_active=True, pk__in=held.values("user"))
        .order_by(alphabetical("full_name"))
    )


def people_acting(action: Action, unit: PressUnit) -> QuerySet[Any]:
    """Return the active people who may do `action` in `unit` today, deputies included.

    In what one does in one's own right only, nobody has a deputy.
    """
    roles = [role for role, actions in ROLE_ACTIONS.items() if action in actions]
    lent = [] if action in OWN_RIGHT_ONLY else roles
    return _active(
        Q(pk__in=_held(unit).filter(role__in=roles).values("user"))
        | Q(pk__in=_lent(unit).filter(role__in=lent).values("deputy"))
    )


def people_signing(
    role: Role, unit: PressUnit, *, person_id: int | None = None
) -> QuerySet[Any]:
    """Return the active people who decide as `role` in `unit` today, deputies included.

    With `person_id` it is that very person, or who signs for them.
    """
    lent = _lent(unit).filter(role=role)
    if person_id is None:
        own = Q(pk__in=_held(unit).filter(role=role).values("user"))
    else:
        own, lent = Q(pk=person_id), lent.filter(principal=person_id)
    return _active(own | Q(pk__in=lent.values("deputy")))


def _held(unit: PressUnit) -> QuerySet[Membership]:
    return Membership.objects.on(clock.today()).filter(organisation=unit.organisation)


def _lent(unit: PressUnit) -> QuerySet[Delegation]:
    return Delegation.objects.on(clock.today()).filter(unit=unit)


def _active(who: Q) -> QuerySet[Any]:
    people = get_user_model().objects.filter(who, is_active=True)
    return people.order_by(alphabetical("full_name"))


def membership_list(unit: PressUnit) -> QuerySet[Membership]:
    """Return who holds what in the unit today."""
    today = clock.today()
    return memberships_not_over(unit).filter(valid_from__lte=today)


def memberships_not_over(unit: PressUnit) -> QuerySet[Membership]:
    """Return who holds what in the unit today, or will."""
    return Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()),
        organisation=unit.organisation,
    ).select_related("user", "desk")


def organisations_on(day: date) -> QuerySet[Organisation]:
    """Return the bodies that exist on `day`, by name, with what came before them."""
    return (
        Organisation.objects.on(day)
        .select_related("parent", "successor")
        .prefetch_related("predecessors")
        .order_by(alphabetical("name"))
    )


def organisations_ended(day: date) -> QuerySet[Organisation]:
    """Return the bodies that existed before `day` and do not any more, last first."""
    return (
        Organisation.objects.filter(valid_to__lt=day)
        .select_related("parent", "successor")
        .prefetch_related("predecessors")
        .order_by("-valid_to", "name")
    )


def delegations_open(unit: PressUnit) -> QuerySet[Delegation]:
    """Return who signs for whom in the unit now or later, the first to end first."""
    return (
        Delegation.objects.filter(unit=unit, valid_to__gte=clock.today())
        .select_related("principal", "deputy")
        .order_by("valid_to", "pk")
    )


def bodies_on(day: date) -> QuerySet[Organisation]:
    """Return the bodies in which roles of the ministry are held on `day`."""
    return Organisation.objects.on(day).filter(kind__in=Organisation.STAFFED)


def wide_memberships() -> QuerySet[Membership]:
    """Return who holds a role in a body that is no press unit, today or later."""
    return (
        Membership.objects.filter(organisation__press_unit__isnull=True)
        .exclude(valid_to__lt=clock.today())
        .select_related("user", "organisation")
        .order_by(alphabetical("organisation__name"), alphabetical("user__full_name"))
    )
