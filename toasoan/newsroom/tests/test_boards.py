"""The views of the plan: what stands where, in which words, in how many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from toasoan.content import services as content
from toasoan.content.tests.factories import make_article, open_newsroom, publish
from toasoan.core import clock
from toasoan.newsroom.boards.board import Asked, placed_of
from toasoan.newsroom.boards.day import figures_of
from toasoan.newsroom.boards.kinds import VIEWS
from toasoan.newsroom.boards.pulse import pulse_now
from toasoan.newsroom.boards.spans import IDEAS, cell, monday_of
from toasoan.newsroom.boards.timing import timing_of
from toasoan.planning import services as planning
from toasoan.planning.board_filter import BoardFilter
from toasoan.planning.models import Coverage, Story
from toasoan.planning.recurrence import day_bounds
from toasoan.planning.tests.factories import pitch
from toasoan.security.models import AuditEntry
from toasoan.units.tests.factories import make_subject

pytestmark = pytest.mark.django_db
KINDS = list(VIEWS)


def noon(days=0):
    """Return a moment in the middle of a day on the wall."""
    begins, _ends = day_bounds(clock.today(), clock.today())
    return begins + timedelta(days=days, hours=12)


def read(room, view, *, at=None, params=None, **wanted):
    at = at or clock.now()
    asked = Asked(room.unit, BoardFilter(**wanted), at, params or {})
    board = VIEWS[view].read(asked)
    return board, placed_of(board, at)


def titles(placed, place):
    return [each.card.story.title for each in placed.get(place, [])]


def approved(room, **fields):
    return planning.story_approve(
        story=pitch(room.unit, room.reporter, **fields), by=room.chief
    )


def given(room, story, kind=Coverage.Kind.TEXT, **fields):
    part = planning.coverage_add(story=story, kind=kind, by=room.chief)
    return planning.assignment_give(
        coverage=part, assignee=room.reporter, by=room.chief, **fields
    )


def test_the_board_has_a_story_in_the_column_of_its_state(room):
    pitch(room.unit, room.reporter, title="Mới đề xuất")
    approved(room, title="Đã duyệt")
    worked = approved(room, title="Đang viết")
    content.item_start(
        assignment=given(room, worked), by=room.reporter, section=room.section
    )
    gone = pitch(room.unit, room.reporter, title="Không làm")
    planning.story_reject(story=gone, by=room.chief, note="Trùng")

    board, placed = read(room, "bang")

    assert titles(placed, "pitched") == ["Mới đề xuất"]
    assert titles(placed, "approved") == ["Đã duyệt"]
    assert titles(placed, "in_progress") == ["Đang viết"]
    assert board.counts == {
        "pitched": 1,
        "approved": 1,
        "in_progress": 1,
        "in_review": 0,
        "done": 0,
    }


def test_a_story_whose_article_is_read_by_editors_stands_in_review(room):
    story = approved(room, title="Chờ duyệt bài")
    article = make_article(room, story=story)
    content.item_submit(item=article, by=room.reporter)

    _board, placed = read(room, "bang")

    assert titles(placed, "in_review") == ["Chờ duyệt bài"]
    assert placed["in_review"][0].card.pill.text == "Chờ Biên tập viên"


def test_a_column_shows_the_first_fifty_and_counts_all(room):
    for number in range(52):
        pitch(room.unit, room.reporter, title=f"Đề tài {number}")

    board, placed = read(room, "bang")
    _alone, second = read(room, "bang", params={"cot": "pitched", "trang": "1"})

    assert len(placed["pitched"]) == 50
    assert board.counts["pitched"] == 52
    assert len(second["pitched"]) == 52


def test_the_day_sets_the_planned_hour_against_the_hour_it_went_out(room):
    kept = approved(room, title="Đúng giờ", planned_at=clock.now())
    publish(room, make_article(room, story=kept))
    approved(room, title="Trễ", planned_at=noon() - timedelta(minutes=25))
    approved(room, title="Sắp tới", planned_at=noon() + timedelta(minutes=35))
    approved(room, title="Hôm khác", planned_at=noon(3))

    board, placed = read(room, "ngay", at=noon())

    assert {
        each.card.story.title: (each.card.timing.text, each.card.timing.look)
        for each in placed["day"]
    } == {
        "Đúng giờ": ("Đúng giờ", "good"),
        "Trễ": ("Trễ 25 phút", "late"),
        "Sắp tới": ("Còn 35 phút", "warn"),
    }
    assert board.counts == {"day": 3}


def test_an_article_that_went_out_without_a_plan_is_in_the_day_too(room):
    story = approved(room, title="Không hẹn giờ")
    publish(room, make_article(room, story=story))

    _board, placed = read(room, "ngay")

    assert titles(placed, "day") == ["Không hẹn giờ"]
    assert placed["day"][0].card.timing is None


@pytest.mark.parametrize(
    ("minutes", "words", "look"),
    [
        (-40, "Sớm 40 phút", "good"),
        (-5, "Đúng giờ", "good"),
        (5, "Đúng giờ", "good"),
        (27, "Muộn 27 phút", "warn"),
        (60 * 5, "Muộn 5 giờ", "warn"),
        (60 * 24 * 3, "Muộn 3 ngày", "warn"),
    ],
)
def test_what_went_out_is_early_on_time_or_late_in_words(minutes, words, look):
    planned = noon()
    out = planned + timedelta(minutes=minutes)

    timing = timing_of(planned, out, out, is_open=False)

    assert (timing.text, timing.look) == (words, look)


def test_the_figures_of_a_day_count_what_they_say(room):
    out = approved(room, title="Đã đăng", planned_at=clock.now())
    publish(room, make_article(room, story=out))
    approved(room, title="Trễ", planned_at=noon() - timedelta(minutes=25))
    given(
        room, approved(room, title="Đã giao", planned_at=noon(0) + timedelta(hours=2))
    )

    _board, placed = read(room, "ngay", at=noon())
    figures = figures_of(placed["day"], clock.today(), noon())

    assert (figures.planned, figures.published, figures.on_time) == (3, 1, 100)
    assert (figures.late, figures.worst, figures.not_given) == (1, "Trễ 25 phút", 1)


def test_the_week_puts_a_story_into_its_day_and_part_of_the_day(room):
    at = noon() + timedelta(hours=1)
    approved(room, title="Một giờ chiều", planned_at=at)

    board, placed = read(room, "tuan")

    place = cell(clock.local(at).date(), 12)
    assert titles(placed, place) == ["Một giờ chiều"]
    assert board.counts[place] == 1


def test_the_long_range_has_twelve_weeks_and_the_ideas_without_a_day(room):
    approved(room, title="Tháng sau", planned_at=noon(28))
    approved(room, title="Năm sau", planned_at=noon(300))
    pitch(room.unit, room.reporter, title="Ý tưởng")

    board, placed = read(room, "dai-han")

    week = f"{monday_of(clock.local(noon(28)).date()):%Y-%m-%d}"
    assert titles(placed, week) == ["Tháng sau"]
    assert titles(placed, IDEAS) == ["Ý tưởng"]
    assert board.total == 2


def test_the_map_shows_each_part_with_its_state_and_person(room):
    story = approved(room, title="Có ảnh")
    given(room, story)
    planning.coverage_add(story=story, kind=Coverage.Kind.PHOTO, by=room.chief)

    _board, placed = read(room, "hang-muc")

    [card] = [each.card for each in placed["map"]]
    assert [(p.kind, p.text, p.people) for p in card.parts] == [
        ("text", "Đã giao", str(room.reporter)),
        ("photo", "Chưa giao", ""),
    ]


def test_words_are_found_without_marks_and_every_filter_filters(room):
    wanted = approved(room, title="Đấu thầu trái phiếu", priority=1)
    given(room, wanted, Coverage.Kind.VIDEO)
    pitch(room.unit, room.secretary, title="Noise", priority=5)

    for asked in (
        {"words": "dau thau"},
        {"priority": 1},
        {"kind": "video"},
        {"person": room.reporter.pk},
        {"state": "approved"},
    ):
        _board, placed = read(room, "hang-muc", **asked)
        assert titles(placed, "map") == ["Đấu thầu trái phiếu"], asked


def test_late_keeps_what_missed_its_hour_or_a_due_time_and_nothing_that_is_out(room):
    approved(room, title="Trễ giờ", planned_at=noon(-1))
    overdue = given(room, approved(room, title="Trễ hạn nộp"))
    type(overdue).objects.update(due_at=clock.now() - timedelta(hours=1))
    approved(room, title="Còn sớm", planned_at=noon(2))
    closed = approved(room, title="Đã đóng", planned_at=noon(-1))
    planning.story_finish(story=closed, by=room.chief)

    _board, placed = read(room, "bang", late=True)

    found = [title for place in placed for title in titles(placed, place)]
    assert sorted(found) == ["Trễ giờ", "Trễ hạn nộp"]


def test_stories_given_up_are_shown_only_when_asked_for(room):
    dropped = approved(room, title="Đã dừng", planned_at=noon())
    planning.story_drop(story=dropped, by=room.chief, note="Hết tin")

    _board, without = read(room, "ngay")
    _board, with_it = read(room, "ngay", state="dropped")

    assert titles(without, "day") == []
    assert titles(with_it, "day") == ["Đã dừng"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_takes_as_many_queries_for_forty_stories_as_for_four(room, client, kind):
    client.force_login(room.chief)
    address = reverse("newsroom:board", args=[kind])

    def fill(n):
        for number in range(n):
            story = approved(room, title=f"Đề tài {number}", planned_at=noon())
            given(room, story, due_at=clock.now() + timedelta(hours=2))
            make_article(room, story=story)

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    fill(4)
    count()  # what is read once per process
    few = count()
    fill(36)

    assert count() == few
    assert few <= 45


@pytest.mark.parametrize("kind", KINDS)
def test_a_view_of_an_empty_unit_opens_and_garbage_in_its_address_filters_nothing(
    room, client, kind
):
    client.force_login(room.chief)
    approved(room, title="Vẫn hiện", planned_at=noon())
    address = reverse("newsroom:board", args=[kind])

    empty = client.get(address, {"state": "rejected"})
    garbage = client.get(
        address,
        {"desk": "x", "person": "-1", "state": "?", "ngay": "2026-99-99", "trang": "z"},
    )

    assert empty.status_code == 200
    assert garbage.status_code == 200
    assert "Vẫn hiện" in garbage.content.decode()


def test_another_unit_and_who_belongs_to_none_see_nothing(
    room, client, django_user_model
):
    other = open_newsroom("hq")
    approved(room, title="Chỉ của đơn vị tôi", planned_at=noon())
    client.force_login(other.chief)

    for kind in KINDS:
        page = client.get(reverse("newsroom:board", args=[kind]))
        assert "Chỉ của đơn vị tôi" not in page.content.decode()
    assert Story.objects.filter(unit=room.unit).count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_keys_over_a_thousand_stay_plain_for_the_script(room, client, kind):
    Story.objects.create(
        pk=12_345,
        unit=room.unit,
        desk=room.unit.desks.first(),
        slugline="x",
        title="X",
        brief="x",
        subject=make_subject("tax"),
        planned_at=noon(),
        pitched_by=room.reporter,
    )
    AuditEntry.objects.order_by("-sequence").update(sequence=F("sequence") + 50_000)
    client.force_login(room.chief)

    page = client.get(reverse("newsroom:board", args=[kind])).content.decode()

    pulse = pulse_now()
    assert 'data-story="12345"' in page
    assert f'data-pulse="{pulse}"' in page
    assert pulse > 50_000
