"""When a mail goes and a device rings: at once, in the morning, after the quiet."""

from datetime import datetime, time

import pytest
from django.utils import timezone

from toasoan.core import clock
from toasoan.workspace.kinds import MailTiming
from toasoan.workspace.models import NotificationHours
from toasoan.workspace.timing import is_quiet, mail_due_at, ring_due_at


def at(hour, minute=0, day=26):
    return datetime(2026, 11, day, hour, minute, tzinfo=timezone.get_default_timezone())


def shown(moment):
    return f"{clock.local(moment):%d %H:%M}"


@pytest.mark.parametrize(
    ("now", "quiet"),
    [
        (at(21, 59), False),
        (at(22), True),
        (at(23, 59), True),
        (at(0), True),
        (at(5, 59), True),
        (at(6), False),
    ],
)
def test_house_is_quiet_from_ten_to_six(now, quiet):
    assert is_quiet(NotificationHours(), now) is quiet


def test_quiet_hours_may_lie_within_a_day_or_not_be_kept():
    noon = NotificationHours(quiet_from=time(12), quiet_to=time(13))
    never = NotificationHours(keeps_quiet=False)
    same = NotificationHours(quiet_from=time(6), quiet_to=time(6))

    assert [is_quiet(noon, at(h)) for h in (11, 12, 13)] == [False, True, False]
    assert not is_quiet(never, at(23))
    assert not is_quiet(same, at(6))


@pytest.mark.parametrize(
    ("now", "rings"),
    [(at(21), "26 21:00"), (at(23), "27 06:00"), (at(3), "26 06:00")],
)
def test_what_is_not_urgent_waits_for_the_end_of_the_quiet(now, rings):
    hours = NotificationHours()

    assert shown(ring_due_at(hours, now, urgent=False)) == rings
    assert ring_due_at(hours, now, urgent=True) == now


@pytest.mark.parametrize(
    ("now", "goes"),
    [(at(6, 59), "26 07:00"), (at(7), "27 07:00"), (at(23), "27 07:00")],
)
def test_the_days_mail_goes_at_the_next_seven(now, goes):
    due = mail_due_at(MailTiming.DIGEST, NotificationHours(), now, urgent=False)

    assert shown(due) == goes


def test_the_days_mail_goes_at_the_hour_the_person_chose_even_in_the_quiet():
    hours = NotificationHours(digest_at=time(5, 30))

    due = mail_due_at(MailTiming.DIGEST, hours, at(22, 30), urgent=False)

    assert shown(due) == "27 05:30"


def test_urgent_mail_passes_the_digest_and_the_quiet():
    due = mail_due_at(MailTiming.AT_ONCE, NotificationHours(), at(2), urgent=True)

    assert due == at(2)
