"""A story that did not appear at its hour rings; an old article asks to be looked at."""

from datetime import timedelta

import pytest
from wagtail.rich_text import RichText

from toasoan.content.models import ArticlePage
from toasoan.content.services import item_start, item_submit, plan_alarms_send
from toasoan.content.tests.factories import (
    make_genre,
    make_photo,
    open_newsroom,
    publish,
)
from toasoan.core import clock
from toasoan.planning import services as planning
from toasoan.planning.models import Assignment, Coverage, Freelancer, Story
from toasoan.planning.tests.factories import pitch
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return open_newsroom("tbtc")


@pytest.fixture
def story(room):
    made = pitch(room.unit, room.reporter, section=room.section, genre=make_genre())
    return planning.story_approve(story=made, by=room.secretary)


@pytest.fixture
def assignment(room, story):
    part = planning.coverage_add(
        story=story, kind=Coverage.Kind.TEXT, ordered_length=600, by=room.secretary
    )
    return planning.assignment_give(
        coverage=part, assignee=room.reporter, by=room.secretary
    )


def planned(story, **ahead):
    at = clock.now() + timedelta(**ahead)
    Story.objects.filter(pk=story.pk).update(planned_at=at)


def told(kind):
    return {row.recipient for row in Notification.objects.filter(kind=kind)}


def test_missed_hour_is_told_once_to_who_approved_gave_and_makes_it(
    room, story, assignment
):
    planned(story, minutes=-20)

    plan_alarms_send()
    plan_alarms_send()

    assert told("content.plan_missed") == {room.secretary, room.reporter}
    assert Notification.objects.filter(kind="content.plan_missed").count() == 2


@pytest.mark.parametrize("ahead", [{"minutes": -5}, {"days": -2}, {"hours": 1}])
def test_minutes_of_grace_and_long_past_hours_do_not_ring(story, assignment, ahead):
    planned(story, **ahead)

    plan_alarms_send()

    assert told("content.plan_missed") == set()


def test_story_that_appeared_or_was_dropped_does_not_ring(room, story, assignment):
    planned(story, minutes=-20)
    planning.story_drop(story=story, by=room.secretary, note="Thôi")

    plan_alarms_send()

    assert told("content.plan_missed") == set()


def article_of(room, assignment):
    article = item_start(assignment=assignment, by=room.reporter)
    draft = article.get_latest_revision_as_object()
    draft.sapo = "Thu vượt dự toán, chi tiết theo từng khoản."
    draft.body = [("text", RichText("<p>" + "chữ " * 500 + "</p>"))]
    draft.lead_photo = make_photo(room.unit)
    draft.subject = room.unit.subjects.first()
    draft.save_revision(user=room.reporter)
    return article


def test_length_is_kept_when_the_text_is_handed_in(room, assignment):
    article = article_of(room, assignment)

    item_submit(item=article, by=room.reporter)

    stored = Assignment.objects.get(pk=assignment.pk)
    assert stored.length == 509
    assert stored.length_short == 91


def test_article_to_be_refreshed_is_told_once_after_its_days(room, story, assignment):
    article = article_of(room, assignment)
    publish(room, article)
    Story.objects.filter(pk=story.pk).update(refresh_after_days=30)
    plan_alarms_send()
    assert told("content.refresh_due") == set()
    ArticlePage.objects.filter(pk=article.pk).update(
        last_published_at=clock.now() - timedelta(days=31)
    )

    plan_alarms_send()
    plan_alarms_send()

    assert told("content.refresh_due") == {room.reporter, room.secretary}
    assert Notification.objects.filter(kind="content.refresh_due").count() == 2


def test_contributors_text_is_not_signed_by_who_sees_to_it(room, story, assignment):
    freelancer = Freelancer.objects.create(unit=room.unit, name="Trần Văn Ba")
    Assignment.objects.filter(pk=assignment.pk).update(freelancer=freelancer)
    assignment.refresh_from_db()

    article = item_start(assignment=assignment, by=room.reporter)

    assert article.bylines.count() == 0
