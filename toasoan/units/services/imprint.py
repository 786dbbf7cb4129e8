"""What a unit says of itself: imprint and remit."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit, Subject
from toasoan.units.roles import Action

IMPRINT_FIELDS = (
    "tagline",
    "chief_name",
    "licence",
    "address",
    "hotline",
    "email",
    "remit",
)


@transaction.atomic
def press_unit_update(
    *, unit: PressUnit, changes: dict[str, str], subjects: Iterable[Subject], by: Any
) -> PressUnit:
    """Change the unit's imprint and the subjects of its remit.

    Raises:
        NotAllowed: `by` does not keep the unit.
    """
    user_require(by, Action.MANAGE, unit)
    before = {name: getattr(unit, name) for name in IMPRINT_FIELDS}
    for name in IMPRINT_FIELDS:
        setattr(unit, name, changes.get(name, before[name]))
    unit.save(update_fields=IMPRINT_FIELDS)
    unit.subjects.set(subjects)
    audit_record(
        action="units.unit_updated",
        target=unit,
        by=by,
        unit_key=unit.key,
        data={"before": before},
    )
    return unit
