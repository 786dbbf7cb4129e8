"""The groups of a package: read, written, and what may be put into them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from toasoan.content.finding.search import items_search
from toasoan.content.item_lists import items_of_unit
from toasoan.content.models import PackagePage
from toasoan.content.versions.fingerprint import content_fingerprint
from toasoan.units.access import units_visible
from toasoan.units.models import PressUnit

FOUND_MAX = 20
KEY_DIGITS = 19


@dataclass(frozen=True)
class Member:
    """An item in a package, by its key, with its own headline there or none."""

    item: int
    headline: str = ""


@dataclass(frozen=True)
class Group:
    """Items under one name; the name may be empty."""

    title: str
    members: tuple[Member, ...]


def keys_sent(values: Iterable[str]) -> list[int]:
    """Return the keys among what a form sent, each once; no database takes longer ones."""
    found = [
        int(each) for each in values if each.isdecimal() and len(each) < KEY_DIGITS
    ]
    return list(dict.fromkeys(found))


def groups_of(package: PackagePage) -> list[Group]:
    """Return the groups of the package, as this draft of it has them."""
    return [
        Group(
            group["title"],
            tuple(Member(each["item"], each["headline"]) for each in group["members"]),
        )
        for group in package.groups
    ]


def groups_stored(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Return the groups as a package stores them, words in one line each."""
    return [
        {
            "title": " ".join(group.title.split()),
            "members": [
                {"item": member.item, "headline": " ".join(member.headline.split())}
                for member in group.members
            ],
        }
        for group in groups
    ]


def groups_mark(package: PackagePage) -> str:
    """Return a short name for the arrangement: another one has another name."""
    return content_fingerprint([str(package.kind), package.groups])[:16]


def items_to_choose(user: Any, unit: PressUnit) -> QuerySet[Page]:
    """Return what `user` may put into a package of the unit, the last touched first.

    Neither packages, nor what lies in the bin or in somebody else's own space.
    """
    if not units_visible(user).filter(pk=unit.pk).exists():
        return Page.objects.none()
    items: QuerySet[Page] = items_of_unit(unit, user)
    return items.exclude(pk__in=PackagePage.objects.filter(unit=unit).values("pk"))


def items_found(user: Any, unit: PressUnit, words: str) -> list[Page]:
    """Return the best matches among them, typed with marks or without.

    Nothing typed, those touched last.
    """
    items = items_to_choose(user, unit)
    if not words.strip():
        return list(items[:FOUND_MAX])
    found = items_search(user=user, words=words, unit=unit).items
    keys = [item.pk for item in found]
    there = items.in_bulk(keys)
    return [there[pk] for pk in keys if pk in there][:FOUND_MAX]
