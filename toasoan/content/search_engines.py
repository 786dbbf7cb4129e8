"""The two databases asked the same two questions about matching entries.

A match is a list of phrases that must all occur; a phrase is a list of folded
words that must stand side by side. Words hold letters and digits only, so no
operator of either query language can be typed into them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from toasoan.content.search_schema import FTS, TABLE

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """What to look for, in one unit or among the units' own items."""

    phrases: tuple[Phrase, ...]
    unit_id: int | None = None
    in_title: bool = False


def marks_for(unit_id: int, *, is_own: bool) -> str:
    """Return the filtering words of an entry."""
    return f"unit{unit_id} own" if is_own else f"unit{unit_id}"


def newest(match: Match, limit: int) -> list[int]:
    """Return the keys of the newest matches, newest first."""
    return _engine().newest(match, limit)


def count(match: Match, limit: int) -> int:
    """Return how many match, counting no further than `limit`."""
    return _engine().count(match, limit)


class _Sqlite:
    def newest(self, match: Match, limit: int) -> list[int]:
        return _ids(
            f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608 - our own names
            " ORDER BY rowid DESC LIMIT %s",
            [self._expression(match), limit],
        )

    def count(self, match: Match, limit: int) -> int:
        return _ids(
            "SELECT count(*) FROM (SELECT rowid"  # noqa: S608 - our own names
            f" FROM {FTS} WHERE {FTS} MATCH %s LIMIT %s)",
            [self._expression(match), limit],
        )[0]

    def _expression(self, match: Match) -> str:
        words = " AND ".join(f'"{" ".join(phrase)}"' for phrase in match.phrases)
        mark = "own" if match.unit_id is None else f"unit{match.unit_id}"
        where = "title" if match.in_title else "{title body}"
        return f'marks : "{mark}" AND {where} : ({words})'


class _Postgresql:
    def newest(self, match: Match, limit: int) -> list[int]:
        where, values = self._where(match)
        return _ids(
            f"SELECT id FROM {TABLE} WHERE {where} ORDER BY id DESC LIMIT %s",  # noqa: S608
            [*values, limit],
        )

    def count(self, match: Match, limit: int) -> int:
        where, values = self._where(match)
        return _ids(
            f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {where} LIMIT %s) AS t",  # noqa: S608
            [*values, limit],
        )[0]

    def _where(self, match: Match) -> tuple[str, list[Any]]:
        weight = ":A" if match.in_title else ""
        phrases = (
            " <-> ".join(f"{word}{weight}" for word in phrase)
            for phrase in match.phrases
        )
        values: list[Any] = [" & ".join(f"({phrase})" for phrase in phrases)]
        where = "vector @@ to_tsquery('simple', %s)"
        if match.unit_id is None:
            return f"{where} AND is_own", values
        return f"{where} AND unit_id = %s", [*values, match.unit_id]


_ENGINES: dict[str, _Sqlite | _Postgresql] = {
    "sqlite": _Sqlite(),
    "postgresql": _Postgresql(),
}


def _engine() -> _Sqlite | _Postgresql:
    return _ENGINES[connection.vendor]


def _ids(statement: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
