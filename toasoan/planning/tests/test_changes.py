"""The plan changes: due times, hands, parts; and the story follows its work."""

from datetime import timedelta

import pytest

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.errors import (
    AssigneeOutsideUnit,
    AssignmentStateWrong,
    DueTimePast,
    ReasonMissing,
    StoryStateWrong,
)
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.planning.selectors import coverages_unfinished
from toasoan.planning.tests.factories import make_item
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def video(coverage, head):
    return services.coverage_add(story=coverage.story, kind="video", by=head)


@pytest.fixture
def started(assignment, reporter):
    return services.assignment_start(
        assignment=assignment, item=make_item(), by=reporter
    )


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


# --- The story follows its parts -------------------------------------------------


def test_a_story_with_a_video_nobody_has_is_not_done_with_its_text(
    started, video, reporter
):
    services.item_assignments_complete(item=started.item, by=reporter)

    assert state_of(started) == "completed"
    assert state_of(started.story) == Story.State.IN_PROGRESS
    assert coverages_unfinished(started.story) == [video]


def test_striking_out_the_last_open_part_makes_the_story_done(
    started, video, reporter, head
):
    services.item_assignments_complete(item=started.item, by=reporter)

    services.coverage_cancel(coverage=video, by=head, reason="Không đủ cảnh quay")

    assert state_of(started.story) == Story.State.DONE
    assert AuditEntry.objects.filter(action="planning.story_done").count() == 1


def test_an_article_begun_without_an_assignment_moves_the_story(
    coverage, reporter, head
):
    services.coverage_cancel(coverage=coverage, by=head, reason="Viết tự do")
    item = make_item()

    made = services.item_assignment_open(story=coverage.story, item=item, by=reporter)
    assert state_of(coverage.story) == Story.State.IN_PROGRESS
    services.item_assignments_complete(item=item, by=head)

    assert (made.coverage.kind, made.assignee) == ("text", reporter)
    assert state_of(coverage.story) == Story.State.DONE


def test_an_article_begun_without_an_assignment_takes_the_text_nobody_has(
    coverage, reporter
):
    made = services.item_assignment_open(
        story=coverage.story, item=make_item(), by=reporter
    )

    assert made.coverage == coverage
    assert Coverage.objects.count() == 1


def test_an_article_begun_beside_an_own_assignment_is_that_assignments(
    assignment, reporter
):
    made = services.item_assignment_open(
        story=assignment.story, item=make_item(), by=reporter
    )

    assert made == assignment
    assert Assignment.objects.count() == 1


def test_an_article_begun_beside_a_colleagues_text_is_a_part_of_its_own(
    started, photographer
):
    made = services.item_assignment_open(
        story=started.story, item=make_item(), by=photographer
    )

    assert made.coverage != started.coverage
    assert state_of(started) == "in_progress"


def test_no_article_is_begun_for_a_pitch(story, reporter):
    with pytest.raises(StoryStateWrong):
        services.item_assignment_open(story=story, item=make_item(), by=reporter)

    assert (Coverage.objects.count(), Assignment.objects.count()) == (0, 0)


def test_text_whose_draft_was_deleted_can_be_begun_again(started, reporter):
    started.item.delete()
    again = Assignment.objects.get(pk=started.pk)
    other = make_item()

    services.assignment_start(assignment=again, item=other, by=reporter)

    assert Assignment.objects.get().item_id == other.pk


# --- Due times -------------------------------------------------------------------


def test_due_time_in_the_past_is_refused_in_words(coverage, reporter, head):
    past = clock.now() - timedelta(minutes=1)

    with pytest.raises(DueTimePast) as refusal:
        services.assignment_give(
            coverage=coverage, assignee=reporter, by=head, due_at=past
        )

    assert refusal.value.message == (
        f"Hạn nộp {clock.format_datetime_vi(past)} đã qua. Chọn giờ khác."
    )
    assert Assignment.objects.count() == 0


def test_due_time_is_moved_by_who_assigns(assignment, reporter, head):
    later = clock.now() + timedelta(hours=3)

    with pytest.raises(NotAllowed):
        services.assignment_reschedule(assignment=assignment, due_at=later, by=reporter)
    with pytest.raises(DueTimePast):
        services.assignment_reschedule(
            assignment=assignment, due_at=clock.now() - timedelta(hours=1), by=head
        )
    assert Assignment.objects.get().due_at is None
    services.assignment_reschedule(assignment=assignment, due_at=later, by=head)

    assert Assignment.objects.get().due_at == later
    entry = AuditEntry.objects.get(action="planning.assignment_rescheduled")
    assert entry.data == {"assignment": assignment.pk, "before": None}


def test_due_time_of_what_is_handed_in_stays(started, reporter, head):
    services.item_assignments_submit(item=started.item, by=reporter)

    with pytest.raises(AssignmentStateWrong):
        services.assignment_reschedule(
            assignment=started, due_at=clock.now() + timedelta(hours=1), by=head
        )

    assert Assignment.objects.get().due_at is None


# --- Other hands -----------------------------------------------------------------


def test_a_text_one_person_has_is_not_given_to_a_second(assignment, photographer, head):
    with pytest.raises(AssignmentStateWrong):
        services.assignment_give(
            coverage=assignment.coverage, assignee=photographer, by=head
        )

    assert Assignment.objects.count() == 1


