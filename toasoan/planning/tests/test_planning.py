"""From pitch to done: stories, coverages, assignments."""

from datetime import timedelta

import pytest
from django.utils import timezone

from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning import services
from toasoan.planning.access import (
    assignment_for_assignee,
    story_for_editing,
    story_for_reading,
)
from toasoan.planning.errors import (
    AssigneeOutsideUnit,
    AssignmentStateWrong,
    ReasonMissing,
    StoryStateWrong,
)
from toasoan.planning.models import Assignment, Coverage, Story
from toasoan.planning.selectors import (
    assignments_late,
    assignments_open_for,
    stories_waiting,
    story_list_for_unit,
)
from toasoan.planning.tests.factories import pitch
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db


def test_pitch_waits_for_an_answer(unit, story):
    assert story.state == Story.State.PITCHED
    assert list(stories_waiting(unit)) == [story]
    assert AuditEntry.objects.get(action="planning.story_pitched").unit_key == "tbtc"


def test_analyst_cannot_pitch(unit):
    analyst = make_person(unit=unit, role=Role.ANALYST)

    with pytest.raises(NotAllowed):
        pitch(unit, analyst)

    assert Story.objects.count() == 0


def test_pitch_to_another_units_desk_is_refused(unit, reporter):
    with pytest.raises(StoryStateWrong):
        pitch(unit, reporter, desk=make_unit("hq").desks.first())

    assert Story.objects.count() == 0


def test_reporter_cannot_approve_their_own_pitch(story, reporter):
    with pytest.raises(NotAllowed):
        services.story_approve(story=story, by=reporter)

    story.refresh_from_db()
    assert story.state == Story.State.PITCHED


def test_head_of_another_unit_cannot_approve(story):
    stranger = make_person(unit=make_unit("hq"), role=Role.EDITOR_IN_CHIEF)

    with pytest.raises(NotAllowed):
        services.story_approve(story=story, by=stranger)

    story.refresh_from_db()
    assert story.state == Story.State.PITCHED


def test_approval_names_who_and_when(story, head):
    services.story_approve(story=story, by=head, note="Làm ngay")

    story.refresh_from_db()
    assert (story.state, story.decided_by, story.decision_note) == (
        Story.State.APPROVED,
        head,
        "Làm ngay",
    )
    assert story.decided_at is not None


def test_approving_twice_is_refused(story, head):
    services.story_approve(story=story, by=head)

    with pytest.raises(StoryStateWrong):
        services.story_approve(story=story, by=head)

    assert AuditEntry.objects.filter(action="planning.story_approved").count() == 1


def test_rejection_needs_a_reason(story, head):
    with pytest.raises(ReasonMissing):
        services.story_reject(story=story, by=head, note="")

    story.refresh_from_db()
    assert story.state == Story.State.PITCHED


def test_work_is_given_only_for_an_approved_story(story, head):
    with pytest.raises(StoryStateWrong):
        services.coverage_add(story=story, kind="text", by=head)

    assert Coverage.objects.count() == 0


def test_work_is_given_only_to_people_who_write_in_the_unit(coverage, head):
    stranger = make_person(unit=make_unit("hq"), role=Role.REPORTER)

    with pytest.raises(AssigneeOutsideUnit):
        services.assignment_give(coverage=coverage, assignee=stranger, by=head)

    assert Assignment.objects.count() == 0


def test_reporter_cannot_give_out_work(coverage, reporter):
    with pytest.raises(NotAllowed):
        services.assignment_give(coverage=coverage, assignee=reporter, by=reporter)

    assert Assignment.objects.count() == 0


def test_same_work_is_not_given_twice_to_one_person(assignment, coverage, head):
    with pytest.raises(AssignmentStateWrong):
        services.assignment_give(
            coverage=coverage, assignee=assignment.assignee, by=head
        )

    assert Assignment.objects.count() == 1


