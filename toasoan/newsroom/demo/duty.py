"""Trial rota, contributors and house style, and stories the units show each other."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from toasoan.content.models import HouseStyleRule
from toasoan.content.services.house_style import style_rule_add
from toasoan.core import clock
from toasoan.newsroom.demo import files
from toasoan.newsroom.demo.events import moment_on
from toasoan.planning.models import Absence, Freelancer, Shift, Story
from toasoan.planning.services import (
    absence_add,
    freelancer_add,
    shift_add,
    story_offer,
    story_update,
)
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role


@transaction.atomic
def duty_load(people: dict[str, Any]) -> None:
    """Bring in what is missing of the trial rota, contributors and house style."""
    if Shift.objects.filter(created_by__in=people.values()).exists():
        return
    rows = files.duty()
    units = {unit.key: unit for unit in PressUnit.objects.all()}
    for row in rows["absences"]:
        _absence(row, people[row["who"]])
    for unit in units.values():
        _unit_duty(unit, rows)
    for row in rows["freelancers"]:
        unit = units[row["unit"]]
        facts = {name: text for name, text in row.items() if name != "unit"}
        freelancer_add(unit=unit, by=_secretary(unit), **facts)
    for row in rows["offers"]:
        _offer(units[row["from"]], units[row["to"]], row["note"])


def _unit_duty(unit: PressUnit, rows: dict[str, Any]) -> None:
    secretary = _secretary(unit)
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    for row in rows["duties"]:
        person = people_with_role(Role(row["role"]), unit).first()
        for day in range(rows["days"] if person else 0):
            starts_at = moment_on(monday + timedelta(days=day), row["at"])
            shift_add(
                unit=unit,
                user=person,
                duty=row["duty"],
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=row["hours"]),
                by=secretary,
            )
    for row in rows["style"]:
        style_rule_add(unit=unit, by=secretary, **{"kind": "preferred", **row})
    for story in Story.objects.filter(unit=unit, state=Story.State.APPROVED):
        story_update(story=story, changes={"shared_with_group": True}, by=secretary)


def _absence(row: dict[str, Any], person: Any) -> None:
    first_day = clock.today() + timedelta(days=row["day"])
    absence_add(
        user=person,
        kind=row["kind"],
        first_day=first_day,
        last_day=first_day + timedelta(days=row["days"] - 1),
        note=row.get("note", ""),
        by=person,
    )


def _offer(unit: PressUnit, to_unit: PressUnit, note: str) -> None:
    story = Story.objects.filter(unit=unit, state=Story.State.APPROVED).first()
    if story is not None:
        story_offer(story=story, to_unit=to_unit, note=note, by=_secretary(unit))


def _secretary(unit: PressUnit) -> Any:
    return people_with_role(Role.EDITORIAL_SECRETARY, unit).get()


def duty_remove(people: Any, mail_ending: str) -> None:
    """Take the trial rota, contributors and house style out again."""
    Shift.objects.filter(created_by__in=people).delete()
    Absence.objects.filter(user__in=people).delete()
    Freelancer.objects.filter(email__endswith=mail_ending).delete()
    HouseStyleRule.objects.filter(changed_by__in=people).delete()
