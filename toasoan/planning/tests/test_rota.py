"""Who is on duty, who is away, and what one sees of it when giving out work."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.availability import availability_in
from toasoan.planning.errors import AbsenceWrong, AssigneeOutsideUnit, ShiftWrong
from toasoan.planning.models import Absence, Shift
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.selectors import shifts_between
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def at(hour, day=MONDAY):
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    return datetime.combine(day, datetime.min.time(), zone) + timedelta(hours=hour)


def put_on(unit, person, by, *, begins=6, ends=14, day=MONDAY, **facts):
    return services.shift_add(
        unit=unit,
        user=person,
        duty=Shift.Duty.PUBLISHING,
        starts_at=at(begins, day),
        ends_at=at(ends, day),
        by=by,
        **facts,
    )


def test_shift_is_on_the_rota_of_its_week_and_audited(unit, reporter, head):
    shift = put_on(unit, reporter, head)

    week = shifts_between(unit, *day_bounds(MONDAY, MONDAY + timedelta(days=6)))
    assert list(week) == [shift]
    entry = AuditEntry.objects.get(action="planning.shift_added")
    assert entry.data["person"] == reporter.email


def test_reporter_cannot_set_the_rota(unit, reporter):
    with pytest.raises(NotAllowed):
        put_on(unit, reporter, reporter)

    assert not Shift.objects.exists()


def test_person_of_another_unit_is_not_put_on_duty(unit, head):
    stranger = make_person(unit=make_unit("hq"), role=Role.REPORTER)

    with pytest.raises(AssigneeOutsideUnit):
        put_on(unit, stranger, head)

    assert not Shift.objects.exists()


def test_person_is_not_on_duty_twice_at_once_but_may_go_on_after(unit, reporter, head):
    put_on(unit, reporter, head)

    with pytest.raises(ShiftWrong):
        put_on(unit, reporter, head, begins=13, ends=20)
    put_on(unit, reporter, head, begins=14, ends=20)

    assert Shift.objects.count() == 2


@pytest.mark.parametrize(("begins", "ends"), [(14, 6), (6, 6), (0, 25)])
def test_shift_has_sensible_hours(unit, reporter, head, begins, ends):
    with pytest.raises(ShiftWrong):
        put_on(unit, reporter, head, begins=begins, ends=ends)

    assert not Shift.objects.exists()


def test_who_is_away_is_not_put_on_duty(unit, reporter, head):
    services.absence_add(
        user=reporter,
        kind=Absence.Kind.LEAVE,
        first_day=MONDAY,
        last_day=MONDAY,
        by=reporter,
    )

    with pytest.raises(ShiftWrong):
        put_on(unit, reporter, head)
    put_on(unit, reporter, head, day=MONDAY + timedelta(days=1))

    assert Shift.objects.count() == 1


def test_week_is_repeated_but_for_who_is_away_then(unit, reporter, photographer, head):
    put_on(unit, reporter, head)
    away = put_on(unit, photographer, head, begins=14, ends=22)
    next_monday = MONDAY + timedelta(days=7)
    services.absence_add(
        user=photographer,
        kind=Absence.Kind.TRIP,
        first_day=next_monday,
        last_day=next_monday,
        by=head,
    )

    added, left = services.shifts_repeat(unit=unit, monday=MONDAY, by=head)

    assert [(each.user, each.starts_at) for each in added] == [
        (reporter, at(6, next_monday))
    ]
    assert left == [away]
    again, left = services.shifts_repeat(unit=unit, monday=MONDAY, by=head)
    assert (again, len(left)) == ([], 2)


def test_days_away_are_written_once_by_oneself_or_who_gives_out_work(
    unit, reporter, photographer, head
):
    days = {"first_day": MONDAY, "last_day": MONDAY + timedelta(days=2)}

    with pytest.raises(NotAllowed):
        services.absence_add(user=reporter, kind="leave", by=photographer, **days)
    services.absence_add(user=reporter, kind="leave", by=head, **days)
    with pytest.raises(AbsenceWrong):
        services.absence_add(user=reporter, kind="sick", by=reporter, **days)

    assert Absence.objects.count() == 1


def test_days_away_are_in_order_and_not_endless(reporter):
    for first, last in (
        (MONDAY, MONDAY - timedelta(days=1)),
        (MONDAY, MONDAY + timedelta(days=400)),
    ):
        with pytest.raises(AbsenceWrong):
            services.absence_add(
                user=reporter, kind="leave", first_day=first, last_day=last, by=reporter
            )

    assert not Absence.objects.exists()


def test_availability_tells_work_duty_and_absence(unit, assignment, reporter, head):
    now = clock.now()
    services.shift_add(
        unit=unit,
        user=head,
        duty=Shift.Duty.DESK,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=2),
        by=head,
    )
    today = clock.today()
    services.absence_add(
        user=reporter, kind="sick", first_day=today, last_day=today, by=reporter
    )

    known = availability_in(unit, now)

    assert known[reporter.pk].words == [
        f"vắng đến hết {clock.format_date_vi(today)}",
        "đang giữ 1 việc",
    ]
    assert known[head.pk].duty is not None


def test_who_assigns_sees_the_load_and_why_somebody_is_away(
    client, assignment, reporter, photographer, head
):
    today = clock.today()
    services.absence_add(
        user=photographer, kind="sick", first_day=today, last_day=today, by=photographer
    )
    client.force_login(head)
    story_page = client.get(reverse("planning:story", args=[assignment.story.pk])).text
    rota_of_head = client.get(reverse("planning:rota")).text
    client.force_login(reporter)
    rota_of_colleague = client.get(reverse("planning:rota")).text

    assert "Nguyễn Thu Hà (đang giữ 1 việc)" in story_page
    assert "Phạm Gia Bảo (vắng đến hết" in story_page
    # Illness is told to who gives out work, to colleagues only that one is away.
    assert "<span>Nghỉ ốm</span>" in rota_of_head
    assert "<span>Nghỉ ốm</span>" not in rota_of_colleague
    assert "Phạm Gia Bảo" in rota_of_colleague


def test_rota_is_set_repeated_and_unset_on_screen(client, unit, reporter, head):
    client.force_login(head)
    shift = {
        "user": reporter.pk,
        "duty": "desk",
        "starts_at": "2026-11-23T06:00",
        "ends_at": "2026-11-23T14:00",
    }

    assert client.post(reverse("planning:rota"), shift).status_code == 302
    refused = client.post(reverse("planning:rota"), shift)
    client.post(reverse("planning:rota_repeat"), {"tu": "2026-11-23"})

    assert refused.status_code == 400
    assert "đã trực từ" in refused.text
    assert Shift.objects.count() == 2
    for each in Shift.objects.all():
        client.post(reverse("planning:shift_end", args=[each.pk]))
    assert not Shift.objects.exists()


def test_reporter_cannot_take_a_colleague_off_duty(client, unit, reporter, head):
    shift = put_on(unit, head, head)
    client.force_login(reporter)

    answer = client.post(reverse("planning:shift_end", args=[shift.pk]))

    assert answer.status_code == 403
    assert Shift.objects.exists()


def test_of_this_week_today_stands_first_and_what_is_past_is_folded(
    client, reporter, time_machine
):
    time_machine.move_to(at(9, MONDAY + timedelta(days=4)))
    client.force_login(reporter)

    page = client.get(reverse("planning:rota")).text
    before = client.get(reverse("planning:rota"), {"tu": "2026-11-16"}).text

    upcoming, folded = page.split("Những ngày đã qua trong tuần")
    assert "Thứ Sáu" in upcoming
    assert "Thứ Hai" not in upcoming
    assert "Thứ Hai" in folded
    assert "Những ngày đã qua" not in before
