"""The screens of what is said beside a text, without and with the script."""

import importlib
import uuid

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment, CommentReply
from wagtail.rich_text import RichText

from toasoan.content import services
from toasoan.content.discussion.comments import comments_version, open_comments
from toasoan.content.models import ItemComment
from toasoan.content.services import Passage
from toasoan.content.tests.factories import make_article, open_newsroom
from toasoan.core import clock
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


@pytest.fixture
def article(newsroom):
    return make_article(
        newsroom, body=[("text", RichText("<p>Tổng thu đạt 1.987.400 tỷ đồng.</p>"))]
    )


@pytest.fixture
def editor(newsroom):
    return newsroom.people[Role.DESK_EDITOR]


def _signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def _address(name, article, *more):
    return reverse(f"content:{name}", args=[article.pk, *more])


def _say(article, by, text="Nguồn nào?"):
    return services.comment_add(
        item=article,
        text=text,
        by=by,
        passage=Passage(spot="title", exact="ngân sách", start=4),
    )


def test_something_is_said_answered_and_settled_without_script(
    newsroom, article, editor
):
    client = _signed_in(editor)
    answer = client.post(_address("comment_send", article), {"text": "Cả bài ổn"})
    said = ItemComment.objects.get()
    assert answer.url == f"{_address('comments', article)}?xem=het#y-kien-{said.pk}"

    _signed_in(newsroom.reporter).post(
        _address("comment_send", article), {"text": "Cảm ơn", "thread": said.pk}
    )
    client.post(_address("comment_resolve", article, said.pk))

    page = client.get(_address("comments", article), {"xem": "xong"}).content.decode()
    assert "Cả bài ổn" in page
    assert "Cảm ơn" in page
    assert open_comments([article.pk]) == {}
    client.post(_address("comment_reopen", article, said.pk))
    assert open_comments([article.pk]) == {article.pk: 1}


def test_what_is_refused_stays_in_the_box(article, editor):
    client = _signed_in(editor)
    first = _say(article, editor)

    for body in ({}, {"thread": first.pk}):
        answer = client.post(
            _address("comment_send", article), {"text": "Gửi @[p:999999]", **body}
        )
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "Bỏ tên ấy rồi gửi." in page
        assert "Gửi @[p:999999]</textarea>" in page
    assert ItemComment.objects.count() == 1


def test_the_script_is_told_what_was_refused_and_sends_once_under_one_key(
    article, editor
):
    client = _signed_in(editor)
    address = _address("comment_send", article)
    refused = client.post(address, {"text": " "}, headers=JSON)
    assert (refused.status_code, refused.json()) == (
        400,
        {"message": "Viết ý kiến rồi gửi."},
    )
    body = {
        "text": "Một lần",
        "spot": "title",
        "exact": "ngân sách",
        "key": uuid.uuid4().hex,
    }

    told = [client.post(address, body, headers=JSON).json() for _n in range(2)]

    assert [each["open"] for each in told] == [1, 1]
    assert told[0]["comment"] == told[1]["comment"] == ItemComment.objects.get().pk
    assert "Một lần" in told[1]["html"]


def test_news_are_nothing_until_something_is_said(article, editor, newsroom):
    client = _signed_in(newsroom.reporter)
    address = _address("comment_news", article)
    version = comments_version(article.pk)
    assert client.get(address, {"tu": version}).status_code == 204

    first = _say(article, editor)

    news = client.get(address, {"tu": version}).json()
    assert news["open"] == 1
    assert f'id="y-kien-{first.pk}"' in news["html"]
    assert client.get(address, {"tu": news["version"]}).status_code == 204
    services.comment_resolve(comment=first, item=article, by=editor)
    assert client.get(address, {"tu": news["version"]}).json()["html"].strip() == ""


def test_who_reads_is_told_of_a_newer_draft(article, newsroom):
    client = _signed_in(newsroom.secretary)
    address = _address("comment_news", article)
    version = comments_version(article.pk)
    before = client.get(address, {"tu": version}).headers["X-Draft"]
    page = client.get(_address("comments", article)).content.decode()
    assert f'data-draft="{before}"' in page

    draft = article.get_latest_revision_as_object()
    draft.sapo = "Sapo mới"
    draft.save_revision(user=newsroom.reporter)

    assert client.get(address, {"tu": version}).headers["X-Draft"] != before


