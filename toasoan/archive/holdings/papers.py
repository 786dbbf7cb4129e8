"""Writing down leases, consents and licences. Each write is atomic and audited."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.archive.errors import PaperWrong
from toasoan.archive.models import (
    AssetConsent,
    AssetLease,
    AssetLicence,
    CatalogueEntry,
    Channel,
)
from toasoan.archive.vocabularies.offers import person_named
from toasoan.core import clock
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import platform_require, user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

Paper = AssetLease | AssetConsent | AssetLicence
P = TypeVar("P", AssetLease, AssetConsent, AssetLicence)
KINDS: dict[str, type[Paper]] = {
    "lease": AssetLease,
    "consent": AssetConsent,
    "licence": AssetLicence,
}


def lease_add(
    *, entry: CatalogueEntry, says: str, by: Any, **fields: Any
) -> AssetLease:
    """The asset may be used in that time, or may not; written twice it is one lease.

    Args:
        entry: the asset.
        says: a value of `AssetLease.Says`.
        by: must keep the archive of the asset's unit.
        fields: `starts_on`, `ends_on`, `channels` (none means all), `note`.

    Raises:
        NotAllowed: the person does not keep the archive there.
        PaperWrong: the days are out of order, or a channel or word is not known.
    """
    return _paper_add(AssetLease, entry, by, {"says": says, **fields})


def consent_add(
    *, entry: CatalogueEntry, name: str, by: Any, **fields: Any
) -> AssetConsent:
    """The person shown agreed, for as long and wherever the consent says.

    Args:
        entry: the asset.
        name: the person shown.
        by: must keep the archive of the asset's unit.
        fields: `contact`, `reference` and those of `lease_add`.

    Raises:
        NotAllowed, PaperWrong: as lease_add.
    """
    person = person_named(entry.unit, name)
    return _paper_add(
        AssetConsent, entry, by, {"name": name, "person": person, **fields}
    )


def licence_add(
    *, entry: CatalogueEntry, supplier: str, by: Any, **fields: Any
) -> AssetLicence:
    """The right was bought; from now on one licence of the asset has to cover each use.

    Args:
        entry: the asset.
        supplier: who sold it.
        by: must keep the archive of the asset's unit.
        fields: `invoice`, `quota`, `cost`, `territory` and those of `lease_add`.

    Raises:
        NotAllowed, PaperWrong: as lease_add.
    """
    return _paper_add(AssetLicence, entry, by, {"supplier": supplier, **fields})


@transaction.atomic
def consent_withdraw(*, consent: AssetConsent, by: Any) -> AssetConsent:
    """The person shown agrees no more: nothing new is published with the asset.

    Withdrawn again it stays as it was.

    Raises:
        NotAllowed: the person does not keep the archive there.
    """
    held = _held(AssetConsent, consent.pk)
    keeper_require(by, held.entry.unit)
    if held.withdrawn_at is None:
        held.withdrawn_at = clock.now()
        held.save(update_fields=["withdrawn_at"])
        _audit("archive.consent_withdrawn", held, by)
    return held


@transaction.atomic
def paper_end(*, paper: Paper, by: Any) -> Any:
    """The paper counts no more; it stays readable. Ended again it stays as it was.

    Raises:
        NotAllowed: the person does not keep the archive there.
    """
    held = _held(type(paper), paper.pk)
    keeper_require(by, held.entry.unit)
    if held.ended_at is None:
        held.ended_at, held.ended_by = clock.now(), by
        held.save(update_fields=["ended_at", "ended_by"])
        _audit(f"archive.{_kind(held)}_ended", held, by)
    return held


def keeper_require(by: Any, unit: PressUnit | None) -> None:
    """Do nothing when `by` keeps the archive of the unit; what is nobody's, the platform.

    Raises:
        NotAllowed: they do not.
    """
    if unit is None:
        platform_require(by)
    else:
        user_require(by, Action.ARCHIVE_EDIT, unit)


def channels_known(channels: Iterable[str]) -> list[str]:
    """Return the channels once each, in the order of the house.

    Raises:
        PaperWrong: one of them is none of ours.
    """
    wanted = set(channels)
    if wanted - set(Channel.values):
        raise PaperWrong(_("Kênh không có trong danh sách. Chọn lại kênh."))
    return [channel for channel in Channel.values if channel in wanted]


@transaction.atomic
def _paper_add(
    model: type[P], entry: CatalogueEntry, by: Any, fields: dict[str, Any]
) -> P:
    keeper_require(by, entry.unit)
    # Two who write the same at once wait for each other here.
    CatalogueEntry.objects.select_for_update().get(pk=entry.pk)
    values = {
        name: nfc(value).strip() if isinstance(value, str) else value
        for name, value in fields.items()
    }
    values["channels"] = channels_known(values.get("channels") or ())
    written = [
        paper
        for paper in model.objects.filter(entry=entry, ended_at__isnull=True)
        if all(getattr(paper, name) == value for name, value in values.items())
    ]
    if written:
        return written[0]
    paper = model(entry=entry, by=by, **values)
    paper_check(paper)
    paper.save()
    _audit(f"archive.{_kind(paper)}_added", paper, by)
    return paper


def paper_check(row: Any) -> None:
    """Do nothing when the row may be written as it is.

    Raises:
        PaperWrong: its message names the field and what is wrong with it.
    """
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise PaperWrong(_("Ngày hết phải sau ngày bắt đầu. Sửa lại ngày."))
    try:
        row.clean_fields(exclude=["entry", "by", "ended_by"])
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        label = row._meta.get_field(name).verbose_name  # noqa: SLF001
        raise PaperWrong(f"{label}: {messages[0]}") from error


def _held(model: type[Any], pk: int) -> Any:
    return (
        model.objects.select_for_update(of=("self",))
        .select_related("entry__unit")
        .get(pk=pk)
    )


def _kind(paper: Paper) -> str:
    return next(kind for kind, model in KINDS.items() if isinstance(paper, model))


def _audit(action: str, paper: Paper, by: Any) -> None:
    entry = paper.entry
    audit_record(
        action=action,
        by=by,
        target=entry.asset,
        unit_key=entry.unit.key if entry.unit else None,
        # A person's name and how to reach them stay out of the log.
        data={
            "paper": paper.pk,
            "from": str(paper.starts_on or ""),
            "to": str(paper.ends_on or ""),
            "channels": paper.channels,
        },
    )
