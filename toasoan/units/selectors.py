"""Reads about units, desks and people."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import Page

from toasoan.core import clock
from toasoan.units.models import Desk, Membership, PressUnit
from toasoan.units.roles import ROLE_ACTIONS, Action, Role


def unit_of_page(page: Page) -> PressUnit | None:
    """Return the unit in whose tree the page stands, or None for the portal."""
    steps = range(Page.steplen, len(page.path) + 1, Page.steplen)
    return PressUnit.objects.filter(
        site__root_page__path__in=[page.path[:end] for end in steps]
    ).first()


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
        .order_by("full_name")
    )


def people_with_role(role: Role, unit: PressUnit) -> QuerySet[Any]:
    """Return the active people who hold `role` in `unit` today, by name."""
    held = Membership.objects.on(clock.today()).filter(
        organisation=unit.organisation, role=role
    )
    return (
        get_user_model()
        .objects.filter(is_active=True, pk__in=held.values("user"))
        .order_by("full_name")
    )


def membership_list(unit: PressUnit) -> QuerySet[Membership]:
    """Return who holds what in the unit today."""
    return (
        Membership.objects.on(clock.today())
        .filter(organisation=unit.organisation)
        .select_related("user", "desk")
    )
