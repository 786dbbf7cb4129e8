"""Items go from desk to desk: sent, fetched, taken home, doubled, marked."""

import pytest
from wagtail.models import Page

from toasoan.content import services
from toasoan.content.desks.desk_items import (
    items_in_stage,
    items_of_desk,
    items_personal,
    marks_open,
    place_of,
)
from toasoan.content.errors import DeskMissing, ItemNotReady, StageWrong
from toasoan.content.models import ArticlePage, ItemMark
from toasoan.content.tests.factories import (
    approve_all,
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning.services import story_approve
from toasoan.planning.tests.factories import pitch
from toasoan.security.models import AuditEntry
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


def lies(item):
    """Where the item lies, in words."""
    place = place_of(item)
    if place is None:
        return None
    return place.stage.name if place.stage else f"riêng: {place.owner}"


def stage(desk, takes):
    return desk.stages.get(takes=takes)


@pytest.fixture
def tax(newsroom):
    return newsroom.unit.desks.get()


@pytest.fixture
def news(newsroom):
    return Desk.objects.create(unit=newsroom.unit, key="thoi-su", name="Ban Thời sự")


@pytest.fixture
def writer(newsroom, tax):
    return make_person("Lê Minh", unit=newsroom.unit, role=Role.REPORTER, desk=tax)


@pytest.fixture
def draft(newsroom, tax):
    article = make_article(newsroom)
    services.item_send(item=article, stage=stage(tax, "writing"), by=newsroom.reporter)
    return article


def told(person):
    return list(
        Notification.objects.filter(recipient=person).values_list("kind", flat=True)
    )


# --- By itself -------------------------------------------------------------------


def test_an_article_of_a_story_lies_where_the_storys_desk_writes(newsroom, news):
    story = pitch(newsroom.unit, newsroom.reporter, desk=news)
    story_approve(story=story, by=newsroom.secretary)

    article = make_article(newsroom, story=story)

    assert (lies(article), place_of(article).stage.desk) == ("Đang viết", news)


def test_an_article_without_story_lies_where_its_writers_desk_writes(
    newsroom, writer, tax
):
    article = services.article_create(
        unit=newsroom.unit, section=newsroom.section, headline="Thu", by=writer
    )

    assert (lies(article), place_of(article).stage.desk) == ("Đang viết", tax)


def test_the_review_brings_the_article_along_through_the_stages(newsroom, draft):
    seen = [lies(draft)]
    review = services.item_submit(item=draft, by=newsroom.reporter)
    seen.append(lies(draft))
    services.item_return(
        item=draft,
        by=newsroom.people[Role.DESK_EDITOR],
        step=review.step,
        to_step=0,
        comment="Thêm số liệu",
    )
    seen.append(lies(draft))
    approve_all(newsroom, draft)
    seen.append(lies(draft))
    services.item_publish(item=draft, by=newsroom.secretary)
    seen.append(lies(draft))

    assert seen == ["Đang viết", "Chờ duyệt", "Đang viết", "Đã duyệt", "Đã đăng"]


def test_the_moves_of_the_review_tell_nobody_of_their_own(newsroom, draft):
    approve_all(newsroom, draft)

    assert not Notification.objects.filter(kind="content.item_sent").exists()


def test_a_desk_without_such_a_stage_keeps_the_article_where_it_lies(
    newsroom, draft, tax
):
    stage(tax, "submitted").delete()

    services.item_submit(item=draft, by=newsroom.reporter)

    assert lies(draft) == "Đang viết"


def test_handed_in_from_ones_own_space_it_comes_to_the_writers_desk(
    newsroom, writer, tax
):
    article = make_article(newsroom)
    Page.objects.filter(pk=article.pk).update(owner=writer)
    article.refresh_from_db()
    services.item_take_home(item=article, by=writer)

    services.item_submit(item=article, by=writer)

    assert (lies(article), place_of(article).stage.desk) == ("Chờ duyệt", tax)


def test_handed_in_from_ones_own_space_without_a_desk_one_must_be_chosen(
    newsroom, article, tax
):
    services.item_take_home(item=article, by=newsroom.reporter)

    with pytest.raises(DeskMissing):
        services.item_submit(item=article, by=newsroom.reporter)
    assert article.open_review() is None

    services.item_submit(item=article, by=newsroom.reporter, desk=tax)
    assert lies(article) == "Chờ duyệt"


def test_a_taken_down_article_stays_where_it_lay(newsroom, tax):
    article = make_published(newsroom)
    services.item_send(item=article, stage=stage(tax, "published"), by=newsroom.chief)

    services.item_take_down(
        item=article,
        public_reason="Sai",
        internal_reason="Sai số",
        ordered_by="TBT",
        by=newsroom.chief,
    )

    assert lies(article) == "Đã đăng"


# --- Sent ------------------------------------------------------------------------


def test_sent_to_another_desk_its_editors_are_told_with_the_note(newsroom, draft, news):
    editor = make_person(
        "Trần Biên", unit=newsroom.unit, role=Role.DESK_EDITOR, desk=news
    )
    reporter = make_person("Đỗ Tin", unit=newsroom.unit, role=Role.REPORTER, desk=news)

    place = services.item_send(
        item=draft, stage=stage(news, "incoming"), by=newsroom.reporter, note="Xem hộ"
    )

    assert (place.note, lies(draft)) == ("Xem hộ", "Chờ nhận")
    assert (told(editor), told(reporter)) == (["content.item_sent"], [])
    entry = AuditEntry.objects.filter(action="content.item_moved").latest("sequence")
    assert entry.data["from"] == "Ban Thuế tbtc · Đang viết"
    assert entry.data["to"] == "Ban Thời sự · Chờ nhận"


def test_a_desk_of_another_unit_is_refused_and_the_article_stays(newsroom, draft):
    other = open_newsroom("hq").unit.desks.get()

    with pytest.raises(StageWrong):
        services.item_send(
            item=draft, stage=stage(other, "incoming"), by=newsroom.reporter
        )

    assert lies(draft) == "Đang viết"


def test_a_closed_desk_receives_nothing(newsroom, draft, news):
    Desk.objects.filter(pk=news.pk).update(is_active=False)

    with pytest.raises(StageWrong):
        services.item_send(
            item=draft, stage=stage(news, "incoming"), by=newsroom.reporter
        )

    assert lies(draft) == "Đang viết"


@pytest.mark.parametrize("takes", ["submitted", "approved", "published"])
def test_a_draft_never_lies_where_its_state_does_not_belong(
    newsroom, draft, tax, takes
):
    with pytest.raises(StageWrong):
        services.item_send(item=draft, stage=stage(tax, takes), by=newsroom.reporter)

    assert lies(draft) == "Đang viết"


def test_a_stage_of_the_desks_own_takes_anything_and_keeps_it(newsroom, draft, tax):
    own = tax.stages.create(name="Biên tập", order=9)

    services.item_send(item=draft, stage=own, by=newsroom.reporter)

    assert list(items_in_stage(own)) == [Page.objects.get(pk=draft.pk)]
    assert items_of_desk(tax).count() == 1


def test_somebody_of_another_unit_sends_nothing(newsroom, draft, news):
    other = open_newsroom("hq")

    with pytest.raises(NotAllowed):
        services.item_send(item=draft, stage=stage(news, "incoming"), by=other.reporter)

    assert lies(draft) == "Đang viết"


# --- Fetched ---------------------------------------------------------------------


def test_a_desk_fetches_an_article_to_the_stage_of_its_state(newsroom, draft, news):
    services.item_submit(item=draft, by=newsroom.reporter)

    place = services.item_fetch(
        item=draft, desk=news, by=newsroom.people[Role.DESK_EDITOR]
    )

    assert (place.stage.name, place.stage.desk) == ("Chờ duyệt", news)
    assert "content.item_fetched" in told(newsroom.reporter)


def test_a_reporter_takes_no_colleagues_article_away_from_another_desk(
    newsroom, draft, news
):
    other = make_person("Đỗ Tin", unit=newsroom.unit, role=Role.REPORTER, desk=news)

    with pytest.raises(NotAllowed):
        services.item_fetch(item=draft, desk=news, by=other)

    assert lies(draft) == "Đang viết"


# --- At home ---------------------------------------------------------------------


def test_taken_home_an_article_is_its_writers_alone(newsroom, draft, tax):
    services.item_take_home(item=draft, by=newsroom.reporter)

    assert [each.pk for each in items_personal(newsroom.reporter)] == [draft.pk]
    assert items_of_desk(tax).count() == 0
    with pytest.raises(NotFound):
        services.item_fetch(item=draft, desk=tax, by=newsroom.chief)
    with pytest.raises(NotFound):
        services.item_send(item=draft, stage=stage(tax, "writing"), by=newsroom.chief)
    assert not draft.may_be_edited_by(newsroom.chief)


def test_what_was_handed_in_is_not_taken_home(newsroom, draft):
    services.item_submit(item=draft, by=newsroom.reporter)

    with pytest.raises(ItemNotReady):
        services.item_take_home(item=draft, by=newsroom.reporter)

    assert lies(draft) == "Chờ duyệt"


def test_a_colleagues_article_is_not_taken_home_by_who_only_writes(
    newsroom, draft, writer
):
    with pytest.raises(NotAllowed):
        services.item_take_home(item=draft, by=writer)

    assert lies(draft) == "Đang viết"


# --- Doubled ---------------------------------------------------------------------


def test_a_double_is_a_new_draft_of_ones_own_with_text_and_picture(newsroom):
    article = make_published(newsroom)
    editor = newsroom.people[Role.DESK_EDITOR]

    copy = services.item_duplicate(item=article, by=editor)

    assert copy.title == "Thu ngân sách vượt dự toán (bản sao)"
    assert (copy.live, copy.owner, lies(copy)) == (False, editor, f"riêng: {editor}")
    assert copy.body_text() == article.body_text()
    assert (copy.lead_photo, copy.genre, copy.subject) == (
        article.lead_photo,
        article.genre,
        article.subject,
    )
    entry = AuditEntry.objects.get(action="content.item_duplicated")
    assert entry.data == {"original": article.pk, "title": article.title}


# --- Marked ----------------------------------------------------------------------


def test_a_mark_stands_on_the_persons_list_until_it_is_done(newsroom, draft):
    editor = newsroom.people[Role.DESK_EDITOR]

    mark = services.item_mark(
        item=draft, by=newsroom.reporter, person=editor, note="Đọc tít"
    )

    assert [each.item_id for each in marks_open(editor)] == [draft.pk]
    assert told(editor) == ["content.item_marked"]
    services.mark_done(mark=mark, by=editor)
    services.mark_done(mark=mark, by=editor)
    assert marks_open(editor).count() == 0
    mark.refresh_from_db()
    assert mark.done_by == editor


def test_a_desks_mark_stands_on_the_list_of_everybody_of_it(
    newsroom, draft, tax, writer
):
    services.item_mark(item=draft, by=newsroom.reporter, desk=tax)
    services.item_mark(item=draft, by=newsroom.reporter, desk=tax, note="Gấp")

    assert [each.item_id for each in marks_open(writer)] == [draft.pk]
    assert [mark.note for mark in ItemMark.objects.all()] == ["Gấp"]


def test_a_mark_for_somebody_of_another_unit_is_refused(newsroom, draft):
    other = open_newsroom("hq")

    with pytest.raises(ItemNotReady):
        services.item_mark(item=draft, by=newsroom.reporter, person=other.reporter)

    assert ItemMark.objects.count() == 0


def test_a_mark_is_not_done_by_who_has_no_part_in_it(newsroom, draft, writer):
    mark = services.item_mark(item=draft, by=newsroom.chief, person=newsroom.secretary)

    with pytest.raises(NotAllowed):
        services.mark_done(mark=mark, by=writer)

    mark.refresh_from_db()
    assert mark.done_at is None


# --- Other people's articles -----------------------------------------------------


def test_a_writer_is_told_who_took_their_article_home(newsroom, draft):
    editor = newsroom.people[Role.DESK_EDITOR]

    services.item_take_home(item=draft, by=editor)

    note = Notification.objects.get(recipient=newsroom.reporter)
    assert (note.kind, note.path) == ("content.item_taken_home", "/toa-soan/bai/")
    assert not draft.may_be_edited_by(newsroom.reporter)


def test_handed_over_to_a_colleague_it_leaves_its_writers_own_space(newsroom, writer):
    story = story_approve(
        story=pitch(newsroom.unit, newsroom.reporter), by=newsroom.secretary
    )
    article = make_article(newsroom, story=story)
    services.item_take_home(item=article, by=newsroom.reporter)

    services.item_hand_over(
        assignment=article.assignments.get(), assignee=writer, by=newsroom.secretary
    )

    assert lies(article) == "Đang viết"
    assert ArticlePage.objects.get(pk=article.pk).may_be_edited_by(writer)
