"""Corrections, take-downs and copies at other units."""

import pytest

from toasoan.content import services
from toasoan.content.errors import GateClosed, ItemNotReady
from toasoan.content.models import (
    ArticlePage,
    Correction,
    DepositRecord,
    SyndicatedPage,
    TakeDown,
)
from toasoan.content.services.deposit import deposit_is_whole
from toasoan.content.tests.factories import (
    make_published,
    open_newsroom,
)
from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxEvent

pytestmark = pytest.mark.django_db


def events():
    about_items = OutboxEvent.objects.filter(kind__startswith="content.StoryItem")
    return list(about_items.values_list("kind", flat=True))


# --- Corrections and take-downs -------------------------------------------------


def test_correction_publishes_the_new_text_with_its_note(newsroom):
    live = make_published(newsroom)
    live.sapo = "Thu nội địa tăng 12,6%."
    live.save_revision(user=newsroom.secretary)

    services.item_correct(
        item=ArticlePage.objects.get(pk=live.pk),
        wrong="Viết thu nội địa tăng 16,2%",
        right="12,6%",
        by=newsroom.secretary,
    )

    assert ArticlePage.objects.get(pk=live.pk).sapo == "Thu nội địa tăng 12,6%."
    assert Correction.objects.get().right == "12,6%"
    kinds = list(DepositRecord.objects.values_list("kind", flat=True))
    assert kinds == ["published", "corrected"]
    assert deposit_is_whole(live.pk)


def test_correction_by_a_reporter_is_refused_and_readers_see_no_change(newsroom):
    live = make_published(newsroom)

    with pytest.raises(NotAllowed):
        services.item_correct(item=live, wrong="a", right="b", by=newsroom.reporter)

    assert Correction.objects.count() == 0
    assert DepositRecord.objects.count() == 1


def test_taken_down_article_leaves_readers_and_stays_in_the_record(newsroom):
    live = make_published(newsroom)

    services.item_take_down(
        item=live,
        public_reason="Nguồn tin rút lại",
        internal_reason="Công văn 12",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    stored = ArticlePage.objects.get(pk=live.pk)
    assert not stored.live
    assert stored.get_latest_revision() is not None
    assert TakeDown.objects.get().path.endswith(f"-{live.pk}.html")
    assert events().count("content.StoryItemTakenDown") == 1
    kinds = list(DepositRecord.objects.values_list("kind", flat=True))
    assert kinds == ["published", "taken_down"]
    assert deposit_is_whole(live.pk)


def test_taken_down_article_is_not_published_again_by_anyone_unasked(newsroom):
    live = make_published(newsroom)
    services.item_take_down(
        item=live,
        public_reason="a",
        internal_reason="b",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )
    with pytest.raises(GateClosed):
        services.item_publish(item=live, by=newsroom.chief)

    restored = services.item_restore(item=live, reason="Đã xác minh", by=newsroom.chief)

    assert restored.live
    assert TakeDown.objects.get().lifted_at is not None


def test_secretary_cannot_take_down(newsroom):
    live = make_published(newsroom)

    with pytest.raises(NotAllowed):
        services.item_take_down(
            item=live,
            public_reason="a",
            internal_reason="b",
            ordered_by="c",
            by=newsroom.secretary,
        )

    assert ArticlePage.objects.get(pk=live.pk).live
    assert TakeDown.objects.count() == 0


def test_changed_record_is_noticed(newsroom):
    live = make_published(newsroom)
    assert deposit_is_whole(live.pk)
    record = DepositRecord.objects.get()
    record.content["title"] = "Khác"
    record.save()

    assert not deposit_is_whole(live.pk)


# --- Syndication ----------------------------------------------------------------


def test_copy_at_another_unit_follows_correction_and_take_down(newsroom):
    live = make_published(newsroom)
    other = open_newsroom("tctc")
    copy = services.item_syndicate(
        article=live,
        unit=other.unit,
        section=other.section,
        headline="Tít của tạp chí",
        by=other.secretary,
    )
    copy.refresh_from_db()
    assert (copy.live, copy.slug) == (True, "tit-cua-tap-chi")

    services.item_take_down(
        item=live,
        public_reason="Nguồn tin rút lại",
        internal_reason="b",
        ordered_by="Tổng biên tập",
        by=newsroom.chief,
    )

    copy.refresh_from_db()
    assert not copy.live
    assert TakeDown.objects.get(item_id=copy.pk).public_reason == "Nguồn tin rút lại"


def test_copy_outside_the_receiving_units_remit_is_refused_and_not_kept(newsroom):
    live = make_published(newsroom)
    other = open_newsroom("ck", subjects=("securities",))

    with pytest.raises(GateClosed):
        services.item_syndicate(
            article=live, unit=other.unit, section=other.section, by=other.secretary
        )

    assert SyndicatedPage.objects.count() == 0


def test_copy_twice_is_refused(newsroom):
    live = make_published(newsroom)
    other = open_newsroom("tctc")
    kwargs = {"article": live, "unit": other.unit, "section": other.section}
    services.item_syndicate(**kwargs, by=other.secretary)

    with pytest.raises(ItemNotReady):
        services.item_syndicate(**kwargs, by=other.secretary)

    assert SyndicatedPage.objects.count() == 1
