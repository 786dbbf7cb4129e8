"""Telling, ahead of time, whoever would lose the right to what they show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.archive.models import (
    AssetConsent,
    AssetGrant,
    AssetLease,
    AssetLicence,
    AssetUse,
    CatalogueEntry,
    Level,
)
from toasoan.archive.uses import asset_uses
from toasoan.core import clock
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_acting
from toasoan.workspace.services import notification_send

# Days before the end; each is told once.
WARN_DAYS = (1, 7, 30)
TITLES_SHOWN = 5


@dataclass(frozen=True)
class Ending:
    """A right that ends.

    Attributes:
        what: what ends, in words.
        key: the paper, the same on every day.
        entry: of which asset.
        last: the last day it holds.
        unit: the only other unit it concerns; None for the owner and every user.
    """

    what: str
    key: str
    entry: CatalogueEntry
    last: date
    unit: PressUnit | None = None


def rights_expiry_warn() -> int:
    """Whoever keeps or uses an asset is told 30, 7 and 1 days before a right ends.

    Each of these once, however often the job runs; a day it did not run is made up for.
    Returns how many rights end within thirty days.
    """
    today = clock.today()
    endings = list(_endings(today))
    for ending in endings:
        _warn(ending, (ending.last - today).days)
    return len(endings)


def _endings(today: date) -> Iterator[Ending]:
    span = (today, today + timedelta(days=max(WARN_DAYS)))
    for entry in _entries().filter(rights_to__range=span):
        if entry.rights_to is not None:
            yield Ending(
                _("Quyền sử dụng"), f"entry:{entry.pk}", entry, entry.rights_to
            )
    for kind, model, what in (
        ("lease", AssetLease, _("Thời hạn dùng")),
        ("consent", AssetConsent, _("Sự đồng ý của người trong ảnh")),
        ("licence", AssetLicence, _("Giấy phép")),
    ):
        for paper in _ending_rows(model, span):
            yield Ending(what, f"{kind}:{paper.pk}", paper.entry, paper.ends_on)
    for grant in _grants_ending(span):
        yield Ending(
            _("Việc mở cho đơn vị khác dùng"),
            f"grant:{grant.pk}",
            grant.entry,
            grant.ends_on,
            grant.to_unit,
        )


def _entries() -> Any:
    return CatalogueEntry.objects.select_related("unit", "photo", "document")


def _ending_rows(model: Any, span: tuple[date, date]) -> Any:
    rows = model.objects.filter(
        ends_on__range=span, ended_at__isnull=True, entry__binned_at__isnull=True
    )
    if model is AssetLease:
        # The end of a ban takes nothing from anybody.
        rows = rows.filter(says=AssetLease.Says.ALLOW)
    if model is AssetConsent:
        rows = rows.filter(withdrawn_at__isnull=True)
    return rows.select_related("entry__unit", "entry__photo", "entry__document")


def _grants_ending(span: tuple[date, date]) -> Any:
    # One for a whole archive concerns no asset in particular.
    return AssetGrant.objects.filter(
        ends_on__range=span,
        ended_at__isnull=True,
        level=Level.USE,
        entry__isnull=False,
        entry__binned_at__isnull=True,
    ).select_related("to_unit", "entry__unit", "entry__photo", "entry__document")


@transaction.atomic
def _warn(ending: Ending, left: int) -> None:
    step = min(days for days in WARN_DAYS if left <= days)
    for person, unit in _people(ending):
        used = asset_uses(ending.entry.asset, person)
        notification_send(
            kind="archive.right_ends",
            to=[person],
            path=reverse("holdings:entry", args=[ending.entry.pk]),
            # A prolonged paper ends on another day and is told of again.
            key=f"right_ends:{ending.key}:{ending.last}:{step}",
            values={
                "what": ending.what,
                "title": ending.entry.title,
                "day": clock.format_date_vi(ending.last),
                "left": _left(left),
                "used": _places(used.titles, used.others),
            },
            unit=unit,
        )


def _people(ending: Ending) -> Iterator[tuple[Any, PressUnit]]:
    """Yield the keepers and users of the owner and of each unit that used it, once."""
    seen: set[int] = set()
    entry = ending.entry
    uses = AssetUse.objects.filter(entry=entry)
    users = PressUnit.objects.filter(
        Q(pk__in=uses.values("unit")) | Q(pk=ending.unit.pk if ending.unit else None)
    )
    units = [unit for unit in (entry.unit, *users) if unit is not None]
    for unit in units:
        published = uses.filter(unit=unit, by__isnull=False).values("by")
        by = get_user_model().objects.filter(pk__in=published, is_active=True)
        for person in [*people_acting(Action.ARCHIVE_EDIT, unit), *by]:
            if person.pk not in seen:
                seen.add(person.pk)
                yield person, unit


def _left(days: int) -> str:
    if days == 0:
        return _("hôm nay là ngày cuối")
    return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}


def _places(titles: tuple[str, ...], others: int) -> str:
    shown = list(titles[:TITLES_SHOWN])
    more = len(titles) - len(shown) + others
    if more:
        shown.append(_("%(n)d nơi khác") % {"n": more})
    return ", ".join(shown)
