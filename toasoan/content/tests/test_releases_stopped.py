"""What is kept in though somebody pressed, and what a machine's fault leaves."""

from datetime import timedelta

import pytest

from toasoan.content import services
from toasoan.content.models import (
    DepositRecord,
    Release,
)
from toasoan.content.services import publishing, releases
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    open_newsroom,
)
from toasoan.content.tests.release_material import (
    after,
    edited,
    is_live,
    publications,
)
from toasoan.core import clock
from toasoan.security.models import AuditEntry
from toasoan.units.models import Membership
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


# --- The gate is asked again --------------------------------------------------


def test_an_edit_while_it_waits_keeps_it_in_and_tells_who_pressed(newsroom, ready):
    services.item_release(item=ready, by=newsroom.secretary)
    edited(ready, "Tít khác")

    with after(16):
        assert services.releases_leave() == 0

    release = Release.objects.get()
    assert not is_live(ready)
    assert release.state == State.STOPPED
    told = Notification.objects.get(kind="content.release_stopped")
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
    told = Notification.objects.get(kind="content.release_stopped")
    assert told.recipient == newsroom.secretary
