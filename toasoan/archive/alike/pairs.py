"""Reads of the pairs of photos a unit is asked about."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from toasoan.archive.models import PhotoPair
from toasoan.archive.selectors import photos_of
from toasoan.units.models import PressUnit

Verdict = PhotoPair.Verdict


@dataclass
class _Stacks:
    """Photos that people said are one, and stacks they said are not."""

    parents: dict[int, int] = field(default_factory=dict)
    settled: set[frozenset[int]] = field(default_factory=set)

    def top(self, photo: int) -> int:
        """Return the photo that stands for the stack this one lies in."""
        while self.parents.get(photo, photo) != photo:
            photo = self.parents[photo]
        return photo

    def join(self, first: int, second: int) -> None:
        """Put both photos into one stack."""
        low, high = sorted((self.top(first), self.top(second)))
        self.parents[high] = low

    def between(self, first: int, second: int) -> frozenset[int]:
        """Return the question whether the two stacks are one; one photo: they are."""
        return frozenset((self.top(first), self.top(second)))


def pairs_of(unit: PressUnit) -> QuerySet[PhotoPair]:
    """Return the pairs both of whose photos lie in the unit's archive now."""
    own = photos_of(unit).order_by().values("pk")
    return PhotoPair.objects.filter(first__in=own, second__in=own)


def pairs_to_review(unit: PressUnit, most: int = 20) -> list[PhotoPair]:
    """Return the pairs nobody has answered yet, the most alike first.

    A stack is asked about once: not among its own photos, and against another stack
    or photo only with the nearest pair, until that is answered.
    """
    keys = list(_unasked(unit, most))
    found = PhotoPair.objects.select_related("first", "second").in_bulk(keys)
    return [found[key] for key in keys]


def _unasked(unit: PressUnit, most: int) -> Iterator[int]:
    stacks = _stacks(unit)
    seen = set(stacks.settled)
    given = 0
    waiting = pairs_of(unit).filter(verdict=Verdict.OPEN).order_by("distance", "pk")
    for key, first, second in waiting.values_list("pk", "first", "second").iterator():
        question = stacks.between(first, second)
        if len(question) == 1 or question in seen:
            continue
        seen.add(question)
        yield key
        given += 1
        if given == most:
            return


def _stacks(unit: PressUnit) -> _Stacks:
    stacks = _Stacks()
    answered = pairs_of(unit).exclude(verdict=Verdict.OPEN)
    rows = list(answered.values_list("verdict", "first", "second"))
    for verdict, first, second in rows:
        if verdict == Verdict.SAME:
            stacks.join(first, second)
    for verdict, first, second in rows:
        if verdict == Verdict.BOTH:
            stacks.settled.add(stacks.between(first, second))
    return stacks
