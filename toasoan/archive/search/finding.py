"""Finding in the archive: words, facets and pages, always within what a person may see.

Every function takes `user` first and asks the index only for the units they see; the
rows are held to the same units once more when they are read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.dateparse import parse_date
from django.utils.timezone import get_default_timezone

from toasoan.archive.access import entries_own, entries_usable, entries_visible
from toasoan.archive.models import CatalogueEntry
from toasoan.archive.models.rights import RightsModel
from toasoan.archive.search.boxes import Box, box_read
from toasoan.archive.search.search_engines import Match
from toasoan.archive.search.search_scope import (
    places_found,
    scope_all,
    scope_others,
    scope_own,
)
from toasoan.archive.search.search_words import (
    ON_MAP,
    mark,
    phrases_of,
    place_from,
    text_mark,
)
from toasoan.core import clock
from toasoan.core.text import nfc

PAGE_SIZE = 60
# Counts are of the newest matches, this many: what they cost does not grow.
COUNTED_MAX = 1000
VALUE_CHARS_MAX = 200
TEXTS_SHOWN = 10
MONTHS_SHOWN = 12
PLACE_MAX = 2**63 - 1
KEY = re.compile(r"[1-9][0-9]{0,14}")
# What an address calls each field of a search.
NAMES = {
    "q": "words",
    "don-vi": "unit",
    "loai": "kind",
    "quyen": "usage",
    "dang": "shape",
    "mau": "colour",
    "dung": "used",
    "nguon": "credit",
    "the": "tag",
    "chu-de": "topic",
    "nguoi": "person",
    "noi": "place",
    "khung": "box",
    "su-kien": "event",
    "tu": "since",
    "den": "until",
}
# What is filed under agreed words, and asked for by their keys.
FILED = ("topic", "person", "place", "event")
CLOSED: dict[str, frozenset[str]] = {
    "kind": frozenset(CatalogueEntry.Kind.values),
    "usage": frozenset(RightsModel.Usage.values),
    "shape": frozenset(CatalogueEntry.Shape.values),
    "colour": frozenset(CatalogueEntry.Colour.values),
    "used": frozenset({"co", "chua"}),
}
# Facets whose values are all told: those of a list, and agreed words.
WHOLE = frozenset({*FILED, *CLOSED})


@dataclass(frozen=True)
class EntriesWanted:
    """What is looked for; empty means everything.

    Attributes:
        words: as typed; phrases in quotes, the last word perhaps not finished.
        unit: the key of one unit.
        used: "co" for what something shows, "chua" for the rest.
        credit: photographer or source, however it is written.
        topic: the key of an agreed word; what is filed under narrower ones is found too,
            as with person, place and event.
        box: where pictures were taken, of those whose files the person may have.
        since: the first day of coming into the archive.
        until: the last one.
    """

    words: str = ""
    unit: str = ""
    kind: str = ""
    usage: str = ""
    shape: str = ""
    colour: str = ""
    used: str = ""
    credit: str = ""
    tag: str = ""
    topic: str = ""
    person: str = ""
    place: str = ""
    event: str = ""
    box: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, told: Mapping[str, str]) -> "EntriesWanted":
        """Return what an address asks for; what it says wrongly is not asked."""
        values: dict[str, Any] = {}
        for name, field in NAMES.items():
            text = nfc(str(told.get(name, "")))[:VALUE_CHARS_MAX].replace("\x00", "")
            if field in ("since", "until"):
                values[field] = _day_read(text)
            elif field == "words":
                values[field] = text.lstrip()
            elif field == "box":
                values[field] = text if box_read(text) else ""
            elif field in FILED:
                values[field] = text if KEY.fullmatch(text) else ""
            elif field not in CLOSED or text in CLOSED[field]:
                values[field] = text.strip()
        return cls(**values)

    def told(self) -> dict[str, str]:
        """Return the address's words for the same search, only what is asked."""
        said = {name: getattr(self, field) for name, field in NAMES.items()}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in said.items()
            if value
        }

    def without(self, *names: str) -> "EntriesWanted":
        """Return the search without the fields of these names."""
        empty: dict[str, Any] = {field.name: field.default for field in fields(self)}
        return replace(self, **{name: empty[name] for name in names})


