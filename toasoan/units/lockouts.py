"""Who of a unit wrong passwords keep from signing in."""

from dataclasses import dataclass
from datetime import datetime

from toasoan.core.collation import alphabetical
from toasoan.security.selectors import accounts_locked
from toasoan.units.access import sees_every_unit
from toasoan.units.models import Membership, PressUnit
from toasoan.units.selectors import membership_list


@dataclass(frozen=True)
class LockedOut:
    """A person of the unit whom wrong passwords keep from signing in.

    Attributes:
        membership: one of the person's roles in the unit.
        until: when signing in opens by itself.
        is_platform: whether only who keeps the platform may unlock the account.
    """

    membership: Membership
    until: datetime
    is_platform: bool


def members_locked_out(unit: PressUnit) -> list[LockedOut]:
    """Return who of the unit cannot sign in now, by name, each person once."""
    members: dict[int, Membership] = {}
    for member in membership_list(unit).order_by(
        alphabetical("user__full_name"), "role"
    ):
        members.setdefault(member.user_id, member)
    locked = accounts_locked(member.user.email for member in members.values())
    return [
        LockedOut(
            membership=member,
            until=locked[member.user.email],
            is_platform=sees_every_unit(member.user),
        )
        for member in members.values()
        if member.user.email in locked
    ]
