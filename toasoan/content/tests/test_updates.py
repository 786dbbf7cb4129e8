"""Updates beside corrections, and who is told where the item is carried."""

import pytest
from django.urls import reverse

from toasoan.content import services
from toasoan.content.errors import GateClosed, ItemNotReady, ReasonMissing
from toasoan.content.models import (
    ArticlePage,
    Correction,
    DepositRecord,
    ItemUpdate,
    ReviewDecision,
)
from toasoan.content.services.deposit import deposit_is_whole
from toasoan.content.tests.factories import make_published, open_newsroom
from toasoan.core.errors import NotAllowed
from toasoan.core.models import OutboxEvent
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
ADDED = "Thêm số liệu của quý ba."


@pytest.fixture
def live(newsroom):
    return make_published(newsroom, "Tít cũ")


@pytest.fixture
def other(db):
    return open_newsroom("hq")


@pytest.fixture
def copy(live, other):
    return services.item_syndicate(
        article=live, unit=other.unit, section=other.section, by=other.secretary
    )


def edit(article, headline="Tít mới", **fields):
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    draft.title = headline
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()


def told():
    return {
        (str(each.recipient), each.kind.removeprefix("content.original_"))
        for each in Notification.objects.filter(kind__startswith="content.original")
    }


def take_down(article, by):
    return services.item_take_down(
        item=article,
        public_reason="Nguồn rút báo cáo",
        internal_reason="x",
        ordered_by="Tổng biên tập",
        by=by,
    )


def test_an_update_publishes_the_newer_text_without_a_correction(newsroom, live):
    edit(live)

    update = services.item_update(item=live, added=ADDED, by=newsroom.secretary)

    now = ArticlePage.objects.get(pk=live.pk)
    assert (now.title, now.has_unpublished_changes) == ("Tít mới", False)
    assert (update.added, Correction.objects.count()) == (ADDED, 0)
    assert list(DepositRecord.objects.values_list("kind", flat=True)) == [
        "published",
        "updated",
    ]
    assert deposit_is_whole(live.pk)
    decision = ReviewDecision.objects.last()
    assert (decision.kind, decision.by) == ("update", newsroom.secretary)


def test_an_update_says_nothing_when_nothing_is_new(newsroom, live):
    with pytest.raises(ItemNotReady, match="chưa có gì mới"):
        services.item_update(item=live, added=ADDED, by=newsroom.secretary)

    assert ItemUpdate.objects.count() == 0


def test_an_update_needs_words_and_the_right(newsroom, live):
    edit(live)

    with pytest.raises(ReasonMissing):
        services.item_update(item=live, added="  ", by=newsroom.secretary)
    with pytest.raises(NotAllowed):
        services.item_update(item=live, added=ADDED, by=newsroom.reporter)

    assert ItemUpdate.objects.count() == 0
    assert ArticlePage.objects.get(pk=live.pk).title == "Tít cũ"


def test_an_update_passes_the_gate_or_leaves_nothing(newsroom, live):
    edit(live, lead_photo=None)

    with pytest.raises(GateClosed):
        services.item_update(item=live, added=ADDED, by=newsroom.secretary)

    assert ItemUpdate.objects.count() == 0
    assert live.reviews.first().decisions.filter(kind="update").count() == 0


def test_a_draft_is_not_updated(newsroom, article):
    with pytest.raises(ItemNotReady, match="chưa xuất bản"):
        services.item_update(item=article, added=ADDED, by=newsroom.secretary)


def test_the_screen_offers_an_update_only_where_something_is_new(
    client, newsroom, live
):
    client.force_login(newsroom.secretary)
    url = reverse("content:item", args=[live.pk])
    form = reverse("content:item_act", args=[live.pk, "cap-nhat"])
    assert form not in client.get(url).content.decode()
    edit(live)

    assert form in client.get(url).content.decode()
    client.post(form, {"added": ADDED})

    assert ItemUpdate.objects.get().added == ADDED
    assert ADDED in client.get(url).content.decode()


# --- Who carries the item is told ----------------------------------------------


def test_a_correction_is_told_to_who_answers_for_the_copy(newsroom, live, other, copy):
    services.item_correct(item=live, wrong="10%", right="12%", by=newsroom.secretary)

    desk = {other.secretary, other.chief, other.people[Role.DEPUTY_EDITOR_IN_CHIEF]}
    assert told() == {(str(person), "corrected") for person in desk}
    note = Notification.objects.filter(recipient=other.chief).get()
    assert note.path == reverse("content:item", args=[copy.pk])
    assert note.unit == other.unit
    assert "Báo tbtc" in note.text
    kinds = OutboxEvent.objects.filter(aggregate=f"item:{copy.pk}")
    assert kinds.count() == 2  # its publication, and the page made anew


def test_an_update_is_told_too(newsroom, live, other, copy):
    edit(live)

    services.item_update(item=live, added=ADDED, by=newsroom.secretary)

    note = Notification.objects.filter(recipient=other.chief).get()
    assert ADDED in note.text


def test_a_take_down_is_told_with_its_reason_and_a_restoring_too(
    newsroom, live, other, copy
):
    take_down(live, newsroom.chief)
    services.item_restore(item=live, reason="Nguồn xác nhận", by=newsroom.chief)

    texts = [
        each.text
        for each in Notification.objects.filter(recipient=other.chief).order_by("pk")
    ]
    copy.refresh_from_db()
    assert not copy.live
    assert len(texts) == 2
    assert "Nguồn rút báo cáo" in texts[0]
    assert "Bài đăng lại vẫn gỡ" in texts[1]


def test_nobody_is_told_where_nobody_carries_it(newsroom, live, other):
    take_down(live, newsroom.chief)

    assert told() == set()


# --- What somebody else did meanwhile ------------------------------------------


def test_a_take_down_from_an_old_screen_keeps_the_newer_text(newsroom, live):
    seen = ArticlePage.objects.get(pk=live.pk)
    edit(live)
    services.item_update(item=live, added=ADDED, by=newsroom.secretary)

    take_down(seen, newsroom.chief)

    assert ArticlePage.objects.get(pk=live.pk).title == "Tít mới"
    assert DepositRecord.objects.last().content["title"] == "Tít mới"


def test_a_correction_from_an_old_screen_does_not_bring_back_what_was_taken_down(
    newsroom, live
):
    seen = ArticlePage.objects.get(pk=live.pk)
    take_down(live, newsroom.chief)

    with pytest.raises(ItemNotReady):
        services.item_correct(item=seen, wrong="x", right="y", by=newsroom.secretary)

    assert not ArticlePage.objects.get(pk=live.pk).live
    assert Correction.objects.count() == 0


def test_a_public_item_gets_no_minute(newsroom, live):
    edit(live)

    with pytest.raises(ItemNotReady, match="đã lên trang"):
        services.item_schedule(
            item=live, at=live.first_published_at.replace(year=2099), by=newsroom.chief
        )
