"""Who there is: organisations and press units; desks, people and delegations."""

from toasoan.units.models.organisations import Organisation, PressUnit, Subject
from toasoan.units.models.people import Delegation, Desk, Membership

__all__ = [
    "Delegation",
    "Desk",
    "Membership",
    "Organisation",
    "PressUnit",
    "Subject",
]
