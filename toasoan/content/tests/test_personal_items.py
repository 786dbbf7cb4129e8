"""What is in somebody's own space is nobody else's business, on no screen."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Page

from toasoan.content import services
from toasoan.content.access import item_for_preview, item_for_reading
from toasoan.content.desks.desk_items import place_of
from toasoan.content.editing.page_scope import pages_visible
from toasoan.content.errors import ItemNotReady, PreviewEnded
from toasoan.content.finding.search import items_search
from toasoan.content.models import ArticlePage, ItemVersion
from toasoan.content.story_items import items_of_stories
from toasoan.content.tests.factories import make_article
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning.services import story_approve
from toasoan.planning.tests.factories import pitch
from toasoan.units.access import standing_forget
from toasoan.units.models import Membership
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db
TITLE = "Bimatcanhan chưa ai biết"
ITEM_ROUTE = re.compile(r"bai/<int:pk>/|(bai/)?(thung|ca-nhan)/<int:pk>/")
PAGE_ROUTE = re.compile(r"^toa-soan/pages/<int:(page_id|page_to_move_id)>/")


@pytest.fixture
def tax(newsroom):
    return newsroom.unit.desks.get()


@pytest.fixture
def story(newsroom):
    story = pitch(newsroom.unit, newsroom.reporter)
    return story_approve(story=story, by=newsroom.secretary)


@pytest.fixture
def secret(newsroom, story):
    article = make_article(newsroom, TITLE, story=story)
    services.item_take_home(item=article, by=newsroom.reporter)
    return ArticlePage.objects.get(pk=article.pk)


def signed_in(person):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def routes():
    """Every route in which an item is named."""
    found = []

    def walk(resolver, prefix):
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                walk(entry, route)
            elif isinstance(entry, URLPattern):
                found.append(route)

    walk(get_resolver(), "")
    return [
        r
        for r in found
        if (r.startswith("toa-soan/") and ITEM_ROUTE.search(r)) or PAGE_ROUTE.match(r)
    ]


def filled(route, item):
    """The route with the item in it, and something for the other names."""
    kept = ItemVersion.objects.filter(item=item.pk).values_list("pk", flat=True).first()
    revision = item.latest_revision_id
    route = re.sub(r"<int:(pk|page_id|page_to_move_id)>", str(item.pk), route)
    route = re.sub(r"<int:version_pk>", str(kept or 1), route)
    route = re.sub(r"<slug:verb>", "nop", route)
    route = re.sub(r"<(int|str):\w*revision\w*>", str(revision), route)
    return "/" + re.sub(r"<(?:\w+:)?\w+>", "1", route)


def test_a_colleague_who_opens_any_address_of_it_is_told_there_is_no_such_item(
    newsroom, secret
):
    chief = signed_in(newsroom.chief)
    walked = {filled(route, secret) for route in routes()}
    answers = {
        (method, url): getattr(chief, method)(url)
        for url in walked
        for method in ("get", "post")
    }

    assert len(walked) > 30
    seen = {
        key: answer.status_code
        for key, answer in answers.items()
        if answer.status_code not in {404, 405}
    }
    assert seen == {}
    assert place_of(secret).owner == newsroom.reporter


def test_its_writer_opens_it_and_sees_that_nobody_else_does(newsroom, secret):
    page = signed_in(newsroom.reporter).get(reverse("content:item", args=[secret.pk]))

    assert page.status_code == 200
    assert "Bài cá nhân: chỉ bạn thấy." in page.content.decode()


def test_its_headline_is_on_no_list_of_a_colleagues(newsroom, secret, story):
    chief = signed_in(newsroom.chief)
    section = newsroom.section.pk
    shown = [
        reverse("wagtailadmin_home"),
        reverse("content:item_list"),
        reverse("content:item_list") + "?q=Bimatcanhan",
        reverse("content:personal"),
        reverse("content:marked"),
        reverse("content:bin"),
        reverse("planning:story", args=[story.pk]),
        reverse("wagtailadmin_explore", args=[section]),
        reverse("wagtailadmin_pages:search") + "?q=tit",
        reverse("wagtailadmin_choose_page") + "?q=Bimatcanhan",
        reverse("wagtailadmin_choose_page_child", args=[section]),
        f"/toa-soan/api/main/pages/?child_of={section}",
        f"/toa-soan/api/main/pages/{secret.pk}/",
    ]

    leaks = [url for url in shown if "Bimatcanhan " in chief.get(url).content.decode()]

    assert leaks == []


def test_lists_of_pages_and_the_search_leave_it_out(newsroom, secret, story):
    chief, writer = newsroom.chief, newsroom.reporter

    assert not pages_visible(chief).filter(pk=secret.pk).exists()
    assert pages_visible(writer).filter(pk=secret.pk).exists()
    assert items_search(user=chief, words="Bimatcanhan").items == []
    assert [i.pk for i in items_search(user=writer, words="Bimatcanhan").items] == [
        secret.pk
    ]
    assert items_of_stories([story.pk]) == {}


def test_who_keeps_the_platform_does_not_read_it_but_the_superuser_does(
    newsroom, secret, tax
):
    superuser = make_person("Gốc", is_superuser=True)

    assert item_for_reading(superuser, secret.pk).pk == secret.pk
    with pytest.raises(NotFound):
        item_for_reading(newsroom.chief, secret.pk)


def test_a_preview_link_made_before_shows_nothing_any_more(newsroom):
    article = make_article(newsroom, TITLE)
    token = services.preview_link_create(item=article, by=newsroom.chief)
    services.item_take_home(item=article, by=newsroom.reporter)

    with pytest.raises(PreviewEnded):
        item_for_preview(token)
    with pytest.raises(ItemNotReady):
        services.preview_link_create(item=article, by=newsroom.reporter)


# --- What somebody leaves behind --------------------------------------------------


def leave(person):
    Membership.objects.filter(user=person).update(valid_to="2021-01-01")
    standing_forget(person)


def test_what_was_left_behind_is_taken_to_a_desk_by_who_assigns(newsroom, secret, tax):
    head = newsroom.people[Role.HEAD_OF_DESK]
    with pytest.raises(NotFound):
        services.item_take_over(item=secret, desk=tax, by=head)
    leave(newsroom.reporter)
    with pytest.raises(NotAllowed):
        services.item_take_over(
            item=secret, desk=tax, by=newsroom.people[Role.DESK_EDITOR]
        )
    page = signed_in(head).get(reverse("content:personal"))
    assert TITLE in page.content.decode()

    signed_in(head).post(
        reverse("content:take_over", args=[secret.pk]), {"desk": tax.pk}
    )

    assert place_of(secret).stage.name == "Đang viết"
    assert item_for_reading(newsroom.chief, secret.pk).pk == secret.pk


# --- The screens ------------------------------------------------------------------


def test_a_new_article_lies_in_ones_own_space_where_the_writer_has_no_desk(newsroom):
    client = signed_in(newsroom.reporter)

    client.post(
        reverse("content:item_new"),
        {"headline": "Bài riêng", "section": newsroom.section.pk},
    )

    assert place_of(Page.objects.get(title="Bài riêng")).owner == newsroom.reporter


def test_a_new_article_lies_in_the_chosen_stage(newsroom, tax):
    stage = tax.stages.get(takes="incoming")

    signed_in(newsroom.reporter).post(
        reverse("content:item_new"),
        {"headline": "Bài", "section": newsroom.section.pk, "where": stage.pk},
    )

    assert place_of(Page.objects.get(title="Bài")).stage == stage


def test_handed_in_without_a_desk_the_screen_asks_for_one_and_then_sends_it(
    newsroom, tax
):
    article = make_article(newsroom)
    services.item_take_home(item=article, by=newsroom.reporter)
    client = signed_in(newsroom.reporter)
    url = reverse("content:item_act", args=[article.pk, "nop"])

    asked = client.post(url, {})
    sent = client.post(url, {"desk": tax.pk})

    assert (asked.status_code, sent.status_code) == (400, 302)
    assert "Chọn ban nhận." in asked.content.decode()
    assert place_of(article).stage.name == "Chờ duyệt"


def test_one_screen_sends_marks_doubles_and_bins(newsroom, article, tax):
    client = signed_in(newsroom.chief)
    url = reverse("content:item_desk", args=[article.pk])
    stage = tax.stages.get(takes="writing")
    wrong = tax.stages.get(takes="approved")

    refused = client.post(url, {"viec": "chuyen", "stage": wrong.pk, "note": "Gấp lắm"})
    client.post(url, {"viec": "chuyen", "stage": stage.pk})
    client.post(
        url, {"viec": "danh-dau", "person": newsroom.secretary.pk, "note": "Đọc"}
    )
    client.post(url, {"viec": "nhan-ban"})
    no_reason = client.post(url, {"viec": "thung"})
    client.post(url, {"viec": "thung", "reason": "Trùng"})

    assert refused.status_code == 400
    assert "Gấp lắm" in refused.content.decode()
    assert place_of(article).stage == stage
    assert article.marks.get().person == newsroom.secretary
    assert ArticlePage.objects.filter(title__endswith="(bản sao)").count() == 1
    assert (no_reason.status_code, place_of(article).bin_reason) == (400, "Trùng")
    assert "Trùng" in client.get(reverse("content:bin")).content.decode()
    client.post(reverse("content:bin_restore", args=[article.pk]))
    assert not place_of(article).is_binned


def test_wagtails_own_delete_leads_to_the_bin_and_deletes_nothing(newsroom, article):
    client = signed_in(newsroom.reporter)

    answer = client.post(reverse("wagtailadmin_pages:delete", args=[article.pk]))

    assert answer.url == reverse("content:item_desk", args=[article.pk])
    assert Page.objects.filter(pk=article.pk).exists()


def test_the_history_says_from_which_desk_to_which_it_went(newsroom, article, tax):
    services.item_send(
        item=article, stage=tax.stages.get(takes="writing"), by=newsroom.chief
    )

    page = signed_in(newsroom.chief).get(
        reverse("content:item_history", args=[article.pk])
    )

    assert "→ Ban Thuế tbtc · Đang viết" in page.content.decode()


def test_a_mark_is_done_with_on_the_list_of_marks(newsroom, article):
    mark = services.item_mark(
        item=article, by=newsroom.chief, person=newsroom.secretary, note="Đọc tít"
    )
    client = signed_in(newsroom.secretary)
    listed = client.get(reverse("content:marked")).content.decode()

    client.post(reverse("content:mark_end", args=[mark.pk]))

    assert "Đọc tít" in listed
    assert "Đọc tít" not in client.get(reverse("content:marked")).content.decode()
