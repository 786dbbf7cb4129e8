"""Who chooses the section of an article, and until when."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from toasoan.content import services
from toasoan.content.errors import ItemNotReady, SectionMissing
from toasoan.content.item_screen import item_screen
from toasoan.content.models import ArticlePage, SectionPage
from toasoan.content.services.sections import article_section_set
from toasoan.content.tests.factories import (
    make_article,
    make_published,
    open_newsroom,
)
from toasoan.core.errors import NotAllowed
from toasoan.planning import services as planning
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def customs(newsroom):
    """A second section of the unit."""
    home = Page.objects.get(pk=newsroom.unit.home.pk)
    return home.add_child(instance=SectionPage(title="Hải quan", slug="hai-quan"))


@pytest.fixture
def unplaced(newsroom):
    """Work given for a story that names no section."""
    story = planning.story_pitch(
        unit=newsroom.unit,
        desk=newsroom.unit.desks.first(),
        slugline="hoan-thue",
        title="Hoàn thuế trong một ngày",
        brief="Hỏi doanh nghiệp",
        subject=make_subject("tax"),
        by=newsroom.reporter,
    )
    story = planning.story_approve(story=story, by=newsroom.secretary)
    coverage = planning.coverage_add(story=story, kind="text", by=newsroom.secretary)
    return planning.assignment_give(
        coverage=coverage, assignee=newsroom.reporter, by=newsroom.secretary
    )


def section_of(article):
    return Page.objects.get(pk=article.pk).get_parent().pk


def offers(user, article):
    return "chuyen-muc" in {a.verb for a in item_screen(user, article).more}


def test_the_writer_moves_a_draft_and_its_text_stays(newsroom, article, customs):
    assert offers(newsroom.reporter, article)

    moved = article_section_set(article=article, section=customs, by=newsroom.reporter)

    assert section_of(article) == customs.pk
    assert moved.get_url_parts()[2] == f"/hai-quan/{article.slug}-{article.pk}.html"
    draft = moved.get_latest_revision_as_object()
    assert (draft.title, draft.get_parent().pk) == (article.title, customs.pk)
    entry = AuditEntry.objects.get(action="content.item_section_set")
    assert entry.data == {"from": "Thuế", "to": "Hải quan"}


def test_who_does_not_hold_the_draft_moves_nothing(newsroom, article, customs):
    services.item_submit(item=article, by=newsroom.reporter)

    for person in (newsroom.reporter, open_newsroom("hq").chief):
        assert not offers(person, article)
        with pytest.raises(NotAllowed):
            article_section_set(article=article, section=customs, by=person)

    assert section_of(article) == newsroom.section.pk
    article_section_set(
        article=article, section=customs, by=newsroom.people[Role.DESK_EDITOR]
    )
    assert section_of(article) == customs.pk


def test_what_readers_have_an_address_of_stays_where_it_is(newsroom, customs):
    live = make_published(newsroom)

    assert not offers(newsroom.chief, live)
    with pytest.raises(ItemNotReady):
        article_section_set(article=live, section=customs, by=newsroom.chief)

    assert section_of(live) == newsroom.section.pk


def test_another_units_section_is_refused(newsroom, article):
    foreign = open_newsroom("hq").section

    with pytest.raises(ItemNotReady):
        article_section_set(article=article, section=foreign, by=newsroom.reporter)

    assert section_of(article) == newsroom.section.pk


def test_a_slug_that_is_taken_there_gets_another(newsroom, article, customs):
    make_article(newsroom, section=customs)

    moved = article_section_set(article=article, section=customs, by=newsroom.reporter)

    assert moved.slug == f"{article.slug}-2"


def test_work_without_a_section_lands_nowhere_until_one_is_chosen(
    newsroom, unplaced, customs
):
    with pytest.raises(SectionMissing):
        services.item_start(assignment=unplaced, by=newsroom.reporter)
    assert ArticlePage.objects.count() == 0

    article = services.item_start(
        assignment=unplaced, by=newsroom.reporter, section=customs
    )

    assert section_of(article) == customs.pk


def test_a_unit_with_one_section_asks_nothing(newsroom, unplaced):
    article = services.item_start(assignment=unplaced, by=newsroom.reporter)

    assert section_of(article) == newsroom.section.pk


def test_the_writer_is_asked_by_form(client, newsroom, unplaced, customs):
    client.force_login(newsroom.reporter)
    url = reverse("content:item_start", args=[unplaced.pk])

    asked = client.post(url)
    refused = client.post(url, {"section": ""})
    assert "Đề tài chưa ghi chuyên mục." in asked.content.decode()
    assert refused.status_code == 400
    assert ArticlePage.objects.count() == 0

    client.post(url, {"section": customs.pk})

    assert section_of(ArticlePage.objects.get()) == customs.pk


def test_a_new_article_chooses_no_section_by_itself(client, newsroom, customs):
    client.force_login(newsroom.reporter)

    answer = client.post(reverse("content:item_new"), {"headline": "Giá thép"})

    assert answer.status_code == 400
    assert "Chọn chuyên mục cho bài." in answer.content.decode()
    assert ArticlePage.objects.count() == 0


def test_the_item_screen_moves_it(client, newsroom, article, customs):
    client.force_login(newsroom.reporter)
    url = reverse("content:item_act", args=[article.pk, "chuyen-muc"])
    assert f'value="{newsroom.section.pk}" selected' in client.get(url).content.decode()

    assert client.post(url, {"section": customs.pk}).status_code == 302

    assert section_of(article) == customs.pk
