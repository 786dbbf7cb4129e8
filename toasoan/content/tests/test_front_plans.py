"""Fronts planned for an hour: they begin, give way, and are caught up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from toasoan.content import services
from toasoan.content.curation.fronts import plan_at, plan_gaps, slots_at
from toasoan.content.errors import FrontChanged, FrontWrong
from toasoan.content.models import FrontLayout, FrontPlan, PublicationSchedule
from toasoan.content.services import front_plans
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_published,
)
from toasoan.content.tests.fronts import (
    EVE,
    MORNING,
    arrange,
    home_of,
    plan,
    shown,
    state_of,
    top,
)
from toasoan.core import clock
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


def test_a_plan_becomes_the_front_at_its_time_and_gives_way_at_its_end(newsroom, at):
    usual, special = make_published(newsroom, "Thường"), make_published(newsroom, "Tết")
    at(EVE)
    arrange(newsroom, top(usual))
    planned = plan(newsroom, top(special), ends_at=MORNING + timedelta(hours=2))

    assert services.front_plans_apply() == 0
    assert shown(newsroom) == [usual.pk]
    at(MORNING)
    assert services.front_plans_apply() == 1
    assert shown(newsroom) == [special.pk]
    assert state_of(planned) == "live"
    assert services.front_plans_apply() == 0  # done once
    at(MORNING + timedelta(hours=2))
    assert services.front_plans_apply() == 1
    assert shown(newsroom) == [usual.pk]
    assert state_of(planned) == "past"
    assert services.front_plans_apply() == 0
    assert [each.why for each in FrontLayout.objects.all()] == [
        "end",
        "plan",
        "hand",
        "first",
    ]


def test_of_plans_that_a_standing_house_missed_the_latest_wins(newsroom, at):
    a, b, c = (make_published(newsroom, name) for name in ("A", "B", "C"))
    at(EVE)
    over = plan(newsroom, top(a), MORNING, MORNING + timedelta(minutes=30), "qua")
    first = plan(newsroom, top(b), MORNING + timedelta(minutes=10))
    last = plan(newsroom, top(c), MORNING + timedelta(minutes=40))

    at(MORNING + timedelta(hours=5))
    assert services.front_plans_apply() == 1

    assert shown(newsroom) == [c.pk]
    assert [state_of(each) for each in (over, first, last)] == ["past", "past", "live"]


def test_after_a_short_plan_the_one_below_it_goes_on_and_ends_at_its_own_end(
    newsroom, at
):
    usual, day, hour = (make_published(newsroom, n) for n in ("U", "D", "H"))
    at(EVE)
    arrange(newsroom, top(usual))
    whole = plan(newsroom, top(day), MORNING, MORNING + timedelta(hours=12))
    short = plan(
        newsroom,
        top(hour),
        MORNING + timedelta(hours=1),
        MORNING + timedelta(hours=2),
    )
    for hours, expected in ((0, day), (1, hour), (2, day), (12, usual)):
        moment = MORNING + timedelta(hours=hours)
        assert [s.item_id for s in slots_at(home_of(newsroom).pk, moment)] == [
            expected.pk
        ]
        at(moment)
        services.front_plans_apply()
        assert shown(newsroom) == [expected.pk], hours
    assert [state_of(whole), state_of(short)] == ["past", "past"]


def test_what_a_hand_changes_under_a_plan_still_gives_way_at_its_end(newsroom, at):
    usual, special, fresh = (make_published(newsroom, n) for n in ("U", "S", "F"))
    at(EVE)
    arrange(newsroom, top(usual))
    plan(newsroom, top(special), ends_at=MORNING + timedelta(hours=2))
    at(MORNING)
    services.front_plans_apply()
    arrange(newsroom, top(fresh, special))
    assert shown(newsroom) == [fresh.pk, special.pk]
    at(MORNING + timedelta(hours=3))
    services.front_plans_apply()
    assert shown(newsroom) == [usual.pk]


def test_a_job_killed_midway_leaves_the_old_front_and_does_it_the_next_time(
    newsroom, at, monkeypatch
):
    usual, special = make_published(newsroom, "U"), make_published(newsroom, "S")
    at(EVE)
    arrange(newsroom, top(usual))
    planned = plan(newsroom, top(special))
    at(MORNING)
    real = front_plans._audit

    def dies(*_args):
        raise SystemExit

    monkeypatch.setattr(front_plans, "_audit", dies)
    with pytest.raises(SystemExit):
        services.front_plans_apply()
    assert shown(newsroom) == [usual.pk]
    assert state_of(planned) == "planned"

    monkeypatch.setattr(front_plans, "_audit", real)
    assert services.front_plans_apply() == 1
    assert shown(newsroom) == [special.pk]
    assert FrontLayout.objects.filter(why="plan").count() == 1


def test_a_withdrawn_plan_never_becomes_the_front_and_a_live_one_ends_at_once(
    newsroom, at
):
    usual, special = make_published(newsroom, "U"), make_published(newsroom, "S")
    at(EVE)
    arrange(newsroom, top(usual))
    withdrawn = plan(newsroom, top(special))
    services.front_plan_withdraw(plan=withdrawn, by=newsroom.chief)
    live = plan(newsroom, top(special), MORNING + timedelta(minutes=1))
    at(MORNING + timedelta(minutes=5))
    services.front_plans_apply()
    assert shown(newsroom) == [special.pk]
    assert state_of(withdrawn) == "withdrawn"

    services.front_plan_withdraw(plan=live, by=newsroom.chief)

    assert shown(newsroom) == [usual.pk]
    assert state_of(live) == "past"
    with pytest.raises(FrontWrong):
        services.front_plan_withdraw(plan=live, by=newsroom.chief)


def test_a_plan_is_changed_by_one_editor_at_a_time_and_only_before_it_begins(
    newsroom, at
):
    item = make_published(newsroom)
    at(EVE)
    planned = plan(newsroom, top(item))
    fields = {"name": "Trưa", "starts_at": MORNING, "slots": []}
    changed = services.front_plan_change(
        plan=planned, version=1, by=newsroom.chief, **fields
    )
    assert (changed.name, changed.version, changed.slots.count()) == ("Trưa", 2, 0)
    with pytest.raises(FrontChanged):
        services.front_plan_change(
            plan=planned, version=1, by=newsroom.secretary, **fields
        )
    at(MORNING)
    services.front_plans_apply()
    with pytest.raises(FrontWrong, match="đang trên trang"):
        services.front_plan_change(
            plan=planned,
            version=2,
            by=newsroom.secretary,
            **{**fields, "starts_at": MORNING + timedelta(hours=1)},
        )


def test_hours_that_have_passed_or_run_backwards_are_refused(newsroom, at):
    at(MORNING)
    with pytest.raises(FrontWrong, match="07:00, 27/11/2026"):
        plan(newsroom, [], MORNING)
    with pytest.raises(FrontWrong):
        plan(newsroom, [], MORNING + timedelta(hours=2), MORNING + timedelta(hours=1))
    assert FrontPlan.objects.count() == 0


def test_a_duplicate_begins_a_day_later_with_the_same_places(newsroom, at):
    item = make_published(newsroom)
    at(EVE)
    planned = plan(newsroom, top(item), ends_at=MORNING + timedelta(hours=2))
    at(MORNING + timedelta(days=3))
    copy = services.front_plan_duplicate(plan=planned, by=newsroom.chief)
    assert copy.starts_at == MORNING + timedelta(days=4)
    assert copy.ends_at == MORNING + timedelta(days=4, hours=2)
    assert [slot.article_id for slot in copy.slots.all()] == [item.pk]


def test_who_planned_hears_half_an_hour_before_of_what_readers_will_not_have(
    newsroom, at
):
    public, promised, draft = (
        make_published(newsroom, "Có rồi"),
        make_article(newsroom, "Hẹn rồi"),
        make_article(newsroom, "Chưa xong"),
    )
    at(EVE)
    approve_all(newsroom, promised)
    services.item_schedule(item=promised, at=MORNING, by=newsroom.secretary)
    planned = plan(newsroom, top(public, promised, draft))
    assert [gap.item.pk for gap in plan_gaps(planned)] == [draft.pk]
    assert services.front_plan_gaps_tell() == 0
    assert services.plans_near(clock.now()).count() == 0

    at(MORNING - timedelta(minutes=30))
    assert services.front_plan_gaps_tell() == 1
    assert services.front_plan_gaps_tell() == 1

    told = Notification.objects.get(kind="content.front_plan_gap")
    assert told.recipient == newsroom.secretary
    assert told.values["items"] == "“Chưa xong”"
    assert told.path == f"/toa-soan/trang-chu/lich/{planned.pk}/"


def test_the_approved_items_of_a_plan_go_out_with_it(newsroom, at):
    at(EVE)
    ready, draft = make_article(newsroom, "Xong"), make_article(newsroom, "Dở")
    approve_all(newsroom, ready)
    planned = plan(newsroom, top(ready, draft))

    kept, left = services.front_plan_promise_items(plan=planned, by=newsroom.secretary)

    assert kept == 1
    assert [line[:5] for line in left] == ["“Dở”:"]
    schedule = PublicationSchedule.objects.get()
    assert (schedule.item_id, schedule.at) == (ready.pk, MORNING)
    assert [gap.item.pk for gap in plan_gaps(planned)] == [draft.pk]


def test_a_plan_in_force_is_found_by_its_moment(newsroom, at):
    at(EVE)
    planned = plan(newsroom, [], ends_at=MORNING + timedelta(hours=1))
    home = home_of(newsroom).pk
    assert plan_at(home, MORNING - timedelta(seconds=1)) is None
    assert plan_at(home, MORNING) == planned
    assert plan_at(home, MORNING + timedelta(hours=1)) is None
