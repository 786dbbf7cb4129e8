"""Items come to be from assignments, and stay tied to their story."""

from datetime import timedelta

import pytest
from django.utils import timezone

from toasoan.content import services
from toasoan.content.access import (
    item_for_action,
    item_for_editing,
    item_for_preview,
    item_for_reading,
)
from toasoan.content.models import ArticlePage, PreviewLink
from toasoan.content.publication.gate import gate_check
from toasoan.content.selectors import drafts_of, published_since
from toasoan.content.tests.factories import (
    make_article,
    make_genre,
    make_published,
    open_newsroom,
)
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning import services as planning
from toasoan.planning.models import Assignment, Story
from toasoan.units.roles import Action, Role
from toasoan.units.tests.factories import give_role, make_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(newsroom):
    story = planning.story_pitch(
        unit=newsroom.unit,
        desk=newsroom.unit.desks.first(),
        slugline="hoan-thue",
        title="Hoàn thuế trong một ngày",
        brief="Hỏi doanh nghiệp",
        subject=make_subject("tax"),
        genre=make_genre("bai"),
        section=newsroom.section,
        by=newsroom.reporter,
    )
    story = planning.story_approve(story=story, by=newsroom.secretary)
    coverage = planning.coverage_add(story=story, kind="text", by=newsroom.secretary)
    return planning.assignment_give(
        coverage=coverage, assignee=newsroom.reporter, by=newsroom.secretary
    )


def test_started_article_has_the_storys_fields_and_the_writers_pen_name(
    newsroom, assignment
):
    article = services.item_start(assignment=assignment, by=newsroom.reporter)

    story = assignment.coverage.story
    assert article.title == "Hoàn thuế trong một ngày"
    assert article.get_parent().pk == newsroom.section.pk
    assert (article.story, article.genre, article.subject) == (
        story,
        story.genre,
        story.subject,
    )
    assert [row.author for row in article.bylines.all()] == [newsroom.pen_name]
    assignment.refresh_from_db()
    assert (assignment.state, assignment.item_id) == ("in_progress", article.pk)
    assert Story.objects.get().state == Story.State.IN_PROGRESS


def test_starting_twice_gives_the_same_article(newsroom, assignment):
    first = services.item_start(assignment=assignment, by=newsroom.reporter)
    second = services.item_start(assignment=assignment, by=newsroom.reporter)

    assert first.pk == second.pk
    assert ArticlePage.objects.count() == 1


def test_nobody_starts_anothers_assignment(newsroom, assignment):
    with pytest.raises(NotAllowed):
        services.item_start(assignment=assignment, by=newsroom.secretary)

    assert ArticlePage.objects.count() == 0


def test_publishing_completes_the_assignment_and_the_story(newsroom, assignment):
    article = services.item_start(assignment=assignment, by=newsroom.reporter)
    complete = make_article(newsroom)
    for name in ("sapo", "body", "lead_photo"):
        setattr(article, name, getattr(complete, name))
    article.save_revision(user=newsroom.reporter)
    services.item_submit(item=article, by=newsroom.reporter)
    assert Assignment.objects.get().state == "submitted"
    services.item_approve(item=article, by=newsroom.chief, step=1)

    services.item_publish(item=article, by=newsroom.chief)

    assert Assignment.objects.get().state == "completed"
    assert Story.objects.get().state == Story.State.DONE


def test_embargo_of_the_story_holds_at_once_and_an_articles_own_is_kept(
    newsroom, assignment
):
    article = services.item_start(assignment=assignment, by=newsroom.reporter)
    own = timezone.now() + timedelta(hours=1)
    article.embargo_until = own
    article.save_revision(user=newsroom.reporter)
    story = Story.objects.get()
    later = timezone.now() + timedelta(hours=5)

    planning.story_update(
        story=story, changes={"embargo_until": later}, by=newsroom.secretary
    )
    after = own + timedelta(hours=1)
    item = ArticlePage.objects.get(pk=article.pk)
    assert "embargo" in [b.code for b in gate_check(item, at=after)]

    planning.story_update(
        story=Story.objects.get(),
        changes={"embargo_until": None},
        by=newsroom.secretary,
    )
    item = ArticlePage.objects.get(pk=article.pk)
    assert "embargo" not in [b.code for b in gate_check(item, at=after)]
    assert "embargo" in [b.code for b in gate_check(item)]


def test_item_of_another_unit_is_not_found_by_any_door(newsroom, article):
    stranger = open_newsroom("hq").chief

    for fetch in (item_for_reading, item_for_editing):
        with pytest.raises(NotFound):
            fetch(stranger, article.pk)
    with pytest.raises(NotFound):
        item_for_action(stranger, article.pk, Action.PUBLISH)


def test_reporter_cannot_edit_a_colleagues_article(newsroom, article):
    colleague = open_newsroom("hq").people[Role.REPORTER]

    give_role(colleague, newsroom.unit, Role.REPORTER)

    with pytest.raises(NotAllowed):
        item_for_editing(colleague, article.pk)


def test_preview_link_shows_the_draft_until_it_expires(newsroom, article):
    token = services.preview_link_create(item=article, by=newsroom.reporter, hours=1)

    assert item_for_preview(token).title == article.title
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotFound):
        item_for_preview(token)


def test_stored_link_does_not_hold_its_token(newsroom, article):
    token = services.preview_link_create(item=article, by=newsroom.reporter)

    assert token not in str(PreviewLink.objects.values())


def test_my_drafts_leave_out_what_is_in_review_or_public(newsroom):
    draft = make_article(newsroom, "Nháp")
    submitted = make_article(newsroom, "Đã nộp")
    services.item_submit(item=submitted, by=newsroom.reporter)
    live = make_published(newsroom, "Đã đăng")
    since = timezone.now() - timedelta(hours=1)

    assert [d.pk for d in drafts_of(newsroom.reporter, newsroom.unit)] == [draft.pk]
    assert [d.pk for d in published_since(newsroom.unit, since)] == [live.pk]


def test_a_headline_is_one_line_however_it_was_typed(newsroom):
    article = make_article(newsroom, "  Thu ngân sách\n vượt   dự toán ")

    assert article.title == "Thu ngân sách vượt dự toán"
