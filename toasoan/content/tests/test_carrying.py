"""What the story gives its drafts, and who writes them, follows the plan."""

import pytest
from wagtail.models import Page

from toasoan.content import services
from toasoan.content.errors import ItemNotReady
from toasoan.content.models import ArticlePage, SectionPage
from toasoan.content.tests.factories import (
    CHAIN_ROLES,
    make_article,
    make_genre,
    open_newsroom,
)
from toasoan.core.errors import NotAllowed
from toasoan.planning import services as planning
from toasoan.planning.errors import StoryStateWrong, WorkKindWrong
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def pitched(newsroom):
    newsroom.unit.subjects.add(make_subject("customs"))
    return planning.story_pitch(
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


@pytest.fixture
def story(newsroom, pitched):
    return planning.story_approve(story=pitched, by=newsroom.secretary)


@pytest.fixture
def assignment(newsroom, story):
    coverage = planning.coverage_add(story=story, kind="text", by=newsroom.secretary)
    return planning.assignment_give(
        coverage=coverage, assignee=newsroom.reporter, by=newsroom.secretary
    )


@pytest.fixture
def article(newsroom, assignment):
    return services.item_start(assignment=assignment, by=newsroom.reporter)


@pytest.fixture
def other_section(newsroom):
    home = Page.objects.get(pk=newsroom.unit.home.pk)
    return home.add_child(instance=SectionPage(title="Hải quan", slug="hai-quan"))


def draft_of(article):
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


def change(newsroom, **changes):
    return services.story_change(
        story=Story.objects.get(), changes=changes, by=newsroom.secretary
    )


# --- The story's fields ------------------------------------------------------------


def test_a_draft_that_somebody_types_in_is_left_alone_and_named(newsroom, article):
    services.lease_take(item=article, by=newsroom.reporter, key="the")
    before = draft_of(article).title

    carried = change(newsroom, title="Hoàn thuế trong nửa ngày")

    assert draft_of(article).title == before
    assert [each.kept for each in carried.kept] == [["title"]]


def test_what_the_draft_has_from_the_story_follows_the_story(
    newsroom, article, other_section
):
    carried = change(
        newsroom,
        title="Hoàn thuế trong nửa ngày",
        genre=make_genre("phong-van"),
        subject=make_subject("customs"),
        section=Page.objects.get(pk=other_section.pk),
    )

    draft = draft_of(article)
    assert (draft.title, draft.genre.code, draft.subject.code) == (
        "Hoàn thuế trong nửa ngày",
        "phong-van",
        "customs",
    )
    assert draft.get_parent().pk == other_section.pk
    assert [each.article.pk for each in carried.followed] == [article.pk]
    assert carried.followed[0].followed == ["section", "title", "genre", "subject"]
    assert (carried.kept, carried.published) == ([], 0)
    entry = AuditEntry.objects.get(action="content.item_followed_story")
    assert entry.target_id == str(article.pk)


def test_what_was_changed_by_hand_stays_and_is_named(newsroom, article):
    article.title = "Sáng nộp, chiều nhận tiền hoàn"
    article.genre = make_genre("phong-van")
    article.save_revision(user=newsroom.reporter)

    carried = change(
        newsroom, title="Khác", genre=make_genre("tin"), subject=make_subject("customs")
    )

    draft = draft_of(article)
    assert (draft.title, draft.genre.code, draft.subject.code) == (
        "Sáng nộp, chiều nhận tiền hoàn",
        "phong-van",
        "customs",
    )
    assert [(each.followed, each.kept) for each in carried.drafts] == [
        (["subject"], ["title", "genre"])
    ]


def test_what_is_empty_in_the_draft_is_filled(newsroom, article):
    article.subject = None
    article.save_revision(user=newsroom.reporter)

    change(newsroom, brief="Hỏi thêm cục thuế")

    assert draft_of(article).subject.code == "tax"


def test_a_change_that_no_draft_has_makes_no_new_version(newsroom, article):
    before = article.revisions.count()

    carried = change(newsroom, brief="Hỏi thêm cục thuế", rights_note="Ảnh của cục")

    assert article.revisions.count() == before
    assert carried.drafts == []


def test_a_draft_moved_by_hand_stays_where_it_is(newsroom, article, other_section):
    third = Page.objects.get(pk=newsroom.unit.home.pk).add_child(
        instance=SectionPage(title="Kho bạc", slug="kho-bac")
    )
    Page.objects.get(pk=article.pk).move(third, pos="last-child")

    carried = change(newsroom, section=Page.objects.get(pk=other_section.pk))

    assert Page.objects.get(pk=article.pk).get_parent().pk == third.pk
    assert [each.kept for each in carried.kept] == [["section"]]


def test_a_draft_that_follows_into_a_section_with_its_slug_gets_another(
    newsroom, article, other_section
):
    namesake = services.article_create(
        unit=newsroom.unit,
        section=other_section,
        headline="Hoàn thuế trong một ngày",
        by=newsroom.reporter,
    )
    assert namesake.slug == article.slug

    change(newsroom, section=Page.objects.get(pk=other_section.pk))

    moved = ArticlePage.objects.get(pk=article.pk)
    assert moved.slug == f"{namesake.slug}-2"
    assert draft_of(article).slug == moved.slug


def test_a_published_article_stays_as_readers_know_it(newsroom, article):
    complete = make_article(newsroom)
    for name in ("sapo", "body", "lead_photo"):
        setattr(article, name, getattr(complete, name))
    article.save_revision(user=newsroom.reporter)
    # A part still to come keeps the story open after its text is out.
    planning.coverage_add(
        story=Story.objects.get(), kind="photo", by=newsroom.secretary
    )
    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=newsroom.chief, step=1)
    services.item_publish(item=article, by=newsroom.chief)

    carried = change(newsroom, genre=make_genre("tin"))

    assert (carried.drafts, carried.published) == ([], 1)
    assert ArticlePage.objects.get(pk=article.pk).genre.code == "bai"


