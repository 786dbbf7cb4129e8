"""A story planned by its event's hour goes where the event goes, with what is due."""

from datetime import datetime, timedelta

import pytest
import time_machine

from toasoan.core import clock
from toasoan.planning import services
from toasoan.planning.models import Event
from toasoan.planning.tests.factories import make_item
from toasoan.planning.tests.test_calendars import calendar, entry
from toasoan.planning.tests.test_events import HOUR, MONDAY, add, weekly
from toasoan.planning.tests.test_told import forget, told
from toasoan.security.selectors import audit_entries
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject, make_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(datetime.fromisoformat("2026-11-29T08:00+07:00")):
        yield


def planned(event, by, head, planned_at, **story):
    made = services.event_story_pitch(
        event=event,
        by=by,
        desk=event.unit.desks.first(),
        slugline="hop-bao",
        title="Họp báo nói gì",
        brief="Số liệu",
        subject=make_subject("tax"),
        planned_at=planned_at,
        **story,
    )
    services.story_approve(story=made, by=head)
    return fresh(made)


def give(story, assignee, head, due_at, kind="text"):
    part = services.coverage_add(story=story, kind=kind, by=head)
    return services.assignment_give(
        coverage=part, assignee=assignee, by=head, due_at=due_at
    )


def move(event, by, shift=DAY, **options):
    services.event_update(
        event=fresh(event),
        changes={
            "starts_at": event.starts_at + shift,
            "ends_at": event.ends_at + shift,
        },
        by=by,
        **options,
    )


@pytest.fixture
def event(unit, head):
    [made] = add(unit, head)
    return made


def test_moved_event_takes_hour_and_due_times_of_its_story_along(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    work = give(story, reporter, head, MONDAY + 2 * HOUR)

    move(event, head, DAY + HOUR)

    assert fresh(story).planned_at == MONDAY + DAY + 4 * HOUR
    assert fresh(work).due_at == MONDAY + DAY + 3 * HOUR
    [entry_made] = audit_entries().filter(action="planning.story_moved_along")
    assert entry_made.data == {"before": "2026-11-30T05:00:00+00:00", "due_moved": 1}


def test_everybody_is_told_once_of_the_event_and_of_the_hours(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    give(story, reporter, head, MONDAY + 2 * HOUR)
    forget()

    move(event, head)

    assert told(reporter) == [
        (
            "Vũ Đình Khải sửa sự kiện “Họp báo thường kỳ” mà bạn có việc."
            " Nay diễn ra 09:00, 01/12/2026, trước là 09:00, 30/11/2026."
            " Giờ dự kiến đăng và hạn nộp dời theo cùng khoảng."
            " Xem lại lịch đi và hạn nộp."
        )
    ]


def test_hour_set_by_hand_stays_where_it_was_set(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    work = give(story, reporter, head, MONDAY + 2 * HOUR)
    services.story_update(
        story=story, changes={"planned_at": MONDAY + 5 * HOUR}, by=head
    )
    forget()

    move(event, head)

    assert fresh(story).planned_at == MONDAY + 5 * HOUR
    assert fresh(work).due_at == MONDAY + 2 * HOUR
    assert "dời theo" not in told(reporter)[0]


def test_story_saved_with_the_same_hour_still_follows(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    services.story_update(
        story=story,
        changes={"planned_at": MONDAY + 3 * HOUR, "title": "Tên khác"},
        by=head,
    )

    move(event, head)

    assert fresh(story).planned_at == MONDAY + DAY + 3 * HOUR


@pytest.mark.parametrize("planned_at", [None, MONDAY + 2 * DAY])
def test_story_planned_for_another_day_does_not_follow(
    event, reporter, head, planned_at
):
    story = planned(event, reporter, head, planned_at)

    move(event, head)

    assert fresh(story).planned_at == planned_at


def test_story_of_which_an_article_is_out_stays(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    work = give(story, reporter, head, MONDAY + 2 * HOUR)
    give(story, reporter, head, MONDAY + 2 * HOUR, kind="photo")
    item = make_item()
    services.assignment_start(assignment=work, item=item, by=reporter)
    services.item_assignments_submit(item=item, by=reporter)
    services.item_assignments_complete(item=item, by=head)

    move(event, head)

    assert fresh(story).planned_at == MONDAY + 3 * HOUR


def test_dropped_story_stays(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    services.story_drop(story=story, by=head, note="Thôi")

    move(event, head)

    assert fresh(story).planned_at == MONDAY + 3 * HOUR


def test_nothing_moves_into_the_past(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    work = give(story, reporter, head, MONDAY - 20 * HOUR)

    move(event, head, -3 * HOUR)

    assert fresh(story).planned_at == MONDAY
    assert fresh(work).due_at == MONDAY - 23 * HOUR
    move(fresh(event), head, -3 * HOUR)
    assert fresh(work).due_at == MONDAY - 23 * HOUR


def test_series_moved_together_takes_each_story_as_far(unit, reporter, head):
    made = weekly(unit, head, times=3)
    stories = [
        planned(each, reporter, head, each.starts_at + 2 * HOUR) for each in made
    ]

    move(made[1], head, scope="following")

    assert [fresh(each).planned_at for each in stories] == [
        made[0].starts_at + 2 * HOUR,
        made[1].starts_at + DAY + 2 * HOUR,
        made[2].starts_at + DAY + 2 * HOUR,
    ]


def test_event_that_becomes_a_whole_day_moves_no_hour(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    midnight = MONDAY - 9 * HOUR

    services.event_update(
        event=event,
        changes={"starts_at": midnight, "ends_at": midnight + DAY, "is_all_day": True},
        by=head,
    )

    assert fresh(story).planned_at == MONDAY + 3 * HOUR


def test_moved_in_a_file_brought_in_anew_it_moves_all_the_same(unit, reporter, head):
    services.calendar_bring_in(unit=unit, data=calendar(entry()), by=head)
    event = Event.objects.get()
    story = planned(event, reporter, head, event.ends_at)

    later = entry(starts="20261201T020000Z", DTEND="20261201T030000Z")
    services.calendar_bring_in(unit=unit, data=calendar(later), by=head)

    assert fresh(story).planned_at == MONDAY + DAY + HOUR


def test_story_another_unit_took_over_follows_its_origin(event, reporter, head):
    story = planned(event, reporter, head, MONDAY + 3 * HOUR)
    theirs = make_unit("hq")
    their_head = make_person(unit=theirs, role=Role.EDITOR_IN_CHIEF)
    offer = services.story_offer(story=story, to_unit=theirs, by=head)
    taken = services.offer_take(offer=offer, desk=theirs.desks.first(), by=their_head)

    move(event, head)

    assert fresh(taken).planned_at == MONDAY + DAY + 3 * HOUR
    assert clock.local(fresh(taken).planned_at).day == 1
