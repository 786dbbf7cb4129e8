"""Organisations and press units from YAML, so another group loads its own."""

from datetime import date
from typing import Any

from django.db import transaction

from toasoan.units.models import Desk, Organisation, PressUnit, Subject


@transaction.atomic
def organisations_load(*, rows: list[dict[str, Any]]) -> int:
    """Store each organisation as a dated record; return how many are new.

    Rows: {code, name, kind, name_en?, parent?, valid_from?, valid_to?,
    successor?, source?}. A row is known by its code and first day; loading the
    same file again changes names and links, and doubles nothing.
    """
    created = 0
    for row in rows:
        _organisation, is_new = Organisation.objects.update_or_create(
            code=row["code"],
            valid_from=_day(row.get("valid_from")),
            defaults={
                "name": row["name"],
                "name_en": row.get("name_en", ""),
                "kind": row["kind"],
                "valid_to": _day(row.get("valid_to")),
                "source": row.get("source", ""),
            },
        )
        created += is_new
    for row in rows:
        links = {
            field: Organisation.objects.filter(code=row[field]).latest("pk")
            for field in ("parent", "successor")
            if row.get(field)
        }
        if links:
            Organisation.objects.filter(
                code=row["code"], valid_from=_day(row.get("valid_from"))
            ).update(**links)
    return created


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


@transaction.atomic
def press_units_load(
    *, subjects: list[dict[str, str]], units: list[dict[str, Any]], domain: str
) -> list[PressUnit]:
    """Store the subjects, the press units and their desks; return the units.

    Units: {key, organisation, kind, short, masthead, tagline, theme, remit,
    subjects: [code], desks: [{key, name}]}. What an administrator has changed
    since (imprint, remit, host name) is left as it is.
    """
    for row in subjects:
        Subject.objects.update_or_create(
            code=row["code"], defaults={"name": row["name"]}
        )
    return [_unit_load(order, row, domain) for order, row in enumerate(units, start=1)]


def _unit_load(order: int, row: dict[str, Any], domain: str) -> PressUnit:
    unit, is_new = PressUnit.objects.get_or_create(
        key=row["key"],
        defaults={
            "organisation": Organisation.objects.get(
                code=row["organisation"], valid_to__isnull=True
            ),
            "kind": row["kind"],
            "short_name": row["short"],
            "masthead": row["masthead"],
            "tagline": row.get("tagline", ""),
            "theme": row.get("theme", row["key"]),
            "hostname": f"{row['key']}.{domain}",
            "remit": row["remit"],
            "order": order,
        },
    )
    if is_new:
        unit.subjects.set(Subject.objects.filter(code__in=row["subjects"]))
    for place, desk in enumerate(row["desks"], start=1):
        Desk.objects.get_or_create(
            unit=unit, key=desk["key"], defaults={"name": desk["name"], "order": place}
        )
    return unit
