"""By what right an asset is used: the one question of chooser, gate and distribution.

Whatever refuses wins over whatever allows, in whichever order the rows were written:
each rule looks at all the rows, and refuses or stays silent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from toasoan.archive.holdings.right_rules import (
    Papers,
    Words,
    dates_refused,
    noun_of,
    papers_deny,
    papers_lack,
    usage_forbidden,
    usage_unknown,
)
from toasoan.archive.holdings.showing import entry_is_shown
from toasoan.archive.models import (
    ArchiveDocument,
    AssetConsent,
    AssetGrant,
    AssetLease,
    AssetLicence,
    AssetUse,
    CatalogueEntry,
    Level,
    Photo,
)
from toasoan.archive.steps.scanned import scan_refusal
from toasoan.core import clock
from toasoan.core.text import fold
from toasoan.units.models import PressUnit


@dataclass(frozen=True)
class RightDecision:
    """Whether an asset may be used, and in words why not."""

    allowed: bool
    reason: str = ""


def right_to_use(
    asset: Photo | ArchiveDocument,
    unit: PressUnit,
    channel: str = "web",
    at: date | datetime | None = None,
    *,
    item_id: int | None = None,
) -> RightDecision:
    """Return whether `unit` may use the asset on that day, and if not, why.

    Args:
        asset: a photo or document.
        unit: who wants to publish it.
        channel: a value of `Channel`.
        at: the day of publication, today when left out.
        item_id: the item that shows it; published again, it is no further use.
    """
    day = _day(at)
    entry = entry_of(asset)
    is_own = _is_own(asset, unit)
    words = {"Asset": capfirst(noun_of(asset)), "asset": noun_of(asset)}
    papers = papers_of(entry, item_id)
    sentence = (
        _binned(entry, words)
        or ("" if is_own else _other_unit(entry, unit, day, words))
        or usage_forbidden(asset, words)
        or papers_deny(papers, day, channel, words, names=is_own)
        or usage_unknown(asset, words, is_let=papers.is_let(day, channel))
        or dates_refused(asset, day, words)
        or papers_lack(papers, day, channel, words)
        or scan_refusal(asset) % words
    )
    return RightDecision(allowed=not sentence, reason=sentence)


def entry_of(asset: Photo | ArchiveDocument) -> Any:
    """Return the asset's catalogue entry, saying which papers it has, or None."""
    of = "photo" if isinstance(asset, Photo) else "document"
    marks = {
        f"has_{name}": Exists(
            model.objects.filter(entry=OuterRef("pk"), ended_at__isnull=True)
        )
        for name, model in (
            ("leases", AssetLease),
            ("consents", AssetConsent),
            ("licences", AssetLicence),
        )
    }
    found = CatalogueEntry.with_binned.filter(**{of: asset.pk})
    return found.annotate(**marks).first()


def papers_of(entry: Any, item_id: int | None = None) -> Papers:
    """Return the papers of an entry that `entry_of` gave; what is not there is not read."""
    if entry is None:
        return Papers()

    def live(model: Any, mark: str) -> tuple[Any, ...]:
        if not getattr(entry, mark):
            return ()
        return tuple(model.objects.filter(entry=entry, ended_at__isnull=True))

    licences = live(AssetLicence, "has_licences")
    uses: list[tuple[str, date]] = []
    if any(licence.quota is not None for licence in licences):
        rows = AssetUse.objects.filter(entry=entry)
        if item_id is not None:
            rows = rows.exclude(item_id=item_id)
        uses = [
            (channel, clock.local(at).date())
            for channel, at in rows.values_list("channel", "at")
        ]
    return Papers(
        live(AssetLease, "has_leases"),
        live(AssetConsent, "has_consents"),
        licences,
        tuple(uses),
    )


def grants_holding(
    unit: PressUnit | Iterable[int], day: date | None = None
) -> QuerySet[AssetGrant]:
    """Return what others have opened to the unit, or to one of several, on `day`."""
    day = day or clock.today()
    units = [unit.pk] if isinstance(unit, PressUnit) else list(unit)
    return AssetGrant.objects.filter(
        Q(to_unit__in=units) | Q(to_unit__isnull=True),
        Q(starts_on__isnull=True) | Q(starts_on__lte=day),
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        ended_at__isnull=True,
    )


def grants_on(
    entry: CatalogueEntry, unit: PressUnit, day: date | None = None
) -> QuerySet[AssetGrant]:
    """Return the grants by which `unit` may see or use the entry on `day`."""
    return grants_holding(unit, day).filter(
        Q(entry=entry) | Q(entry__isnull=True), from_unit=entry.unit_id
    )


def credit_required(
    asset: Photo | ArchiveDocument,
    unit: PressUnit,
    at: date | datetime | None = None,
) -> str:
    """Return what must stand beside another unit's asset, "" for one's own.

    The grant for this very asset speaks before one for the whole archive; where neither
    names a credit it is the asset's own, and the owner's masthead where it has none.
    """
    if _is_own(asset, unit):
        return ""
    entry = entry_of(asset)
    if entry is None or entry.unit is None:
        return ""
    grants = grants_on(entry, unit, _day(at)).filter(level=Level.USE)
    named = [grant for grant in grants if grant.credit]
    # Of one kind the newest speaks.
    named.sort(key=lambda grant: (grant.entry_id is not None, grant.at, grant.pk))
    if named:
        return str(named[-1].credit)
    return str(asset.credit or entry.unit.masthead)


def credit_missing(
    asset: Photo | ArchiveDocument,
    unit: PressUnit,
    shown: str,
    at: date | datetime | None = None,
) -> str:
    """Return why the credit shown will not do, or "" when it will."""
    required = credit_required(asset, unit, at)
    if not required or fold(required) in fold(shown):
        return ""
    return _(
        "%(Asset)s của đơn vị khác phải ghi nguồn “%(credit)s”. "
        "Chép đúng dòng ấy vào ô ghi nguồn hoặc chú thích"
    ) % {"Asset": capfirst(noun_of(asset)), "credit": required}


def _is_seen(entry: Any, unit: PressUnit, day: date) -> bool:
    is_other = entry is not None and entry.unit_id and entry.unit_id != unit.pk
    return bool(is_other) and entry_is_shown(entry, day)


def _day(at: date | datetime | None) -> date:
    if at is None:
        return clock.today()
    return clock.local(at).date() if isinstance(at, datetime) else at


def _is_own(asset: Photo | ArchiveDocument, unit: PressUnit) -> bool:
    own = unit.collection
    return own is not None and asset.collection.path.startswith(own.path)


def _binned(entry: Any, words: Words) -> str:
    if entry is None or entry.binned_at is None:
        return ""
    return (
        _(
            "%(Asset)s đang nằm trong thùng rác. "
            "Khôi phục ở “Thùng rác” hoặc chọn %(asset)s khác"
        )
        % words
    )


def _other_unit(entry: Any, unit: PressUnit, day: date, words: Words) -> str:
    levels: set[str] = set()
    if entry is not None and entry.unit_id and entry.unit_id != unit.pk:
        levels = set(grants_on(entry, unit, day).values_list("level", flat=True))
    if Level.USE in levels:
        return ""
    if Level.PREVIEW in levels or _is_seen(entry, unit, day):
        return (
            _(
                "%(Asset)s của đơn vị khác mới cho xem trước. "
                "Xin dùng ở “Kho các đơn vị” hoặc chọn %(asset)s khác"
            )
            % words
        )
    return _("%(Asset)s thuộc kho khác. Chọn %(asset)s trong kho đơn vị mình") % words
