from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from toasoan.core import clock

MOMENT = datetime(2026, 11, 23, 1, 15, tzinfo=UTC)


def test_now_is_aware_utc_and_can_be_frozen():
    with time_machine.travel(MOMENT, tick=False):
        assert clock.now() == MOMENT
        assert clock.now().utcoffset() == timedelta(0)


def test_screens_show_vietnam_time():
    assert clock.local(MOMENT).hour == 8
    assert clock.format_datetime_vi(MOMENT) == "08:15, 23/11/2026"
    assert clock.format_time_vi(MOMENT) == "08:15"
    assert clock.weekday_date_vi(MOMENT) == "Thứ Hai, 23/11/2026"
    assert clock.weekday_date_vi(date(2026, 11, 29)) == "Chủ Nhật, 29/11/2026"


def test_an_evening_in_utc_is_the_next_day_in_vietnam():
    evening = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)

    assert clock.format_date_vi(evening) == "23/11/2026"
    with time_machine.travel(evening):
        assert clock.today() == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "vừa xong"),
        (timedelta(minutes=25), "25 phút trước"),
        (timedelta(hours=23, minutes=59), "23 giờ trước"),
        (timedelta(hours=24), "08:15, 22/11/2026"),
        (timedelta(minutes=-90), "còn 1 giờ"),
        (timedelta(minutes=-5), "còn 5 phút"),
        (timedelta(hours=-24), "08:15, 24/11/2026"),
    ],
)
def test_relative_time_only_under_a_day(ago, words):
    assert clock.relative_vi(MOMENT - ago, at=MOMENT) == words
