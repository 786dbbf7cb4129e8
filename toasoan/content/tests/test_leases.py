"""One person edits an item at a time, and politely."""

from datetime import timedelta

import pytest

from toasoan.content import services
from toasoan.content.editing.leases import lease_of, may_take_over
from toasoan.content.errors import (
    DraftMovedOn,
    ItemNotReady,
    LeaseElsewhere,
    LeaseHeld,
    ReasonMissing,
)
from toasoan.content.models import EditLease, ItemVersion
from toasoan.content.tests.factories import open_newsroom
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
TAB, OTHER_TAB = "the-mot", "the-hai"


@pytest.fixture
def editor(newsroom):
    return newsroom.people[Role.DESK_EDITOR]


@pytest.fixture
def desk_head(newsroom):
    return newsroom.people[Role.HEAD_OF_DESK]


@pytest.fixture
def held(newsroom, article):
    """The reporter edits the article in one tab."""
    return services.lease_take(item=article, by=newsroom.reporter, key=TAB)


@pytest.fixture
def later(monkeypatch):
    """Return a function that moves the house's clock on."""
    began = clock.now()

    def move(**how_far):
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(**how_far))

    return move


# --- Taking and losing ------------------------------------------------------------


def test_a_second_person_is_refused_and_told_who_edits_since_when(
    held, article, editor, newsroom
):
    with pytest.raises(LeaseHeld) as refusal:
        services.lease_take(item=article, by=editor, key=OTHER_TAB)

    since = clock.format_time_vi(held.taken_at)
    assert refusal.value.message.startswith(
        f"{newsroom.reporter} đang sửa bài từ {since}."
    )
    assert EditLease.objects.get().holder == newsroom.reporter


def test_who_may_not_edit_the_item_never_holds_it(article):
    stranger = open_newsroom("hq").reporter

    with pytest.raises(NotAllowed):
        services.lease_take(item=article, by=stranger, key=TAB)

    assert not EditLease.objects.exists()


def test_a_lease_dies_three_minutes_after_its_last_beat(
    held, article, editor, newsroom, later
):
    later(minutes=2, seconds=59)
    assert lease_of(article.pk).holder == newsroom.reporter

    later(minutes=3)
    assert lease_of(article.pk) is None
    assert services.lease_take(item=article, by=editor, key=TAB).holder == editor


def test_each_beat_lets_it_live_three_minutes_more(held, article, newsroom, later):
    later(minutes=2)
    assert services.lease_beat(item=article, by=newsroom.reporter, key=TAB)

    later(minutes=4, seconds=59)
    assert lease_of(article.pk) is not None


def test_a_beat_of_who_has_lost_it_changes_nothing(
    held, article, editor, newsroom, later
):
    later(minutes=3)
    taken = services.lease_take(item=article, by=editor, key=OTHER_TAB)
    later(minutes=4)

    assert not services.lease_beat(item=article, by=newsroom.reporter, key=TAB)

    assert EditLease.objects.get().beat_at == taken.beat_at


def test_leaving_frees_the_item_and_a_stranger_tab_does_not(held, article, newsroom):
    services.lease_release(item=article, by=newsroom.reporter, key=OTHER_TAB)
    assert lease_of(article.pk) is not None

    services.lease_release(item=article, by=newsroom.reporter, key=TAB)
    assert not EditLease.objects.exists()


def test_a_second_tab_is_told_and_may_take_the_lease_along(held, article, newsroom):
    with pytest.raises(LeaseElsewhere):
        services.lease_take(item=article, by=newsroom.reporter, key=OTHER_TAB)

    services.lease_move(item=article, by=newsroom.reporter, key=OTHER_TAB)

    assert not services.lease_beat(item=article, by=newsroom.reporter, key=TAB)
    assert services.lease_beat(item=article, by=newsroom.reporter, key=OTHER_TAB)


def test_handing_the_item_in_ends_the_lease_of_its_writer(held, article, newsroom):
    services.item_submit(item=article, by=newsroom.reporter)

    assert lease_of(article.pk) is None


# --- Asking -----------------------------------------------------------------------


def test_who_asks_is_named_to_the_holder_once(held, article, editor, newsroom):
    services.lease_ask(item=article, by=editor)
    services.lease_ask(item=article, by=editor)

    told = Notification.objects.get()
    assert (told.recipient, told.sent_by) == (newsroom.reporter, editor)
    assert told.text == (
        f"{editor} xin sửa “Thu ngân sách vượt dự toán”. Mở bài để nhường hoặc báo "
        "chưa xong."
    )


def test_a_second_asker_waits_behind_the_first(held, article, editor, desk_head):
    services.lease_ask(item=article, by=editor)

    with pytest.raises(ItemNotReady, match="đã xin sửa trước bạn"):
        services.lease_ask(item=article, by=desk_head)

    assert lease_of(article.pk).asked_by == editor


def test_the_holder_hands_it_over(held, article, editor, newsroom):
    services.lease_ask(item=article, by=editor)

    services.lease_hand_over(item=article, by=newsroom.reporter)

    assert lease_of(article.pk).holder == editor
    assert services.lease_take(item=article, by=editor, key=OTHER_TAB).key == OTHER_TAB


def test_nobody_but_the_holder_hands_it_over(held, article, editor, newsroom):
    services.lease_ask(item=article, by=editor)

    with pytest.raises(ItemNotReady):
        services.lease_hand_over(item=article, by=editor)

    assert lease_of(article.pk).holder == newsroom.reporter


