"""What a board says of items: the draft's facts, in as many queries for fifty as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from toasoan.content import drafts, services
from toasoan.content.desks.board_items import board_items
from toasoan.content.models import ItemMark, ItemPlace
from toasoan.content.tests.factories import make_article, publish
from toasoan.core import clock
from toasoan.planning.services import story_approve
from toasoan.planning.tests.factories import pitch
from toasoan.units.models import Desk
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
QUERIES = 16


@pytest.fixture
def desk(newsroom):
    return Desk.objects.create(unit=newsroom.unit, key="kinh-te", name="Ban Kinh tế")


def put(item, stage, *, hours=0):
    ItemPlace.objects.filter(item_id=item.pk).delete()
    return ItemPlace.objects.create(
        item_id=item.pk, stage=stage, since=clock.now() - timedelta(hours=hours)
    )


def approved(newsroom, **fields):
    return story_approve(
        story=pitch(newsroom.unit, newsroom.reporter, **fields), by=newsroom.chief
    )


def test_the_length_is_the_one_the_item_screen_shows(newsroom):
    body = [
        ("text", RichText("<p>Một hai <b>ba</b>.</p><p>Bốn</p>")),
        (
            "pull_quote",
            {"text": "Năm sáu", "speaker": "Thu Hà", "speaker_title": "Phóng viên"},
        ),
        ("box", {"title": "Bảy", "points": [RichText("<p>tám chín</p>")]}),
        (
            "table",
            {
                "caption": "Thu",
                "table": {
                    "data": [["Năm", "Tỷ"], ["2026", "12,5"]],
                    "first_row_is_table_header": True,
                    "table_header_choice": "row",
                },
                "source": "",
                "measure": "",
            },
        ),
    ]
    item = make_article(newsroom, sapo="Sapo đây.", body=body)

    told = board_items([item.pk])[item.pk]

    assert told.written == 20
    assert told.written == item.get_latest_revision_as_object().length_syllables


def test_a_board_tells_the_draft_and_not_what_readers_have(newsroom):
    item = publish(newsroom, make_article(newsroom, "Tít cũ"))
    draft = item.get_latest_revision_as_object()
    draft.title, draft.lead_photo = "Tít mới", None
    draft.embargo_until = (clock.now() + timedelta(hours=5)).replace(microsecond=0)
    draft.save_revision(user=newsroom.chief)

    told = board_items([item.pk])[item.pk]

    assert (told.title, told.has_picture) == ("Tít mới", False)
    assert told.embargo_until == draft.embargo_until


def test_who_edits_what_waits_and_what_is_marked_stand_on_the_row(newsroom, desk):
    story = approved(newsroom)
    item = make_article(newsroom, story=story)
    place = put(item, desk.stages.get(takes="writing"), hours=3)
    editor = newsroom.people[Role.DESK_EDITOR]
    services.lease_take(item=item, by=editor, key="thẻ")
    now = clock.now()
    ItemMark.objects.create(item_id=item.pk, desk=desk, by=editor, at=now)
    ItemMark.objects.create(item_id=item.pk, person=editor, by=editor, at=now)
    ItemMark.objects.create(
        item_id=item.pk, person=newsroom.chief, by=editor, at=now, done_at=now
    )

    told = board_items([item.pk])[item.pk]

    assert (told.writer, told.holder) == (newsroom.reporter, editor)
    assert (told.place, told.story) == (place, story)
    assert [str(mark) for mark in told.marks] == [
        f"{item.pk}: {desk}",
        f"{item.pk}: {editor}",
    ]
    assert told.state.text == "Nháp"


def test_fifty_items_take_as_many_queries_as_one(newsroom, desk):
    stage = desk.stages.get(takes="writing")
    items = []
    for number in range(50):
        story = approved(newsroom, title=f"Đề tài {number}")
        items.append(make_article(newsroom, f"Bài {number}", story=story))
        put(items[-1], stage)

    for some in (items[:1], items):
        drafts._known.clear()
        with CaptureQueriesContext(connection) as queries:
            assert len(board_items([item.pk for item in some])) == len(some)
        assert len(queries) == QUERIES
