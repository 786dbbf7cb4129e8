"""What is done beside a view, without opening the story; a refusal moves nothing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from toasoan.content.tests.factories import approve_all, make_article, open_newsroom
from toasoan.core import clock
from toasoan.newsroom.boards.moves import hour_at, hour_in_week
from toasoan.planning import services as planning
from toasoan.planning.models import Assignment, Story, StoryComment
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.tests.factories import pitch
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject

pytestmark = pytest.mark.django_db


def wall(day, hour, minute=0):
    begins, _ends = day_bounds(day, day)
    return begins + timedelta(hours=hour, minutes=minute)


@pytest.fixture
def story(room):
    return planning.story_approve(story=pitch(room.unit, room.reporter), by=room.chief)


@pytest.fixture
def chief(room, client):
    client.force_login(room.chief)
    return client


@pytest.fixture
def reporter(room, client):
    client.force_login(room.reporter)
    return client


def deed(client, name, *args, **fields):
    return client.post(
        reverse(f"newsroom:{name}", args=args), fields, headers={"X-Sheet": "1"}
    )


@pytest.mark.parametrize(
    ("band", "expected"), [(9, (10, 20)), (15, (15, 0)), (None, (10, 20))]
)
def test_a_story_keeps_its_minute_on_another_day_unless_another_part_was_meant(
    band, expected
):
    planned = wall(date(2026, 11, 26), 10, 20)

    moved = clock.local(hour_at(planned, date(2026, 11, 28), band=band))

    assert (moved.date(), (moved.hour, moved.minute)) == (date(2026, 11, 28), expected)


def test_an_idea_put_into_a_week_is_planned_for_nine_on_its_first_day_to_come():
    monday = clock.today() + timedelta(days=7 - clock.today().weekday())

    moved = clock.local(hour_in_week(None, monday))

    assert (moved.date(), moved.hour) == (monday, 9)


def test_a_planned_story_keeps_weekday_and_hour_in_another_week():
    friday = wall(date(2026, 11, 27), 16, 45)

    moved = clock.local(hour_in_week(friday, date(2026, 12, 7)))

    assert (moved.date(), moved.hour, moved.minute) == (date(2026, 12, 11), 16, 45)


def test_a_story_dragged_to_a_day_is_planned_there_and_the_way_back_is_told(
    chief, story
):
    begins, _ends = day_bounds(clock.today(), clock.today())
    Story.objects.filter(pk=story.pk).update(planned_at=begins + timedelta(hours=10))
    there = clock.today() + timedelta(days=2)

    answer = deed(chief, "board_move", story.pk, day=f"{there:%Y-%m-%d}", band=9)

    story.refresh_from_db()
    assert answer.json()["ok"] is True
    assert story.planned_at == begins + timedelta(days=2, hours=10)
    assert answer.json()["undo"] == {"planned_at": f"{clock.today():%Y-%m-%d}T10:00"}


def test_a_reporter_moves_nothing_of_others_and_is_told_why(reporter, story):
    answer = deed(reporter, "board_move", story.pk, day="2026-12-01", band=9)

    story.refresh_from_db()
    assert (answer.status_code, answer.json()["ok"]) == (403, False)
    assert answer.json()["said"]
    assert story.planned_at is None


def test_a_pitch_put_into_approved_is_approved(chief, room):
    idea = pitch(room.unit, room.reporter)

    answer = deed(chief, "board_column", idea.pk, to="approved")

    idea.refresh_from_db()
    assert answer.json()["ok"] is True
    assert (idea.state, idea.decided_by) == (Story.State.APPROVED, room.chief)


@pytest.mark.parametrize(
    ("to", "ask"), [("rejected", "khong-duyet"), ("dropped", "dung")]
)
def test_no_story_is_given_up_by_a_drag_alone_the_reason_is_asked(chief, room, to, ask):
    idea = pitch(room.unit, room.reporter)

    answer = deed(chief, "board_column", idea.pk, to=to)

    idea.refresh_from_db()
    assert answer.status_code == 400
    assert (answer.json()["ok"], answer.json()["ask"]) == (False, ask)
    assert idea.state == Story.State.PITCHED


def test_a_column_that_work_leads_to_takes_nothing_by_hand(chief, story):
    answer = deed(chief, "board_column", story.pk, to="in_review")

    story.refresh_from_db()
    assert answer.status_code == 409
    assert story.state == Story.State.APPROVED


def test_a_comment_is_kept_with_its_author_and_said_once_when_pressed_twice(
    reporter, room, story
):
    for _press in range(2):
        deed(reporter, "board_comment", story.pk, text="Chờ số liệu của cục ")

    [comment] = StoryComment.objects.all()
    assert (comment.text, comment.author) == ("Chờ số liệu của cục", room.reporter)


def test_an_empty_comment_or_one_of_another_unit_is_not_kept(reporter, story):
    other = open_newsroom("hq")
    theirs = pitch(other.unit, other.reporter)

    empty = deed(reporter, "board_comment", story.pk, text="  ")
    foreign = deed(reporter, "board_comment", theirs.pk, text="Chào")

    assert (empty.status_code, foreign.status_code) == (400, 404)
    assert StoryComment.objects.count() == 0


def test_a_part_is_given_rescheduled_and_handed_over_in_place(chief, room, story):
    colleague = make_person("Phạm Gia Bảo", unit=room.unit, role=Role.REPORTER)
    part = planning.coverage_add(story=story, kind="text", by=room.chief)
    due = clock.local(clock.now() + timedelta(days=1)).replace(second=0, microsecond=0)

    given = deed(chief, "board_give", story.pk, part.pk, assignee=room.reporter.pk)
    work = Assignment.objects.get()
    moved = deed(chief, "board_due", work.pk, due_at=f"{due:%Y-%m-%dT%H:%M}")
    passed = deed(chief, "board_hand_over", work.pk, assignee=colleague.pk)

    assert [a.json()["ok"] for a in (given, moved, passed)] == [True] * 3
    work.refresh_from_db()
    assert (work.due_at, work.state) == (due, Assignment.State.CANCELLED)
    assert part.assignments.exclude(pk=work.pk).get().assignee == colleague


def test_a_reporter_gives_out_no_work(reporter, room, story):
    part = planning.coverage_add(story=story, kind="text", by=room.chief)

    answer = deed(reporter, "board_give", story.pk, part.pk, assignee=room.reporter.pk)

    assert answer.status_code == 403
    assert part.assignments.count() == 0


def test_an_approved_article_is_published_beside_the_list(client, room, story):
    article = make_article(room, story=story)
    approve_all(room, article)
    client.force_login(room.secretary)

    page = client.get(reverse("newsroom:board_story", args=[story.pk]))
    answer = deed(client, "board_item", article.pk, "xuat-ban")

    article.refresh_from_db()
    assert "Xuất bản ngay" in page.content.decode()
    assert (answer.json()["ok"], article.live) == (True, True)


def test_an_article_the_gate_keeps_is_not_published_and_the_panel_says_why(
    client, room, story
):
    article = make_article(room, story=story)
    client.force_login(room.secretary)

    page = client.get(reverse("newsroom:board_story", args=[story.pk]))
    answer = deed(client, "board_item", article.pk, "xuat-ban")

    article.refresh_from_db()
    assert "Chưa xuất bản được:" in page.content.decode()
    assert (answer.json()["ok"], article.live) == (False, False)
    assert answer.status_code == 409


def test_the_panel_is_a_part_for_a_script_and_a_page_without_one(chief, story):
    address = reverse("newsroom:board_story", args=[story.pk])

    part = chief.get(address, headers={"X-Sheet": "1"}).content.decode()
    page = chief.get(address).content.decode()

    assert "<html" not in part
    assert "<html" in page
    assert all(story.title in text for text in (part, page))


def test_without_a_script_a_deed_leads_back_and_a_refusal_keeps_the_words(
    chief, room, story
):
    done = chief.post(
        reverse("newsroom:board_comment", args=[story.pk]), {"text": "Hay"}
    )
    refused = chief.post(
        reverse("newsroom:board_decide", args=[story.pk, "khong-duyet"]),
        {"note": "Trùng bài hôm qua"},
    )

    assert done.url == reverse("newsroom:board_story", args=[story.pk])
    assert refused.status_code == 409
    assert "Trùng bài hôm qua" in refused.content.decode()
    story.refresh_from_db()
    assert story.state == Story.State.APPROVED


def test_a_pitch_outside_the_remit_asks_for_the_reason_in_the_panel(chief, room):
    idea = pitch(
        room.unit,
        room.reporter,
        subject=make_subject("sport"),
        remit_reason="Bạn đọc hỏi nhiều",
    )

    dragged = deed(chief, "board_column", idea.pk, to="approved")
    panel = chief.get(reverse("newsroom:board_story", args=[idea.pk])).content.decode()
    said = deed(chief, "board_decide", idea.pk, "duyet", note="Liên quan thuế")

    idea.refresh_from_db()
    assert (dragged.json()["ok"], dragged.json()["ask"]) == (False, "duyet")
    assert 'data-ask="duyet"' in panel
    assert (said.json()["ok"], idea.state) == (True, Story.State.APPROVED)
