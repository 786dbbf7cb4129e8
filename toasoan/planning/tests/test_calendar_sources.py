"""Calendars of other houses are read by address, and only what they say anew changes."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.models import CalendarSource, Event
from toasoan.planning.source_words import kept_fields
from toasoan.planning.tests.source_house import SourceHouse
from toasoan.planning.tests.test_calendars import calendar, entry
from toasoan.planning.tests.test_events import HOUR, MONDAY, add, story_of
from toasoan.planning.tests.test_told import forget, told
from toasoan.security.selectors import audit_entries
from toasoan.units.tests.factories import make_unit

pytestmark = pytest.mark.django_db
SUNDAY = "2026-11-29T08:00+07:00"


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(datetime.fromisoformat(SUNDAY), tick=False) as now:
        yield now


@pytest.fixture
def house(settings):
    settings.CALENDAR_SOURCE_PRIVATE = True
    with SourceHouse() as started:
        started.body = calendar(entry())
        yield started


@pytest.fixture
def source(house, unit, head):
    return services.calendar_source_add(
        unit=unit, name="Bộ Tài chính", address=house.address, by=head
    )


def read(source):
    done = services.calendar_source_read(pk=source.pk)
    source.refresh_from_db()
    return done


def only_event():
    return Event.objects.get()


def later(**more):
    return entry(starts="20261201T020000Z", DTEND="20261201T030000Z", **more)


def test_events_of_the_address_are_on_the_calendar_once(source, head):
    assert read(source)
    assert read(source)

    event = only_event()
    assert (event.title, event.starts_at, event.source) == ("Họp báo", MONDAY, source)
    assert event.created_by == head
    assert (source.n_events, source.problem, source.failures) == (1, "", 0)
    [line] = audit_entries().filter(action="planning.calendar_source_read")
    assert (line.actor, line.data) == (
        None,
        {"host": "127.0.0.1", "added": 1, "changed": 0, "called_off": 0},
    )


def test_what_has_not_changed_is_not_sent_again(source, house):
    house.headers = {"ETag": '"v1"', "Last-Modified": "Sun, 29 Nov 2026 00:00:00 GMT"}

    read(source)
    read(source)

    assert [asked.get("If-None-Match") for asked in house.asked] == [None, '"v1"']
    assert house.asked[1]["If-Modified-Since"] == "Sun, 29 Nov 2026 00:00:00 GMT"
    assert (source.n_events, source.problem) == (1, "")


def test_change_of_the_source_reaches_who_has_work_there(source, house, reporter, unit):
    read(source)
    story_of(only_event(), reporter)
    forget()

    house.body = calendar(later(LOCATION="Phòng 2"))
    read(source)

    assert only_event().starts_at == MONDAY + timedelta(days=1)
    assert told(reporter) == [
        (
            "Lịch “Bộ Tài chính” đổi 1 sự kiện mà bạn có việc. Có “Họp báo”."
            " Xem lại lịch đi và hạn nộp."
        )
    ]


def test_cancellation_follows_and_so_does_its_return(source, house, reporter):
    read(source)
    story_of(only_event(), reporter)
    forget()

    house.body = calendar(entry(STATUS="CANCELLED"))
    read(source)
    off = only_event()
    assert (off.status, off.status_reason) == (
        "cancelled",
        "Lịch “Bộ Tài chính” báo hủy.",
    )
    assert len(told(reporter)) == 1

    house.body = calendar(entry(STATUS="CONFIRMED"))
    read(source)
    assert (only_event().status, only_event().status_reason) == ("confirmed", "")


def test_coming_event_that_left_the_calendar_is_called_off_and_comes_back(
    source, house
):
    house.body = calendar(entry(), entry(uid="2@bo", summary="Hội nghị"))
    read(source)

    house.body = calendar(entry(uid="2@bo", summary="Hội nghị"))
    read(source)
    gone = Event.objects.get(uid="1@bo")
    assert (gone.status, gone.status_reason) == (
        "cancelled",
        "Không còn trong lịch “Bộ Tài chính”.",
    )
    assert source.outcome["called_off"] == 1

    house.body = calendar(entry(), entry(uid="2@bo", summary="Hội nghị"))
    read(source)
    assert Event.objects.get(uid="1@bo").status == "confirmed"


def test_calendar_that_drops_most_at_once_is_not_believed(source, house):
    house.body = calendar(*(entry(uid=f"{n}@bo") for n in range(10)))
    read(source)

    house.body = calendar(entry(uid="khac@bo"))
    assert not read(source)

    assert "Lịch bỏ 10 trong 10 sự kiện sắp tới" in source.problem
    assert Event.objects.filter(status="cancelled").count() == 0
    assert not Event.objects.filter(uid="khac@bo").exists()


def test_field_changed_by_hand_is_kept_and_the_others_follow(source, house, head):
    read(source)
    services.event_update(event=only_event(), changes={"place": "Cổng số 3"}, by=head)

    house.body = calendar(later(LOCATION="Hội trường B", SUMMARY="Họp báo quý"))
    read(source)

    event = only_event()
    assert (event.place, event.title) == ("Cổng số 3", "Họp báo quý")
    assert event.starts_at == MONDAY + timedelta(days=1)
    assert kept_fields(event) == ["place"]


def test_hour_set_by_hand_is_kept_whole_but_a_cancellation_still_comes(
    source, house, head
):
    read(source)
    services.event_update(
        event=only_event(), changes={"starts_at": MONDAY - HOUR}, by=head
    )

    house.body = calendar(later(STATUS="CANCELLED"))
    read(source)

    event = only_event()
    assert (event.starts_at, event.ends_at) == (MONDAY - HOUR, MONDAY + HOUR)
    assert event.status == "cancelled"


def test_event_that_takes_place_all_the_same_is_not_called_off_again(
    source, house, head
):
    house.body = calendar(entry(STATUS="CANCELLED"))
    read(source)
    services.event_update(event=only_event(), changes={"status": "confirmed"}, by=head)

    read(source)

    assert only_event().status == "confirmed"


def test_our_own_events_read_back_change_nothing(source, house, unit, head):
    [own] = add(unit, head)
    house.body = calendar(entry(uid=own.uid, summary="Tên khác"))

    read(source)

    assert (only_event().title, only_event().source) == ("Họp báo thường kỳ", None)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>404</html>", "Không đọc được tệp lịch này"),
        (b"\x00\xff" * 500, "Không đọc được tệp lịch này"),
        (b"", "không có sự kiện nào"),
        (b"BEGIN:VEVENT\r\n" * 100_000, "Tệp có 100000 sự kiện"),
        (b"x" * (5 * 1024 * 1024 + 1), "nặng quá 5 MB"),
    ],
)
def test_garbage_and_too_much_are_refused_and_leave_all_as_it_was(
    source, house, body, said
):
    read(source)
    house.body = body

    assert not read(source)

    assert said in source.problem
    assert source.failures == 1
    assert only_event().status == "confirmed"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (403, "không cho đọc (403)"),
        (404, "không còn lịch nào (404)"),
        (500, "đang hỏng (500)"),
    ],
)
def test_refusal_of_the_other_house_is_said_in_words(source, house, status, said):
    house.status = status

    assert not read(source)

    assert said in source.problem


def test_silent_house_is_asked_ever_more_seldom(source, house, at):
    house.status = 500
    waits = []
    for _time in range(6):
        read(source)
        waits.append((source.due_at - clock.now()) // timedelta(minutes=1))

    assert waits == [30, 60, 120, 240, 360, 360]
    house.status = 200
    assert read(source)
    assert (source.problem, source.failures) == ("", 0)


def test_address_inside_the_house_is_never_visited(source, house, settings):
    settings.CALENDAR_SOURCE_PRIVATE = False

    assert not read(source)

    assert "mạng nội bộ" in source.problem
    assert house.asked == []


def test_who_does_not_assign_neither_adds_nor_ends_a_source(source, unit, reporter):
    with pytest.raises(NotAllowed):
        services.calendar_source_add(
            unit=unit, name="x", address="https://example.vn/x.ics", by=reporter
        )
    with pytest.raises(NotAllowed):
        services.calendar_source_remove(source=source, by=reporter)
    with pytest.raises(NotAllowed):
        services.calendar_source_read_soon(source=source, by=reporter)

    assert CalendarSource.objects.count() == 1


def test_source_given_up_leaves_its_events(source, head):
    read(source)

    assert services.calendar_source_remove(source=source, by=head) == 0

    assert (only_event().source, only_event().status) == (None, "confirmed")


def test_asked_to_they_go_but_for_what_is_over_or_has_a_story(
    source, house, head, reporter, at
):
    house.body = calendar(*(entry(uid=f"{n}@bo") for n in range(3)), later(uid="9@bo"))
    read(source)
    story_of(Event.objects.get(uid="9@bo"), reporter)
    Event.objects.filter(uid="0@bo").update(starts_at=MONDAY - 48 * HOUR)

    assert (
        services.calendar_source_remove(source=source, by=head, with_events=True) == 2
    )

    assert sorted(Event.objects.values_list("uid", flat=True)) == ["0@bo", "9@bo"]


def test_series_that_began_long_ago_is_read_where_it_stands_now(source, house):
    house.body = calendar(
        entry(
            starts="20100104T020000Z",
            DTEND="20100104T030000Z",
            RRULE="FREQ=WEEKLY",
        )
    )

    read(source)

    first = Event.objects.order_by("starts_at").first()
    assert clock.local(first.starts_at).strftime("%d/%m/%Y %H:%M") == "23/11/2026 09:00"
    assert source.problem == ""


def test_calendars_are_read_when_their_time_has_come(source, at):
    assert services.calendar_sources_read() == 0

    at.shift(timedelta(minutes=16))

    assert services.calendar_sources_read() == 1
    assert services.calendar_sources_read() == 0


def test_screen_shows_how_each_does_and_never_its_secret_address(
    client, source, house, head
):
    house.status = 404
    read(source)
    client.force_login(head)

    page = client.get(reverse("planning:calendar_sources")).content.decode()

    assert "Địa chỉ không còn lịch nào (404)" in page
    assert "Hỏng 1 lần" in page
    assert "127.0.0.1" in page
    assert "rieng-tu" not in page
    lines = audit_entries().filter(action__startswith="planning.calendar_source")
    assert all("rieng-tu" not in str(line.data) + line.target_label for line in lines)


def test_event_says_where_it_is_from_and_what_was_kept(client, source, head):
    read(source)
    event = only_event()
    services.event_update(event=event, changes={"starts_at": MONDAY - HOUR}, by=head)
    client.force_login(head)

    page = client.get(reverse("planning:event", args=[event.pk])).content.decode()

    assert "Từ lịch “Bộ Tài chính”" in page
    assert "Đã sửa tay nên giữ như ở đây: ngày giờ." in page


def test_another_units_source_is_nowhere(client, source, head):
    theirs = make_unit("hq")
    CalendarSource.objects.filter(pk=source.pk).update(unit=theirs)
    client.force_login(head)

    for name in ("calendar_source_end", "calendar_source_read"):
        url = reverse(f"planning:{name}", args=[source.pk])
        assert client.post(url).status_code == 404, name
    assert CalendarSource.objects.count() == 1
