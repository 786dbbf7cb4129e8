"""Finding things of a unit by words, with or without marks."""

from dataclasses import dataclass
from typing import Any

from toasoan.content.item_lists import items_filtered
from toasoan.core.text import fold
from toasoan.planning.models import Story
from toasoan.planning.selectors import story_list_for_unit
from toasoan.units.models import Membership, PressUnit
from toasoan.units.selectors import membership_list

EACH = 20


@dataclass(frozen=True)
class Found:
    """What some words find in a unit."""

    items: list[Any]
    stories: list[Story]
    people: list[Membership]

    @property
    def count(self) -> int:
        """How many things were found."""
        return len(self.items) + len(self.stories) + len(self.people)


def found_in_unit(user: Any, unit: PressUnit, words: str) -> Found:
    """Return items, stories and people of `unit` that match the words."""
    wanted = fold(words)
    stories = [
        story
        for story in story_list_for_unit(unit)[:2000]
        if wanted in fold(f"{story.title} {story.slugline}")
    ]
    people = [
        member for member in membership_list(unit) if wanted in fold(str(member.user))
    ]
    return Found(
        items=list(items_filtered(user=user, unit=unit, words=words)[:EACH]),
        stories=stories[:EACH],
        people=people[:EACH],
    )
