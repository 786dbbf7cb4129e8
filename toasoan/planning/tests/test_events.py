"""Events: on the calendar once or again and again, moved, called off, covered."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.errors import (
    EventOff,
    EventRuleWrong,
    EventTimesWrong,
    ReasonMissing,
    StoryStateWrong,
)
from toasoan.planning.models import Event, Story
from toasoan.planning.recurrence import MOST_OCCURRENCES, occurrences, rule_of
from toasoan.planning.selectors import events_between
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject, make_unit

pytestmark = pytest.mark.django_db
HOME = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=HOME)
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


def add(unit, by, **changes):
    values = {
        "title": "Họp báo thường kỳ",
        "starts_at": MONDAY,
        "ends_at": MONDAY + HOUR,
        **changes,
    }
    return services.event_add(unit=unit, by=by, **values)


def weekly(unit, by, times=4, **changes):
    return add(unit, by, rule=f"FREQ=WEEKLY;COUNT={times}", **changes)


def starts_of(series):
    rows = Event.objects.filter(series=series).order_by("starts_at")
    return [clock.local(each.starts_at).strftime("%d/%m %H:%M") for each in rows]


def test_an_event_is_one_row_and_in_the_log(unit, reporter):
    [event] = add(unit, reporter, place="28 Trần Hưng Đạo")

    assert (event.place, event.series, event.status) == (
        "28 Trần Hưng Đạo",
        None,
        Event.Status.CONFIRMED,
    )
    assert AuditEntry.objects.get(action="planning.event_added").unit_key == unit.key


def test_a_weekly_event_is_a_row_a_week_at_the_same_hour(unit, reporter):
    made = weekly(unit, reporter)

    assert starts_of(made[0].series) == [
        "30/11 09:00",
        "07/12 09:00",
        "14/12 09:00",
        "21/12 09:00",
    ]
    assert {each.ends_at - each.starts_at for each in made} == {HOUR}
    assert len({each.uid for each in made}) == 4


def test_the_last_day_of_a_rule_is_a_day_of_the_house():
    rule = rule_of(frequency="DAILY", until=(MONDAY + timedelta(days=2)).date())
    late = MONDAY.replace(hour=23, minute=30)

    assert [clock.local(each).day for each in occurrences(rule, late)] == [30, 1, 2]
    # The same last moment as another calendar writes it, in UTC.
    assert len(occurrences("FREQ=DAILY;UNTIL=20261202T165959Z", late)) == 3


def test_a_rule_without_end_stops_where_the_house_stops():
    assert len(occurrences("FREQ=DAILY", MONDAY)) == MOST_OCCURRENCES
    assert occurrences("FREQ=YEARLY", MONDAY)[-1].year == 2031


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SOMETIMES", "nonsense", "FREQ=DAILY;COUNT=x", "FREQ=DAILY;UNTIL=1", ""],
)
def test_a_rule_nobody_can_follow_is_refused_and_nothing_is_kept(unit, reporter, rule):
    with pytest.raises(EventRuleWrong):
        occurrences(rule, MONDAY)

    if rule:
        with pytest.raises(EventRuleWrong):
            add(unit, reporter, rule=rule)
    assert Event.objects.count() == 0


@given(
    frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    interval=st.integers(1, 60),
    times=st.integers(1, 500),
)
def test_a_series_rises_and_never_outgrows_its_bounds(frequency, interval, times):
    rule = rule_of(frequency=frequency, interval=interval, count=times)

    found = occurrences(rule, MONDAY)

    assert found[0] == MONDAY
    assert found == sorted(set(found))
    assert len(found) <= min(times, MOST_OCCURRENCES)


def test_one_time_of_a_series_moves_alone(unit, reporter):
    made = weekly(unit, reporter)

    services.event_update(
        event=made[1], changes={"starts_at": made[1].starts_at + HOUR}, by=reporter
    )

    assert starts_of(made[0].series)[:3] == [
        "30/11 09:00",
        "07/12 10:00",
        "14/12 09:00",
    ]


def test_this_and_what_follows_move_together_and_keep_their_distance(unit, reporter):
    made = weekly(unit, reporter)
    services.event_update(
        event=made[2], changes={"starts_at": made[2].starts_at - HOUR}, by=reporter
    )
    moved = {
        "starts_at": made[1].starts_at + 2 * HOUR,
        "ends_at": made[1].ends_at + 2 * HOUR,
    }

    services.event_update(event=made[1], changes=moved, by=reporter, scope="following")

    assert starts_of(made[0].series) == [
        "30/11 09:00",
        "07/12 11:00",
        "14/12 10:00",
        "21/12 11:00",
    ]


def test_a_new_title_for_all_leaves_the_times_alone(unit, reporter):
    made = weekly(unit, reporter)
    services.event_update(
        event=made[3], changes={"starts_at": made[3].starts_at - HOUR}, by=reporter
    )

    services.event_update(
        event=made[0], changes={"title": "Giao ban"}, by=reporter, scope="all"
    )

    rows = Event.objects.filter(series=made[0].series)
    assert {each.title for each in rows} == {"Giao ban"}
    assert starts_of(made[0].series)[3] == "21/12 08:00"


def test_a_change_that_would_end_one_before_it_begins_changes_none(unit, reporter):
    made = weekly(unit, reporter)
    services.event_update(
        event=made[2],
        changes={"ends_at": made[2].starts_at + timedelta(minutes=10)},
        by=reporter,
    )
    shorter = {"ends_at": made[0].ends_at - timedelta(minutes=30)}

    with pytest.raises(EventTimesWrong, match="Sửa riêng lần ấy"):
        services.event_update(event=made[0], changes=shorter, by=reporter, scope="all")

    assert Event.objects.get(pk=made[0].pk).ends_at == MONDAY + HOUR


def test_an_event_ends_after_it_begins_and_within_a_year(unit, reporter):
    for ends in (MONDAY - HOUR, MONDAY + timedelta(days=367)):
        with pytest.raises(EventTimesWrong):
            add(unit, reporter, ends_at=ends)

    assert Event.objects.count() == 0


def test_calling_off_asks_why(unit, reporter):
    [event] = add(unit, reporter)

    with pytest.raises(ReasonMissing):
        services.event_call_off(
            event=event, status=Event.Status.CANCELLED, reason=" ", by=reporter
        )
    services.event_call_off(
        event=event, status=Event.Status.CANCELLED, reason="Bão", by=reporter
    )

    event.refresh_from_db()
    assert (event.status, event.status_reason, event.is_off) == (
        "cancelled",
        "Bão",
        True,
    )


def test_who_neither_wrote_it_nor_assigns_changes_nothing(unit, reporter, photographer):
    [event] = add(unit, reporter)
    stranger = make_person(unit=make_unit("hq"), role=Role.EDITOR_IN_CHIEF)

    for person in (photographer, stranger):
        with pytest.raises(NotAllowed):
            services.event_update(event=event, changes={"title": "Khác"}, by=person)
        with pytest.raises(NotAllowed):
            services.event_remove(event=event, by=person)

    assert Event.objects.get().title == "Họp báo thường kỳ"


def test_another_units_desk_is_refused(unit, reporter):
    with pytest.raises(StoryStateWrong):
        add(unit, reporter, desk=make_unit("hq").desks.first())

    assert Event.objects.count() == 0


def story_of(event, by):
    return services.event_story_pitch(
        event=event,
        by=by,
        desk=event.unit.desks.first(),
        slugline="hop-bao",
        title="Bộ Tài chính họp báo",
        brief="Số thu mười một tháng",
        subject=make_subject("tax"),
    )


def test_a_story_made_of_an_event_hangs_on_it(unit, reporter):
    [event] = add(unit, reporter)

    story = story_of(event, reporter)

    assert Story.objects.get(pk=story.pk).event == event


def test_what_is_called_off_becomes_no_story(unit, reporter):
    [event] = add(unit, reporter)
    services.event_call_off(
        event=event, status=Event.Status.POSTPONED, reason="Chưa rõ", by=reporter
    )

    with pytest.raises(EventOff):
        story_of(Event.objects.get(), reporter)

    assert Story.objects.count() == 0


def test_an_event_with_a_story_is_not_removed(unit, reporter):
    made = weekly(unit, reporter)
    story_of(made[3], reporter)

    with pytest.raises(EventOff, match="Báo hủy thay vì xóa"):
        services.event_remove(event=made[0], by=reporter, scope="all")
    assert services.event_remove(event=made[0], by=reporter) == 1

    assert Event.objects.count() == 3


def test_the_calendar_shows_what_touches_the_days_asked_for(unit, reporter, head):
    [long] = add(
        unit, reporter, title="Hội chợ", ends_at=MONDAY + 3 * timedelta(days=1)
    )
    [later] = add(unit, reporter, starts_at=MONDAY + WEEK, ends_at=MONDAY + WEEK)
    theirs = make_unit("hq")
    add(theirs, make_person(unit=theirs, role=Role.REPORTER))
    begins = MONDAY + timedelta(days=2)

    seen = events_between(unit, begins, begins + timedelta(days=1))

    assert list(seen) == [long]
    assert list(events_between(unit, MONDAY + WEEK, MONDAY + 2 * WEEK)) == [later]


def test_the_last_day_of_what_ends_at_midnight_is_the_day_before():
    midnight = datetime(2026, 12, 1, tzinfo=HOME).astimezone(UTC)
    event = Event(starts_at=MONDAY, ends_at=midnight)

    assert event.last_day == event.first_day == MONDAY.date()