def test_refused_change_leaves_story_and_draft(newsroom, article):
    foreign = open_newsroom("hq").section

    with pytest.raises(StoryStateWrong):
        change(newsroom, section=Page.objects.get(pk=foreign.pk), title="Khác")

    assert Story.objects.get().section_id == newsroom.section.pk
    assert draft_of(article).title == "Hoàn thuế trong một ngày"


# --- Articles without an assignment ------------------------------------------------


def test_an_article_begun_for_a_story_is_in_its_plan_with_its_fields(newsroom, story):
    article = services.article_create(
        unit=newsroom.unit,
        section=newsroom.section,
        headline="Doanh nghiệp nói gì",
        by=newsroom.reporter,
        story=story,
    )

    assert (article.genre, article.subject) == (story.genre, story.subject)
    made = Assignment.objects.get()
    assert (made.item_id, made.state, made.assignee) == (
        article.pk,
        "in_progress",
        newsroom.reporter,
    )
    assert Story.objects.get().state == Story.State.IN_PROGRESS


def test_a_story_whose_only_article_is_published_is_done(newsroom, story):
    article = make_article(newsroom, story=story)

    services.item_submit(item=article, by=newsroom.reporter)
    services.item_approve(item=article, by=newsroom.chief, step=1)
    services.item_publish(item=article, by=newsroom.chief)

    assert Story.objects.get().state == Story.State.DONE
    assert Assignment.objects.get().state == "completed"


def test_no_article_is_begun_for_a_pitch_or_another_units_story(newsroom, pitched):
    hq = open_newsroom("hq")

    with pytest.raises(StoryStateWrong):
        make_article(newsroom, story=pitched)
    with pytest.raises(ItemNotReady):
        make_article(hq, story=pitched)

    assert (ArticlePage.objects.count(), Coverage.objects.count()) == (0, 0)


def test_photos_are_not_written(newsroom, story):
    coverage = planning.coverage_add(story=story, kind="photo", by=newsroom.secretary)
    photos = planning.assignment_give(
        coverage=coverage, assignee=newsroom.reporter, by=newsroom.secretary
    )

    with pytest.raises(WorkKindWrong):
        services.item_start(assignment=photos, by=newsroom.reporter)

    assert ArticlePage.objects.count() == 0
    assert Assignment.objects.get().state == "assigned"


# --- Other hands -------------------------------------------------------------------


def test_a_begun_draft_is_the_colleagues_to_write(newsroom, assignment, article):
    colleague = make_person("Trần Minh Đức", unit=newsroom.unit, role=Role.REPORTER)
    assignment.refresh_from_db()

    taken = services.item_hand_over(
        assignment=assignment, assignee=colleague, by=newsroom.secretary
    )

    item = ArticlePage.objects.get(pk=article.pk)
    assert (taken.item_id, ArticlePage.objects.count()) == (article.pk, 1)
    assert item.may_be_edited_by(colleague)
    assert not item.may_be_edited_by(newsroom.reporter)
    assert [row.author for row in item.bylines.all()] == [newsroom.pen_name]


def test_a_draft_sent_back_comes_to_the_colleague(newsroom, assignment, article):
    complete = make_article(newsroom)
    for name in ("sapo", "body"):
        setattr(article, name, getattr(complete, name))
    article.save_revision(user=newsroom.reporter)
    services.item_submit(item=article, by=newsroom.reporter)
    editor = newsroom.people[CHAIN_ROLES[0]]
    services.item_return(item=article, by=editor, step=1, to_step=0, comment="Thiếu")
    colleague = make_person("Trần Minh Đức", unit=newsroom.unit, role=Role.REPORTER)
    assignment.refresh_from_db()

    services.item_hand_over(
        assignment=assignment, assignee=colleague, by=newsroom.secretary
    )
    review = services.item_submit(
        item=ArticlePage.objects.get(pk=article.pk), by=colleague
    )

    assert (review.submitted_by, review.step) == (colleague, 1)


def test_a_reporter_hands_nothing_over(newsroom, assignment, article):
    assignment.refresh_from_db()

    with pytest.raises(NotAllowed):
        services.item_hand_over(
            assignment=assignment, assignee=newsroom.chief, by=newsroom.reporter
        )

    assert ArticlePage.objects.get(pk=article.pk).owner == newsroom.reporter
    assert Assignment.objects.get().item_id == article.pk
