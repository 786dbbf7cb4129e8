"""Whose entries a person's search goes through, and which of those found they may see.

The index knows what stays as it is: unit, kind and usage. What changes with the day or
with a paper is asked of the rows afterwards, so that nothing hidden is even counted.
"""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from toasoan.archive.access import entries_usable, entries_visible
from toasoan.archive.holdings.rights import grants_holding
from toasoan.archive.holdings.showing import KINDS_SHOWN, USAGES_SHOWN, units_showing
from toasoan.archive.models import CatalogueEntry
from toasoan.archive.search import search_engines
from toasoan.archive.search.search_engines import Match
from toasoan.archive.search.search_words import mark
from toasoan.units.access import sees_every_unit, units_visible
from toasoan.units.models import PressUnit

SHOWN_MARKS = (
    tuple(mark("kind", kind.value) for kind in KINDS_SHOWN),
    tuple(mark("usage", usage.value) for usage in USAGES_SHOWN),
)
# Entries opened one by one that a search goes through besides, the newest.
GRANTED_MOST = 1000
# Looked at once more by the rows; grows, so that many hidden ones cost few questions.
CHUNK_MOST = 16_000


def scope_own(user: Any, key: str = "") -> Match:
    """Return the scope of the person's units, or of the one with this key."""
    if sees_every_unit(user) and not key:
        return Match(units=None)
    units = units_visible(user)
    if key:
        units = units.filter(key=key)
    return Match(units=tuple(units.order_by("pk").values_list("pk", flat=True)))


def scope_all(user: Any, key: str = "") -> Match:
    """Return the scope with what other units show or have opened besides."""
    own = scope_own(user, key)
    mine = tuple(units_visible(user).values_list("pk", flat=True))
    if sees_every_unit(user) or not mine:
        return own
    others = PressUnit.objects.exclude(pk__in=mine)
    if key:
        others = others.filter(key=key)
    grants = grants_holding(mine).filter(from_unit__in=others.values("pk"))
    whole = grants.filter(entry__isnull=True).values("from_unit")
    shown = others.filter(pk__in=units_showing().values("pk")).exclude(pk__in=whole)
    return Match(
        units=(
            *(own.units or ()),
            *others.filter(pk__in=whole).order_by("pk").values_list("pk", flat=True),
        ),
        shown=tuple(shown.order_by("pk").values_list("pk", flat=True)),
        shown_marks=SHOWN_MARKS,
        only_besides=_granted(grants),
    )


def scope_others(user: Any, key: str = "") -> Match:
    """Return the scope of what other units show or have opened, alone."""
    scope = scope_all(user, key)
    if scope.units is None:
        return Match(units=())
    own = set(units_visible(user).values_list("pk", flat=True))
    return replace(scope, units=tuple(pk for pk in scope.units if pk not in own))


def places_found(user: Any, match: Match, limit: int) -> list[int]:
    """Return the places of the newest matches that the person may see."""
    main = _held(user, replace(match, only_besides=()), limit)
    if not match.only_besides:
        return main
    besides = Match(
        units=None,
        phrases=match.phrases,
        marks=match.marks,
        before=match.before,
        since=match.since,
        only=match.only_besides,
        box=match.box,
    )
    found = {*main, *_held(user, besides, limit)}
    return sorted(found, reverse=True)[:limit]


def _granted(grants: Any) -> tuple[int, ...]:
    opened = CatalogueEntry.objects.filter(
        pk__in=grants.filter(entry__isnull=False).values("entry")
    )
    places = opened.order_by("-place").values_list("place", flat=True)
    return tuple(places[:GRANTED_MOST])


def _held(user: Any, match: Match, limit: int) -> list[int]:
    """Return what the index finds and the rows let through, asked for piece by piece."""
    if sees_every_unit(user) and match.box is None:
        return search_engines.newest(match, limit)
    let_through = _let_through(user, match)
    kept: list[int] = []
    chunk = limit
    while True:
        some = search_engines.newest(match, chunk)
        visible = let_through.filter(place__in=some)
        seen = set(visible.values_list("place", flat=True)) if some else set()
        kept += [place for place in some if place in seen]
        if len(kept) >= limit or len(some) < chunk:
            return kept[:limit]
        match = replace(match, before=some[-1])
        chunk = min(chunk * 2, CHUNK_MOST)


def _let_through(user: Any, match: Match) -> QuerySet[CatalogueEntry]:
    """Return what the person may see; where it was taken, only who may have the file."""
    if match.box is None:
        return entries_visible(user).order_by()
    return entries_usable(user).filter(match.box.rows()).order_by()
