"""The lines readers see beside the text: updates, and replies that lead to each other."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from toasoan.content import services
from toasoan.content.models import ArticlePage, ItemRequest
from toasoan.content.tests.factories import make_published, open_newsroom
from toasoan.core import clock
from toasoan.publicsite import store
from toasoan.publicsite.services import item_pages_bake, stale_pages_bake
from toasoan.publicsite.tests.factories import bake, path_of, reader
from toasoan.publicsite.tests.syndication import copy_to

pytestmark = pytest.mark.django_db
ADDED = "Thêm số liệu của quý ba."


def notes(page):
    tree = BeautifulSoup(page, "lxml")
    return [" ".join(note.get_text().split()) for note in tree.select("aside.note")]


def links(page):
    tree = BeautifulSoup(page, "lxml")
    return [link["href"] for link in tree.select("aside.note a")]


def page_of(newsroom, article):
    return reader(newsroom).get(path_of(article)).content.decode()


@pytest.fixture
def original(newsroom):
    return make_published(newsroom, "Nợ xấu nhóm doanh nghiệp nhỏ")


@pytest.fixture
def replied(newsroom, original):
    """An article and the published reply to it."""
    request = services.request_record(
        unit=newsroom.unit,
        item=original,
        kind=ItemRequest.Kind.REPLY,
        requester="Công ty Lan Anh",
        contact="lan@congty.vidu.vn",
        text="Số nợ không đúng.",
        received_at=clock.now() - timedelta(hours=1),
        by=newsroom.reporter,
    )
    reply = make_published(newsroom, "Công ty Lan Anh nói về số nợ")
    services.request_decide(
        request=request,
        outcome=ItemRequest.Outcome.REPLY_PUBLISHED,
        reason="Đã đăng.",
        reply=reply,
        by=newsroom.chief,
    )
    return original, reply


def test_an_update_is_told_with_its_time_and_not_as_a_correction(newsroom, original):
    draft = original.get_latest_revision_as_object()
    draft.sapo = "Sapo mới."
    draft.save_revision()
    original.refresh_from_db()
    at = clock.local(clock.now()).replace(microsecond=0) + timedelta(hours=1)
    with time_machine.travel(at):
        services.item_update(item=original, added=ADDED, by=newsroom.secretary)

    page = page_of(newsroom, original)

    assert notes(page) == [f"Cập nhật lúc {clock.format_datetime_vi(at)}: {ADDED}"]
    assert "Sapo mới." in page
    assert BeautifulSoup(page, "lxml").select("aside.fix") == []


def test_a_copy_elsewhere_shows_the_originals_update(newsroom, original):
    other = open_newsroom("hq")
    copy = copy_to(other, original, headline="Tít riêng")
    draft = original.get_latest_revision_as_object()
    draft.sapo = "Sapo mới."
    draft.save_revision()
    services.item_update(item=original, added=ADDED, by=newsroom.secretary)

    [note] = notes(page_of(other, copy))

    assert ADDED in note


def test_the_reply_and_what_it_replies_to_lead_to_each_other(newsroom, replied):
    original, reply = replied

    on_original, on_reply = page_of(newsroom, original), page_of(newsroom, reply)

    assert notes(on_original) == [
        "Công ty Lan Anh phản hồi bài này: Công ty Lan Anh nói về số nợ"
    ]
    day = clock.format_date_vi(original.first_published_at)
    assert notes(on_reply) == [
        f"Ý kiến phản hồi của Công ty Lan Anh về bài đăng ngày {day}: {original.title}"
    ]
    assert links(on_original) == [path_of(reply)]
    assert links(on_reply) == [path_of(original)]
    assert "lan@congty.vidu.vn" not in on_original + on_reply


def test_a_copy_of_the_original_leads_to_the_reply_at_its_own_unit(newsroom, replied):
    original, reply = replied
    other = open_newsroom("hq")
    copy = copy_to(other, original, headline="Tít riêng")

    assert links(page_of(other, copy)) == [newsroom.unit.site.root_url + path_of(reply)]


def test_a_reply_taken_down_is_named_no_more_on_any_stored_page(newsroom, replied):
    original, reply = replied
    other = open_newsroom("hq")
    copy = copy_to(other, original, headline="Tít riêng")
    for each in (original, reply, copy):
        bake(each)
    held = [(newsroom, original), (other, copy)]
    assert all(len(stored_notes(*each)) == 1 for each in held)

    services.item_take_down(
        item=ArticlePage.objects.get(pk=reply.pk),
        public_reason="x",
        internal_reason="x",
        ordered_by="x",
        by=newsroom.chief,
    )
    item_pages_bake(item_id=reply.pk)
    stale_pages_bake()

    assert [stored_notes(*each) for each in held] == [[], []]


def stored_notes(newsroom, item):
    body = store.page_read(newsroom.unit.hostname, path_of(item))
    return notes(body.decode())
