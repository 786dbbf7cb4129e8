"""Reads of the vocabularies: whose a person sees, and what is offered while they type."""

from typing import Any

from django.db.models import Q, QuerySet

from toasoan.archive.metadata.embedded import tidy
from toasoan.archive.models import Concept, Vocabulary
from toasoan.archive.models.vocabularies import name_folded
from toasoan.archive.vocabularies.media_topics import code_of
from toasoan.archive.vocabularies.naming import those_named
from toasoan.archive.vocabularies.terms import concept_standing
from toasoan.core.errors import NotFound
from toasoan.units.access import sees_every_unit, units_visible
from toasoan.units.models import PressUnit

OFFERED_MAX = 12
LABEL_MAX = 100
LOOKED_AT_MAX = 300


def concepts_visible(user: Any) -> QuerySet[Concept]:
    """Return the shared words and those of the person's units."""
    rows = Concept.objects.select_related("vocabulary", "unit", "broader")
    if not user.is_authenticated or not user.is_active:
        return rows.none()
    if sees_every_unit(user):
        return rows
    return rows.filter(Q(unit__isnull=True) | Q(unit__in=units_visible(user)))


def concept_for_reading(user: Any, pk: int) -> Concept:
    """Return the concept.

    Raises:
        NotFound: there is none, or it is another unit's.
    """
    concept = concepts_visible(user).filter(pk=pk).first()
    if concept is None:
        raise NotFound
    return concept


def concepts_of(user: Any, unit: PressUnit, kind: str) -> QuerySet[Concept]:
    """Return the words of the kind that the unit uses: its own and the shared ones."""
    return concepts_visible(user).filter(
        Q(unit__isnull=True) | Q(unit=unit), vocabulary__kind=kind
    )


def concepts_offered(
    user: Any, unit: PressUnit, kind: str, typed: str
) -> list[Concept]:
    """Return the few words in use that fit what is typed, the likeliest first.

    Each typed word begins a word of a name, however its letters are marked.
    """
    rows = concepts_of(user, unit, kind).filter(
        retired_on__isnull=True, merged_into__isnull=True
    )
    folded = name_folded(typed)
    if typed.strip() and not folded:
        return []
    for word in folded.split():
        rows = rows.filter(search__contains=f" {word}")
    found = list(rows[:LOOKED_AT_MAX])
    if not folded:
        # Nothing typed yet: where one begins to look.
        found = [each for each in found if each.broader_id is None]
    found.sort(key=lambda each: _rank(each, folded))
    return found[:OFFERED_MAX]


def label_addable(unit: PressUnit, kind: str, typed: str) -> str:
    """Return the name as it would be added, "" when it is none or is there already."""
    label = " ".join(tidy(typed).split())
    if len(label) > LABEL_MAX or not name_folded(label):
        return ""
    known = Concept.objects.filter(
        Q(unit__isnull=True) | Q(unit=unit),
        vocabulary__kind=kind,
        label_vi__iexact=label,
    )
    return "" if known.exists() else label


def _rank(concept: Concept, folded: str) -> tuple[bool, bool, int, str]:
    label = name_folded(concept.label)
    return (label != folded, not label.startswith(folded), len(label), label)


def topics_by_code(codes: Any) -> dict[str, Concept]:
    """Return the topics of these codes that the vocabulary has, the retired too."""
    rows = Concept.objects.filter(
        vocabulary__kind=Vocabulary.Kind.TOPIC, code__in=codes
    )
    return {row.code: row for row in rows}


def concept_named(rows: QuerySet[Concept], typed: str) -> Concept | None:
    """Return the one of the rows in use that is called so, or has this code.

    None when none is, or several are and the marks do not tell which.
    """
    rows = rows.filter(retired_on__isnull=True, merged_into__isnull=True)
    code = code_of(typed) or typed.strip()
    found = rows.filter(code=code).first() if code else None
    if found is not None:
        return found
    folded = name_folded(typed)
    named = list(rows.filter(name_rows__folded=folded)[:20]) if folded else []
    exact = those_named(named, typed)
    labels = [each for each in exact if name_folded(each.label) == folded]
    chosen = labels or exact
    return chosen[0] if len(chosen) == 1 else None


def topic_named(typed: str) -> Concept | None:
    """Return the one topic in use that is called so, or has this code or address."""
    topics = Concept.objects.filter(vocabulary__kind=Vocabulary.Kind.TOPIC)
    return concept_named(topics, typed)


def person_named(unit: PressUnit | None, name: str) -> Concept | None:
    """Return the person the unit's vocabulary knows by this name; None unless just one."""
    rows = Concept.objects.filter(
        Q(unit__isnull=True) | Q(unit=unit),
        vocabulary__kind=Vocabulary.Kind.PERSON,
        name_rows__folded=name_folded(name),
    )
    standing = {concept_standing(row) for row in those_named(list(rows), name)}
    return standing.pop() if len(standing) == 1 else None
