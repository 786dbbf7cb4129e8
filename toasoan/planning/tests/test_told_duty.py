"""Whoever is put on duty, taken off it or written down as away by a colleague knows it."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from toasoan.core import clock
from toasoan.planning import services
from toasoan.planning.tests.test_told import forget, only, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(
        datetime.fromisoformat("2026-11-30T08:00+07:00"), tick=False
    ):
        yield


def shift(unit, user, by, days=0):
    begins = clock.now() + timedelta(days=days)
    return services.shift_add(
        unit=unit,
        user=user,
        duty="desk",
        starts_at=begins,
        ends_at=begins + 4 * HOUR,
        by=by,
    )


def test_put_on_duty_and_taken_off_it_one_knows(unit, reporter, head):
    made = shift(unit, reporter, head)
    services.shift_remove(shift=made, by=head)

    assert sorted(told(reporter), key=len) == [
        (
            "Vũ Đình Khải sửa lịch trực của bạn. Bạn trực 08:00, 30/11/2026 – 12:00."
            " Xem lịch trực; không hợp thì báo người xếp lịch."
        ),
        (
            "Vũ Đình Khải sửa lịch trực của bạn. Bạn thôi trực 08:00, 30/11/2026 – 12:00."
            " Xem lịch trực; không hợp thì báo người xếp lịch."
        ),
    ]
    assert told(head) == []


def test_one_who_puts_oneself_on_duty_is_not_told(unit, head):
    shift(unit, head, head)

    assert told(head) == []


def test_week_repeated_tells_each_person_once(unit, reporter, photographer, head):
    for day in range(5):
        shift(unit, reporter, head, day)
    shift(unit, photographer, head)
    forget()

    services.shifts_repeat(unit=unit, monday=date(2026, 11, 30), by=head)

    (said,) = told(reporter)
    assert "08:00, 07/12/2026 – 12:00" in said
    assert "còn 2 ca" in said
    assert only(reporter).path == "/toa-soan/truc/?tu=2026-12-07"
    assert len(told(photographer)) == 1


def test_days_away_written_down_by_a_colleague_are_told(unit, reporter, head):
    absence = services.absence_add(
        user=reporter,
        kind="leave",
        first_day=date(2026, 12, 1),
        last_day=date(2026, 12, 2),
        by=head,
    )
    services.absence_remove(absence=absence, by=reporter)

    (said,) = told(reporter)
    assert "Ghi bạn vắng 01/12/2026 – 02/12/2026." in said
