"""Who may see and do what in which unit. Every query of the house is scoped here."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from toasoan.core import clock
from toasoan.core.collation import alphabetical
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.errors import UnitNotFound
from toasoan.units.models import Delegation, Membership, PressUnit
from toasoan.units.roles import (
    MINISTRY_ROLES,
    OWN_RIGHT_ONLY,
    ROLE_ACTIONS,
    Action,
    Role,
)

CACHE_ATTRIBUTE = "_toasoan_standing"


@dataclass(frozen=True)
class Standing:
    """The roles a person holds today, own and delegated.

    Attributes:
        own: unit id → roles held by membership.
        delegated: unit id → {role: ids of the people signed for}.
        wide: roles held in bodies that are no press unit.
    """

    own: dict[int, frozenset[Role]]
    delegated: dict[int, dict[Role, frozenset[int]]]
    wide: frozenset[Role] = field(default_factory=frozenset)

    def roles_in(self, unit_id: int) -> frozenset[Role]:
        """Return all roles in a unit, delegated ones included."""
        return self.own.get(unit_id, frozenset()) | frozenset(
            self.delegated.get(unit_id, {})
        )

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units in which the person has any role."""
        return frozenset(self.own) | frozenset(self.delegated)


def standing_of(user: Any) -> Standing:
    """Return the person's standing today, read once per user object."""
    cached = getattr(user, CACHE_ATTRIBUTE, None)
    day = clock.today()
    if cached is not None and cached[0] == day:
        return cached[1]
    standing = _standing_read(user)
    setattr(user, CACHE_ATTRIBUTE, (day, standing))
    return standing


def standing_forget(user: Any) -> None:
    """Make the next question about `user` read the database again."""
    if hasattr(user, CACHE_ATTRIBUTE):
        delattr(user, CACHE_ATTRIBUTE)


def _standing_read(user: Any) -> Standing:
    own: defaultdict[int, set[Role]] = defaultdict(set)
    wide: set[Role] = set()
    held = Membership.objects.on(clock.today()).filter(user=user)
    for role, unit_id in held.values_list("role", "organisation__press_unit"):
        if unit_id is None:
            wide.add(Role(role))
        else:
            own[unit_id].add(Role(role))
    delegated: defaultdict[int, defaultdict[Role, set[int]]] = defaultdict(
        lambda: defaultdict(set)
    )
    # Few people sign for others, and whether it still counts is a costly question.
    if Delegation.objects.filter(deputy=user).exists():
        current = Delegation.objects.on(clock.today()).filter(deputy=user)
        for role, unit_id, principal in current.values_list(
            "role", "unit", "principal"
        ):
            delegated[unit_id][Role(role)].add(principal)
    return Standing(
        own={unit: frozenset(roles) for unit, roles in own.items()},
        delegated={
            unit: {role: frozenset(people) for role, people in roles.items()}
            for unit, roles in delegated.items()
        },
        wide=frozenset(wide),
    )


def sees_every_unit(user: Any) -> bool:
    """Return whether the person keeps the platform itself."""
    return bool(
        user.is_active
        and (user.is_superuser or Role.PLATFORM_ADMINISTRATOR in standing_of(user).wide)
    )


def platform_require(user: Any) -> None:
    """Do nothing when the person keeps the platform itself.

    Raises:
        NotAllowed: they do not.
    """
    if not sees_every_unit(user):
        raise NotAllowed


def is_ministry_person(user: Any) -> bool:
    """Return whether the person belongs to a coordinating body of the ministry."""
    return bool(user.is_active and standing_of(user).wide & MINISTRY_ROLES)


def organisations_require(user: Any) -> None:
    """Do nothing when the person may look through the bodies of the ministry.

    Raises:
        NotAllowed: they neither belong to one nor keep a unit or the platform.
    """
    if is_ministry_person(user) or sees_every_unit(user):
        return
    if not any(user_may(user, Action.MANAGE, unit) for unit in units_visible(user)):
        raise NotAllowed


def units_visible(user: Any) -> QuerySet[PressUnit]:
    """Return the units whose work `user` may see."""
    if not user.is_authenticated or not user.is_active:
        return PressUnit.objects.none()
    if sees_every_unit(user):
        return PressUnit.objects.all()
    return PressUnit.objects.filter(pk__in=standing_of(user).unit_ids)


