"""Use-cases of kept searches: kept, forgotten, and told of what newly matches."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.archive.errors import AssetSearchWrong
from toasoan.archive.models import AssetSearch
from toasoan.archive.search.finding import (
    COUNTED_MAX,
    EntriesWanted,
    entries_newer,
    places_of_others,
)
from toasoan.archive.search.search_words import place_from
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.workspace.services.notifications import notification_send

Alert = AssetSearch.Alert
MOST_SEARCHES = 50
OTHERS_REMEMBERED = 2 * COUNTED_MAX
# Whoever is told once a day is told in the morning.
DAILY_FROM_HOUR = 7
# What is still being written when we look comes before what we have seen: wait for it.
SETTLED_AFTER = timedelta(minutes=2)


def asset_searches_visible(user: Any, unit: PressUnit) -> QuerySet[AssetSearch]:
    """Return the unit's searches that the person keeps or that are shared."""
    user_require(user, Action.READ, unit)
    mine_or_shared = Q(owner=user.pk) | Q(is_shared=True)
    return AssetSearch.objects.filter(mine_or_shared, unit=unit).select_related("owner")


def asset_search_own(user: Any, pk: int) -> AssetSearch:
    """Return the person's own kept search.

    Raises:
        NotFound: there is none, or another keeps it.
    """
    search = AssetSearch.objects.filter(owner=user.pk, pk=pk).first()
    if search is None:
        raise NotFound
    return search


def asset_search_address(search: AssetSearch) -> str:
    """Return the address of the grid that shows what it finds."""
    told = EntriesWanted.read(search.told).told()
    return f"{reverse('catalogue:grid')}?{urlencode(told)}"


def addressed(searches: Iterable[AssetSearch]) -> list[tuple[AssetSearch, str]]:
    """Return each search with its address."""
    return [(each, asset_search_address(each)) for each in searches]


@transaction.atomic
def asset_search_keep(  # noqa: PLR0913 - as the other use-cases
    *,
    unit: PressUnit,
    name: str,
    told: Mapping[str, str],
    by: Any,
    is_shared: bool = False,
    alert: str = Alert.NEVER,
    hears_others: bool = False,
) -> AssetSearch:
    """Keep a search under a name; kept again under it, it is the new one.

    What is in the archive now is never told of; only what comes in from now on, and
    what other units begin to show if `hears_others`.

    Raises:
        NotAllowed: `by` does not read the unit's work.
        AssetSearchWrong: it asks for nothing, has no name, or the person keeps too many.
    """
    user_require(by, Action.READ, unit)
    name, asked = nfc(name).strip()[:80], EntriesWanted.read(told).told()
    if not asked:
        raise AssetSearchWrong(_("Tìm kiếm trống. Gõ từ hoặc chọn điều kiện rồi lưu."))
    if not name or alert not in Alert.values:
        raise AssetSearchWrong(_("Đặt tên cho tìm kiếm và chọn có báo không."))
    mine = AssetSearch.objects.filter(unit=unit, owner=by)
    if mine.exclude(name=name).count() >= MOST_SEARCHES:
        raise AssetSearchWrong(
            _("Bạn đã lưu %(n)d tìm kiếm. Xóa bớt rồi lưu tiếp.") % {"n": MOST_SEARCHES}
        )
    search, _is_new = AssetSearch.objects.update_or_create(
        unit=unit,
        owner=by,
        name=name,
        defaults={
            "told": asked,
            "is_shared": is_shared,
            "alert": alert,
            "seen_place": place_from(clock.now()) - 1,
            "told_on": clock.today(),
            "hears_others": hears_others,
            "others_seen": _of_others(by, asked) if hears_others else [],
        },
    )
    _audit("archive.search_kept", search, by)
    return search


@transaction.atomic
def asset_search_remove(*, search: AssetSearch, by: Any) -> None:
    """Forget one's own kept search.

    Raises:
        NotAllowed: it is another's.
    """
    if search.owner_id != by.pk:
        raise NotAllowed
    _audit("archive.search_removed", search, by)
    search.delete()


def asset_searches_tell(*, at: datetime | None = None) -> int:
    """Tell the keepers of searches what newly matches, once; return how many were told."""
    at = at or clock.now()
    waiting = AssetSearch.objects.filter(alert=Alert.AT_ONCE)
    if clock.local(at).hour >= DAILY_FROM_HOUR:
        today = clock.local(at).date()
        waiting |= AssetSearch.objects.filter(alert=Alert.DAILY).exclude(told_on=today)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    return sum(_tell(pk, at) for pk in keys)


@transaction.atomic
def _tell(pk: int, at: datetime) -> bool:
    """Tell of one search what came in since; what is told is remembered with it."""
    search = AssetSearch.objects.select_for_update().filter(pk=pk).first()
    if search is None:
        return False
    until = place_from(at - SETTLED_AFTER)
    new = entries_newer(
        search.owner,
        EntriesWanted.read(search.told),
        than=search.seen_place,
        before=until,
        limit=COUNTED_MAX + 1,
    )
    search.told_on = clock.local(at).date()
    search.seen_place = max([search.seen_place, *new])
    shown = _others_new(search, until)
    search.save(update_fields=["told_on", "seen_place", "others_seen"])
    if not new and not shown:
        return False
    new += shown
    many = len(new) > COUNTED_MAX
    notification_send(
        kind="archive.search_matches",
        to=[search.owner],
        path=asset_search_address(search)[:500],
        key=f"archive.search:{search.pk}:{search.seen_place}:{_sum_of(shown)}",
        values={"n": f"{COUNTED_MAX}+" if many else str(len(new)), "name": search.name},
        unit=search.unit,
    )
    return True


def _of_others(user: Any, told: Mapping[str, str]) -> list[int]:
    return places_of_others(user, EntriesWanted.read(told))


def _others_new(search: AssetSearch, until: int) -> list[int]:
    """Return what other units have begun to show, and remember it with the search."""
    if not search.hears_others:
        return []
    found = [place for place in _of_others(search.owner, search.told) if place < until]
    shown = sorted({*found} - {*search.others_seen})
    # What is hidden again is remembered for a while: it is told of once.
    search.others_seen = sorted({*search.others_seen, *found})[-OTHERS_REMEMBERED:]
    return shown


def _sum_of(places: list[int]) -> str:
    """Return what tells one telling of others' material from the next."""
    said = ",".join(map(str, places))
    return hashlib.sha256(said.encode()).hexdigest()[:16] if places else ""


def _audit(action: str, search: AssetSearch, by: Any) -> None:
    # What a person keeps for themselves is named to nobody.
    audit_record(
        action=action,
        target=search,
        target_label=search.name if search.is_shared else "-",
        by=by,
        unit_key=search.unit.key,
        data={"shared": search.is_shared},
    )
