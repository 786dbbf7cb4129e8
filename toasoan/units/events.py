"""Facts units announces to the rooms above it."""

from dataclasses import dataclass

from toasoan.core.outbox import event_type


@event_type("units.PressUnitChanged")
@dataclass(frozen=True, kw_only=True)
class PressUnitChanged:
    """What a unit says of itself, or where it answers, is not as it was.

    Attributes:
        unit_key: the unit.
        former_host: the host it answered on before, empty when that is the same.
        is_seen_elsewhere: whether other units' pages and the portal show it too.
    """

    unit_key: str
    former_host: str = ""
    is_seen_elsewhere: bool = False


@event_type("units.DelegationGiven")
@dataclass(frozen=True, kw_only=True)
class DelegationGiven:
    """Somebody signs for somebody else from a day on."""

    delegation_id: int
    by_id: int
