"""Many stories with their parts and people at once, only what lists show of them.

Read flat and put together here: a person or a desk is read once however many
stories name them, and SQLite parses no time that nobody looks at.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.units.models import Desk


@dataclass(frozen=True)
class PartRow:
    """A part that was not struck out, and the work on it that was not given up."""

    coverage: Coverage
    work: list[Assignment]


@dataclass(frozen=True)
class StoryRow:
    """A story with its desk and people in place."""

    story: Story
    parts: list[PartRow]


def story_rows(pks: Collection[int]) -> list[StoryRow]:
    """Return the stories in five queries, however many they are."""
    stories = list(
        Story.objects.filter(pk__in=pks)
        .order_by()
        .only(
            "title", "state", "planned_at", "embargo_until", "desk_id", "pitched_by_id"
        )
    )
    coverages = list(
        Coverage.objects.filter(story__in=pks, is_cancelled=False)
        .order_by("pk")
        .only("story_id", "kind", "ordered_length")
    )
    work = list(
        Assignment.objects.filter(coverage__story__in=pks, coverage__is_cancelled=False)
        .exclude(state__in=Assignment.UNDONE_STATES)
        .order_by("due_at", "pk")
        .only("coverage_id", "assignee_id", "state", "due_at", "length")
    )
    _people_put(stories, work)
    desks = Desk.objects.in_bulk({story.desk_id for story in stories})
    for story in stories:
        story.desk = desks[story.desk_id]
    return _together(stories, coverages, work)


def _people_put(stories: list[Story], work: list[Assignment]) -> None:
    keys = {story.pitched_by_id for story in stories}
    keys |= {each.assignee_id for each in work}
    users = get_user_model().objects.only("full_name", "email")
    people: dict[Any, Any] = users.in_bulk(keys)
    for story in stories:
        story.pitched_by = people[story.pitched_by_id]
    for each in work:
        each.assignee = people[each.assignee_id]


def _together(
    stories: list[Story], coverages: list[Coverage], work: list[Assignment]
) -> list[StoryRow]:
    on: defaultdict[int, list[Assignment]] = defaultdict(list)
    by_key = {coverage.pk: coverage for coverage in coverages}
    for each in work:
        each.coverage = by_key[each.coverage_id]
        on[each.coverage_id].append(each)
    parts: defaultdict[int, list[PartRow]] = defaultdict(list)
    for coverage in coverages:
        parts[coverage.story_id].append(PartRow(coverage, on[coverage.pk]))
    return [StoryRow(story, parts[story.pk]) for story in stories]
