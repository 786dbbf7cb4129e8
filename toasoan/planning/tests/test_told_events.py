"""An event that moves or is off reaches whoever goes there, once, however many there are."""

import pytest

from toasoan.planning import services
from toasoan.planning.models import Event
from toasoan.planning.tests.test_calendars import calendar, entry
from toasoan.planning.tests.test_events import HOUR, add, weekly
from toasoan.planning.tests.test_told import forget, fresh, only, told
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def pitcher(unit):
    return make_person("Lê Văn Đề", unit=unit, role=Role.REPORTER)


def test_moved_event_reaches_the_assignee_of_its_story(unit, reporter, head, pitcher):
    [event] = add(unit, head)
    story = services.event_story_pitch(
        event=event,
        by=pitcher,
        desk=unit.desks.first(),
        slugline="hop-bao",
        title="Họp báo",
        brief="Ai nói gì",
        subject=make_subject("tax"),
    )
    services.story_approve(story=story, by=head)
    coverage = services.coverage_add(story=fresh(story), kind="text", by=head)
    services.assignment_give(coverage=coverage, assignee=reporter, by=head)
    forget()

    services.event_update(
        event=event,
        changes={
            "starts_at": event.starts_at + 2 * HOUR,
            "ends_at": event.ends_at + 2 * HOUR,
            "place": "Hội trường B",
        },
        by=head,
    )

    assert told(reporter) == [
        (
            "Vũ Đình Khải sửa sự kiện “Họp báo thường kỳ” mà bạn có việc."
            " Nay diễn ra 11:00, 30/11/2026, trước là 09:00, 30/11/2026."
            " Nơi mới: Hội trường B. Xem lại lịch đi và hạn nộp."
        )
    ]
    assert only(reporter).path == f"/toa-soan/lich/{event.pk}/"
    assert len(told(pitcher)) == 1
    assert told(head) == []


@pytest.fixture
def series(unit, reporter, head, pitcher):
    """Twenty weekly events, all of them stories the reporter is assigned to."""
    made = weekly(unit, head, times=20)
    for number, event in enumerate(made):
        story = services.event_story_pitch(
            event=event,
            by=pitcher,
            desk=unit.desks.first(),
            slugline=f"hop-bao-{number}",
            title=f"Họp báo {number}",
            brief="Ai nói gì",
            subject=make_subject("tax"),
        )
        services.story_approve(story=story, by=head)
        part = services.coverage_add(story=fresh(story), kind="text", by=head)
        services.assignment_give(coverage=part, assignee=reporter, by=head)
    forget()
    return made


def test_twenty_events_moved_together_tell_a_person_once(
    series, reporter, head, pitcher
):
    services.event_update(
        event=series[3],
        changes={
            "starts_at": series[3].starts_at + HOUR,
            "ends_at": series[3].ends_at + HOUR,
        },
        by=head,
        scope="all",
    )

    (said,) = told(reporter)
    assert "Đổi 20 lần của chuỗi." in said
    assert only(reporter).path == f"/toa-soan/lich/{series[3].pk}/"
    assert len(told(pitcher)) == 1


def test_twenty_events_called_off_together_tell_a_person_once(series, reporter, head):
    services.event_call_off(
        event=series[0],
        status=Event.Status.CANCELLED,
        reason="Bộ không họp nữa.",
        by=head,
        scope="all",
    )

    assert told(reporter) == [
        (
            "Vũ Đình Khải báo sự kiện “Họp báo thường kỳ” mà bạn có việc không diễn ra."
            " Đã hủy. Lý do: Bộ không họp nữa. Tất cả 20 lần của chuỗi."
            " Chờ trưởng ban quyết đề tài trước khi làm tiếp."
        )
    ]


def test_event_changed_where_nobody_goes_by_it_tells_nobody(series, reporter, head):
    services.event_update(
        event=series[0], changes={"internal_note": "Mang thẻ"}, by=head
    )

    assert told(reporter) == []


def test_calendar_brought_in_anew_tells_a_person_once_of_all_that_moved(
    unit, reporter, head, pitcher
):
    services.calendar_bring_in(
        unit=unit, data=calendar(*(entry(uid=f"{n}@bo") for n in range(3))), by=head
    )
    for event in Event.objects.all():
        story = services.event_story_pitch(
            event=event,
            by=pitcher,
            desk=unit.desks.first(),
            slugline="hop",
            title="Họp",
            brief="Ai nói gì",
            subject=make_subject("tax"),
        )
        services.story_approve(story=story, by=head)
    forget()

    moved = [entry(uid=f"{n}@bo", LOCATION="Phòng khác") for n in range(3)]
    services.calendar_bring_in(unit=unit, data=calendar(*moved), by=head)

    (said,) = told(pitcher)
    assert "3 sự kiện mà bạn có việc đã đổi" in said
    assert only(pitcher).path == "/toa-soan/lich/"
