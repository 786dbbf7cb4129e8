"""The two databases asked one question: which places of the catalogue match, newest first.

A match is data through and through: its words and marks hold letters and digits only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from toasoan.archive.search.boxes import Box
from toasoan.archive.search.search_schema import FTS, TABLE
from toasoan.archive.search.search_words import Phrase, mark

# ruff: noqa: S608 - every name below is our own
# Every row looked at in order costs about as much as a match found by the index, so
# each way is given up when the other is cheaper.
WALKED_FOR_EACH = 20
WALKED_MIN = 4000


@dataclass(frozen=True)
class Match:
    """What to look for, and where.

    Attributes:
        units: the only units whose entries may be found; None is every unit, and
            what belongs to none.
        shown: further units, of which only entries with one mark of each group in
            `shown_marks` may be found.
        only: the only places that may be found.
        only_besides: places of other units looked through besides, which `newest`
            leaves to its caller.
        box: where it was taken; the rows tell, `newest` does not look.
        phrases: all of them must occur.
        marks: all of them must be there.
        before: only places below this one.
        since: only this place and those above.
    """

    units: tuple[int, ...] | None
    phrases: tuple[Phrase, ...] = ()
    marks: tuple[str, ...] = ()
    before: int | None = None
    since: int | None = None
    shown: tuple[int, ...] = ()
    shown_marks: tuple[tuple[str, ...], ...] = ()
    only: tuple[int, ...] | None = None
    only_besides: tuple[int, ...] = ()
    box: Box | None = None


def newest(match: Match, limit: int) -> list[int]:
    """Return the places of the newest matches, newest first."""
    if match.units is not None and not match.units and not match.shown:
        return []
    if match.only is not None and not match.only:
        return []
    return _ENGINES[connection.vendor](match, limit)


def _sqlite(match: Match, limit: int) -> list[int]:
    expression = _fts_expression(match)
    if not expression:
        where, values = _bounds(match, "place")
        return _places(
            f"SELECT place FROM {TABLE} WHERE {where} ORDER BY place DESC LIMIT %s",
            [*values, limit],
        )
    where, values = _bounds(match, "rowid")
    return _places(
        f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s AND {where}"
        " ORDER BY rowid DESC LIMIT %s",
        [expression, *values, limit],
    )


def _fts_expression(match: Match) -> str:
    parts = []
    if match.units is not None:
        parts.append(_fts_scope(match))
    parts += [f'(marks : "{each}")' for each in match.marks]
    for phrase in match.phrases:
        begun = "*" if phrase.is_begun else ""
        parts.append(f'(words : "{" ".join(phrase.words)}"{begun})')
    return " AND ".join(parts)


def _fts_scope(match: Match) -> str:
    def either(marks: Iterable[str]) -> str:
        said = " OR ".join(f'"{each}"' for each in marks)
        return f"(marks : ({said}))"

    ways = []
    if match.units:
        ways.append(either(_unit_marks(match.units)))
    if match.shown:
        groups = [_unit_marks(match.shown), *match.shown_marks]
        ways.append(f"({' AND '.join(either(group) for group in groups)})")
    return f"({' OR '.join(ways)})"


def _unit_marks(units: Iterable[int]) -> tuple[str, ...]:
    return tuple(mark("unit", pk) for pk in units)


def _bounds(match: Match, column: str) -> tuple[str, list[Any]]:
    conditions, values = ["1 = 1"], []
    if match.before is not None:
        conditions.append(f"{column} < %s")
        values.append(match.before)
    if match.since is not None:
        conditions.append(f"{column} >= %s")
        values.append(match.since)
    if match.only is not None:
        conditions.append(f"{column} IN ({', '.join(['%s'] * len(match.only))})")
        values += match.only
    return " AND ".join(conditions), values


def _postgresql(match: Match, limit: int) -> list[int]:
    """Walk from the newest; when matches are rare, ask the index for all of them.

    The planner takes conditions for independent, and chooses a walk through a million
    rows where two marks hardly ever meet. A short walk that is not enough says that
    matches are few, and then the index is quick.
    """
    bounds, values = _bounds(match, "place")
    scope = bounds
    if match.units is not None and not match.shown:
        scope += " AND unit_id = ANY(%s)"
        values.append(list(match.units))
    query = _tsquery(match)
    if not query:
        return _places(
            f"SELECT place FROM {TABLE} WHERE {scope} ORDER BY place DESC LIMIT %s",
            [*values, limit],
        )
    walked = max(WALKED_MIN, WALKED_FOR_EACH * limit)
    found = _walk(scope, values, query, walked, limit)
    if found is not None:
        return found
    return _by_index(
        f"WITH found AS MATERIALIZED (SELECT place FROM {TABLE}"
        f" WHERE vector @@ %s::tsquery AND {scope})"
        " SELECT place FROM found ORDER BY place DESC LIMIT %s",
        [query, *values, limit],
    )


def _walk(
    scope: str, values: Sequence[Any], query: str, walked: int, limit: int
) -> list[int] | None:
    """Return the matches when a walk over the newest `walked` rows is enough."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH walked AS MATERIALIZED (SELECT place, vector @@ %s::tsquery AS fits"
            f" FROM {TABLE} WHERE {scope} ORDER BY place DESC LIMIT %s)"
            " SELECT place, (SELECT count(*) FROM walked) FROM walked"
            " WHERE fits ORDER BY place DESC LIMIT %s",
            [query, *values, walked, limit],
        )
        rows = cursor.fetchall()
    if len(rows) == limit or (rows and rows[0][1] < walked):
        return [row[0] for row in rows]
    return None


def _by_index(statement: str, values: Sequence[Any]) -> list[int]:
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true),"
            " set_config('enable_indexscan', 'off', true)"
        )
        try:
            return _places(statement, values)
        finally:
            # The transaction may be the caller's.
            cursor.execute(
                "SELECT set_config('enable_seqscan', 'on', true),"
                " set_config('enable_indexscan', 'on', true)"
            )


def _tsquery(match: Match) -> str:
    terms = [_ts_scope(match)] if match.shown else []
    terms += [f"'__{each}'" for each in match.marks]
    for phrase in match.phrases:
        found = [f"'_{a}_{b}'" for a, b in pairwise(phrase.words)]
        found = found or [f"'{phrase.words[0]}'"]
        if phrase.is_begun:
            found[-1] += ":*"
        terms += found
    return " & ".join(terms)


def _ts_scope(match: Match) -> str:
    def either(marks: Iterable[str]) -> str:
        return "(" + " | ".join(f"'__{each}'" for each in marks) + ")"

    groups = [_unit_marks(match.shown), *match.shown_marks]
    shown = " & ".join(either(group) for group in groups)
    if not match.units:
        return f"({shown})"
    return f"({either(_unit_marks(match.units))} | ({shown}))"


def _places(statement: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


_ENGINES = {"sqlite": _sqlite, "postgresql": _postgresql}
