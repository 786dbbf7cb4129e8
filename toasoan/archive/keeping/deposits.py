"""The deposit: what items showed is noted at publication, and its files are kept."""

import hashlib
from collections.abc import Iterable
from typing import Any

from toasoan.archive.models import (
    AssetDeposit,
    CatalogueEntry,
    DepositRelease,
    FileCheck,
)
from toasoan.core import clock
from toasoan.units.models import PressUnit


def deposits_record(
    *,
    item_id: int,
    item_title: str,
    unit: PressUnit,
    channel: str,
    shown: Iterable[tuple[CatalogueEntry, str]],
) -> None:
    """What the item shows, this version under these words, is kept from now on.

    Shown again as it was it is one row; a new file, title or credit is a new one. Call
    it in the transaction of the publication.

    Args:
        item_id: the page.
        item_title: its headline.
        unit: who publishes.
        channel: a value of `Channel`.
        shown: the entries with their photo or document, each with the credit beside it.
    """
    rows = [
        AssetDeposit(
            entry=entry,
            unit=unit,
            kind=entry.kind,
            file_name=entry.asset.file.name,
            sha256=_sha256(entry.asset),
            title=entry.title,
            credit=credit[:500],
            item_id=item_id,
            item_title=item_title[:500],
            channel=channel,
        )
        for entry, credit in shown
    ]
    for row in rows:
        row.key = _key(row)
    AssetDeposit.objects.bulk_create(rows, ignore_conflicts=True)
    # Whoever publishes it again wants it kept again, whatever was said before.
    DepositRelease.objects.filter(
        deposit__key__in=[row.key for row in rows], ended_at__isnull=True
    ).update(ended_at=clock.now())


def deposits_unhashed() -> Any:
    """Return the deposits whose file has not been read whole yet."""
    return AssetDeposit.objects.keeping().filter(sha256="", entry__isnull=False)


def deposit_hash_note(*, name: str, sha256: str) -> int:
    """The deposits of this file say what its content is; return how many did not yet."""
    return AssetDeposit.objects.filter(file_name=name, sha256="").update(sha256=sha256)


def _sha256(asset: Any) -> str:
    known = str(getattr(asset, "content_hash", ""))
    if known:
        return known
    read = FileCheck.objects.filter(name=asset.file.name, result=FileCheck.Result.OK)
    return read.values_list("sha256", flat=True).first() or ""


def _key(row: AssetDeposit) -> str:
    said = (
        row.entry_id,
        row.item_id,
        row.channel,
        row.file_name,
        row.title,
        row.credit,
        row.item_title,
    )
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()