@dataclass(frozen=True)
class EntriesFound:
    """One page of what was found.

    Attributes:
        entries: newest first, what they show read along.
        next_after: where the next page begins, None when this is the last.
        places: the newest COUNTED_MAX matches of a first page, for the facets.
        total: how many match, counted to COUNTED_MAX; 0 on later pages.
        total_is_more: whether there are more than `total`.
    """

    entries: list[CatalogueEntry]
    next_after: int | None = None
    places: tuple[int, ...] = ()
    total: int = 0
    total_is_more: bool = False


def entries_find(
    user: Any, wanted: EntriesWanted, *, after: int | None = None
) -> EntriesFound:
    """Return a page of what the person may see and matches, the newest first.

    Args:
        user: whose units are searched, and no other.
        wanted: what is looked for.
        after: `next_after` of the page before; None is the first page.
    """
    limit = PAGE_SIZE if after is not None else COUNTED_MAX
    found = places_found(user, _match(user, wanted, after), limit + 1)
    entries = _entries(user, found[:PAGE_SIZE])
    more = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    if after is not None:
        return EntriesFound(entries, more)
    return EntriesFound(
        entries,
        more,
        tuple(found[:COUNTED_MAX]),
        min(len(found), COUNTED_MAX),
        len(found) > COUNTED_MAX,
    )


def spots_matching(
    user: Any, wanted: EntriesWanted, box: Box, most: int
) -> list[tuple[float, float]]:
    """Return latitude and longitude of the newest matches in the box, at most so many."""
    match = _match(user, replace(wanted, box=box.told()), None)
    places = places_found(user, match, most)
    rows = entries_usable(user).filter(place__in=places).order_by()
    spots = rows.values_list("latitude", "longitude")
    return [(n, e) for n, e in spots if n is not None and e is not None]


def places_matching(user: Any, wanted: EntriesWanted) -> list[int]:
    """Return the places of the newest COUNTED_MAX matches that the person may see."""
    return places_found(user, _match(user, wanted, None), COUNTED_MAX)


def places_of_others(user: Any, wanted: EntriesWanted) -> list[int]:
    """Return the places of the newest COUNTED_MAX matches of other units' material."""
    if wanted.used:
        return []
    match = _match(user, wanted, None, scope_others(user, wanted.unit))
    return places_found(user, match, COUNTED_MAX)


def entries_newer(
    user: Any,
    wanted: EntriesWanted,
    *,
    than: int,
    limit: int,
    before: int | None = None,
) -> list[int]:
    """Return the places of matches after the place `than` and below `before`.

    Of one's own units only: what another unit shows may be shown long after it came.
    """
    own = scope_own(user, wanted.unit)
    match = _match(user, wanted, before, own)
    since = max(match.since or 0, than + 1)
    return places_found(user, replace(match, since=since), limit)


def _match(
    user: Any,
    wanted: EntriesWanted,
    after: int | None,
    scope: Match | None = None,
) -> Match:
    before = after
    if scope is None:
        # Whether another unit uses what it holds is its own affair.
        scope_of = scope_own if wanted.used else scope_all
        scope = scope_of(user, wanted.unit)
    if wanted.until:
        ended = place_from(_midnight(wanted.until + timedelta(days=1)))
        before = ended if before is None else min(before, ended)
    return replace(
        scope,
        phrases=phrases_of(wanted.words),
        marks=tuple(_marks(wanted)),
        box=box_read(wanted.box),
        before=before,
        since=place_from(_midnight(wanted.since)) if wanted.since else 0,
    )


