"""The pulse names every story that any service of the house changed, and no other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from toasoan.content import services as content
from toasoan.content.tests.factories import approve_all, make_article, open_newsroom
from toasoan.core import clock
from toasoan.newsroom.boards import pulse as pulses
from toasoan.newsroom.boards.pulse import changes_since, pulse_now
from toasoan.planning import services as planning
from toasoan.planning.models import Coverage
from toasoan.planning.tests.factories import pitch
from toasoan.units.roles import Role
from toasoan.units.services.desks import desk_rename
from toasoan.units.tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(room):
    return planning.story_approve(story=pitch(room.unit, room.reporter), by=room.chief)


@pytest.fixture
def noise(room):
    return pitch(room.unit, room.reporter, title="Không ai đụng tới")


def seen(room, deed):
    """Return which stories the pulse names after the deed."""
    before = pulse_now()
    deed()
    changes = changes_since(room.unit, before)
    assert changes.pulse > before
    assert not changes.whole
    return changes.stories


def test_every_step_of_a_story_and_of_its_parts_is_felt(room, story, noise):
    colleague = make_person("Phạm Gia Bảo", unit=room.unit, role=Role.REPORTER)
    held = {}

    def add():
        held["part"] = planning.coverage_add(story=story, kind="photo", by=room.chief)

    def give():
        held["work"] = planning.assignment_give(
            coverage=held["part"], assignee=room.reporter, by=room.chief
        )

    def pass_on():
        held["work"] = planning.assignment_hand_over(
            assignment=held["work"], assignee=colleague, by=room.chief
        )

    deeds = [
        add,
        give,
        lambda: planning.assignment_accept(assignment=held["work"], by=room.reporter),
        lambda: planning.assignment_reschedule(
            assignment=held["work"], due_at=clock.now() + timedelta(1), by=room.chief
        ),
        pass_on,
        lambda: planning.assignment_submit(
            assignment=held["work"], link="https://vidu.vn/1", by=colleague
        ),
        lambda: planning.assignment_return(
            assignment=held["work"], reason="Mờ", by=room.chief
        ),
        lambda: planning.assignment_withdraw(
            assignment=held["work"], reason="Bận", by=room.chief
        ),
        lambda: planning.coverage_cancel(
            coverage=held["part"], reason="Thôi", by=room.chief
        ),
        lambda: planning.story_comment_add(story=story, text="Hay", by=room.reporter),
        lambda: content.story_change(
            story=story, changes={"planned_at": clock.now()}, by=room.chief
        ),
        lambda: planning.story_drop(story=story, note="Hết tin", by=room.chief),
    ]

    assert [seen(room, deed) for deed in deeds] == [{story.pk}] * len(deeds)


def test_every_step_of_an_article_is_felt_on_its_story(room, story, noise):
    article = make_article(room, story=story)
    later = clock.now() + timedelta(hours=2)

    deeds = [
        lambda: approve_all(room, article),
        lambda: content.item_schedule(item=article, at=later, by=room.secretary),
        lambda: content.item_unschedule(item=article, by=room.secretary),
        lambda: content.item_publish(item=article, by=room.secretary),
        lambda: content.item_take_down(
            item=type(article).objects.get(pk=article.pk),
            public_reason="Sai",
            internal_reason="Sai",
            ordered_by="Tổng biên tập",
            by=room.chief,
        ),
    ]

    assert [seen(room, deed) for deed in deeds] == [{story.pk}] * len(deeds)


def test_what_another_unit_does_moves_the_pulse_and_names_nothing(room):
    other = open_newsroom("hq")
    before = pulse_now()

    pitch(other.unit, other.reporter)

    changes = changes_since(room.unit, before)
    assert (changes.any, changes.pulse > before) == (False, True)
    assert changes_since(other.unit, before).any


def test_an_article_that_was_deleted_or_a_desk_that_was_renamed_renews_the_view(
    room, story
):
    administrator = make_person("An", unit=room.unit, role=Role.UNIT_ADMINISTRATOR)
    article = make_article(room, story=story)
    before = pulse_now()

    article.delete(user=room.reporter)
    deleted = changes_since(room.unit, before)
    before = pulse_now()
    desk_rename(desk=story.desk, name="Ban mới", by=administrator)

    assert (deleted.whole, changes_since(room.unit, before).whole) == (True, True)


def test_a_page_that_slept_through_many_changes_is_renewed(room, story, monkeypatch):
    monkeypatch.setattr(pulses, "MOST_LINES", 2)
    before = pulse_now()
    for text in "abc":
        planning.story_comment_add(story=story, text=text, by=room.reporter)

    changes = changes_since(room.unit, before)

    assert (changes.whole, changes.pulse) == (True, pulse_now())


def test_autosave_of_a_draft_is_no_change_of_the_plan(room, story):
    article = make_article(room, story=story)
    before = pulse_now()

    article.save_revision(user=room.reporter, log_action=True)

    assert changes_since(room.unit, before).any is False


def test_the_pulse_answers_204_with_its_number_until_something_happens(
    room, story, client
):
    client.force_login(room.reporter)
    address = reverse("newsroom:pulse")
    now = pulse_now()

    quiet = client.get(address, {"tu": now})
    planning.story_comment_add(story=story, text="Gọi lại cục thuế", by=room.chief)
    told = client.get(address, {"tu": now})

    assert (quiet.status_code, quiet.headers["X-Pulse"]) == (204, str(now))
    assert told.json() == {
        "pulse": pulse_now(),
        "last": pulse_now(),
        "stories": [story.pk],
        "whole": False,
    }
    assert client.get(address, {"tu": "x"}).status_code == 404


def test_only_the_stories_asked_for_are_drawn_again_and_those_gone_are_not(
    room, story, noise, client
):
    client.force_login(room.reporter)
    address = reverse("newsroom:board", args=["bang"])
    planning.story_drop(story=noise, note="Hết tin", by=room.chief)

    answer = client.get(address, {"chi": f"{story.pk},{noise.pk}"}).json()

    assert [(row["story"], row["place"]) for row in answer["rows"]] == [
        (story.pk, "approved")
    ]
    assert answer["counts"]["pitched"] == 0
    assert str(story.title) in answer["rows"][0]["html"]
    assert Coverage.objects.count() == 0


def test_colleagues_who_ask_about_the_same_change_share_one_reading(
    room, story, client
):
    other = open_newsroom("hq")
    address = reverse("newsroom:board", args=["bang"])
    now = pulse_now()

    def ask(person, nhip):
        client.force_login(person)
        with CaptureQueriesContext(connection) as queries:
            rows = client.get(address, {"chi": story.pk, "nhip": nhip}).json()["rows"]
        return len(rows), len(queries)

    first, again = ask(room.chief, now), ask(room.chief, now)
    foreign, next_change = ask(other.chief, now), ask(room.chief, now + 1)
    not_yet = [ask(room.chief, 10**9) for _twice in range(2)]

    assert [first[0], again[0], foreign[0], next_change[0]] == [1, 1, 0, 1]
    assert again[1] < first[1]
    assert next_change[1] > again[1]
    assert not_yet[0] == not_yet[1]


def test_a_page_of_a_unit_one_has_left_in_another_window_is_told_so(room, client):
    client.force_login(room.chief)
    asked = {"tu": pulse_now(), "chi": "1", "don-vi": "hq"}

    for address in (
        reverse("newsroom:pulse"),
        reverse("newsroom:board", args=["bang"]),
    ):
        answer = client.get(address, asked, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (409, "unit_left")
