"""Until when a request must be answered, by the rule in force on the day it came."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).with_name("data") / "request_deadlines.yaml"


@dataclass(frozen=True)
class DeadlineRule:
    """One rule: for what, from when to when, how long, and by what law."""

    kind: str
    valid_from: date
    hours: int
    basis: str
    valid_to: date | None = None

    @property
    def span(self) -> timedelta:
        """How long there is from the receipt."""
        return timedelta(hours=self.hours)

    def holds_on(self, day: date) -> bool:
        """Return whether the rule is in force on `day`."""
        return self.valid_from <= day and (
            self.valid_to is None or day <= self.valid_to
        )


@cache
def rules() -> tuple[DeadlineRule, ...]:
    """Return every rule of the file."""
    rows = yaml.safe_load(DATA.read_text("utf-8"))
    return tuple(DeadlineRule(**row) for row in rows)


def rule_on(kind: str, day: date) -> DeadlineRule | None:
    """Return the rule for requests of `kind` that come in on `day`; None before any."""
    return next((r for r in rules() if r.kind == kind and r.holds_on(day)), None)
