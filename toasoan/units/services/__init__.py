"""Writes about organisations, units, memberships and delegations."""

from toasoan.units.services.delegations import delegation_add, delegation_end
from toasoan.units.services.groups import user_groups_sync
from toasoan.units.services.loading import organisations_load, press_units_load
from toasoan.units.services.people import (
    member_unlock,
    membership_add,
    membership_end,
)
from toasoan.units.services.units import (
    unit_collection_set,
    unit_site_set,
    unit_tree_grant,
)

__all__ = [
    "delegation_add",
    "delegation_end",
    "member_unlock",
    "membership_add",
    "membership_end",
    "organisations_load",
    "press_units_load",
    "unit_collection_set",
    "unit_site_set",
    "unit_tree_grant",
    "user_groups_sync",
]