def unit_for(user: Any, key: str) -> PressUnit:
    """Return the unit with `key`.

    Raises:
        UnitNotFound: there is none, or `user` does not belong to it.
    """
    unit = units_visible(user).filter(key=key).first()
    if unit is None:
        raise UnitNotFound
    return unit


def in_units_visible(user: Any, field_name: str = "unit") -> Q:
    """Return the filter that keeps rows of the units `user` may see."""
    return Q(**{f"{field_name}__in": units_visible(user)})


def roles_of(user: Any, unit: PressUnit) -> frozenset[Role]:
    """Return the roles `user` holds in `unit` today, delegated ones included."""
    return standing_of(user).roles_in(unit.pk)


def roles_held(user: Any, unit: PressUnit) -> frozenset[Role]:
    """Return the roles `user` holds in `unit` today in their own right."""
    return standing_of(user).own.get(unit.pk, frozenset())


def delegation_for_ending(user: Any, unit: PressUnit, pk: int) -> Delegation:
    """Return the unit's delegation to its principal or to who delegates for others.

    Raises:
        NotFound: there is none in the unit.
        NotAllowed: it is neither the person's own nor theirs to end.
    """
    delegation = (
        Delegation.objects.filter(unit=unit, pk=pk)
        .select_related("principal", "deputy", "unit")
        .first()
    )
    if delegation is None:
        raise NotFound
    if delegation.principal != user:
        user_require(user, Action.DELEGATE, unit)
    return delegation


def user_may(user: Any, action: Action, unit: PressUnit) -> bool:
    """Return whether `user` may do `action` in `unit` today."""
    if not user.is_active:
        return False
    if sees_every_unit(user):
        return True
    roles = (roles_held if action in OWN_RIGHT_ONLY else roles_of)(user, unit)
    return any(action in ROLE_ACTIONS.get(role, frozenset()) for role in roles)


def user_require(user: Any, action: Action, unit: PressUnit) -> None:
    """Do nothing when `user` may do `action` in `unit`.

    Raises:
        NotAllowed: the person may not.
    """
    if not user_may(user, action, unit):
        raise NotAllowed


def user_holds_role(
    user: Any, unit: PressUnit, role: Role, *, person_id: int | None = None
) -> bool:
    """Return whether `user` holds `role` in `unit`, or signs for who does.

    With `person_id`, only for that very person: a named step is passed by the
    person named or by whoever signs for them.
    """
    standing = standing_of(user)
    signed_for = standing.delegated.get(unit.pk, {}).get(role, frozenset())
    if person_id is not None:
        return person_id in signed_for
    return role in standing.own.get(unit.pk, frozenset()) or bool(signed_for)


def signs_for(user: Any, unit: PressUnit, role: Role) -> int | None:
    """Return whom `user` signs for in `role`, or None when in their own right."""
    standing = standing_of(user)
    if role in standing.own.get(unit.pk, frozenset()):
        return None
    return min(standing.delegated.get(unit.pk, {}).get(role, frozenset()), default=None)


def colleagues_of(user: Any) -> QuerySet[Any]:
    """Return the people who hold or held a role in a unit `user` belongs to."""
    organisations = units_visible(user).values("organisation")
    held = Membership.objects.filter(organisation__in=organisations)
    return (
        get_user_model()
        .objects.filter(pk__in=held.values("user"))
        .order_by(alphabetical("full_name"))
    )


def shared_with(user: Any, unit: PressUnit) -> Q:
    """Return the condition that a thing kept in the unit is the person's or shared.

    What is shared with a desk is seen by its people and by those of no desk. The
    thing has `owner`, `desk` and `shared`: nobody, desk or unit.
    """
    held = Membership.objects.on(clock.today()).filter(
        user=user.pk, organisation=unit.organisation
    )
    with_desk = Q(shared="desk", desk__in=held.values("desk"))
    if held.filter(desk__isnull=True).exists():
        with_desk = Q(shared="desk")
    return Q(unit=unit) & (Q(owner=user.pk) | Q(shared="unit") | with_desk)
