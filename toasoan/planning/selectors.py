"""Reads of stories and assignments."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from wagtail.models import Page

from toasoan.core import clock
from toasoan.core.collation import alphabetical
from toasoan.core.likeness import most_alike
from toasoan.planning.models import (
    Absence,
    Assignment,
    Coverage,
    Event,
    Freelancer,
    PitchQuestion,
    Shift,
    Story,
    StoryOffer,
)
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may

# What is looked through for a story like the one being typed.
LIKE_SINCE = timedelta(days=180)
LIKE_AMONG = 3000
LIKE_SHOWN = 5


@dataclass(frozen=True)
class StoriesLike:
    """Stories about the same matter: the unit's own, and those of other units."""

    own: list[Story]
    others: list[Story]


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
                        state__in=Assignment.UNDONE_STATES
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
            state__in=Assignment.TO_DO_STATES,
        )
        .select_related(
            "coverage__story__desk", "coverage__story__event", "assigned_by"
        )
        .order_by("due_at", "pk")
    )


def assignments_taken_from(
    user: Any, unit: PressUnit, since: datetime
) -> QuerySet[Assignment]:
    """Return what others took from `user` since then, the latest first.

    Left out is a part the person has been given again. Each comes with who has the
    part now.
    """
    held = Assignment.objects.filter(state__in=Assignment.OPEN_STATES)
    given_again = held.filter(coverage=OuterRef("coverage"), assignee=user)
    return (
        Assignment.objects.filter(
            ~Exists(given_again),
            assignee=user,
            coverage__story__unit=unit,
            state__in=[Assignment.State.WITHDRAWN, Assignment.State.CANCELLED],
            changed_at__gte=since,
            closed_by__isnull=False,
        )
        .exclude(closed_by=user)
        .select_related("coverage__story", "closed_by")
        .prefetch_related(
            Prefetch("coverage__assignments", held.select_related("assignee"))
        )
        .order_by("-changed_at", "pk")
    )


def assignments_late(unit: PressUnit, at: datetime) -> QuerySet[Assignment]:
    """Return the unit's assignments whose due time has passed with nothing in."""
    return Assignment.objects.filter(
        coverage__story__unit=unit,
        due_at__lt=at,
        state__in=Assignment.TO_DO_STATES,
    ).select_related("coverage__story", "assignee")


def stories_waiting(unit: PressUnit) -> QuerySet[Story]:
    """Return the pitches the desk has still to answer, oldest first.

    Left out are those about which their proposers were asked something.
    """
    return (
        Story.objects.filter(unit=unit, state=Story.State.PITCHED)
        .exclude(Exists(_open_questions()))
        .select_related("desk", "pitched_by")
        .order_by("created_at")
    )


def question_open(story: Story) -> PitchQuestion | None:
    """Return what was asked about the pitch and not answered yet."""
    return story.questions.filter(answered_at__isnull=True).first()


def _open_questions() -> QuerySet[PitchQuestion]:
    return PitchQuestion.objects.filter(story=OuterRef("pk"), answered_at__isnull=True)


def pitches_of(user: Any, unit: PressUnit) -> QuerySet[Story]:
    """Return what the person pitched and nobody has answered, what they were asked first.

    Each has `is_asked`: whether the pitch waits for a word of theirs.
    """
    return (
        Story.objects.filter(unit=unit, pitched_by=user, state=Story.State.PITCHED)
        .annotate(is_asked=Exists(_open_questions()))
        .select_related("desk")
        .order_by("-is_asked", "-created_at")
    )


def stories_like(unit: PressUnit, text: str, *, but: int | None = None) -> StoriesLike:
    """Return what is planned or was made lately about the same matter.

    Those of other units come without a word of what they say: whose they are and
    when they are to appear is enough to give the colleagues a call.

    Args:
        unit: whose own stories are named.
        text: the title and what else was typed so far.
        but: a story that is not counted, being the one looked at.
    """
    recent = (
        Story.objects.filter(created_at__gte=clock.now() - LIKE_SINCE)
        .exclude(state=Story.State.REJECTED)
        .exclude(pk__in=[] if but is None else [but])
        .order_by("-created_at")
        .values_list("pk", "unit", "title")[:LIKE_AMONG]
    )
    alike = most_alike(text, recent, lambda row: row[2], limit=LIKE_AMONG)
    # Each kind by itself: what many units plan must not hide the unit's own.
    own = [pk for pk, unit_id, _title in alike if unit_id == unit.pk][:LIKE_SHOWN]
    others = [pk for pk, unit_id, _title in alike if unit_id != unit.pk][:LIKE_SHOWN]
    known = Story.objects.select_related("unit", "desk", "pitched_by").in_bulk(
        [*own, *others]
    )
    return StoriesLike([known[pk] for pk in own], [known[pk] for pk in others])


def coverages_live(story: Story) -> QuerySet[Coverage]:
    """Return the story's parts that were not struck out, with who makes them."""
    return story.coverages.filter(is_cancelled=False).prefetch_related(
        Prefetch("assignments", Assignment.objects.select_related("assignee"))
    )


def coverages_unfinished(story: Story) -> list[Coverage]:
    """Return the parts of the story that are neither done nor struck out."""
    return [part for part in coverages_live(story) if not part.is_done]


