"""The editor shows the fields of the profile, and loses none that it does not show."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from toasoan.content.models import ArticlePage
from toasoan.content.tests.factories import make_article, make_genre, open_newsroom
from toasoan.content.tests.test_profiles import profile_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return open_newsroom("tbtc")


def opened(client, room, article):
    client.force_login(room.reporter)
    return client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).text


def fields_in(page):
    names = set(re.findall(r'name="(\w+)"', page))
    return names | ({"bylines"} if 'name="bylines-TOTAL_FORMS"' in page else set())


def draft(article):
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


def save(client, article, page, **changes):
    """Send what the page's form holds, as a browser does, with some changes."""
    now = draft(article)
    shown = re.search(r'name="profile_fields" value="([^"]*)"', page)[1].split()
    sent = {
        "title": now.title,
        "slug": now.slug,
        "sapo": now.sapo,
        "short_headline": now.short_headline,
        "source": now.source,
        "layout": now.layout,
        "genre": now.genre_id or "",
        "subject": now.subject_id or "",
        "lead_photo": now.lead_photo_id or "",
        "lead_caption": now.lead_caption,
        "tags": ", ".join(f'"{tag}"' for tag in now.tags.all()),
        "ai_note": now.ai_note,
        "canonical": now.canonical,
    }
    held = {k: v for k, v in sent.items() if k == "slug" or k in shown}
    held["body"] = streamfield([("text", rich_text("<p>Chữ mới.</p>"))])
    held["profile_fields"] = " ".join(shown)
    if "bylines" in shown:
        held["bylines"] = inline_formset([])
    held["comments"] = inline_formset([])
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        nested_form_data({**held, **changes}),
    )
    assert answer.status_code == 302, answer.text
    return draft(article)


def test_unit_without_profiles_has_the_whole_editor(client, room):
    page = opened(client, room, make_article(room))

    assert {"short_headline", "layout", "tags", "topics", "source", "bylines"} <= (
        fields_in(page) | {"topics"}
    )
    assert "Theo mẫu của đơn vị" not in page


def test_hidden_fields_are_not_drawn_and_saving_leaves_them(client, room):
    profile_with(
        room, short_headline="hidden", bylines="hidden", tags="hidden", topics="hidden"
    )
    article = make_article(room)
    article.bylines.all().delete()
    article.save_revision(user=room.reporter)

    page = opened(client, room, article)
    kept = save(client, article, page)

    assert not {"short_headline", "bylines", "tags"} & fields_in(page)
    assert "Theo mẫu của đơn vị: Mọi thể loại khác" in page
    assert "Chữ mới." in kept.body_text()


def test_hidden_field_with_content_is_shown_with_a_word_and_may_be_emptied(
    client, room
):
    article = make_article(room, source="Bộ Tài chính", short_headline="Thu vượt")
    profile_with(room, source="hidden", short_headline="hidden", bylines="hidden")

    page = opened(client, room, article)

    assert {"source", "short_headline", "bylines"} <= fields_in(page)
    assert page.count("Mẫu của đơn vị không dùng mục này") == 3
    kept = save(client, article, page, short_headline="")
    assert (kept.source, kept.short_headline) == ("Bộ Tài chính", "")


def test_what_came_in_while_the_field_was_hidden_is_not_emptied(client, room):
    """A photo put at its head elsewhere, say, while the editor was open."""
    profile_with(room, source="hidden")
    article = make_article(room)
    page = opened(client, room, article)
    elsewhere = draft(article)
    elsewhere.source = "TTXVN"
    elsewhere.save_revision(user=room.reporter)

    kept = save(client, article, page)

    assert kept.source == "TTXVN"


def test_what_was_typed_before_the_profile_hid_it_is_kept(client, room):
    article = make_article(room)
    page = opened(client, room, article)
    profile_with(room, source="hidden")

    kept = save(client, article, page, source="Thống kê")

    assert kept.source == "Thống kê"


def test_help_and_need_of_the_profile_stand_under_the_field(client, room):
    profile = profile_with(room, tags="submit")
    profile.fields.filter(name="sapo").update(help_text="Trả lời: ai, làm gì.")

    page = opened(client, room, make_article(room))

    assert "Trả lời: ai, làm gì. Bắt buộc khi xuất bản." in page
    assert "Bắt buộc khi nộp bài." in page


def test_panels_stand_in_the_order_of_the_profile(client, room):
    profile = profile_with(room)
    profile.fields.filter(name="source").update(order=0)
    profile.fields.filter(name="ai_note").update(order=0)

    page = opened(client, room, make_article(room))

    assert page.index('id="id_source"') < page.index('id="id_sapo"')
    assert page.index('id="id_title"') < page.index('id="id_sapo"')


def told(page):
    found = re.search(
        r'<script id="content-profile"[^>]*>(.*?)</script>', page, re.DOTALL
    )
    return json.loads(found[1])


def test_editor_is_told_the_lengths_and_which_genre_follows_which_profile(client, room):
    brief, article = make_genre("tin"), make_article(room)
    general = profile_with(room)
    own = profile_with(
        room, brief, lengths={"headline_max": 80, "sapo_max": 30, "body_max": 200}
    )

    page = opened(client, room, make_article(room, "Tin ngắn", genre=brief))

    asks = told(page)
    assert (asks["title"], asks["sapo"], asks["bodyMax"]) == (80, 30, 200)
    assert asks["text"] == "Đoạn văn"
    assert asks["genres"][str(brief.pk)] == own.pk
    assert asks["genres"][str(article.genre_id)] == general.pk
    assert asks["genres"][""] == general.pk


def test_blocks_left_out_are_not_offered_and_those_there_stay_valid(client, room):
    table = {
        "caption": "Thu",
        "measure": "",
        "table": {"data": [["a", "b"], ["1", "2"]]},
        "source": "Bộ Tài chính",
        "has_sum_row": False,
    }
    article = make_article(room, body=[("table", table)])
    profile_with(room, blocks=["text", "picture"])

    page = opened(client, room, article)

    assert "toasoan.content.OfferedBody" in page
    assert "staff/offered_blocks.js" in page
    article.refresh_from_db()
    form = ArticlePage.get_edit_handler().get_form_class()(
        instance=draft(article), for_user=room.reporter
    )
    assert form.fields["body"].clean(draft(article).body)[0].block_type == "table"
