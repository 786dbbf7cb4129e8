"""Trial papers on pictures, and what the units open to each other and ask for."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from toasoan.archive.holdings.papers import consent_add, lease_add, licence_add
from toasoan.archive.holdings.sharing import asset_request, grant_add
from toasoan.archive.models import (
    AssetConsent,
    AssetGrant,
    AssetLease,
    AssetLicence,
    AssetRequest,
    CatalogueEntry,
)
from toasoan.core import clock
from toasoan.newsroom.demo import files
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role
from toasoan.units.selectors import people_with_role

PAPERS: dict[str, Callable[..., Any]] = {
    "leases": lease_add,
    "consents": consent_add,
    "licences": licence_add,
}


@transaction.atomic
def holdings_load(people: dict[str, Any]) -> None:
    """Bring in the trial papers, grants and requests, all of them and once."""
    if AssetGrant.objects.filter(by__in=people.values()).exists():
        return
    rows = files.holdings()
    for name, paper_add in PAPERS.items():
        for row in rows[name]:
            entry = _entry(row["unit"], row["title"])
            keeper = _keeper(PressUnit.objects.get(key=row["unit"]))
            facts = {key: said for key, said in row.items() if key not in _NAMING}
            paper_add(entry=entry, by=keeper, ends_on=_day(row), **facts)
    for row in rows["grants"]:
        _grant(row)
    for row in rows["requests"]:
        _request(row)


_NAMING = {"unit", "title", "days"}


def _grant(row: dict[str, Any]) -> None:
    unit = PressUnit.objects.get(key=row["from"])
    grant_add(
        from_unit=unit,
        to_unit=PressUnit.objects.get(key=row["to"]) if row["to"] else None,
        entry=_entry(row["from"], row["title"]) if row["title"] else None,
        level=row["level"],
        credit=row.get("credit", ""),
        terms=row.get("terms", ""),
        ends_on=_day(row),
        by=_keeper(unit),
    )


def _request(row: dict[str, Any]) -> None:
    unit = PressUnit.objects.get(key=row["unit"])
    asset_request(
        entry=_entry(row["entry_of"], row["title"]),
        unit=unit,
        purpose=row["purpose"],
        terms=row.get("terms", ""),
        by=_keeper(unit),
    )


def _entry(unit_key: str, title: str) -> CatalogueEntry:
    return CatalogueEntry.objects.select_related("unit").get(
        unit__key=unit_key, title=title
    )


def _keeper(unit: PressUnit) -> Any:
    return people_with_role(Role.ARCHIVIST, unit).get()


def _day(row: dict[str, Any]) -> date | None:
    return clock.today() + timedelta(days=row["days"]) if "days" in row else None


def holdings_remove(people: Any) -> None:
    """Take the trial papers, grants and requests out again."""
    for model in (AssetRequest, AssetGrant, AssetLease, AssetConsent, AssetLicence):
        model.objects.filter(by__in=people).delete()