def assignments_handed_in(unit: PressUnit) -> QuerySet[Assignment]:
    """Return the unit's work that waits to be taken, the earliest first.

    Articles are left out: their reviewers have them.
    """
    return (
        Assignment.objects.filter(
            coverage__story__unit=unit, state=Assignment.State.SUBMITTED
        )
        .exclude(coverage__kind__in=Coverage.WRITTEN_KINDS)
        .select_related("coverage__story__desk", "assignee")
        .order_by("handed_in_at", "pk")
    )


def assignments_with_work(story: Story) -> QuerySet[Assignment]:
    """Return what was handed in for the story and not sent back, oldest first."""
    return (
        Assignment.objects.filter(
            coverage__story=story,
            coverage__is_cancelled=False,
            handed_in_at__isnull=False,
            state__in=[Assignment.State.SUBMITTED, Assignment.State.COMPLETED],
        )
        .select_related("assignee", "coverage")
        .order_by("handed_in_at", "pk")
    )


def sections_below(unit: PressUnit) -> QuerySet[Page]:
    """Return the sections of the unit's site as plain pages, in menu order."""
    if unit.site is None:
        return Page.objects.none()
    return (
        Page.objects.descendant_of(unit.site.root_page)
        .filter(content_type__model="sectionpage", live=True)
        .order_by("path")
    )


def coverages_of(story: Story) -> QuerySet[Coverage]:
    """Return the story's parts with everything given out for them."""
    return story.coverages.prefetch_related(
        Prefetch(
            "assignments",
            Assignment.objects.select_related(
                "assignee",
                "assigned_by",
                "closed_by",
                "item__place",
                "freelancer",
                "coverage",
            ),
        )
    )


def story_counts(since: datetime) -> dict[tuple[int, str], int]:
    """Return (unit, state) → how many stories pitched since then are in it now."""
    rows = (
        Story.objects.filter(created_at__gte=since)
        .order_by()
        .values_list("unit", "state")
        .annotate(n=Count("pk"))
    )
    return {(unit, state): n for unit, state, n in rows}


def events_between(
    unit: PressUnit, begins: datetime, ends: datetime, *, desk: int | None = None
) -> QuerySet[Event]:
    """Return the unit's events that touch the time between two moments, in order.

    Those of no desk are everybody's.
    """
    events = Event.objects.filter(unit=unit, starts_at__lt=ends, ends_at__gte=begins)
    if desk:
        events = events.filter(Q(desk=desk) | Q(desk__isnull=True))
    return (
        events.select_related("desk")
        .prefetch_related(Prefetch("stories", Story.objects.order_by("pk")))
        .order_by("starts_at", "pk")
    )


def events_of_desk(desk: Desk, begins: datetime) -> QuerySet[Event]:
    """Return what a desk's calendar tells other programs, from a moment on."""
    return (
        Event.objects.filter(
            Q(desk=desk) | Q(desk__isnull=True), unit=desk.unit, ends_at__gte=begins
        )
        .select_related("unit")
        .order_by("starts_at", "pk")
    )


def assignments_due(begins: datetime, ends: datetime) -> QuerySet[Assignment]:
    """Return the work of all units due between two moments with nothing in yet."""
    return (
        Assignment.objects.filter(
            due_at__gte=begins, due_at__lt=ends, state__in=Assignment.TO_DO_STATES
        )
        .select_related("coverage__story__unit", "assignee", "assigned_by")
        .order_by("due_at", "pk")
    )


def stories_overdue(begins: datetime, ends: datetime) -> QuerySet[Story]:
    """Return worked stories of all units that were to appear between two moments."""
    return (
        Story.objects.filter(
            planned_at__gte=begins, planned_at__lt=ends, state__in=Story.WORKED_STATES
        )
        .select_related("unit", "decided_by")
        .order_by("planned_at", "pk")
    )


def shifts_between(
    unit: PressUnit, begins: datetime, ends: datetime
) -> QuerySet[Shift]:
    """Return the unit's shifts that touch the time between two moments, in order."""
    return (
        Shift.objects.filter(unit=unit, starts_at__lt=ends, ends_at__gt=begins)
        .select_related("unit", "user", "desk")
        .order_by("starts_at", "duty", "pk")
    )


def absences_between(unit: PressUnit, first: date, last: date) -> QuerySet[Absence]:
    """Return which of the unit's people are away on some of these days."""
    return (
        Absence.objects.filter(
            user__in=people_who_may(Action.READ, unit),
            first_day__lte=last,
            last_day__gte=first,
        )
        .select_related("user")
        .order_by("first_day", "pk")
    )


def freelancers_of(
    unit: PressUnit, *, all_of_them: bool = False
) -> QuerySet[Freelancer]:
    """Return the unit's contributors by name; those who left only when asked for."""
    rows = Freelancer.objects.filter(unit=unit)
    return (rows if all_of_them else rows.filter(is_active=True)).order_by(
        alphabetical("name")
    )


def offers_to(unit: PressUnit) -> QuerySet[StoryOffer]:
    """Return what other units offer the unit and it has not answered, latest first."""
    return (
        StoryOffer.objects.filter(to_unit=unit, state=StoryOffer.State.OPEN)
        .select_related("story__unit", "story__subject", "offered_by", "to_unit")
        .order_by("-offered_at", "pk")
    )
