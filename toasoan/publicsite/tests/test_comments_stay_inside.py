"""What the house says of a text among itself leaves on no way."""

import pytest
from django.test import Client
from django.urls import reverse

from toasoan.content import services
from toasoan.content.models import ArticlePage
from toasoan.content.services import Passage
from toasoan.content.tests.factories import make_published, open_newsroom
from toasoan.publicsite.tests.factories import make_topic
from toasoan.publicsite.tests.ways_out import MARK, leaks

pytestmark = pytest.mark.django_db


def test_a_comment_is_on_no_page_feed_link_search_or_file(newsroom):
    outsider = open_newsroom("hq").chief
    make_topic(newsroom)
    article = make_published(newsroom, "Bài đã lên trang")
    other = make_published(newsroom, "Bài khác")
    token = services.preview_link_create(item=article, by=newsroom.reporter)
    first = services.comment_add(
        item=article,
        text=f"{MARK}: chưa rõ nguồn",
        by=newsroom.secretary,
        passage=Passage(spot="title", exact="lên trang"),
    )
    services.comment_add(
        item=article, text=f"{MARK} trả lời", by=newsroom.reporter, thread=first
    )
    services.item_refresh(item=article)

    live = ArticlePage.objects.get(pk=article.pk)

    assert leaks(live, other, token, outsider) == []
    inside, outside = Client(), Client()
    inside.force_login(newsroom.reporter)
    outside.force_login(outsider)
    screen = reverse("content:comments", args=[article.pk])
    assert MARK in inside.get(screen).content.decode()
    assert outside.get(screen).status_code == 404
    draft = inside.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))
    assert MARK not in draft.content.decode()
    told = inside.get(f"/toa-soan/api/main/pages/{article.pk}/").content.decode()
    assert "Bài đã lên trang" in told
    assert MARK not in told
