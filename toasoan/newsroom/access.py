"""Who may read the log and keep the machine room."""

from typing import Any

from django.db.models import QuerySet

from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.security.selectors import audit_entries
from toasoan.units.access import sees_every_unit, units_visible, user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


def units_with_readable_log(user: Any) -> list[PressUnit]:
    """Return the units whose log `user` may read."""
    return [
        unit for unit in units_visible(user) if user_may(user, Action.READ_LOG, unit)
    ]


def log_readable(user: Any) -> QuerySet[AuditEntry]:
    """Return the lines of the log that `user` may read, the newest first.

    What belongs to no unit is for who keeps the platform.

    Raises:
        NotAllowed: they may read none.
    """
    entries = audit_entries().order_by("-sequence")
    if sees_every_unit(user):
        return entries
    units = units_with_readable_log(user)
    if not units:
        raise NotAllowed
    return entries.filter(unit_key__in=[unit.key for unit in units])


def platform_require(user: Any) -> None:
    """Do nothing when `user` keeps the platform.

    Raises:
        NotAllowed: they do not.
    """
    if not sees_every_unit(user):
        raise NotAllowed
