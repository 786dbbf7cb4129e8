"""Trial events on the calendars of the units."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from toasoan.core import clock
from toasoan.newsroom.demo import files
from toasoan.planning.models import Event
from toasoan.planning.services import event_add
from toasoan.units.models import PressUnit


@transaction.atomic
def events_load(people: dict[str, Any]) -> None:
    """Put the trial events on calendars that hold none of trial people."""
    if Event.objects.filter(created_by__in=people.values()).exists():
        return
    units = {unit.key: unit for unit in PressUnit.objects.all()}
    for row in files.events():
        starts_at = moment_on(clock.today() + timedelta(days=row["day"]), row["at"])
        event_add(
            unit=units[row["unit"]],
            title=row["title"],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=row["hours"]),
            rule=row.get("rule", ""),
            place=row["place"],
            description=row.get("description", ""),
            contacts=row.get("contacts", ""),
            status=row.get("status", Event.Status.CONFIRMED),
            by=people[row["by"]],
        )


def moment_on(day: date, at: str) -> datetime:
    """Return the moment at which the house's clock shows `at` on the day."""
    wall = datetime.combine(day, time.fromisoformat(at))
    return timezone.make_aware(wall, timezone.get_default_timezone())
