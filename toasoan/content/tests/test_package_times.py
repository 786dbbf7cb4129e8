"""Packages in time: undone, promised, under embargo, taken down, one after another."""

from datetime import timedelta

import pytest
import time_machine
from wagtail.models import Page

from toasoan.content import services
from toasoan.content.errors import (
    GateClosed,
    ItemNotReady,
)
from toasoan.content.models import (
    DepositRecord,
    ItemPlace,
    PackagePage,
    PackagePlace,
    PublicationSchedule,
    Release,
)
from toasoan.content.publication.gate import gate_check
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    open_newsroom,
)
from toasoan.content.tests.package_material import (
    arrange,
    fresh,
    make_package,
    make_public_package,
    make_three,
)
from toasoan.content.tests.release_material import after
from toasoan.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom():
    return open_newsroom()


@pytest.fixture
def hasty():
    """A newsroom that can undo for ten seconds."""
    return open_newsroom("ck", undo_seconds=10)


def live_keys(*items):
    keys = [item.pk for item in items]
    return set(Page.objects.live().filter(pk__in=keys).values_list("pk", flat=True))


def keys(*items):
    return {item.pk for item in items}


# --- Undo ---------------------------------------------------------------------------


def test_the_window_holds_package_and_members_and_they_leave_together(hasty):
    members = make_three(hasty)
    package = make_package(hasty, *members, approved=True)
    release = services.item_release(item=package, by=hasty.secretary)
    waiting = Release.objects.filter(state=Release.State.WAITING)
    assert set(waiting.values_list("item", flat=True)) == keys(package, *members)
    assert {row.led_by for row in waiting.exclude(pk=release.pk)} == {release}
    assert live_keys(package, *members) == set()
    with after(11):
        assert services.releases_leave() == 1
    assert live_keys(package, *members) == keys(package, *members)
    states = Release.objects.values_list("state", flat=True)
    assert set(states) == {Release.State.LEFT}


@pytest.mark.parametrize("whose", ["package", "member"])
def test_undoing_either_undoes_all(hasty, whose):
    members = make_three(hasty)
    package = make_package(hasty, *members, approved=True)
    services.item_release(item=package, by=hasty.secretary)
    named = package if whose == "package" else members[1]
    services.item_release_undo(item=named, by=hasty.secretary)
    assert set(Release.objects.values_list("state", flat=True)) == {"undone"}
    with after(11):
        assert services.releases_leave() == 0
    assert live_keys(package, *members) == set()


def test_a_member_edited_in_the_window_stops_all(hasty):
    members = make_three(hasty)
    package = make_package(hasty, *members, approved=True)
    services.item_release(item=package, by=hasty.secretary)
    draft = members[2].get_latest_revision_as_object()
    draft.title = "Lương doanh nghiệp, sửa"
    draft.save_revision(user=hasty.chief)
    with after(11):
        assert services.releases_leave() == 0
    assert live_keys(package, *members) == set()
    stopped = Release.objects.get(item=package.pk)
    assert stopped.problem == (
        "“Lương doanh nghiệp, sửa” trong chùm đã sửa sau khi bấm. Đọc lại rồi xuất bản."
    )
    assert set(Release.objects.values_list("state", flat=True)) == {"stopped"}


def test_a_member_on_its_own_way_out_keeps_the_package_from_being_pressed(hasty):
    members = make_three(hasty)
    package = make_package(hasty, *members, approved=True)
    services.item_release(item=members[0], by=hasty.chief)
    with pytest.raises(ItemNotReady) as refusal:
        services.item_release(item=package, by=hasty.secretary)
    assert "“Lương công chức” trong chùm đang lên trang" in refusal.value.message
    assert Release.objects.count() == 1
    with pytest.raises(ItemNotReady):
        services.item_release(item=members[0], by=hasty.secretary)


# --- Time ---------------------------------------------------------------------------


def test_scheduling_the_package_schedules_and_publishes_them_together(newsroom):
    members = make_three(newsroom)
    package = make_package(newsroom, *members, approved=True)
    at = clock.now() + timedelta(hours=2)
    services.item_schedule(
        item=members[0], at=clock.now() + timedelta(hours=1), by=newsroom.secretary
    )
    services.item_schedule(item=package, at=at, by=newsroom.secretary)
    pending = PublicationSchedule.objects.filter(state="pending")
    assert set(pending.values_list("item", "at")) == {
        (pk, at) for pk in keys(package, *members)
    }
    with time_machine.travel(at - timedelta(minutes=1)):
        assert services.scheduled_items_publish() == 0
    assert live_keys(package, *members) == set()
    with time_machine.travel(at + timedelta(seconds=1)):
        assert services.scheduled_items_publish() == 1
    assert live_keys(package, *members) == keys(package, *members)
    assert not pending.exists()


def test_the_promise_of_a_member_is_changed_at_its_package(newsroom):
    members = make_three(newsroom)
    package = make_package(newsroom, *members, approved=True)
    at = clock.now() + timedelta(hours=2)
    services.item_schedule(item=package, at=at, by=newsroom.secretary)
    for act in (
        lambda: services.item_unschedule(item=members[0], by=newsroom.secretary),
        lambda: services.item_schedule(
            item=members[0], at=at + timedelta(hours=1), by=newsroom.secretary
        ),
    ):
        with pytest.raises(ItemNotReady) as refusal:
            act()
        assert "cùng chùm “Tăng lương từ 1/7”" in refusal.value.message
    services.item_unschedule(item=package, by=newsroom.secretary)
    states = PublicationSchedule.objects.values_list("state", flat=True)
    assert set(states) == {"cancelled"}


