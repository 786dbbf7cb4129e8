"""Work given out is taken back: by who assigns, with the reason, and it is told."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning import services
from toasoan.planning.access import assignment_for_assigning
from toasoan.planning.errors import AssignmentStateWrong, ReasonMissing
from toasoan.planning.models import Assignment, Story
from toasoan.planning.selectors import assignments_open_for, assignments_taken_from
from toasoan.planning.tests.factories import make_item
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db
REASON = "Cần Hà cho bài ngân sách"


def withdraw(assignment, by, reason=REASON):
    return services.assignment_withdraw(assignment=assignment, by=by, reason=reason)


def taken(person, unit):
    week = clock.now() - timedelta(days=7)
    return list(assignments_taken_from(person, unit, week))


def withdrawals():
    return AuditEntry.objects.filter(action="planning.assignment_withdrawn")


def test_taken_back_work_leaves_the_list_and_says_by_whom_and_why(
    unit, assignment, reporter, head
):
    withdraw(assignment, head)

    assert list(assignments_open_for(reporter, unit)) == []
    [told] = taken(reporter, unit)
    assert (told.state, told.closed_by, told.closing_reason) == (
        "withdrawn",
        head,
        REASON,
    )
    entry = withdrawals().get()
    assert (entry.actor, entry.unit_key) == (head, "tbtc")
    assert entry.data == {"assignment": assignment.pk, "reason": REASON}


def test_the_part_is_given_to_another_and_even_to_the_same_person_again(
    unit, assignment, coverage, reporter, photographer, head
):
    withdraw(assignment, head)
    other = services.assignment_give(coverage=coverage, assignee=photographer, by=head)
    [told] = taken(reporter, unit)
    assert list(told.coverage.assignments.all()) == [other]
    withdraw(other, head)

    again = services.assignment_give(coverage=coverage, assignee=reporter, by=head)

    assert again.state == "assigned"
    assert taken(reporter, unit) == []
    assert [told.pk for told in taken(photographer, unit)] == [other.pk]


def test_a_begun_draft_stays_its_writers(assignment, reporter, head):
    item = make_item()
    services.assignment_start(assignment=assignment, item=item, by=reporter)

    withdraw(Assignment.objects.get(), head)

    kept = Assignment.objects.get()
    assert (kept.state, kept.item_id) == ("withdrawn", item.pk)
    assert kept.story.state == Story.State.IN_PROGRESS


def test_what_was_begun_meanwhile_is_not_lost(assignment, reporter, head):
    as_seen_by_head = Assignment.objects.get()
    item = make_item()
    services.assignment_start(assignment=assignment, item=item, by=reporter)

    withdraw(as_seen_by_head, head)

    assert Assignment.objects.get().item_id == item.pk


@pytest.mark.parametrize("who", ["reporter", "colleague", "stranger"])
def test_who_does_not_assign_in_the_unit_takes_nothing_back(
    assignment, reporter, photographer, who
):
    stranger = make_person(unit=make_unit("hq"), role=Role.EDITOR_IN_CHIEF)
    by = {"reporter": reporter, "colleague": photographer, "stranger": stranger}[who]

    with pytest.raises(NotAllowed):
        withdraw(assignment, by)
    with pytest.raises(NotFound if who == "stranger" else NotAllowed):
        assignment_for_assigning(by, assignment.pk)

    assert Assignment.objects.get().state == "assigned"
    assert withdrawals().count() == 0


def test_taking_back_needs_a_reason(assignment, head):
    with pytest.raises(ReasonMissing):
        withdraw(assignment, head, " ")

    assert Assignment.objects.get().state == "assigned"
    assert withdrawals().count() == 0


def test_what_is_handed_in_or_ended_is_not_taken_back(assignment, reporter, head):
    item = make_item()
    services.assignment_start(assignment=assignment, item=item, by=reporter)
    services.item_assignments_submit(item=item, by=reporter)
    with pytest.raises(AssignmentStateWrong):
        withdraw(Assignment.objects.get(), head)
    assert Assignment.objects.get().state == "submitted"

    services.item_assignments_complete(item=item, by=reporter)
    with pytest.raises(AssignmentStateWrong):
        withdraw(Assignment.objects.get(), head)
    assert Assignment.objects.get().state == "completed"


def test_it_is_told_for_some_days_and_of_the_own_unit_only(
    unit, assignment, reporter, head
):
    withdraw(assignment, head)
    other = make_unit("hq")

    assert taken(reporter, other) == []
    with time_machine.travel(clock.now() + timedelta(days=6)):
        assert len(taken(reporter, unit)) == 1
    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert taken(reporter, unit) == []


def test_a_stopped_story_is_told_too_but_not_an_own_refusal(
    unit, assignment, coverage, reporter, photographer, head
):
    photos = services.coverage_add(story=coverage.story, kind="photo", by=head)
    refused = services.assignment_give(coverage=photos, assignee=photographer, by=head)
    services.assignment_decline(assignment=refused, by=photographer, reason="Bận")

    services.story_drop(
        story=Story.objects.get(), by=head, note="Sự kiện hoãn sang tháng sau"
    )

    [told] = taken(reporter, unit)
    assert (told.state, told.closing_reason) == (
        "cancelled",
        "Sự kiện hoãn sang tháng sau",
    )
    assert taken(photographer, unit) == []


# --- The screens ------------------------------------------------------------------


def url_of(assignment):
    return reverse("planning:assignment_withdraw", args=[assignment.pk])


def test_who_assigns_finds_the_button_says_why_and_the_assignee_reads_it(
    client, assignment, reporter, head
):
    client.force_login(head)
    story = reverse("planning:story", args=[assignment.coverage.story_id])
    assert url_of(assignment) in client.get(story).content.decode()
    asked = client.get(url_of(assignment)).content.decode()
    assert "Nguyễn Thu Hà thôi làm việc này" in asked
    assert "Giữ phân công" in asked

    answer = client.post(url_of(assignment), {"note": REASON}, follow=True)

    page = answer.content.decode()
    assert "Đã thu hồi việc. Nguyễn Thu Hà thấy lý do ở “Việc của tôi”." in page
    assert f"Vũ Đình Khải: “{REASON}”" in page
    assert url_of(assignment) not in page
    client.force_login(reporter)
    home = client.get("/toa-soan/").content.decode()
    assert "Việc đã thu hồi hoặc hủy" in home
    assert f"Vũ Đình Khải: “{REASON}”" in home


def test_without_a_reason_the_form_comes_back(client, assignment, head):
    client.force_login(head)

    answer = client.post(url_of(assignment), {"note": " "})

    assert answer.status_code == 400
    assert Assignment.objects.get().state == "assigned"


def test_the_assignee_has_no_button_and_is_refused(client, assignment, reporter):
    client.force_login(reporter)
    story = reverse("planning:story", args=[assignment.coverage.story_id])
    home = client.get("/toa-soan/").content.decode()

    assert url_of(assignment) not in client.get(story).content.decode() + home
    assert client.post(url_of(assignment), {"note": REASON}).status_code == 403
    assert Assignment.objects.get().state == "assigned"
