"""The bin: thrown away, brought back, deleted in the end by a person."""

from datetime import timedelta

import pytest
from wagtail.models import Page

from toasoan.content import services
from toasoan.content.access import items_visible
from toasoan.content.desks.desk_items import items_binned, items_of_desk, place_of
from toasoan.content.errors import (
    GateClosed,
    ItemBinned,
    ItemNotReady,
    LeaseHeld,
    ReasonMissing,
)
from toasoan.content.models import ArticlePage, ItemPlace, Review
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.models import Assignment
from toasoan.planning.services import story_approve
from toasoan.planning.tests.factories import pitch
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def tax(newsroom):
    return newsroom.unit.desks.get()


@pytest.fixture
def draft(newsroom, tax):
    article = make_article(newsroom)
    services.item_send(
        item=article, stage=tax.stages.get(takes="writing"), by=newsroom.reporter
    )
    return article


def is_binned(item):
    return ItemPlace.objects.filter(item=item.pk, binned_at__isnull=False).exists()


def test_a_draft_thrown_away_is_gone_from_its_desk_and_comes_back_to_its_stage(
    newsroom, draft, tax
):
    services.item_bin(item=draft, by=newsroom.reporter, reason="")
    in_bin = [each.pk for each in items_binned(newsroom.unit)]
    at_desk = items_of_desk(tax).count()

    services.item_bin_restore(item=draft, by=newsroom.reporter)

    assert (in_bin, at_desk) == ([draft.pk], 0)
    assert items_binned(newsroom.unit).count() == 0
    assert place_of(draft).stage.name == "Đang viết"


def test_throwing_away_anothers_draft_wants_a_reason_and_tells_the_writer(
    newsroom, draft
):
    editor = newsroom.people[Role.DESK_EDITOR]

    with pytest.raises(ReasonMissing):
        services.item_bin(item=draft, by=editor, reason=" ")
    assert not is_binned(draft)

    services.item_bin(item=draft, by=editor, reason="Trùng bài")
    note = Notification.objects.get(kind="content.item_binned")
    assert (note.recipient, note.values["reason"]) == (newsroom.reporter, "Trùng bài")


def test_a_colleague_who_only_writes_throws_nothing_away(newsroom, draft):
    other = make_person("Lê Minh", unit=newsroom.unit, role=Role.REPORTER)

    with pytest.raises(NotAllowed):
        services.item_bin(item=draft, by=other, reason="Thừa")
    with pytest.raises(NotAllowed):
        services.item_bin(item=draft, by=open_newsroom("hq").chief, reason="Thừa")

    assert not is_binned(draft)


def test_an_open_review_is_withdrawn_and_whose_step_it_was_is_told(newsroom, draft):
    services.item_submit(item=draft, by=newsroom.reporter)

    services.item_bin(item=draft, by=newsroom.reporter, reason="Chờ họp báo")

    review = Review.objects.get(item=draft.pk)
    assert (review.state, review.closed_at is None) == ("withdrawn", False)
    told = Notification.objects.filter(kind="content.item_binned")
    assert [each.recipient for each in told] == [newsroom.people[Role.DESK_EDITOR]]
    services.item_bin_restore(item=draft, by=newsroom.reporter)
    assert place_of(draft).stage.name == "Đang viết"


def test_what_was_ever_public_is_never_thrown_away(newsroom):
    article = make_published(newsroom)

    with pytest.raises(ItemNotReady):
        services.item_bin(item=article, by=newsroom.chief, reason="Sai")
    services.item_take_down(
        item=article,
        public_reason="Sai",
        internal_reason="Sai số",
        ordered_by="TBT",
        by=newsroom.chief,
    )
    with pytest.raises(ItemNotReady):
        services.item_bin(item=article, by=newsroom.chief, reason="Sai")

    assert not is_binned(article)


def test_what_is_promised_for_a_time_is_not_thrown_away(newsroom, draft):
    approve_all(newsroom, draft)
    services.item_schedule(
        item=draft, at=clock.now() + timedelta(hours=1), by=newsroom.secretary
    )

    with pytest.raises(ItemNotReady):
        services.item_bin(item=draft, by=newsroom.reporter, reason="")

    assert not is_binned(draft)


