"""What every unit sees of another's archive before anything was opened to it.

The words and the marked preview of what is cleared, and never the file: of documents
nothing, for a search would tell what is written in them (decision 30).
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from toasoan.archive.errors import PaperWrong
from toasoan.archive.models import (
    AssetConsent,
    AssetLease,
    CatalogueEntry,
    Quarantine,
    UnitSharing,
)
from toasoan.archive.models.rights import RightsModel
from toasoan.archive.uses import photos_embargoed
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import sees_every_unit, user_may, user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

Kind, Usage = CatalogueEntry.Kind, RightsModel.Usage
KINDS_SHOWN = (Kind.PHOTO, Kind.VIDEO, Kind.AUDIO)
USAGES_SHOWN = tuple(
    usage for usage in Usage if usage not in (Usage.UNKNOWN, Usage.FORBIDDEN)
)
TERMS_CHARS_MOST = 500


def shown_to_all(day: date | None = None) -> Q:
    """Return the condition under which every unit sees an entry's words and preview."""
    day = day or clock.today()
    return (
        Q(
            unit__isnull=False,
            is_private=False,
            kind__in=KINDS_SHOWN,
            usage__in=USAGES_SHOWN,
        )
        & ~Q(unit__in=units_closed())
        & (Q(rights_from__isnull=True) | Q(rights_from__lte=day))
        & (Q(rights_to__isnull=True) | Q(rights_to__gte=day))
        & ~Q(Exists(_denying(day)))
        & ~Q(Exists(_taken_back()))
        & ~Q(Exists(Quarantine.objects.filter(entry=OuterRef("pk"))))
        & ~Q(photo__in=photos_embargoed())
    )


def units_closed() -> QuerySet[Any]:
    """Return the keys of the units that let nothing be seen by default."""
    return UnitSharing.objects.filter(shows_previews=False).values("unit")


def units_showing() -> QuerySet[PressUnit]:
    """Return the units that let what is cleared be seen by default."""
    return PressUnit.objects.exclude(pk__in=units_closed())


def entry_is_shown(entry: CatalogueEntry, day: date | None = None) -> bool:
    """Return whether every unit sees the entry's words and preview on `day`."""
    return CatalogueEntry.objects.filter(shown_to_all(day), pk=entry.pk).exists()


def terms_of(unit: PressUnit | None) -> str:
    """Return what the unit asks of whoever wants to use an asset of its."""
    said = UnitSharing.objects.filter(unit=unit).first()
    return said.terms if said else ""


def unit_sharing_of(unit: PressUnit) -> UnitSharing:
    """Return what the unit has said, or what holds where it said nothing."""
    return UnitSharing.objects.filter(unit=unit).first() or UnitSharing(unit=unit)


@transaction.atomic
def unit_sharing_set(
    *, unit: PressUnit, shows_previews: bool, terms: str, by: Any
) -> UnitSharing:
    """From now on other units see by default what the unit says.

    Raises:
        NotAllowed: `by` does not keep the unit's archive.
        PaperWrong: the terms are too long.
    """
    user_require(by, Action.ARCHIVE_EDIT, unit)
    terms = nfc(terms).strip()
    if len(terms) > TERMS_CHARS_MOST:
        raise PaperWrong(_("Điều kiện chung dài quá 500 chữ cái. Viết ngắn lại."))
    sharing, _is_new = UnitSharing.objects.update_or_create(
        unit=unit, defaults={"shows_previews": shows_previews, "terms": terms}
    )
    audit_record(
        action="archive.unit_sharing_set",
        target=unit,
        by=by,
        unit_key=unit.key,
        data={"shows_previews": shows_previews},
    )
    return sharing


@transaction.atomic
def entry_private_set(
    *, entry: CatalogueEntry, is_private: bool, by: Any
) -> CatalogueEntry:
    """The entry is kept within its unit, or shown again as the unit shows the rest.

    A grant written for it still opens it: that was said by name.

    Raises:
        NotAllowed: `by` does not keep the archive of the entry's unit.
    """
    held = CatalogueEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    keeps = held.unit is not None and user_may(by, Action.ARCHIVE_EDIT, held.unit)
    if not keeps and not sees_every_unit(by):
        raise NotAllowed
    if held.is_private != is_private:
        held.is_private = is_private
        held.save(update_fields=["is_private"])
        audit_record(
            action="archive.entry_privacy_set",
            target=held.asset,
            by=by,
            unit_key=held.unit.key if held.unit else None,
            data={"private": is_private},
        )
    return held


def _denying(day: date) -> QuerySet[AssetLease]:
    return AssetLease.objects.filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=day),
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        entry=OuterRef("pk"),
        says=AssetLease.Says.DENY,
        ended_at__isnull=True,
    )


def _taken_back() -> QuerySet[AssetConsent]:
    return AssetConsent.objects.filter(
        entry=OuterRef("pk"), ended_at__isnull=True, withdrawn_at__isnull=False
    )
