"""What came of sending something out of the house."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Result(Enum):
    """What is known afterwards."""

    SENT = "sent"
    # It surely did not arrive: later may help.
    LATER = "later"
    # It surely did not arrive, and never will.
    REFUSED = "refused"
    # It may have arrived: sent again, it could arrive twice.
    UNKNOWN = "unknown"
    # The device no longer wants to hear from us.
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result, in words of the outside service why, and when it asked us back."""

    result: Result
    problem: str = ""
    retry_after: timedelta | None = None
