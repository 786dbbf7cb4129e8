"""The ledger: who used what, when, in which item, under what credit."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.archive.keeping.deposits import deposits_record
from toasoan.archive.models import AssetUse, CatalogueEntry
from toasoan.archive.uses import Asset
from toasoan.core import clock
from toasoan.units.models import PressUnit

# A cell that begins so is run by spreadsheets as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def uses_record(
    *,
    item_id: int,
    item_title: str,
    unit: PressUnit,
    shown: Iterable[tuple[Asset, str]],
    by: Any,
    channel: str = "web",
) -> None:
    """Each asset shown has its line for this item and channel, and lies in the deposit.

    Call it in the transaction of the publication.

    Args:
        item_id: the page.
        item_title: its headline.
        unit: who publishes.
        shown: the assets, each with the credit beside it.
        by: who published; None when the house did at a promised hour.
        channel: a value of `Channel`.
    """
    credits_by_asset = {(type(asset), asset.pk): credit for asset, credit in shown}
    keys = list(credits_by_asset)
    entries = CatalogueEntry.objects.filter(
        Q(photo__in=_pks(keys, "photo")) | Q(document__in=_pks(keys, "archivedocument"))
    ).select_related("photo", "document")
    shown = [
        (entry, credits_by_asset[type(entry.asset), entry.asset.pk])
        for entry in entries
    ]
    AssetUse.objects.bulk_create(
        [
            AssetUse(
                entry=entry,
                title=entry.title,
                owner_id=entry.unit_id,
                unit=unit,
                item_id=item_id,
                item_title=item_title[:500],
                channel=channel,
                credit=credit[:500],
                by=by,
            )
            for entry, credit in shown
        ],
        ignore_conflicts=True,
    )
    deposits_record(
        item_id=item_id, item_title=item_title, unit=unit, channel=channel, shown=shown
    )


def _pks(keys: Sequence[tuple[type[Asset], int]], model_name: str) -> list[int]:
    return [
        pk
        for model, pk in keys
        if model._meta.model_name == model_name  # noqa: SLF001
    ]


def uses_between(unit: PressUnit) -> QuerySet[AssetUse]:
    """Return what others used of the unit's, and what it used of theirs, newest first."""
    return (
        AssetUse.objects.filter(Q(owner=unit) | Q(unit=unit))
        .exclude(owner=unit, unit=unit)
        .select_related("owner", "unit", "by")
    )


def ledger_rows(uses: Iterable[AssetUse]) -> Iterator[list[str]]:
    """Yield the ledger as rows of a table, the first of which names the columns."""
    yield [
        _("Dùng lúc"),
        _("Tư liệu"),
        _("Đơn vị giữ"),
        _("Đơn vị dùng"),
        _("Bài"),
        _("Kênh"),
        _("Ghi nguồn"),
    ]
    for use in uses:
        yield [
            clock.format_datetime_vi(use.at),
            cell(use.title),
            cell(str(use.owner or "")),
            cell(str(use.unit)),
            cell(use.item_title),
            str(use.get_channel_display()),
            cell(use.credit),
        ]


def cell(text: str) -> str:
    """Return the text as a spreadsheet may have it: never a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