def test_what_is_on_its_way_out_is_not_thrown_away(db):
    newsroom = open_newsroom("tapchi", undo_seconds=20)
    article = make_article(newsroom)
    approve_all(newsroom, article)
    services.item_release(item=article, by=newsroom.secretary)

    with pytest.raises(ItemNotReady):
        services.item_bin(item=article, by=newsroom.reporter, reason="")

    assert not is_binned(article)


def test_what_somebody_else_edits_is_not_thrown_away(newsroom, draft):
    services.lease_take(item=draft, by=newsroom.reporter, key="thẻ")

    with pytest.raises(LeaseHeld):
        services.item_bin(item=draft, by=newsroom.chief, reason="Thừa")

    assert not is_binned(draft)


def test_from_the_bin_nothing_is_handed_in_sent_or_published(newsroom, draft, tax):
    approve_all(newsroom, draft)
    services.item_bin(item=draft, by=newsroom.chief, reason="Thừa")

    with pytest.raises(ItemBinned):
        services.item_submit(item=draft, by=newsroom.reporter)
    with pytest.raises(ItemBinned):
        services.item_send(item=draft, stage=tax.stages.first(), by=newsroom.reporter)
    with pytest.raises(GateClosed):
        services.item_publish(item=draft, by=newsroom.secretary)
    with pytest.raises(NotAllowed):
        services.lease_take(item=draft, by=newsroom.chief, key="thẻ")

    assert ArticlePage.objects.get(pk=draft.pk).live is False


def test_the_assignment_waits_for_another_article_or_for_this_one_again(newsroom):
    story = pitch(newsroom.unit, newsroom.reporter)
    story_approve(story=story, by=newsroom.secretary)
    article = make_article(newsroom, story=story)
    services.item_submit(item=article, by=newsroom.reporter)

    services.item_bin(item=article, by=newsroom.reporter, reason="")
    freed = Assignment.objects.get()
    assert (freed.state, freed.item) == ("in_progress", None)

    services.item_bin_restore(item=article, by=newsroom.reporter)
    again = Assignment.objects.get()
    assert (again.state, again.item_id) == ("in_progress", article.pk)


def test_begun_anew_meanwhile_the_assignment_keeps_the_new_article(newsroom):
    story = pitch(newsroom.unit, newsroom.reporter)
    story_approve(story=story, by=newsroom.secretary)
    article = make_article(newsroom, story=story)
    services.item_bin(item=article, by=newsroom.reporter, reason="")
    second = services.item_start(
        assignment=Assignment.objects.get(), by=newsroom.reporter
    )

    services.item_bin_restore(item=article, by=newsroom.reporter)

    assert second.pk != article.pk
    assert Assignment.objects.get().item_id == second.pk


def test_deleted_for_good_only_after_thirty_days_by_who_keeps_the_unit(newsroom, draft):
    keeper = make_person("Quản trị", unit=newsroom.unit, role=Role.UNIT_ADMINISTRATOR)
    services.item_bin(item=draft, by=newsroom.reporter, reason="")

    with pytest.raises(ItemNotReady):
        services.item_bin_erase(item=draft, by=keeper)
    past = clock.now() - timedelta(days=31)
    ItemPlace.objects.filter(item=draft.pk).update(since=past, binned_at=past)
    with pytest.raises(NotAllowed):
        services.item_bin_erase(item=draft, by=newsroom.chief)
    assert Page.objects.filter(pk=draft.pk).exists()

    services.item_bin_erase(item=draft, by=keeper)

    assert not Page.objects.filter(pk=draft.pk).exists()
    entry = AuditEntry.objects.get(action="content.item_deleted")
    assert entry.data["title"] == "Thu ngân sách vượt dự toán"


def test_what_lay_nowhere_lies_nowhere_again_and_everybody_finds_it(newsroom, article):
    services.item_bin(item=article, by=newsroom.reporter, reason="")

    services.item_bin_restore(item=article, by=newsroom.chief)

    assert not ItemPlace.objects.filter(item=article.pk).exists()
    assert items_visible(newsroom.secretary).filter(pk=article.pk).exists()