def test_photos_may_be_given_to_several_people(coverage, reporter, photographer, head):
    photos = services.coverage_add(story=coverage.story, kind="photo", by=head)

    for person in (reporter, photographer):
        services.assignment_give(coverage=photos, assignee=person, by=head)

    assert photos.assignments.count() == 2


def test_begun_work_goes_to_a_colleague_with_its_article(started, photographer, head):
    item = started.item

    taken = services.assignment_hand_over(
        assignment=started, assignee=photographer, by=head, note="Hà nghỉ ốm"
    )

    left = Assignment.objects.get(pk=started.pk)
    assert (left.state, left.item_id) == ("cancelled", None)
    assert (taken.state, taken.item_id, taken.note) == (
        "in_progress",
        item.pk,
        "Hà nghỉ ốm",
    )
    assert list(Assignment.objects.filter(item=item)) == [taken]
    assert state_of(started.story) == Story.State.IN_PROGRESS


def test_work_not_begun_is_asked_of_the_colleague_anew(assignment, photographer, head):
    taken = services.assignment_hand_over(
        assignment=assignment, assignee=photographer, by=head
    )

    assert (taken.state, state_of(assignment)) == ("assigned", "cancelled")


@pytest.mark.parametrize("whose", ["own", "stranger", "reporter"])
def test_refused_hand_over_leaves_the_work_where_it_was(
    started, reporter, photographer, head, whose
):
    stranger = make_person(unit=make_unit("hq"), role=Role.REPORTER)
    assignee, by, error = {
        "own": (reporter, head, AssignmentStateWrong),
        "stranger": (stranger, head, AssigneeOutsideUnit),
        "reporter": (photographer, reporter, NotAllowed),
    }[whose]
    item_id = started.item_id

    with pytest.raises(error):
        services.assignment_hand_over(assignment=started, assignee=assignee, by=by)

    kept = Assignment.objects.get()
    assert (kept.state, kept.item_id, kept.assignee) == (
        "in_progress",
        item_id,
        reporter,
    )


# --- Parts struck out, story closed ----------------------------------------------


def test_striking_out_a_part_ends_its_work_and_keeps_the_reason(
    started, coverage, head
):
    services.coverage_cancel(coverage=coverage, by=head, reason="Sự kiện hoãn")

    ended = Assignment.objects.get()
    assert (ended.state, ended.closed_by, ended.closing_reason) == (
        "cancelled",
        head,
        "Sự kiện hoãn",
    )
    assert Coverage.objects.get().is_cancelled
    entry = AuditEntry.objects.get(action="planning.coverage_cancelled")
    assert entry.data["reason"] == "Sự kiện hoãn"
    assert state_of(coverage.story) == Story.State.IN_PROGRESS


def test_striking_out_is_refused_without_a_reason_or_a_right(
    assignment, coverage, reporter, head
):
    with pytest.raises(ReasonMissing):
        services.coverage_cancel(coverage=coverage, by=head, reason=" ")
    with pytest.raises(NotAllowed):
        services.coverage_cancel(coverage=coverage, by=reporter, reason="Bỏ")

    assert not Coverage.objects.get().is_cancelled
    assert state_of(assignment) == "assigned"


def test_a_done_or_struck_out_part_is_not_struck_out_nor_given_again(
    started, coverage, video, reporter, head
):
    services.item_assignments_complete(item=started.item, by=reporter)
    services.coverage_add(story=coverage.story, kind="photo", by=head)
    services.coverage_cancel(coverage=video, by=head, reason="Bỏ")

    for part in (coverage, video):
        with pytest.raises(AssignmentStateWrong):
            services.coverage_cancel(coverage=part, by=head, reason="Bỏ nữa")
        with pytest.raises(AssignmentStateWrong):
            services.assignment_give(coverage=part, assignee=reporter, by=head)

    assert state_of(started) == "completed"
    assert Assignment.objects.count() == 1


def test_closing_a_story_with_open_parts_asks_why_and_strikes_them_out(
    started, video, reporter, head
):
    with pytest.raises(ReasonMissing):
        services.story_finish(story=started.story, by=head)
    assert state_of(started) == "in_progress"

    services.story_finish(story=started.story, by=head, note="Đã đủ tin")

    assert (state_of(started.story), state_of(started)) == ("done", "cancelled")
    assert Coverage.objects.filter(is_cancelled=True).count() == 2
    assert AuditEntry.objects.get(action="planning.story_done").data == {
        "note": "Đã đủ tin"
    }


def test_a_story_is_closed_only_by_who_decides_it(assignment, reporter):
    with pytest.raises(NotAllowed):
        services.story_finish(story=assignment.story, by=reporter, note="Xong")

    assert state_of(assignment.story) == Story.State.APPROVED


def test_a_pitch_or_a_closed_story_is_not_closed_as_done(story, head):
    with pytest.raises(StoryStateWrong):
        services.story_finish(story=story, by=head, note="Xong")

    assert state_of(story) == Story.State.PITCHED


# --- Places ----------------------------------------------------------------------


def test_a_story_does_not_move_to_another_units_desk(story, head):
    desk = story.desk

    with pytest.raises(StoryStateWrong):
        services.story_update(
            story=story,
            changes={"desk": make_unit("hq").desks.first(), "title": "Khác"},
            by=head,
        )

    kept = Story.objects.get()
    assert (kept.desk, kept.title) == (desk, "Thu ngân sách mười tháng")
