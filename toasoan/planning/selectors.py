"""Reads of stories and assignments."""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.units.models import PressUnit


def story_list_for_unit(
    unit: PressUnit, *, state: str = "", desk: int | None = None, words: str = ""
) -> QuerySet[Story]:
    """Return the unit's stories, open ones by planned time, filtered."""
    stories = Story.objects.filter(unit=unit).select_related("desk", "pitched_by")
    if state:
        stories = stories.filter(state=state)
    if desk:
        stories = stories.filter(desk=desk)
    if words:
        stories = stories.filter(
            Q(title__icontains=words) | Q(slugline__icontains=words)
        )
    return stories.prefetch_related(
        Prefetch(
            "coverages",
            Coverage.objects.filter(is_cancelled=False).prefetch_related(
                Prefetch(
                    "assignments",
                    Assignment.objects.exclude(
                        state__in=[
                            Assignment.State.DECLINED,
                            Assignment.State.CANCELLED,
                        ]
                    ).select_related("assignee"),
                )
            ),
        )
    ).order_by("-created_at")


def assignments_open_for(user: Any, unit: PressUnit) -> QuerySet[Assignment]:
    """Return what `user` has to do in `unit`, the earliest due first."""
    return (
        Assignment.objects.filter(
            assignee=user,
            coverage__story__unit=unit,
            state__in=[
                Assignment.State.ASSIGNED,
                Assignment.State.ACCEPTED,
                Assignment.State.IN_PROGRESS,
            ],
        )
        .select_related("coverage__story__desk", "assigned_by")
        .order_by("due_at", "pk")
    )


def assignments_late(unit: PressUnit, at: datetime) -> QuerySet[Assignment]:
    """Return the unit's assignments whose due time has passed with nothing in."""
    return Assignment.objects.filter(
        coverage__story__unit=unit,
        due_at__lt=at,
        state__in=[
            Assignment.State.ASSIGNED,
            Assignment.State.ACCEPTED,
            Assignment.State.IN_PROGRESS,
        ],
    ).select_related("coverage__story", "assignee")


def stories_waiting(unit: PressUnit) -> QuerySet[Story]:
    """Return the pitches of the unit nobody has answered yet, oldest first."""
    return (
        Story.objects.filter(unit=unit, state=Story.State.PITCHED)
        .select_related("desk", "pitched_by")
        .order_by("created_at")
    )


def coverages_of(story: Story) -> QuerySet[Coverage]:
    """Return the story's parts with everything given out for them."""
    return story.coverages.prefetch_related(
        Prefetch(
            "assignments",
            Assignment.objects.select_related("assignee", "assigned_by", "item"),
        )
    )