def test_declined_work_can_be_given_again(assignment, coverage, reporter, head):
    services.assignment_decline(assignment=assignment, by=reporter, reason="Nghỉ phép")
    left = Assignment.objects.get()
    assert (left.closed_by, left.closing_reason) == (reporter, "Nghỉ phép")

    again = services.assignment_give(coverage=coverage, assignee=reporter, by=head)

    assert again.state == Assignment.State.ASSIGNED


def test_declining_needs_a_reason(assignment, reporter):
    with pytest.raises(ReasonMissing):
        services.assignment_decline(assignment=assignment, by=reporter, reason=" ")

    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.ASSIGNED


def test_nobody_answers_for_another(assignment, head):
    with pytest.raises(NotAllowed):
        services.assignment_accept(assignment=assignment, by=head)

    assignment.refresh_from_db()
    assert assignment.state == Assignment.State.ASSIGNED


def test_accepted_work_cannot_be_accepted_again(assignment, reporter):
    services.assignment_accept(assignment=assignment, by=reporter)

    with pytest.raises(AssignmentStateWrong):
        services.assignment_accept(assignment=assignment, by=reporter)


def test_dropping_a_story_cancels_what_is_open(assignment, story, head):
    services.story_drop(story=story, by=head, note="Sự kiện hoãn")

    assignment.refresh_from_db()
    story.refresh_from_db()
    assert (assignment.state, story.state) == ("cancelled", "dropped")
    assert (assignment.closed_by, assignment.closing_reason) == (head, "Sự kiện hoãn")


def test_my_list_shows_open_work_earliest_due_first(unit, coverage, reporter, head):
    now = timezone.now()
    photo = services.coverage_add(story=coverage.story, kind="photo", by=head)
    late = services.assignment_give(coverage=coverage, assignee=reporter, by=head)
    late.due_at = now - timedelta(hours=1)
    late.save()
    soon = services.assignment_give(
        coverage=photo, assignee=reporter, by=head, due_at=now + timedelta(hours=1)
    )

    assert list(assignments_open_for(reporter, unit)) == [late, soon]
    assert list(assignments_late(unit, now)) == [late]
    assert (late.is_late(now), soon.is_late(now)) == (True, False)


def test_own_pitch_can_be_changed_until_it_is_answered(story, reporter, head):
    services.story_update(story=story, changes={"title": "Tên mới"}, by=reporter)
    story.refresh_from_db()
    assert story.title == "Tên mới"
    services.story_approve(story=story, by=head)

    with pytest.raises(NotAllowed):
        services.story_update(story=story, changes={"title": "Khác"}, by=reporter)

    story.refresh_from_db()
    assert story.title == "Tên mới"


@pytest.mark.parametrize("name", ["state", "unit", "pitched_by", "no_such_field"])
def test_fields_of_the_house_are_not_changed_by_an_edit(story, head, name):
    with pytest.raises(StoryStateWrong):
        services.story_update(story=story, changes={name: "done"}, by=head)

    story.refresh_from_db()
    assert story.state == Story.State.PITCHED


def test_story_of_another_unit_is_not_found(story):
    stranger = make_person(unit=make_unit("hq"), role=Role.EDITOR_IN_CHIEF)

    for fetch in (story_for_reading, story_for_editing):
        with pytest.raises(NotFound):
            fetch(stranger, story.pk)


def test_anothers_assignment_is_not_found(assignment, head):
    with pytest.raises(NotFound):
        assignment_for_assignee(head, assignment.pk)


def test_story_list_filters_by_state_and_words_within_the_unit(unit, story, reporter):
    other = make_unit("hq")
    noise = make_person(unit=other, role=Role.REPORTER)
    pitch(other, noise, desk=other.desks.first())
    second = pitch(unit, reporter, title="Giá thép", slugline="gia-thep")

    assert set(story_list_for_unit(unit)) == {story, second}
    assert list(story_list_for_unit(unit, words="thép")) == [second]
    assert list(story_list_for_unit(unit, state="approved")) == []
