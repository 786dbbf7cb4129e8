"""The unit a person works in now: one of theirs, kept in the session."""

from django.http import HttpRequest

from toasoan.units.access import unit_for, units_visible
from toasoan.units.errors import UnitNotFound
from toasoan.units.models import PressUnit

SESSION_KEY = "unit"


def units_of(request: HttpRequest) -> list[PressUnit]:
    """Return the units the person may choose from, read once per request."""
    if not hasattr(request, "_toasoan_units"):
        request._toasoan_units = list(  # type: ignore[attr-defined]  # noqa: SLF001
            units_visible(request.user).select_related("organisation")
        )
    return request._toasoan_units  # type: ignore[attr-defined]  # noqa: SLF001


def current_unit(request: HttpRequest) -> PressUnit | None:
    """Return the unit the person chose, or their first; None when they have none.

    A unit they no longer belong to is forgotten, whatever the session says.
    """
    units = units_of(request)
    wanted = request.session.get(SESSION_KEY)
    chosen = next((unit for unit in units if unit.key == wanted), None)
    return chosen or (units[0] if units else None)


def current_unit_required(request: HttpRequest) -> PressUnit:
    """Return the unit the person works in now.

    Raises:
        UnitNotFound: they belong to none.
    """
    unit = current_unit(request)
    if unit is None:
        raise UnitNotFound
    return unit


def current_unit_set(request: HttpRequest, key: str) -> PressUnit:
    """Work in the unit with `key` from now on.

    Raises:
        UnitNotFound: the person does not belong to it.
    """
    unit = unit_for(request.user, key)
    request.session[SESSION_KEY] = unit.key
    return unit
