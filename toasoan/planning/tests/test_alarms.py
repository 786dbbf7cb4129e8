"""Work that is nearly due or late is told of once; lengths are weighed."""

from datetime import timedelta

import pytest

from toasoan.core import clock
from toasoan.planning import services
from toasoan.planning.models import Assignment
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


def due(assignment, **ahead):
    at = clock.now() + timedelta(**ahead)
    Assignment.objects.filter(pk=assignment.pk).update(due_at=at)
    return at


def told():
    rows = Notification.objects.filter(kind__startswith="planning.work_").order_by("pk")
    return [(row.recipient, row.kind) for row in rows]


def test_work_due_within_two_hours_is_told_to_its_assignee_once(assignment, reporter):
    due(assignment, minutes=90)

    services.due_alerts_send()
    services.due_alerts_send()

    assert told() == [(reporter, "planning.work_due")]


def test_late_work_is_told_to_its_giver_too(assignment, reporter, head):
    due(assignment, minutes=-5)

    services.due_alerts_send()
    services.due_alerts_send()

    assert sorted(told(), key=lambda row: row[0].pk) == sorted(
        [(reporter, "planning.work_late"), (head, "planning.work_late")],
        key=lambda row: row[0].pk,
    )


def test_new_hour_is_told_anew(assignment, reporter, head):
    due(assignment, minutes=90)
    services.due_alerts_send()
    due(assignment, minutes=100)

    services.due_alerts_send()

    assert told() == [(reporter, "planning.work_due")] * 2


@pytest.mark.parametrize("ahead", [{"hours": 3}, {"days": -3}])
def test_far_off_and_long_past_hours_are_not_told(assignment, ahead):
    due(assignment, **ahead)

    services.due_alerts_send()

    assert told() == []


def test_work_handed_in_is_not_told(assignment):
    due(assignment, minutes=30)
    Assignment.objects.update(state=Assignment.State.SUBMITTED)

    services.due_alerts_send()

    assert told() == []


@pytest.mark.parametrize(
    ("ordered", "written", "off", "short"),
    [
        (600, 600, 0, 0),
        (600, 545, 0, 0),
        (600, 500, -100, 100),
        (600, 700, 100, 0),
        (None, 700, 0, 0),
        (600, None, 0, 0),
    ],
)
def test_length_within_a_tenth_is_as_ordered(assignment, ordered, written, off, short):
    assignment.coverage.ordered_length = ordered
    assignment.length = written

    assert (assignment.length_off, assignment.length_short) == (off, short)


def test_what_was_told_is_only_asked_after(assignment, django_assert_num_queries):
    due(assignment, minutes=90)
    services.due_alerts_send()

    with django_assert_num_queries(2) as asked:
        services.due_alerts_send()

    assert all(each["sql"].startswith("SELECT") for each in asked.captured_queries)
