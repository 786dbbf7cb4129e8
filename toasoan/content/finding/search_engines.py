"""The two databases asked the same two questions about matching entries.

A match is a list of phrases that must all occur; a phrase is a list of folded
words that must stand side by side. Words hold letters and digits only, so no
operator of either query language can be typed into them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from toasoan.content.finding.search_schema import FTS, TABLE
from toasoan.content.models.search_index import SearchEntry

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


def _mark(match: Match) -> str:
    return "own" if match.unit_id is None else f"unit{match.unit_id}"


def newest(match: Match, limit: int) -> list[int]:
    """Return the keys of the newest matches, newest first."""
    return _engine().newest(match, limit)


def count(match: Match, limit: int) -> int:
    """Return how many match, counting no further than `limit`."""
    return _engine().count(match, limit)


def learn(entries: Iterable[SearchEntry]) -> None:
    """Bring the index up to stored entries, where the database does not by itself."""
    _engine().learn(entries)


class _Sqlite:
    def learn(self, entries: Iterable[SearchEntry]) -> None:
        """Leave it to the triggers."""

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
        where = "title" if match.in_title else "{title body}"
        return f'marks : "{_mark(match)}" AND {where} : ({words})'


class _Postgresql:
    """Pairs of neighbours are terms of their own here.

    A phrase search by positions would unpack the vector of every entry that has
    all the words, and Vietnamese syllables are in most entries. Pairs answer
    from the index alone: "a b c" is "a_b" and "b_c". A term of the headline is
    there a second time, as "_a", and the filtering marks as "__unit1".
    """

    def learn(self, entries: Iterable[SearchEntry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {TABLE} SET vector = array_to_tsvector(%s) WHERE id = %s",  # noqa: S608
                [(self._terms(entry), entry.pk) for entry in entries],
            )

    def newest(self, match: Match, limit: int) -> list[int]:
        where, values = self._where(match)
        return self._by_index(
            f"WITH found AS MATERIALIZED (SELECT id FROM {TABLE} WHERE {where})"  # noqa: S608
            " SELECT id FROM found ORDER BY id DESC LIMIT %s",
            [*values, limit],
        )

    def count(self, match: Match, limit: int) -> int:
        where, values = self._where(match)
        return self._by_index(
            f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {where} LIMIT %s) AS t",  # noqa: S608
            [*values, limit],
        )[0]

    def _by_index(self, statement: str, values: Sequence[Any]) -> list[int]:
        # Reading the table through looks cheap to the planner, which does not
        # count the unpacking of each vector.
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('enable_seqscan', 'off', true),"
                " set_config('enable_indexscan', 'off', true)"
            )
            return _ids(statement, values)

    def _terms(self, entry: SearchEntry) -> list[str]:
        title, body = entry.title.split(), entry.body.split()
        pairs = [f"{a}_{b}" for words in (title, body) for a, b in pairwise(words)]
        in_title = [f"_{word}" for word in title]
        marks = [f"__{mark}" for mark in entry.marks.split()]
        return sorted({*title, *body, *pairs, *in_title, *marks})

    def _where(self, match: Match) -> tuple[str, list[Any]]:
        terms = [term for phrase in match.phrases for term in _phrase_terms(phrase)]
        if match.in_title:
            terms = [f"_{word}" for phrase in match.phrases for word in phrase]
        terms.append(f"__{_mark(match)}")
        query = " & ".join(f"'{term}'" for term in terms)
        return "vector @@ %s::tsquery", [query]


def _phrase_terms(phrase: Phrase) -> list[str]:
    return [f"{a}_{b}" for a, b in pairwise(phrase)] or list(phrase)


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