def test_words_are_shown_as_words(article, editor):
    _say(article, editor, text='<script>alert(1)</script> "&')

    page = _signed_in(editor).get(_address("comments", article)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;" in page
    assert "<script>alert(1)" not in page


def test_names_are_offered_to_who_reads_the_item(newsroom, article):
    Desk.objects.create(unit=newsroom.unit, key="kt", name="Kinh tế")
    person = make_person("Đỗ Kính", unit=newsroom.unit, role=Role.REPORTER)
    client = _signed_in(newsroom.reporter)

    told = client.get(_address("comment_names", article), {"q": "kin"}).json()

    assert [each["name"] for each in told["names"]] == ["Đỗ Kính", "Kinh tế"]
    assert told["names"][0]["token"] == f"@[p:{person.pk}]"


def test_another_unit_finds_nothing_and_changes_nothing(article, editor):
    first = _say(article, editor)
    client = _signed_in(open_newsroom("hq").chief)

    for name in ("comments", "comment_news", "comment_names"):
        assert client.get(_address(name, article)).status_code == 404
    assert (
        client.post(_address("comment_send", article), {"text": "x"}).status_code == 404
    )
    for name in ("comment_resolve", "comment_reopen", "comment_withdraw"):
        assert client.post(_address(name, article, first.pk)).status_code == 404

    first.refresh_from_db()
    assert ItemComment.objects.count() == 1
    assert first.is_open


def test_a_comment_of_another_item_is_not_reached_through_ones_own(
    newsroom, article, editor
):
    other = make_article(newsroom, "Bài khác")
    first = _say(other, editor)
    client = _signed_in(editor)

    assert (
        client.post(_address("comment_resolve", article, first.pk)).status_code == 404
    )
    answer = client.post(
        _address("comment_send", article), {"text": "x", "thread": first.pk}
    )

    assert answer.status_code == 404
    assert ItemComment.objects.get().is_open


def test_who_may_not_settle_is_told_so_and_nothing_changes(newsroom, article, editor):
    first = _say(article, editor)
    reader = make_person("Người đọc", unit=newsroom.unit, role=Role.ANALYST)

    answer = _signed_in(reader).post(
        _address("comment_resolve", article, first.pk), headers=JSON
    )

    assert answer.status_code == 403
    first.refresh_from_db()
    assert first.is_open


def test_who_decides_is_told_how_many_threads_wait(newsroom, article, editor):
    services.item_submit(item=article, by=newsroom.reporter)
    _say(article, newsroom.secretary)

    page = _signed_in(editor).get(_address("item", article)).content.decode()

    assert "Còn 1 ý kiến chưa xong." in page
    assert "Nguồn nào?" in page
    step = article.reviews.get().step
    services.item_approve(item=article, by=editor, step=step)
    assert open_comments([article.pk]) == {article.pk: 1}


def test_the_editor_has_our_panel_and_not_wagtails(newsroom, article):
    _say(article, newsroom.secretary)

    page = (
        _signed_in(newsroom.reporter)
        .get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
        .content.decode()
    )

    assert 'data-side-panel="y-kien"' in page
    assert 'data-side-panel="comments"' not in page
    assert "w-comments:init" not in page


def test_what_was_said_in_wagtails_editor_is_carried_over(newsroom, article, editor):
    block = article.body[0].id
    now = clock.now()
    open_one = Comment.objects.create(
        page=article, user=editor, text="Ở khối", contentpath=f"body.{block}"
    )
    CommentReply.objects.create(comment=open_one, user=newsroom.reporter, text="Vâng")
    Comment.objects.create(
        page=article,
        user=editor,
        text="Ở nguồn",
        contentpath="source",
        resolved_at=now,
        resolved_by=newsroom.chief,
    )
    home = Comment.objects.create(
        page=newsroom.section, user=editor, text="Mục", contentpath="title"
    )
    migration = importlib.import_module("toasoan.content.migrations.0016_item_comments")

    migration.wagtail_comments_carried(apps, None)

    first, answer, done = ItemComment.objects.order_by("pk")
    assert (first.text, first.spot, first.author) == ("Ở khối", f"body:{block}", editor)
    assert (answer.text, answer.thread) == ("Vâng", first)
    assert (done.spot, done.resolved_by, done.resolved_at) == ("", newsroom.chief, now)
    assert list(Comment.objects.all()) == [home]