def _marks(wanted: EntriesWanted) -> Iterable[str]:
    for name in ("kind", "usage", "shape", "colour", *FILED):
        if value := getattr(wanted, name):
            yield mark(name, value)
    if wanted.used:
        yield mark("used", int(wanted.used == "co"))
    if wanted.box:
        yield ON_MAP
    for name in ("credit", "tag"):
        if value := getattr(wanted, name):
            yield text_mark(name, value)


def _entries(user: Any, places: list[int]) -> list[CatalogueEntry]:
    rows = entries_visible(user).filter(place__in=places).order_by("-place")
    entries = list(rows.select_related("photo", "document", "unit"))
    prefetch_related_objects(
        [entry.photo for entry in entries if entry.photo], "renditions"
    )
    return entries


# --- Facets -----------------------------------------------------------------------


@dataclass(frozen=True)
class FacetCounts:
    """How often each value occurs among the newest matches, the most frequent first."""

    unit: tuple[tuple[int, int], ...] = ()
    kind: tuple[tuple[str, int], ...] = ()
    usage: tuple[tuple[str, int], ...] = ()
    shape: tuple[tuple[str, int], ...] = ()
    colour: tuple[tuple[str, int], ...] = ()
    used: tuple[tuple[str, int], ...] = ()
    credit: tuple[tuple[str, int], ...] = ()
    tag: tuple[tuple[str, int], ...] = ()
    month: tuple[tuple[date, int], ...] = ()
    # Of agreed words all are counted: which are shown follows from what lies under what.
    topic: tuple[tuple[int, int], ...] = ()
    person: tuple[tuple[int, int], ...] = ()
    place: tuple[tuple[int, int], ...] = ()
    event: tuple[tuple[int, int], ...] = ()


def facets_count(user: Any, places: Iterable[int]) -> FacetCounts:
    """Return the facets of these matches, as far as the person may see them."""
    seen: dict[str, Counter[Any]] = {
        name: Counter() for name in FacetCounts.__match_args__
    }
    places = list(places)
    rows = entries_visible(user).filter(place__in=places).order_by()
    own = entries_own(user).filter(place__in=places).order_by()
    for is_used in own.values_list("is_used", flat=True):
        seen["used"]["co" if is_used else "chua"] += 1
    told = ("credit", "colours", "tags", "added_at", "terms")
    plain = ("unit", "kind", "usage", "shape")
    for row in rows.values_list(*told, *plain):
        credit, colours, tags, added, terms = row[: len(told)]
        for name, value in zip(plain, row[len(told) :], strict=True):
            seen[name][value] += 1
        seen["credit"][credit.strip()] += 1
        seen["colour"].update(colours.split())
        seen["tag"].update(filter(None, tags.split("\n")))
        for term in filter(None, terms.split("\n")):
            name, _space, key = term.partition(" ")
            seen[name][int(key)] += 1
        seen["month"][clock.local(added).date().replace(day=1)] += 1
    months = sorted(seen.pop("month").items(), reverse=True)[:MONTHS_SHOWN]
    counted = {
        name: tuple(
            (value, n)
            for value, n in counter.most_common(None if name in WHOLE else TEXTS_SHOWN)
            if value
        )
        for name, counter in seen.items()
    }
    return FacetCounts(**counted, month=tuple(months))


def entries_picked(user: Any, keys: Iterable[int]) -> list[CatalogueEntry]:
    """Return those of the entries that the person may see, newest first."""
    rows = entries_visible(user).filter(pk__in=list(keys)[:COUNTED_MAX])
    places = list(rows.order_by("-place").values_list("place", flat=True)[:PAGE_SIZE])
    return _entries(user, places)


def _day_read(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:  # such as the thirtieth of February
        return None
    # Beyond these there is no midnight in every zone.
    return day if day and date(1970, 1, 2) <= day < date(9000, 1, 1) else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())
