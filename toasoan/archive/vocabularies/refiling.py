"""Entries follow the vocabularies: filed anew once what a word means has changed."""

from collections.abc import Iterable

from django.db.models import Q

from toasoan.archive.catalogue import entry_keep
from toasoan.archive.models import AssetConsent, CatalogueEntry, Concept, Vocabulary
from toasoan.archive.models.vocabularies import name_folded
from toasoan.archive.search.search_engines import Match, newest
from toasoan.archive.search.search_words import Phrase, mark, words_of
from toasoan.archive.vocabularies.offers import person_named
from toasoan.archive.vocabularies.terms import concept_standing

AT_ONCE = 500


def topics_refile() -> int:
    """Every entry that has topics lies under what is above them now; return how many.

    Cut off and run again it begins anew, and ends the same.
    """
    done, last = 0, 0
    while True:
        rows = CatalogueEntry.objects.exclude(topics="").filter(pk__gt=last)
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return done
        done, last = done + _refile(keys), keys[-1]


def concept_refile(*, concept_pk: int) -> int:
    """What names the concept, or was filed under it, is filed by today's vocabulary."""
    concept = Concept.objects.filter(pk=concept_pk).select_related("vocabulary").first()
    if concept is None:
        return 0
    if concept.vocabulary.kind == Vocabulary.Kind.PERSON:
        _consents_link(concept)
    return _refile(_touched(concept))


def _consents_link(person: Concept) -> None:
    """Link the consents that name the person and know nobody yet."""
    consents = AssetConsent.objects.filter(person__isnull=True)
    if person.unit_id is not None:
        consents = consents.filter(entry__unit=person.unit_id)
    folded = {name_folded(name) for name in person.names()}
    for consent in consents.select_related("entry__unit").iterator():
        if name_folded(consent.name) in folded:
            consent.person = person_named(consent.entry.unit, consent.name)
            consent.save(update_fields=["person"])


def _touched(concept: Concept) -> set[int]:
    kind = concept.vocabulary.kind
    family = Concept.objects.filter(
        Q(pk__in=[concept.pk, concept_standing(concept).pk]) | Q(merged_into=concept.pk)
    )
    units = None if concept.unit_id is None else (concept.unit_id,)
    places: set[int] = set()
    for each in family:
        places |= _all(Match(units, marks=(mark(kind, each.pk),)))
        if kind != Vocabulary.Kind.TOPIC:
            for name in each.names():
                phrase = Phrase(tuple(words_of(name)))
                places |= (
                    _all(Match(units, phrases=(phrase,))) if phrase.words else set()
                )
    ordered, keys = sorted(places), set()
    for begin in range(0, len(ordered), AT_ONCE):
        some = ordered[begin : begin + AT_ONCE]
        rows = CatalogueEntry.objects.filter(place__in=some)
        keys |= set(rows.values_list("pk", flat=True))
    return keys


def _all(match: Match) -> set[int]:
    found: set[int] = set()
    before = match.before
    while True:
        some = newest(Match(match.units, match.phrases, match.marks, before), AT_ONCE)
        found |= set(some)
        if len(some) < AT_ONCE:
            return found
        before = some[-1]


def _refile(keys: Iterable[int]) -> int:
    done = 0
    for key in sorted(keys):
        entry = (
            CatalogueEntry.objects.select_related("photo", "document")
            .filter(pk=key)
            .first()
        )
        if entry is not None:
            entry_keep(entry.asset)
            done += 1
    return done
