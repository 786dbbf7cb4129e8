"""Fills a unit's plan with open stories, and signs people in before it."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from toasoan.core import clock
from toasoan.newsroom.boards.pulse import pulse_now
from toasoan.planning.models import Assignment, Coverage, Genre, Story
from toasoan.planning.recurrence import day_bounds
from toasoan.security.models import User
from toasoan.units.models import Membership, PressUnit, Subject
from toasoan.units.roles import Role
from toasoan.units.selectors import desk_list, people_with_role

SEED = 11
STATES = (Story.State.PITCHED, Story.State.APPROVED, Story.State.IN_PROGRESS)
KINDS = (Coverage.Kind.TEXT, Coverage.Kind.PHOTO, Coverage.Kind.VIDEO)
# So many of the stories are today's: a heavy day of a daily.
TODAY = 150
DAYS = 84


def answer(unit_key: str, stories: int, people: int) -> dict[str, Any]:
    """Write the stories with parts and people; return session keys and a story."""
    unit = PressUnit.objects.get(key=unit_key)
    staff = _staff(unit, people)
    made = _stories(unit, staff, stories)
    _parts(made, staff)
    chief = people_with_role(Role.EDITOR_IN_CHIEF, unit).first()
    return {
        "chief": session_of(chief),
        "sessions": [session_of(person) for person in staff],
        "story": made[0].pk,
        "pulse": pulse_now(),
        "open": Story.objects.filter(unit=unit, state__in=STATES).count(),
    }


def _staff(unit: PressUnit, count: int) -> list[User]:
    staff = []
    for number in range(count):
        person = User.objects.create_user(
            f"bang{number}@vidu.vn", None, full_name=f"Người Xem Bảng {number}"
        )
        Membership.objects.create(
            user=person,
            organisation=unit.organisation,
            role=Role.HEAD_OF_DESK,
            valid_from=clock.today(),
        )
        staff.append(person)
    return staff


def _stories(unit: PressUnit, staff: list[User], count: int) -> list[Story]:
    dice = random.Random(SEED)
    desks, subject = list(desk_list(unit)), Subject.objects.first()
    genre = Genre.objects.first()
    begins, _ends = day_bounds(clock.today(), clock.today())
    return Story.objects.bulk_create(
        Story(
            unit=unit,
            desk=dice.choice(desks),
            slugline=f"de-tai-{number}",
            title=f"Đề tài số {number} về thu ngân sách và chi đầu tư công",
            brief="Nội dung dự kiến trong hai dòng để đo.",
            subject=subject,
            genre=genre,
            planned_at=_hour(begins, number, dice),
            state=STATES[number % len(STATES)],
            pitched_by=dice.choice(staff),
        )
        for number in range(count)
    )


def _hour(begins: datetime, number: int, dice: random.Random) -> datetime:
    day = 0 if number < TODAY else dice.randrange(1, DAYS)
    return begins + timedelta(days=day, minutes=dice.randrange(6 * 60, 22 * 60))


def _parts(stories: list[Story], staff: list[User]) -> None:
    dice = random.Random(SEED)
    worked = [story for story in stories if story.is_worked]
    parts = Coverage.objects.bulk_create(
        Coverage(story=story, kind=kind, ordered_length=900)
        for story in worked
        for kind in KINDS[: dice.randrange(1, 4)]
    )
    Assignment.objects.bulk_create(
        Assignment(
            coverage=part,
            assignee=(person := dice.choice(staff)),
            assigned_by=person,
            due_at=part.story.planned_at,
        )
        for part in parts
    )


def session_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value
