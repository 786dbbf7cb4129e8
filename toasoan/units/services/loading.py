"""Organisations and press units from YAML, so another group loads its own."""

from datetime import date
from typing import Any

from django.db import transaction

from toasoan.units.models import Desk, Organisation, PressUnit, Subject


@transaction.atomic
def organisations_load(*, rows: list[dict[str, Any]]) -> int:
    """Store each organisation as a dated record; return how many are new.

    Rows: {code, name, kind, name_en?, parent?, valid_from?, valid_to?,
    successor?, source?}. A row is known by its code and first day. What is
    stored stays as people have changed it; only what is missing is added.
    """
    created = 0
    fresh: list[tuple[Organisation, dict[str, Any]]] = []
    for row in rows:
        if _stored(row) is None:
            created += 1
            fresh.append((_organisation_make(row), row))
    for organisation, row in fresh:
        for field in ("parent", "successor"):
            if row.get(field):
                other = Organisation.objects.filter(code=row[field]).latest("pk")
                setattr(organisation, field, other)
        organisation.save(update_fields=["parent", "successor"])
    return created


def _stored(row: dict[str, Any]) -> Organisation | None:
    first_day = _day(row.get("valid_from"))
    known = Organisation.objects.filter(code=row["code"])
    found = known.filter(valid_from=first_day).first()
    if found is not None or first_day is None:
        return found
    # Loaded before its first day was known.
    undated = known.filter(valid_from=None).exclude(valid_to__lt=first_day).first()
    if undated is not None:
        undated.valid_from = first_day
        undated.save(update_fields=["valid_from"])
    return undated


def _organisation_make(row: dict[str, Any]) -> Organisation:
    return Organisation.objects.create(
        code=row["code"],
        name=row["name"],
        name_en=row.get("name_en", ""),
        kind=row["kind"],
        valid_from=_day(row.get("valid_from")),
        valid_to=_day(row.get("valid_to")),
        source=row.get("source", ""),
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


@transaction.atomic
def press_units_load(
    *, subjects: list[dict[str, str]], units: list[dict[str, Any]], domain: str
) -> list[PressUnit]:
    """Store the subjects, the press units and their desks; return the units.

    Units: {key, organisation, kind, short, masthead, tagline, theme, remit,
    subjects: [code], desks: [{key, name}]}. What people have changed since is
    left as it is. A unit answers on <key>.<domain> until somebody gives it a
    host name of its own; such a host follows when the domain changes.
    """
    for row in subjects:
        Subject.objects.get_or_create(code=row["code"], defaults={"name": row["name"]})
    return [_unit_load(order, row, domain) for order, row in enumerate(units, start=1)]


def _unit_load(order: int, row: dict[str, Any], domain: str) -> PressUnit:
    hostname = f"{row['key']}.{domain}"
    unit = PressUnit.objects.filter(key=row["key"]).first()
    if unit is None:
        unit = _unit_make(order, row, hostname)
    elif not unit.hostname_is_own and not _is_taken(hostname):
        # Its site follows when the unit is opened (unit_site_set).
        unit.hostname = hostname
        unit.save(update_fields=["hostname"])
    for place, desk in enumerate(row["desks"], start=1):
        Desk.objects.get_or_create(
            unit=unit, key=desk["key"], defaults={"name": desk["name"], "order": place}
        )
    return unit


def _is_taken(hostname: str) -> bool:
    return PressUnit.objects.filter(hostname=hostname).exists()


def _unit_make(order: int, row: dict[str, Any], hostname: str) -> PressUnit:
    unit = PressUnit.objects.create(
        key=row["key"],
        organisation=Organisation.objects.get(
            code=row["organisation"], valid_to__isnull=True
        ),
        kind=row["kind"],
        short_name=row["short"],
        masthead=row["masthead"],
        tagline=row.get("tagline", ""),
        theme=row.get("theme", row["key"]),
        hostname=hostname,
        remit=row["remit"],
        order=order,
    )
    unit.subjects.set(Subject.objects.filter(code__in=row["subjects"]))
    return unit
