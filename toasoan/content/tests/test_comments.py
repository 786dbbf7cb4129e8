"""What is said of an item: by whom, where, once, and who is told."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from wagtail.rich_text import RichText

from toasoan.content import services
from toasoan.content.discussion.comments import (
    ALL,
    DONE,
    MINE,
    OPEN,
    mentionable,
    open_comments,
    threads_of,
)
from toasoan.content.errors import CommentEmpty, CommentRefused, CommentSettled
from toasoan.content.models import ArticlePage, ItemComment
from toasoan.content.services import Passage
from toasoan.content.tests.comment_material import TEXT, block_of, rewrite, say
from toasoan.content.tests.factories import make_article, open_newsroom, publish
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.models import AuditEntry
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(newsroom):
    return make_article(newsroom, body=[("text", RichText(TEXT))])


@pytest.fixture
def editor(newsroom):
    return newsroom.people[Role.DESK_EDITOR]


@pytest.fixture
def desk(newsroom):
    return Desk.objects.create(unit=newsroom.unit, key="kt", name="Ban Kinh tế")


def _found(user, article, which=OPEN):
    [thread] = threads_of(user, ArticlePage.objects.get(pk=article.pk), which)
    return thread


# --- Where it stands --------------------------------------------------------------


def test_a_comment_is_kept_with_the_passage_as_the_draft_has_it(article, editor):
    said = say(article, editor)

    text = "Thu nội địa tăng 12,6%.\nTổng thu ước đạt 1.987.400 tỷ đồng 📈 năm."
    assert (said.start, said.end) == (41, 58)
    assert text[said.start : said.end] == "1.987.400 tỷ đồng" == said.quote
    assert said.prefix == text[41 - 32 : 41]
    assert said.suffix == " 📈 năm."
    assert said.fingerprint == revision_fingerprint(article.get_latest_revision())


def test_the_passage_is_found_after_edits_before_it(article, editor, newsroom):
    say(article, editor)
    rewrite(article, "<p>Câu mới 📈.</p>" + TEXT, newsroom.reporter)

    thread = _found(editor, article)

    assert (thread.place.start, thread.place.end) == (52, 69)
    assert thread.place.is_exact
    assert not thread.is_gone


def test_the_passage_is_found_where_its_paragraph_was_moved(article, editor, newsroom):
    say(article, editor)
    draft = article.get_latest_revision_as_object()
    draft.body[0] = ("text", RichText("<p>Khác hẳn.</p>"), draft.body[0].id)
    draft.body.append(("text", RichText(TEXT)))
    draft.save_revision(user=newsroom.reporter)

    thread = _found(editor, article)

    assert thread.place.start == 41
    assert not thread.is_gone


def test_a_passage_that_was_rewritten_is_said_to_be_gone_and_still_quoted(
    article, editor, newsroom
):
    say(article, editor)
    rewrite(article, "<p>Không còn câu ấy nữa đâu.</p>", newsroom.reporter)

    thread = _found(editor, article)

    assert thread.is_gone
    assert thread.first.quote == "1.987.400 tỷ đồng"


def test_words_that_are_not_saved_yet_can_be_spoken_of(article, editor):
    said = say(article, editor, exact="câu đang gõ")

    assert (said.quote, said.fingerprint) == ("câu đang gõ", "")


@pytest.mark.parametrize(
    "passage",
    [
        Passage(spot="slug", exact="thu"),
        Passage(spot="", exact="thu"),
        Passage(spot="body:<b>", exact="thu"),
        Passage(spot="title:1", exact="thu"),
        Passage(spot="title", exact="a" * 2001),
    ],
)
def test_what_is_no_place_of_the_item_is_refused(article, editor, passage):
    with pytest.raises(CommentRefused):
        services.comment_add(item=article, text="x", by=editor, passage=passage)
    assert not ItemComment.objects.exists()


def test_the_whole_item_and_a_copy_of_it_can_be_spoken_of(newsroom, article, editor):
    other = open_newsroom("hq")
    published = publish(newsroom, article)
    copy = services.item_syndicate(
        article=published,
        unit=other.unit,
        section=other.section,
        headline="Tít của hải quan",
        by=other.secretary,
    )

    services.comment_add(
        item=copy,
        text="Tít hơi dài",
        by=other.reporter,
        passage=Passage(spot="title", exact="Tít của hải quan"),
    )
    services.comment_add(item=copy, text="Cả bài ổn", by=other.reporter)

    assert [t.label for t in threads_of(other.reporter, copy)] == ["", "Tít"]


# --- Saying and answering ---------------------------------------------------------


def test_anybody_who_reads_the_item_speaks_while_somebody_else_holds_it(
    newsroom, article
):
    services.lease_take(item=article, by=newsroom.reporter, key="the")
    guest = make_person("Cộng tác viên", unit=newsroom.unit, role=Role.ANALYST)

    say(article, guest)

    assert open_comments([article.pk]) == {article.pk: 1}


def test_a_double_press_says_it_once(article, editor):
    key = uuid.uuid4()

    first = say(article, editor, client_key=key)
    again = say(article, editor, client_key=key)

    assert first.pk == again.pk
    assert ItemComment.objects.count() == 1
    assert AuditEntry.objects.filter(action="content.comment_added").count() == 1
    with pytest.raises(CommentRefused):
        say(article, editor, text="Khác", client_key=key)


def test_nothing_and_too_much_are_refused(article, editor):
    with pytest.raises(CommentEmpty):
        say(article, editor, text=" \n ")
    with pytest.raises(CommentRefused):
        say(article, editor, text="ă" * 2001)
    assert say(article, editor, text="ă" * 2000).text == "ă" * 2000


def test_who_spoke_in_the_thread_hears_of_the_answer_once(newsroom, article, editor):
    first = say(article, editor)
    services.comment_add(
        item=article, text="Của tổng cục", by=newsroom.reporter, thread=first
    )
    services.comment_add(
        item=article,
        text=f"Ghi vào bài nhé @[p:{newsroom.reporter.pk}]",
        by=newsroom.secretary,
        thread=first,
    )

    told = {
        (n.recipient, n.kind) for n in Notification.objects.filter(unit=newsroom.unit)
    }
    assert told == {
        (editor, "content.comment_reply"),
        (newsroom.reporter, "content.comment_mention"),
    }
    assert Notification.objects.filter(recipient=editor).count() == 2
    named = Notification.objects.get(recipient=newsroom.reporter)
    assert named.path.endswith(
        f"/bai/{article.pk}/y-kien/?xem=het#y-kien-{ItemComment.objects.last().pk}"
    )
    assert f"@{newsroom.reporter}" in named.text


def test_a_desk_is_those_who_are_in_it_today(newsroom, article, editor, desk):
    today = clock.today()
    unit = newsroom.unit
    now = make_person("Đang ở ban", unit=unit, role=Role.REPORTER, desk=desk)
    gone = make_person("Đã rời ban", unit=unit, role=Role.REPORTER, desk=desk)
    gone.memberships.filter(desk=desk).update(valid_to=today - timedelta(days=1))
    gone.memberships.create(
        organisation=unit.organisation, role=Role.REPORTER, valid_from=today
    )

    say(article, editor, text=f"Nhờ @[d:{desk.pk}] và @[p:{now.pk}] xem")

    assert [n.recipient for n in Notification.objects.all()] == [now]


def test_nobody_of_another_unit_can_be_named_nor_is_their_name_said(article, editor):
    other = open_newsroom("hq")
    desk = Desk.objects.create(unit=other.unit, key="x", name="Ban lạ")

    for token in (f"@[p:{other.reporter.pk}]", f"@[d:{desk.pk}]", "@[p:999999]"):
        with pytest.raises(CommentRefused) as refused:
            say(article, editor, text=f"Hỏi {token}")
        assert str(other.reporter) not in refused.value.message
    assert not ItemComment.objects.exists()
    assert not Notification.objects.exists()


def test_names_are_offered_without_marks_and_only_those_of_the_unit(
    newsroom, article, desk
):
    open_newsroom("hq")
    make_person("Đặng Thị Ánh", unit=newsroom.unit, role=Role.REPORTER)

    people, desks = mentionable(article, "anh")

    assert [str(p) for p in people] == ["Đặng Thị Ánh"]
    assert desks == []
    assert mentionable(article, "kinh te")[1] == [desk]
    assert all(p.memberships.exists() for p in mentionable(article, "")[0])
    assert mentionable(article, " hq")[0] == []


# --- Settling ---------------------------------------------------------------------


def test_a_settled_thread_waits_for_nobody_and_an_answer_opens_it_again(
    newsroom, article, editor
):
    first = say(article, newsroom.reporter)

    services.comment_resolve(comment=first, item=article, by=editor)

    assert open_comments([article.pk]) == {}
    assert threads_of(editor, article) == []
    assert _found(editor, article, DONE).first.resolved_by == editor
    [told] = Notification.objects.all()
    assert (told.recipient, told.kind) == (
        newsroom.reporter,
        "content.comment_resolved",
    )

    services.comment_add(
        item=article, text="Chưa ạ", by=newsroom.reporter, thread=first
    )

    assert open_comments([article.pk]) == {article.pk: 1}
    assert _found(editor, article).first.reopened_by == newsroom.reporter


def test_who_only_reads_settles_what_they_began_and_nothing_else(newsroom, article):
    guest = make_person("Ảnh viên", unit=newsroom.unit, role=Role.ANALYST)
    own = say(article, guest)
    other = say(article, newsroom.secretary, exact="12,6%")

    with pytest.raises(NotAllowed):
        services.comment_resolve(comment=other, item=article, by=guest)
    services.comment_resolve(comment=own, item=article, by=guest)

    other.refresh_from_db()
    assert other.is_open
    assert open_comments([article.pk]) == {article.pk: 1}


def test_one_takes_back_what_nobody_answered_and_it_is_shown_as_taken_back(
    article, editor, newsroom
):
    first = say(article, editor)
    services.comment_withdraw(comment=first, item=article, by=editor)

    assert open_comments([article.pk]) == {}
    assert _found(editor, article, ALL).first.withdrawn_at is not None
    assert AuditEntry.objects.filter(action="content.comment_withdrawn").count() == 1
    with pytest.raises(CommentSettled):
        services.comment_add(item=article, text="?", by=editor, thread=first)


def test_what_was_answered_or_is_old_or_is_anothers_stays(article, editor, newsroom):
    first = say(article, editor)
    with pytest.raises(NotAllowed):
        services.comment_withdraw(comment=first, item=article, by=newsroom.reporter)
    with (
        time_machine.travel(clock.now() + timedelta(minutes=16)),
        pytest.raises(CommentSettled),
    ):
        services.comment_withdraw(comment=first, item=article, by=editor)
    services.comment_add(item=article, text="Rồi", by=newsroom.reporter, thread=first)
    with pytest.raises(CommentSettled):
        services.comment_withdraw(comment=first, item=article, by=editor)

    first.refresh_from_db()
    assert first.withdrawn_at is None


def test_another_unit_neither_reads_nor_writes(article, editor):
    other = open_newsroom("hq")
    first = say(article, editor)

    for act in (
        lambda: say(article, other.chief),
        lambda: services.comment_resolve(comment=first, item=article, by=other.chief),
        lambda: services.comment_withdraw(comment=first, item=article, by=other.chief),
    ):
        with pytest.raises(NotFound):
            act()

    first.refresh_from_db()
    assert ItemComment.objects.count() == 1
    assert first.is_open


# --- Afterwards -------------------------------------------------------------------


def test_it_is_kept_after_publication_and_goes_only_with_the_item(
    newsroom, article, editor
):
    say(article, editor)
    published = publish(newsroom, article)

    assert _found(editor, published).first.quote == "1.987.400 tỷ đồng"

    services.item_erase(item=published)
    assert not ItemComment.objects.exists()


def test_threads_come_in_the_order_of_the_text_and_mine_are_mine(
    article, editor, newsroom
):
    say(article, editor, text="hai", exact="1.987.400")
    say(article, newsroom.secretary, text="một", exact="12,6%")
    services.comment_add(
        item=article,
        text="tít",
        by=editor,
        passage=Passage(spot="title", exact="Thu ngân sách"),
    )

    said = [thread.first.text for thread in threads_of(editor, article)]
    mine = [thread.first.text for thread in threads_of(editor, article, MINE)]

    assert said == ["tít", "một", "hai"]
    assert mine == ["tít", "hai"]


def test_five_hundred_threads_cost_as_many_questions_as_five(
    article, editor, django_assert_num_queries, django_assert_max_num_queries
):
    now = clock.now()
    place = {"field": "body", "block": block_of(article).partition(":")[2]}
    ItemComment.objects.bulk_create(
        ItemComment(
            item_id=article.pk,
            author=editor,
            text=f"Ý {i}",
            at=now,
            changed_at=now,
            quote="câu này đã bị sửa mất rồi",
            start=i,
            end=i + 25,
            **place,
        )
        for i in range(500)
    )

    with django_assert_max_num_queries(14):
        assert len(threads_of(editor, article)) == 500
    with django_assert_num_queries(1):
        assert open_comments([article.pk, 1, 2]) == {article.pk: 500}
