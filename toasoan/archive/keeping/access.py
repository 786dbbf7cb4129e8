"""Whose bin, deposit, rules and files a person may look into."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from toasoan.archive.models import (
    AssetDeposit,
    BinStay,
    CatalogueEntry,
    DepositRelease,
    FileCheck,
    RetentionRule,
)
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.access import (
    in_units_visible,
    platform_require,
    sees_every_unit,
    user_may,
    user_require,
)
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

ENTRY = ("entry__unit", "entry__photo", "entry__document")


def stays_visible(user: Any, unit: PressUnit) -> QuerySet[BinStay]:
    """Return what lies in the unit's bin: all to its keepers, to others what is theirs.

    What belongs to no unit is shown to who keeps the platform.
    """
    rows = BinStay.objects.filter(restored_at__isnull=True)
    rows = rows.select_related(*ENTRY, "by", "rule")
    if sees_every_unit(user):
        return rows.filter(Q(entry__unit=unit) | Q(entry__unit__isnull=True))
    rows = rows.filter(in_units_visible(user, "entry__unit"), entry__unit=unit)
    if user_may(user, Action.ARCHIVE_EDIT, unit):
        return rows
    return rows.filter(by=user.pk)


def stay_for_restoring(user: Any, pk: int) -> BinStay:
    """Return the stay in the bin; whether the person may end it is asked by who ends it.

    Raises:
        NotFound: there is none, or it is another unit's.
    """
    rows = BinStay.objects.select_related(*ENTRY)
    if not sees_every_unit(user):
        rows = rows.filter(in_units_visible(user, "entry__unit"))
    return _found(rows, pk)


def deposits_of(user: Any, unit: PressUnit) -> QuerySet[AssetDeposit]:
    """Return what the unit's items showed, the newest first, to who keeps its archive.

    Raises:
        NotAllowed: the person does not keep it.
    """
    user_require(user, Action.ARCHIVE_EDIT, unit)
    releases = DepositRelease.objects.filter(ended_at__isnull=True)
    return (
        AssetDeposit.objects.filter(unit=unit)
        .select_related(*ENTRY)
        .prefetch_related(Prefetch("releases", releases, to_attr="open_releases"))
    )


def deposit_for_reading(user: Any, pk: int) -> AssetDeposit:
    """Return the deposit, whose file the person may have.

    Raises:
        NotFound: there is none, or it is of another unit's item.
        NotAllowed: the person does not keep the archive there.
    """
    rows = AssetDeposit.objects.select_related(*ENTRY, "unit")
    if not sees_every_unit(user):
        rows = rows.filter(in_units_visible(user))
    deposit = _found(rows, pk)
    _keeper_require(user, deposit.unit)
    return deposit


def deposit_for_releasing(user: Any, pk: int) -> AssetDeposit:
    """Return the deposit of a file that is still there.

    Raises:
        NotFound: there is none, its asset is gone, or it is of another unit's item.
        NotAllowed: the person does not keep the archive there.
    """
    deposit = deposit_for_reading(user, pk)
    if deposit.entry is None:
        raise NotFound
    return deposit


def check_for_repair(user: Any, pk: int) -> FileCheck:
    """Return what is known of a damaged file of an archive the person keeps.

    Raises:
        NotFound: there is none, or it is another unit's.
        NotAllowed: the person does not keep that archive.
    """
    rows = FileCheck.objects.select_related(*ENTRY)
    if not sees_every_unit(user):
        rows = rows.filter(in_units_visible(user, "entry__unit"))
    check = _found(rows, pk)
    _keeper_require(user, check.entry.unit)
    return check


def rule_for_keeping(user: Any, pk: int) -> RetentionRule:
    """Return the rule of a unit whose archive the person keeps.

    Raises:
        NotFound: there is none, it is ended, or another unit's.
        NotAllowed: the person does not keep that archive.
    """
    rows = RetentionRule.objects.filter(ended_at__isnull=True).select_related("unit")
    if not sees_every_unit(user):
        rows = rows.filter(in_units_visible(user))
    rule = _found(rows, pk)
    _keeper_require(user, rule.unit)
    return rule


def entries_kept(unit: PressUnit) -> QuerySet[CatalogueEntry]:
    """Return the unit's entries that are not in the bin."""
    return CatalogueEntry.objects.filter(unit=unit)


def _keeper_require(user: Any, unit: PressUnit | None) -> None:
    if unit is None:
        platform_require(user)
    elif not user_may(user, Action.ARCHIVE_EDIT, unit) and not sees_every_unit(user):
        raise NotAllowed


def _found(rows: Any, pk: int) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound
    return row
