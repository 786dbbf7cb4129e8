"""The undo window: nothing leaves the house before its seconds are over."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
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
from toasoan.content.services import publishing, releases
from toasoan.content.tasks import releases_are_due
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxEvent
from toasoan.security.models import AuditEntry
from toasoan.units.models import Membership
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person
from toasoan.workspace.models import Notification

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


def publications():
    return OutboxEvent.objects.filter(kind="content.StoryItemPublished").count()


def is_live(article):
    return ArticlePage.objects.get(pk=article.pk).live


def after(seconds):
    return time_machine.travel(clock.now() + timedelta(seconds=seconds))


def edited(article, headline):
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.title = headline
    draft.save_revision()


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


# --- The gate is asked again --------------------------------------------------


def test_an_edit_while_it_waits_keeps_it_in_and_tells_who_pressed(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    edited(ready, "Tít khác")

    with after(16):
        assert services.releases_leave() == 0

    release = Release.objects.get()
    assert not is_live(ready)
    assert release.state == State.STOPPED
    told = Notification.objects.get()
    assert told.recipient == newsroom.secretary
    assert "không lên trang" in told.text
    assert "sửa sau khi bấm" in told.text
    assert AuditEntry.objects.filter(action="content.item_release_stopped").exists()


def test_an_embargo_set_while_it_waits_keeps_it_in(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    draft = ready.get_latest_revision_as_object()
    draft.embargo_until = clock.now() + timedelta(hours=2)
    draft.save_revision()

    with after(16):
        assert services.releases_leave() == 0

    assert not is_live(ready)


def test_who_loses_the_right_while_it_waits_publishes_nothing(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    Membership.objects.filter(user=newsroom.secretary).update(
        valid_to=clock.today() - timedelta(days=1)
    )

    with after(16):
        assert services.releases_leave() == 0

    assert not is_live(ready)
    assert Release.objects.get().state == State.STOPPED


def test_one_that_is_stopped_does_not_hold_the_next(newsroom):
    first, second = make_article(newsroom, "Một"), make_article(newsroom, "Hai")
    for each in (first, second):
        approve_all(newsroom, each)
        services.item_release(item=each, by=newsroom.secretary)
    edited(first, "Một, sửa")

    with after(16):
        assert services.releases_leave() == 1

    assert (is_live(first), is_live(second)) == (False, True)


# --- Cut off ------------------------------------------------------------------


def test_killed_while_leaving_it_leaves_once_at_the_next_round(
    newsroom, ready, monkeypatch
):
    services.item_release(item=ready, by=newsroom.secretary)

    def cut_off(*_args, **_kwargs):
        raise SystemExit

    with after(16):
        with monkeypatch.context() as patch:
            patch.setattr(publishing, "event_record", cut_off)
            with pytest.raises(SystemExit):
                releases.release_leave(Release.objects.get().pk)
        assert not is_live(ready)
        assert publications() == 0
        assert DepositRecord.objects.count() == 0
        assert Release.objects.get().state == State.WAITING

        assert services.releases_leave() == 1

    assert publications() == 1
    assert DepositRecord.objects.count() == 1


def test_a_machines_fault_is_tried_for_two_minutes_then_told(
    newsroom, ready, monkeypatch
):
    services.item_release(item=ready, by=newsroom.secretary)

    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(publishing, "event_record", broken)
    with after(30):
        assert services.releases_leave() == 0
        assert Release.objects.get().state == State.WAITING
    with after(140):
        assert services.releases_leave() == 0

    assert Release.objects.get().state == State.STOPPED
    assert Notification.objects.get().recipient == newsroom.secretary


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


# --- The screens --------------------------------------------------------------


def press(client, article, verb):
    return client.post(
        reverse("content:item_act", args=[article.pk, verb]), follow=True
    )


def test_the_button_says_when_it_leaves_and_every_page_offers_to_undo(
    client, newsroom, ready
):
    client.force_login(newsroom.secretary)

    page = press(client, ready, "xuat-ban").content.decode()
    elsewhere = client.get(reverse("content:item_list")).content.decode()

    assert "Trước giờ ấy còn hoàn tác được." in page
    undo = reverse("content:item_act", args=[ready.pk, "hoan-tac"])
    assert page.count(f'action="{undo}"') >= 2
    assert elsewhere.count(f'action="{undo}"') == 1
    assert "Xuất bản ngay" not in page
    said = press(client, ready, "hoan-tac").content.decode()
    assert "Chưa có gì rời tòa soạn." in said
    assert "Xuất bản ngay" in said


def test_a_reporter_is_not_offered_to_undo(client, newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    client.force_login(newsroom.reporter)

    page = client.get(reverse("content:item", args=[ready.pk])).content.decode()
    answer = client.post(reverse("content:item_act", args=[ready.pk, "hoan-tac"]))

    assert "/hoan-tac/" not in page
    assert answer.status_code == 403
    assert Release.objects.get().state == State.WAITING


def test_the_screen_says_that_a_pressed_item_did_not_get_out(client, newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    edited(ready, "Tít khác")
    with after(16):
        services.releases_leave()
    client.force_login(newsroom.chief)

    page = client.get(reverse("content:item", args=[ready.pk])).content.decode()

    assert "nhưng bài không lên trang" in page
    assert "Bài đã sửa sau khi bấm" in page


# --- The unit's setting -------------------------------------------------------


@pytest.fixture
def keeper(newsroom):
    return make_person("Quản trị", unit=newsroom.unit, role=Role.UNIT_ADMINISTRATOR)


def test_the_units_keeper_sets_the_seconds(client, newsroom, keeper):
    client.force_login(keeper)

    answer = client.post(reverse("content:publishing"), {"undo_seconds": "40"})

    assert answer.status_code == 302
    assert UnitPublishing.objects.get().undo_seconds == 40
    assert AuditEntry.objects.filter(action="content.publishing_set").count() == 1


@pytest.mark.parametrize("typed", ["61", "-1", "", "mười"])
def test_seconds_out_of_range_change_nothing(client, newsroom, keeper, typed):
    client.force_login(keeper)

    answer = client.post(reverse("content:publishing"), {"undo_seconds": typed})

    assert answer.status_code == 400
    assert "Thời gian hoàn tác từ 0 đến 60 giây." in answer.content.decode()
    assert UnitPublishing.objects.get().undo_seconds == 15


def test_a_chief_reads_the_seconds_and_sets_nothing(client, newsroom):
    client.force_login(newsroom.chief)

    page = client.get(reverse("content:publishing")).content.decode()
    answer = client.post(reverse("content:publishing"), {"undo_seconds": "0"})

    assert "15 giây" in page
    assert answer.status_code == 403
    assert UnitPublishing.objects.get().undo_seconds == 15


def test_the_text_that_leaves_is_the_text_that_was_pressed(newsroom):
    body = [("text", RichText("<p>Đúng bản này.</p>"))]
    article = make_article(newsroom, body=body)
    approve_all(newsroom, article)
    services.item_release(item=article, by=newsroom.secretary)

    with after(16):
        services.releases_leave()

    assert "Đúng bản này." in ArticlePage.objects.get(pk=article.pk).body_text()
