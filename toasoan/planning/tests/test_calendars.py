"""Calendars of other programs come in once, and ours is read by who holds its address."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from icalendar import Calendar

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.calendars import MOST_ENTRIES, calendar_read, calendar_write
from toasoan.planning.errors import CalendarFileRefused
from toasoan.planning.models import CalendarLink, Event
from toasoan.planning.tests.test_events import HOME, HOUR, MONDAY, add, story_of
from toasoan.units.models import Membership
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db


def entry(uid="1@bo", starts="20261130T020000Z", summary="Họp báo", **more):
    lines = {
        "UID": uid,
        "DTSTART": starts,
        "DTEND": "20261130T030000Z",
        "SUMMARY": summary,
        **more,
    }
    body = "\r\n".join(
        f"{name}{'' if value.startswith(';') else ':'}{value}"
        for name, value in lines.items()
    )
    return f"BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT"


def calendar(*entries):
    body = "\r\n".join(entries)
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bo//VI"
    return f"{head}\r\n{body}\r\nEND:VCALENDAR\r\n".encode()


def hours(rows):
    return [clock.local(row["starts_at"]).strftime("%d/%m %H:%M") for row in rows]


def test_an_entry_is_read_on_the_wall_clock_of_the_house():
    data = calendar(entry(LOCATION="28 Trần Hưng Đạo", STATUS="TENTATIVE"))

    [row] = calendar_read(data).rows

    assert row == {
        "uid": "1@bo",
        "title": "Họp báo",
        "description": "",
        "place": "28 Trần Hưng Đạo",
        "is_all_day": False,
        "status": Event.Status.UNCERTAIN,
        "starts_at": MONDAY,
        "ends_at": MONDAY + HOUR,
    }


def test_a_time_without_zone_runs_on_the_wall_and_a_day_is_a_whole_day():
    data = calendar(
        entry(uid="a", starts="20261130T090000", DTEND="20261130T100000"),
        entry(uid="b", starts=";VALUE=DATE:20261130", DTEND=";VALUE=DATE:20261202"),
    )

    floating, day = calendar_read(data).rows

    assert floating["starts_at"] == MONDAY
    assert day["is_all_day"]
    assert (day["starts_at"], day["ends_at"]) == (
        datetime(2026, 11, 30, tzinfo=HOME),
        datetime(2026, 12, 2, tzinfo=HOME),
    )


def test_a_repeated_entry_leaves_out_exceptions_and_follows_what_was_moved():
    data = calendar(
        entry(RRULE="FREQ=WEEKLY;COUNT=4", EXDATE="20261207T020000Z"),
        entry(
            starts="20261214T070000Z",
            DTEND="20261214T080000Z",
            **{"RECURRENCE-ID": "20261214T020000Z"},
        ),
    )

    rows = sorted(calendar_read(data).rows, key=lambda row: row["starts_at"])

    assert hours(rows) == ["30/11 09:00", "14/12 14:00", "21/12 09:00"]
    assert len({row["uid"] for row in rows}) == 3


def test_an_entry_nobody_can_read_is_named_and_the_others_come_in(unit, head):
    data = calendar(
        entry(),
        entry(uid="2", starts="hôm nào đó", summary="Không giờ"),
        entry(uid="3", summary="Lặp lạ", RRULE="FREQ=DAILY;UNTIL=20200101T000000Z"),
        entry(uid="", summary="Không mã"),
    )

    done = services.calendar_bring_in(unit=unit, data=data, by=head)

    assert done.added == 1
    assert [title for title, _why in done.skipped] == [
        "Không giờ",
        "Lặp lạ",
        "Không mã",
    ]
    assert Event.objects.get().title == "Họp báo"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Tệp này không có sự kiện nào"),
        (b"\xff\xfe\x00", "Không đọc được|không có sự kiện"),
        (b"xin chao", "Không đọc được|không có sự kiện"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "Không đọc được|không có sự kiện"),
        (calendar(), "Tệp này không có sự kiện nào"),
        (b"a" * (5 * 1024 * 1024 + 1), "nặng quá 5 MB"),
        (b"BEGIN:VEVENT\r\n" * 100_000, f"mỗi lần nhận nhiều nhất {MOST_ENTRIES}"),
        (
            calendar(*(entry(uid=str(n), RRULE="FREQ=DAILY") for n in range(20))),
            "Chia nhỏ theo tháng",
        ),
    ],
)
def test_a_file_that_is_no_calendar_or_too_much_brings_in_nothing(
    unit, head, data, said
):
    with pytest.raises(CalendarFileRefused, match=said):
        services.calendar_bring_in(unit=unit, data=data, by=head)

    assert Event.objects.count() == 0


def test_a_file_brought_in_again_doubles_nothing_and_carries_its_changes(unit, head):
    services.calendar_bring_in(
        unit=unit, data=calendar(entry(), entry("2@bo")), by=head
    )
    story = story_of(Event.objects.get(uid="1@bo"), head)

    done = services.calendar_bring_in(
        unit=unit, data=calendar(entry(LOCATION="Hội trường B"), entry("2@bo")), by=head
    )

    assert (done.added, done.changed, done.same) == (0, 1, 1)
    story.refresh_from_db()
    assert story.event.place == "Hội trường B"
    assert Event.objects.count() == 2


def test_the_same_file_serves_two_units(unit, head):
    other = make_unit("hq")
    theirs = make_person(unit=other, role=Membership.objects.first().role)

    services.calendar_bring_in(unit=unit, data=calendar(entry()), by=head)
    services.calendar_bring_in(unit=other, data=calendar(entry()), by=theirs)

    assert {each.unit_id for each in Event.objects.all()} == {unit.pk, other.pk}


def test_who_does_not_assign_brings_nothing_in(unit, reporter):
    with pytest.raises(NotAllowed):
        services.calendar_bring_in(unit=unit, data=calendar(entry()), by=reporter)

    assert Event.objects.count() == 0


def test_what_is_written_is_read_again_the_same_and_keeps_the_house_s_own(
    unit, reporter
):
    add(unit, reporter, place="Hà Nội", internal_note="Đi cửa sau", contacts="0900")
    day = datetime(2026, 12, 1, tzinfo=HOME)
    add(unit, reporter, starts_at=day, ends_at=day + timedelta(days=1), is_all_day=True)
    events = list(Event.objects.all())

    body = calendar_write(events, name="tbtc", address="https://nha.vn/{pk}/")

    assert "Đi cửa sau" not in body.decode()
    assert "0900" not in body.decode()
    rows = calendar_read(body).rows
    assert [(row["uid"], row["starts_at"], row["ends_at"]) for row in rows] == [
        (each.uid, each.starts_at, each.ends_at) for each in events
    ]
    assert rows[0]["place"] == "Hà Nội"
    whole = Calendar.from_ical(body).walk("VEVENT")[1]
    assert whole["dtstart"].dt == date(2026, 12, 1)


@pytest.fixture
def link(unit, reporter):
    return services.calendar_link_renew(desk=unit.desks.first(), by=reporter)


def feed(client, link):
    return client.get(reverse("calendar_feed", args=[link.token]))


def test_a_calendar_program_reads_the_desk_without_signing_in(
    client, unit, reporter, link
):
    add(unit, reporter, title="Cả đơn vị", starts_at=clock.now(), ends_at=clock.now())
    theirs = make_unit("hq")
    add(
        theirs,
        make_person(unit=theirs, role=Membership.objects.first().role),
        title="Lạ",
    )

    answer = feed(client, link)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert "Cả đơn vị" in answer.content.decode()
    assert "Lạ" not in answer.content.decode()


def test_the_address_ends_with_the_place_in_the_unit(client, reporter, link):
    Membership.objects.filter(user=reporter).update(valid_to=date(2020, 1, 1))

    assert feed(client, link).status_code == 404


def test_a_renewed_address_ends_the_old_one(client, unit, reporter, link):
    services.calendar_link_renew(desk=unit.desks.first(), by=reporter)

    assert feed(client, link).status_code == 404
    assert feed(client, CalendarLink.objects.get()).status_code == 200


def test_nobody_takes_the_address_of_another_units_desk(reporter):
    with pytest.raises(NotAllowed):
        services.calendar_link_renew(desk=make_unit("hq").desks.first(), by=reporter)

    assert CalendarLink.objects.count() == 0


def test_the_screen_says_what_came_in(client, unit, head):
    client.force_login(head)
    file = SimpleUploadedFile("lich.ics", calendar(entry(), entry("2", "lạ", "Hỏng")))

    page = client.post(reverse("planning:calendar_file"), {"file": file})

    said = page.content.decode()
    assert "Thêm 1, cập nhật 0, giữ nguyên 0." in said
    assert "Hỏng" in said


def test_an_entry_that_ends_before_it_begins_is_left_out_and_named(unit, head):
    wrong = entry(uid="2@bo", summary="Ngược giờ", DTEND="20261130T010000Z")

    done = services.calendar_bring_in(unit=unit, data=calendar(entry(), wrong), by=head)

    assert done.added == 1
    assert done.skipped == [("Ngược giờ", "giờ kết thúc không hợp với giờ bắt đầu")]
