"""Under which agreed words an entry is filed: its topics, and whom and what it names."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from toasoan.archive.models.vocabularies import (
    Concept,
    ConceptName,
    Vocabulary,
    name_folded,
)
from toasoan.archive.vocabularies.naming import those_named

Kind = Vocabulary.Kind
# What a photo says in these words is known by the names of the vocabulary.
NAMED_IN: dict[str, tuple[str, ...]] = {
    Kind.PERSON: ("person_shown",),
    Kind.PLACE: ("shown_sublocation", "shown_city", "shown_province", "shown_country"),
    Kind.EVENT: ("event",),
}
# Deeper than this nothing is filed, and what runs in a circle ends.
DEPTH_MAX = 12


@dataclass(frozen=True)
class Filed:
    """What the agreed words make of an entry.

    Attributes:
        terms: "topic 17" for each it is filed under, broader ones too.
        words: what it is found by beside: names as written, and every other name.
    """

    terms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def filed_under(
    *, unit_id: int | None, topics: Iterable[str], said: Mapping[str, Any]
) -> Filed:
    """Return under which words an entry of the unit is filed.

    Args:
        unit_id: whose own vocabulary counts beside the shared one.
        topics: codes of topics.
        said: the words of a photo without a column, by key.
    """
    written = {kind: _written(said, keys) for kind, keys in NAMED_IN.items()}
    texts = [text for several in written.values() for text in several]
    codes = [code for code in topics if code]
    if not codes and not texts:
        return Filed()
    chosen = {row.pk: row for row in _concepts(unit_id, codes, written)}
    rows = _with_broader(chosen)
    terms = sorted(f"{row.vocabulary.kind} {row.pk}" for row in rows.values())
    own = {_standing(row, seen=chosen | rows).pk for row in chosen.values()}
    called = Concept.objects.filter(Q(pk__in=own) | Q(merged_into__in=own))
    names = [name for row in (*chosen.values(), *called) for name in row.names()]
    return Filed(tuple(terms), tuple(dict.fromkeys([*texts, *names])))


def _written(said: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    values = [said.get(key) or [] for key in keys]
    several = [[value] if isinstance(value, str) else value for value in values]
    return [text for texts in several for text in texts]


def _concepts(
    unit_id: int | None, codes: Collection[str], written: Mapping[str, list[str]]
) -> list[Concept]:
    found = list(
        Concept.objects.filter(
            vocabulary__kind=Kind.TOPIC, code__in=codes
        ).select_related("vocabulary")
        if codes
        else ()
    )
    for kind, texts in written.items():
        found += _named(unit_id, kind, texts)
    return found


def _named(unit_id: int | None, kind: str, texts: Collection[str]) -> list[Concept]:
    """Return whom the texts name, in the unit's own vocabulary and in the shared one."""
    if not texts:
        return []
    rows = ConceptName.objects.filter(
        Q(concept__unit__isnull=True) | Q(concept__unit=unit_id),
        concept__vocabulary__kind=kind,
        folded__in={name_folded(text) for text in texts} - {""},
    ).select_related("concept__vocabulary")
    by_name: dict[str, list[Concept]] = {}
    for row in rows:
        by_name.setdefault(row.folded, []).append(row.concept)
    named = [those_named(by_name.get(name_folded(text), []), text) for text in texts]
    return [concept for several in named for concept in several]


def _with_broader(chosen: Mapping[int, Concept]) -> dict[int, Concept]:
    """Return what stands for the chosen, and everything above it."""
    seen = dict(chosen)
    edge = list(chosen.values())
    for _depth in range(DEPTH_MAX):
        links = [row.merged_into_id or row.broader_id for row in edge]
        above = {key for key in links if key is not None} - set(seen)
        if not above:
            break
        edge = list(Concept.objects.filter(pk__in=above).select_related("vocabulary"))
        seen |= {row.pk: row for row in edge}
    return {pk: row for pk, row in seen.items() if row.merged_into_id is None}


def _standing(row: Concept, *, seen: Mapping[int, Concept]) -> Concept:
    for _depth in range(DEPTH_MAX):
        into = seen.get(row.merged_into_id or 0) or row.merged_into
        if into is None:
            break
        row = into
    return row


def concept_standing(concept: Concept) -> Concept:
    """Return what stands for the concept: itself, or what it was merged into."""
    return _standing(concept, seen={})