def test_a_member_that_leaves_a_promised_package_is_promised_no_more(newsroom):
    first, second, third = make_three(newsroom)
    package = make_package(newsroom, first, second, third, approved=True)
    at = clock.now() + timedelta(hours=2)
    services.item_schedule(item=package, at=at, by=newsroom.secretary)
    arrange(newsroom, package, ("", first, second), by=newsroom.chief)
    held = PublicationSchedule.objects.filter(state="pending")
    assert set(held.values_list("item", flat=True)) == keys(package, first, second)


def test_a_broken_promise_of_a_package_rings_once_and_publishes_nothing(newsroom):
    members = make_three(newsroom)
    package = make_package(newsroom, *members, approved=True)
    at = clock.now() + timedelta(hours=2)
    services.item_schedule(item=package, at=at, by=newsroom.secretary)
    draft = members[2].get_latest_revision_as_object()
    draft.title = "Sửa sau khi hẹn"
    draft.save_revision(user=newsroom.chief)
    with time_machine.travel(at + timedelta(seconds=1)):
        assert services.scheduled_items_publish() == 0
    assert live_keys(package, *members) == set()
    blocked = PublicationSchedule.objects.get(item=package.pk, state="blocked")
    assert blocked.problem.startswith("“Sửa sau khi hẹn” chưa lên trang được: ")


def test_the_embargo_of_a_member_holds_the_package_until_its_end(newsroom):
    first, second, _third = make_three(newsroom)
    until = clock.now() + timedelta(hours=3)
    held = make_article(newsroom, "Lương hưu", embargo_until=until)
    approve_all(newsroom, held)
    package = make_package(newsroom, first, second, held, approved=True)
    blockers = gate_check(fresh(package))
    assert [(b.code, b.item_id) for b in blockers] == [("embargo", held.pk)]
    with pytest.raises(GateClosed):
        services.item_publish(item=package, by=newsroom.secretary)
    with pytest.raises(GateClosed):
        services.item_schedule(
            item=package, at=until - timedelta(minutes=1), by=newsroom.secretary
        )
    services.item_schedule(
        item=package, at=until + timedelta(minutes=1), by=newsroom.secretary
    )
    with time_machine.travel(until + timedelta(minutes=2)):
        assert services.scheduled_items_publish() == 1
    assert live_keys(package, held) == keys(package, held)


# --- Afterwards ---------------------------------------------------------------------


def _take_down(item, by):
    services.item_take_down(
        item=item,
        public_reason="Sai",
        internal_reason="Sai số",
        ordered_by="TBT",
        by=by,
    )


def test_taking_the_package_down_leaves_its_members(newsroom):
    package, members = make_public_package(newsroom)
    _take_down(package, newsroom.chief)
    assert live_keys(package, *members) == keys(*members)


def test_a_member_taken_down_stays_down_when_the_package_comes_out_anew(newsroom):
    package, members = make_public_package(newsroom)
    _take_down(members[1], newsroom.chief)
    draft = fresh(package).get_latest_revision_as_object()
    draft.sapo = "Hai bài về tiền lương."
    draft.save_revision(user=newsroom.chief)
    services.item_update(item=package, added="Bỏ một bài.", by=newsroom.chief)
    assert live_keys(package, *members) == keys(package, members[0], members[2])


def test_correcting_a_member_leaves_package_and_others_alone(newsroom):
    package, members = make_public_package(newsroom)
    before = fresh(package).live_revision_id
    services.item_correct(item=members[0], wrong="8%", right="7%", by=newsroom.chief)
    assert fresh(package).live_revision_id == before
    assert DepositRecord.objects.filter(item_id=package.pk).count() == 1
    assert DepositRecord.objects.filter(item_id=members[0].pk).count() == 2


def test_a_deleted_member_breaks_neither_draft_nor_publication(newsroom):
    first, second, third = make_three(newsroom)
    package = make_package(newsroom, first, second, third, approved=True)
    services.item_erase(item=second)
    assert gate_check(fresh(package)) == []
    services.item_publish(item=package, by=newsroom.secretary)
    places = PackagePlace.objects.filter(package=package, is_public=True)
    assert [row.item_id for row in places] == [first.pk, third.pk]
    assert live_keys(package, first, third) == keys(package, first, third)


def test_a_binned_member_is_named_before_anything_goes_out(newsroom):
    members = make_three(newsroom)
    package = make_package(newsroom, *members, approved=True)
    now = clock.now()
    ItemPlace.objects.create(item=members[0], since=now, binned_at=now)
    assert [b.message for b in gate_check(fresh(package))] == [
        (
            "“Lương công chức” chưa lên trang được: bài đã bỏ vào thùng. Lấy lại, hoặc bỏ "
            "khỏi chùm."
        )
    ]


# --- Series -------------------------------------------------------------------------


def test_a_series_comes_out_alone_and_its_members_by_themselves(newsroom):
    first, second, third = make_three(newsroom)
    series = PackagePage.Kind.SERIES
    package = make_package(newsroom, first, second, third, kind=series, approved=True)
    assert {b.code for b in gate_check(fresh(package))} == {"series_empty"}
    services.item_publish(item=first, by=newsroom.secretary)
    services.item_publish(item=package, by=newsroom.secretary)
    assert live_keys(package, first, second, third) == keys(package, first)
    services.item_publish(item=second, by=newsroom.secretary)
    assert live_keys(second) == keys(second)