def test_leaving_gives_it_to_who_asked(held, article, editor, newsroom):
    services.lease_ask(item=article, by=editor)

    services.lease_release(item=article, by=newsroom.reporter, key=TAB)

    assert lease_of(article.pk).holder == editor


def test_an_unanswered_question_opens_the_item_after_three_quiet_minutes(
    held, article, editor, newsroom, later
):
    services.lease_ask(item=article, by=editor)
    later(minutes=2)
    services.lease_beat(item=article, by=newsroom.reporter, key=TAB, is_typing=True)
    later(minutes=4, seconds=50)
    services.lease_beat(item=article, by=newsroom.reporter, key=TAB)
    assert lease_of(article.pk).holder == newsroom.reporter

    later(minutes=5)
    assert lease_of(article.pk) is None


def test_not_yet_keeps_the_item_with_its_holder(held, article, editor, newsroom, later):
    services.lease_ask(item=article, by=editor)
    services.lease_answer(item=article, by=newsroom.reporter)
    later(minutes=2)
    services.lease_beat(item=article, by=newsroom.reporter, key=TAB)

    later(minutes=4)
    assert lease_of(article.pk).holder == newsroom.reporter


# --- Taking over ------------------------------------------------------------------


def test_a_head_of_desk_takes_over_and_the_displaced_draft_is_kept(
    held, article, newsroom, desk_head
):
    draft = article.get_latest_revision_as_object()
    draft.sapo = "Câu đang viết dở"
    draft.save_revision(user=newsroom.reporter)

    services.lease_take_over(item=article, by=desk_head, reason="Tin gấp 10:30")

    assert lease_of(article.pk).holder == desk_head
    kept = ItemVersion.objects.get(kind="taken_over")
    assert (kept.by, kept.text.content["sapo"]) == (
        newsroom.reporter,
        "Câu đang viết dở",
    )
    entry = AuditEntry.objects.get(action="content.lease_taken_over")
    assert entry.data == {"from": str(newsroom.reporter), "reason": "Tin gấp 10:30"}
    assert Notification.objects.get().recipient == newsroom.reporter


@pytest.mark.parametrize(
    ("holder", "taker", "may"),
    [
        (Role.REPORTER, Role.DESK_EDITOR, True),
        (Role.DESK_EDITOR, Role.HEAD_OF_DESK, True),
        (Role.HEAD_OF_DESK, Role.DESK_EDITOR, False),
        (Role.DESK_EDITOR, Role.REPORTER, False),
    ],
)
def test_who_may_take_over_is_decided_by_role(newsroom, article, holder, taker, may):
    services.lease_take(item=article, by=newsroom.people[holder], key=TAB)
    by = newsroom.people[taker]

    assert may_take_over(by, article, lease_of(article.pk)) is may
    if not may:
        with pytest.raises(NotAllowed):
            services.lease_take_over(item=article, by=by, reason="Vội")
        assert lease_of(article.pk).holder == newsroom.people[holder]
        assert not ItemVersion.objects.filter(kind="taken_over").exists()
        assert not AuditEntry.objects.filter(action="content.lease_taken_over").exists()


def test_taking_over_without_a_reason_is_refused(held, article, newsroom, desk_head):
    with pytest.raises(ReasonMissing):
        services.lease_take_over(item=article, by=desk_head, reason="  ")

    assert lease_of(article.pk).holder == newsroom.reporter


# --- What it guards ----------------------------------------------------------------


def test_no_draft_of_anybody_else_gets_in_from_anywhere(
    held, article, editor, newsroom
):
    before = article.get_latest_revision().pk
    draft = article.get_latest_revision_as_object()

    with pytest.raises(LeaseHeld):
        draft.save_revision(user=editor)
    with pytest.raises(LeaseHeld):
        draft.save_revision()

    article.refresh_from_db()
    assert article.get_latest_revision().pk == before
    assert draft.save_revision(user=newsroom.reporter).pk > before


def test_the_persons_own_other_tab_does_not_save_either(held, article, newsroom):
    draft = article.get_latest_revision_as_object()
    draft.lease_key = OTHER_TAB

    with pytest.raises(LeaseElsewhere):
        draft.save_revision(user=newsroom.reporter)


def test_saving_takes_a_free_lease_if_the_draft_is_the_one_one_began_with(
    article, editor, newsroom
):
    revision = article.get_latest_revision()
    loaded = f"{revision.pk}@{revision.created_at.isoformat()}"

    services.lease_for_saving(item=article, by=editor, key=TAB, loaded=loaded)

    assert lease_of(article.pk).holder == editor


def test_saving_over_what_somebody_wrote_meanwhile_is_refused(
    article, editor, newsroom
):
    draft = article.get_latest_revision_as_object()
    draft.sapo = "Người khác đã sửa"
    newest = draft.save_revision(user=newsroom.reporter)

    with pytest.raises(DraftMovedOn, match=f"{newsroom.reporter} đã sửa bài lúc"):
        services.lease_for_saving(
            item=article, by=editor, key=TAB, loaded="1@2026-01-01T00:00:00+00:00"
        )

    article.refresh_from_db()
    assert article.latest_revision_id == newest.pk
    assert not EditLease.objects.exists()
