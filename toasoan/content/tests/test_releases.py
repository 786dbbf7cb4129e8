"""The undo window: nothing leaves the house before its seconds are over."""

from datetime import timedelta

import pytest
import time_machine
from wagtail.rich_text import RichText

from toasoan.content import services
from toasoan.content.errors import GateClosed, ItemNotReady
from toasoan.content.item_lists import items_filtered
from toasoan.content.item_states import item_state
from toasoan.content.models import (
    ArticlePage,
    DepositRecord,
    PublicationSchedule,
    Release,
    SearchEntry,
    TakeDown,
    UnitPublishing,
)
from toasoan.content.tasks import releases_are_due
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.content.tests.release_material import (
    after,
    edited,
    is_live,
    publications,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed

pytestmark = pytest.mark.django_db
State = Release.State


@pytest.fixture
def newsroom(db):
    return open_newsroom("tbtc", undo_seconds=15)


@pytest.fixture
def ready(newsroom):
    article = make_article(newsroom)
    approve_all(newsroom, article)
    return article


# --- What waits ---------------------------------------------------------------


def test_nothing_leaves_before_the_fifteen_seconds_are_over(newsroom, ready):
    release = services.item_release(item=ready, by=newsroom.secretary)

    with after(14):
        assert services.releases_leave() == 0

    assert release.leaves_at - release.asked_at == timedelta(seconds=15)
    assert not is_live(ready)
    assert publications() == 0
    assert DepositRecord.objects.count() == 0
    assert SearchEntry.objects.count() == 0


def test_it_leaves_once_when_the_seconds_are_over(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)

    with after(15.1):
        assert services.releases_leave() == 1
        assert services.releases_leave() == 0
        assert not services.release_leave(Release.objects.get().pk)

    assert is_live(ready)
    assert publications() == 1
    assert DepositRecord.objects.count() == 1
    assert Release.objects.get().state == State.LEFT


def test_a_unit_that_wants_no_window_publishes_at_once(newsroom, ready):
    UnitPublishing.objects.update(undo_seconds=0)

    assert services.item_release(item=ready, by=newsroom.secretary) is None

    assert is_live(ready)
    assert Release.objects.count() == 0


def test_a_unit_nobody_has_asked_leaves_fifteen_seconds(newsroom, ready):
    UnitPublishing.objects.all().delete()

    release = services.item_release(item=ready, by=newsroom.secretary)

    assert release.leaves_at - release.asked_at == timedelta(seconds=15)


def test_the_schedule_writes_no_job_while_nothing_is_due(newsroom, ready):
    assert not releases_are_due()
    services.item_release(item=ready, by=newsroom.secretary)
    assert not releases_are_due()

    with after(16):
        assert releases_are_due()


def test_the_gate_is_asked_at_the_press(newsroom):
    article = make_article(newsroom)

    with pytest.raises(GateClosed):
        services.item_release(item=article, by=newsroom.secretary)

    assert Release.objects.count() == 0


def test_whoever_does_not_publish_presses_in_vain(newsroom, ready):
    with pytest.raises(NotAllowed):
        services.item_release(item=ready, by=newsroom.reporter)

    assert Release.objects.count() == 0


def test_an_item_on_its_way_is_called_so_and_is_found_under_it(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)

    item = ArticlePage.objects.get(pk=ready.pk)
    state = item_state(item)
    found = {
        name: [
            each.pk
            for each in items_filtered(
                user=newsroom.chief, unit=newsroom.unit, state=name
            )
        ]
        for name in ("leaving", "ready", "published")
    }

    assert (state.key, state.text[:14]) == ("leaving", "Đang xuất bản,")
    assert found == {"leaving": [ready.pk], "ready": [], "published": []}


# --- Undone -------------------------------------------------------------------


def test_undone_it_stands_as_before_and_never_leaves(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)

    services.item_release_undo(item=ready, by=newsroom.secretary)

    with after(60):
        assert services.releases_leave() == 0
    assert not is_live(ready)
    assert publications() == 0
    assert item_state(ArticlePage.objects.get(pk=ready.pk)).key == "ready"
    assert Release.objects.get().ended_by == newsroom.secretary
    assert services.item_release(item=ready, by=newsroom.secretary) is not None


def test_whoever_may_publish_undoes_what_another_pressed(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)

    services.item_release_undo(item=ready, by=newsroom.chief)

    assert Release.objects.get().state == State.UNDONE


def test_a_reporter_undoes_nothing_and_it_leaves(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)

    with pytest.raises(NotAllowed):
        services.item_release_undo(item=ready, by=newsroom.reporter)

    with after(16):
        assert services.releases_leave() == 1


def test_too_late_to_undo_says_how_to_go_on(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    with after(16):
        services.releases_leave()

    with pytest.raises(ItemNotReady, match=r"không hoàn tác được nữa.*đính chính.*gỡ"):
        services.item_release_undo(item=ready, by=newsroom.secretary)

    assert is_live(ready)


def test_the_second_to_undo_is_told_who_was_first(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    services.item_release_undo(item=ready, by=newsroom.chief)

    with pytest.raises(ItemNotReady, match=f"{newsroom.chief} đã hoàn tác"):
        services.item_release_undo(item=ready, by=newsroom.secretary)


def test_undoing_leaves_the_promised_minute(newsroom, ready):
    at = clock.now() + timedelta(hours=1)
    services.item_schedule(item=ready, at=at, by=newsroom.secretary)
    services.item_release(item=ready, by=newsroom.secretary)

    services.item_release_undo(item=ready, by=newsroom.secretary)

    assert PublicationSchedule.objects.get().state == PublicationSchedule.State.PENDING
    with time_machine.travel(at + timedelta(seconds=1)):
        assert services.scheduled_items_publish() == 1


# --- Two people at once -------------------------------------------------------


def test_the_second_to_publish_is_told_who_was_first_and_it_leaves_once(
    newsroom, ready
):
    services.item_release(item=ready, by=newsroom.secretary)

    with pytest.raises(ItemNotReady, match=f"{newsroom.secretary} đã bấm xuất bản"):
        services.item_release(item=ready, by=newsroom.chief)

    with after(16):
        assert services.releases_leave() == 1
    assert publications() == 1
    assert Release.objects.count() == 1


def test_publishing_what_is_out_already_says_so(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    with after(16):
        services.releases_leave()

        with pytest.raises(ItemNotReady, match="không có gì mới để đăng"):
            services.item_release(item=ready, by=newsroom.chief)

    assert publications() == 1


def test_an_item_on_its_way_gets_no_minute(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)

    with pytest.raises(ItemNotReady, match="Hoàn tác trước rồi hẹn giờ"):
        services.item_schedule(
            item=ready, at=clock.now() + timedelta(hours=1), by=newsroom.chief
        )

    assert PublicationSchedule.objects.count() == 0


# --- A newer version, a copy --------------------------------------------------


def test_a_newer_version_waits_too_and_readers_keep_the_old_one(newsroom):
    live = make_published(newsroom, "Tít cũ")
    edited(live, "Tít mới")
    review = live.reviews.first()
    services.item_approve(item=live, by=newsroom.chief, step=review.step)

    services.item_release(item=live, by=newsroom.secretary)
    before = ArticlePage.objects.get(pk=live.pk).title
    with after(16):
        services.releases_leave()

    assert (before, ArticlePage.objects.get(pk=live.pk).title) == ("Tít cũ", "Tít mới")


def test_taking_an_article_over_can_be_undone(newsroom):
    other = open_newsroom("hq", undo_seconds=15)
    original = make_published(newsroom)

    copy = services.item_syndicate(
        article=original, unit=other.unit, section=other.section, by=other.chief
    )
    services.item_release_undo(item=copy, by=other.secretary)

    with after(16):
        assert services.releases_leave() == 0
    copy.refresh_from_db()
    assert not copy.live


def test_taking_down_ends_what_was_on_its_way(newsroom):
    live = make_published(newsroom, "Tít cũ")
    edited(live, "Tít mới")
    services.item_approve(item=live, by=newsroom.chief, step=live.reviews.first().step)
    services.item_release(item=live, by=newsroom.secretary)

    services.item_take_down(
        item=live,
        public_reason="Nguồn rút",
        internal_reason="x",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    with after(16):
        assert services.releases_leave() == 0
    assert TakeDown.objects.count() == 1
    assert not is_live(live)
    assert Release.objects.get().state == State.UNDONE


def test_the_text_that_leaves_is_the_text_that_was_pressed(newsroom):
    body = [("text", RichText("<p>Đúng bản này.</p>"))]
    article = make_article(newsroom, body=body)
    approve_all(newsroom, article)
    services.item_release(item=article, by=newsroom.secretary)

    with after(16):
        services.releases_leave()

    assert "Đúng bản này." in ArticlePage.objects.get(pk=article.pk).body_text()
