"""The calendar as people of the unit see it and fill it in."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from toasoan.core import clock
from toasoan.planning.models import Event, Story
from toasoan.planning.tests.test_events import HOUR, MONDAY, add, story_of, weekly
from toasoan.units.models import Membership
from toasoan.units.tests.factories import make_person, make_subject, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(datetime.fromisoformat("2026-11-30T08:00+07:00")):
        yield


@pytest.fixture
def browser(client, reporter):
    client.force_login(reporter)
    return client


def filled(**changes):
    return {
        "title": "Họp báo thường kỳ",
        "starts_at": "2026-11-30T09:00",
        "likelihood": "confirmed",
        **changes,
    }


def shown(browser, **query):
    return browser.get(reverse("planning:calendar"), query).content.decode()


def test_an_event_without_end_lasts_an_hour(browser):
    answer = browser.post(reverse("planning:event_new"), filled())

    event = Event.objects.get()
    assert answer.url == reverse("planning:event", args=[event.pk])
    assert (event.starts_at, event.ends_at) == (MONDAY, MONDAY + HOUR)


def test_a_whole_day_runs_from_midnight_to_midnight_and_is_shown_as_its_days(browser):
    days = {"is_all_day": "on", "ends_at": "2026-12-01T00:00"}
    browser.post(reverse("planning:event_new"), filled(**days))

    event = Event.objects.get()
    assert [
        clock.local(at).strftime("%d/%m %H:%M")
        for at in (event.starts_at, event.ends_at)
    ] == [
        "30/11 00:00",
        "02/12 00:00",
    ]
    assert event.last_day.day == 1
    form = browser.get(reverse("planning:event_edit", args=[event.pk])).content.decode()
    assert 'value="2026-12-01T23:59"' in form


def test_a_weekly_event_is_written_with_its_weekdays(browser):
    repeat = {"frequency": "WEEKLY", "weekdays": ["MO", "TH"], "until": "2026-12-10"}
    browser.post(reverse("planning:event_new"), filled(**repeat))

    days = [
        clock.local(each.starts_at).strftime("%d/%m") for each in Event.objects.all()
    ]
    assert days == ["30/11", "03/12", "07/12", "10/12"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Ghi tên sự kiện."),
        ({"starts_at": ""}, "Chọn ngày giờ bắt đầu."),
        ({"ends_at": "2026-11-30T08:00"}, "Giờ kết thúc phải sau giờ bắt đầu."),
        ({"frequency": "DAILY"}, "Chọn ngày cuối cùng còn lặp."),
        (
            {"frequency": "DAILY", "until": "2026-11-01"},
            "Quy tắc lặp không cho ngày nào",
        ),
        ({"link": "bo tai chinh"}, "Ghi đủ địa chỉ"),
    ],
)
def test_a_wrong_form_says_where_and_keeps_what_was_typed(browser, changes, said):
    typed = filled(place="Hội trường A") | changes

    answer = browser.post(reverse("planning:event_new"), typed)

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert "Hội trường A" in answer.content.decode()
    assert Event.objects.count() == 0


def test_the_week_shows_its_days_and_leads_to_the_next(browser, unit, reporter):
    weekly(unit, reporter, times=2)

    this_week = shown(browser)
    next_week = shown(browser, tu="2026-12-09")

    assert "Thứ Hai, 30/11/2026" in this_week
    assert "Thứ Hai, 07/12/2026" not in this_week
    assert "Thứ Hai, 07/12/2026" in next_week
    assert "tu=2026-12-07" in this_week


@pytest.mark.parametrize("typed", ["hôm qua", "2026-99-01", "0001-01-01", "9999-12-31"])
def test_a_week_nobody_can_mean_is_answered_all_the_same(browser, typed):
    assert browser.get(reverse("planning:calendar"), {"tu": typed}).status_code == 200


def test_a_series_is_changed_as_far_as_one_says(browser, unit, reporter):
    made = weekly(unit, reporter)
    url = reverse("planning:event_edit", args=[made[2].pk])
    typed = filled(starts_at="2026-12-14T10:00", ends_at="2026-12-14T11:00")

    browser.post(url, typed | {"scope": "following"})

    hours = [clock.local(each.starts_at).hour for each in Event.objects.all()]
    assert hours == [9, 9, 10, 10]


def test_an_event_of_its_own_is_not_asked_for_its_series(browser, unit, reporter):
    [event] = add(unit, reporter)

    page = browser.get(reverse("planning:event_edit", args=[event.pk])).content.decode()

    assert "Áp dụng cho" not in page


def test_what_is_called_off_is_said_on_the_event_and_on_its_story(
    browser, unit, reporter
):
    [event] = add(unit, reporter)
    story = story_of(event, reporter)
    url = reverse("planning:event_off", args=[event.pk])

    assert browser.post(url, {"outcome": "postponed"}).status_code == 400
    browser.post(url, {"outcome": "postponed", "reason": "Bão số 15"})

    for name, pk in (("planning:event", event.pk), ("planning:story", story.pk)):
        assert "Bão số 15" in browser.get(reverse(name, args=[pk])).content.decode()
    page = browser.get(reverse("planning:event", args=[event.pk])).content.decode()
    assert reverse("planning:event_pitch", args=[event.pk]) not in page


def test_an_event_that_takes_place_after_all_loses_its_reason(browser, unit, reporter):
    [event] = add(unit, reporter, status=Event.Status.POSTPONED, status_reason="Bão")

    browser.post(reverse("planning:event_edit", args=[event.pk]), filled())

    event.refresh_from_db()
    assert (event.status, event.status_reason) == ("confirmed", "")


def test_a_story_of_an_event_has_its_facts_filled_in(browser, unit, reporter):
    [event] = add(unit, reporter, description="Công bố số thu")
    url = reverse("planning:event_pitch", args=[event.pk])

    page = browser.get(url).content.decode()
    typed = {
        "title": event.title,
        "brief": "Công bố số thu",
        "desk": unit.desks.first().pk,
        "subject": make_subject("tax").pk,
        "priority": 3,
    }
    browser.post(url, typed)

    assert "Công bố số thu" in page
    assert Story.objects.get().event == event


def test_what_was_written_by_mistake_goes(browser, unit, reporter):
    [event] = add(unit, reporter)

    answer = browser.post(reverse("planning:event_remove", args=[event.pk]))

    assert answer.url == reverse("planning:calendar")
    assert Event.objects.count() == 0


def test_another_units_event_is_nowhere(browser):
    theirs = make_unit("hq")
    role = Membership.objects.first().role
    [event] = add(theirs, make_person(unit=theirs, role=role), title="Họp kín")

    assert "Họp kín" not in shown(browser)
    for name in ("event", "event_edit", "event_off", "event_remove", "event_pitch"):
        url = reverse(f"planning:{name}", args=[event.pk])
        assert browser.get(url).status_code == 404, name
        refused = 405 if name == "event" else 404
        assert browser.post(url, filled(reason="x")).status_code == refused, name
    assert Event.objects.get().title == "Họp kín"


def test_a_colleague_reads_and_does_not_change(client, unit, reporter, photographer):
    [event] = add(unit, reporter)
    client.force_login(photographer)

    page = client.get(reverse("planning:event", args=[event.pk])).content.decode()

    assert "Sửa sự kiện" not in page
    for name in ("event_edit", "event_off", "event_remove"):
        assert (
            client.post(reverse(f"planning:{name}", args=[event.pk])).status_code == 403
        )
    assert client.get(reverse("planning:calendar_file")).status_code == 403


def month(browser, **query):
    return browser.get(reverse("planning:calendar_month"), query)


def test_the_month_shows_every_day_an_event_takes_and_leads_to_the_next(
    browser, unit, reporter
):
    add(unit, reporter, title="Hội nghị", ends_at=MONDAY + 25 * HOUR)

    answer = month(browser)

    spots = {
        day.date.strftime("%d/%m"): [spot.event.title for spot in day.spots]
        for week in answer.context["weeks"]
        for day in week
        if day.spots
    }
    assert spots == {"30/11": ["Hội nghị"], "01/12": ["Hội nghị"]}
    assert len(answer.context["weeks"]) == 6
    page = answer.content.decode()
    assert "thang=2026-10" in page
    assert "thang=2026-12" in page


@pytest.mark.parametrize("typed", ["hôm qua", "2026-13", "0001-01", "9999-12"])
def test_a_month_nobody_can_mean_is_answered_all_the_same(browser, typed):
    assert month(browser, thang=typed).status_code == 200


def test_a_day_with_more_events_than_there_is_room_for_says_how_many(
    browser, unit, reporter
):
    for number in range(9):
        add(unit, reporter, title=f"Họp {number}")

    page = month(browser).content.decode()

    assert "còn 3 sự kiện" in page
    assert "Họp 6" not in page


def test_only_who_may_move_an_event_can_carry_it(
    client, browser, unit, reporter, photographer
):
    [event] = add(unit, reporter)
    move = reverse("planning:event_move", args=[event.pk])

    assert move in month(browser).content.decode()
    client.force_login(photographer)
    assert move not in month(client).content.decode()
    assert client.post(move, {"day": "2026-12-02"}).status_code == 403
    assert Event.objects.get().starts_at == MONDAY


@pytest.mark.parametrize(
    ("scope", "days"),
    [
        ("one", ["30/11", "09/12", "14/12"]),
        ("following", ["30/11", "09/12", "16/12"]),
        ("all", ["02/12", "09/12", "16/12"]),
    ],
)
def test_an_event_carried_to_another_day_keeps_its_hours_and_takes_along_what_one_says(
    browser, unit, reporter, scope, days
):
    made = weekly(unit, reporter, times=3)
    url = reverse("planning:event_move", args=[made[1].pk])

    form = browser.get(url, {"ngay": "2026-12-09"}).content.decode()
    browser.post(url, {"day": "2026-12-09", "scope": scope})

    assert 'value="2026-12-09"' in form
    assert "Áp dụng cho" in form
    at = [
        clock.local(each.starts_at)
        for each in Event.objects.order_by("starts_at", "pk")
    ]
    assert [each.strftime("%d/%m") for each in at] == days
    assert {each.hour for each in at} == {9}


def test_what_was_called_off_is_not_carried_about(browser, unit, reporter):
    [event] = add(unit, reporter, status=Event.Status.CANCELLED, status_reason="Bão")
    url = reverse("planning:event_move", args=[event.pk])

    answer = browser.post(url, {"day": "2026-12-02"})

    assert answer.status_code == 409
    assert "bấm Diễn ra lại" in answer.content.decode()
    assert Event.objects.get().starts_at == MONDAY
