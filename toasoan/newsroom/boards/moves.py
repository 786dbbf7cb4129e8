"""A story put down elsewhere in a view: which hour or which answer that means."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from toasoan.core import clock
from toasoan.newsroom.boards.spans import band_of, monday_of
from toasoan.planning.models import Story

# An idea without an hour is put at the beginning of the working day.
MORNING = time(9)


def hour_at(
    planned: datetime | None, day: date, *, band: int | None = None
) -> datetime:
    """Return the planned hour on that day: the same, unless another part was meant."""
    wall = clock.local(planned).time() if planned else MORNING
    if band is not None and (planned is None or band_of(planned) != band):
        wall = time(band)
        if planned is None and band <= MORNING.hour < band + 3:
            wall = MORNING
    naive = datetime.combine(day, wall.replace(second=0, microsecond=0))
    return timezone.make_aware(naive, timezone.get_default_timezone())


def hour_in_week(planned: datetime | None, monday: date) -> datetime:
    """Return the hour in that week: the same weekday, an idea's on its first day to come."""
    first = monday_of(monday)
    if planned is not None:
        ahead = clock.local(planned).date() - monday_of(clock.local(planned).date())
        return hour_at(planned, first + ahead)
    today = clock.today()
    return hour_at(None, max(first, min(today, first + timedelta(days=6))))


def answer_to(story: Story, column: str) -> str | None:
    """Return the answer that leads the story there; None when work itself does."""
    is_pitch = story.state == Story.State.PITCHED
    answers = {"dropped": "dung", "done": "xong"}
    if is_pitch:
        answers = {"approved": "duyet", "rejected": "khong-duyet", "dropped": "dung"}
    return answers.get(column)
