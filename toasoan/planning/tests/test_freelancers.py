"""Contributors are in the unit's book; a colleague sees to what they make."""

import pytest
from django.urls import reverse

from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.errors import FreelancerWrong
from toasoan.planning.models import Assignment, Freelancer
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def freelancer(unit, head):
    return services.freelancer_add(
        unit=unit, name="Trần Văn Ba", pen_name="Ba Trần", email="ba@vidu.vn", by=head
    )


def test_work_is_given_to_a_contributor_through_a_colleague(
    coverage, reporter, head, freelancer
):
    given = services.assignment_give(
        coverage=coverage, assignee=reporter, freelancer=freelancer, by=head
    )

    stored = Assignment.objects.get(pk=given.pk)
    assert (stored.assignee, stored.freelancer) == (reporter, freelancer)


def test_contributor_of_another_unit_or_who_left_is_refused(
    coverage, reporter, head, freelancer
):
    other = make_unit("hq")
    theirs = services.freelancer_add(
        unit=other, name="Ai đó", by=make_person(unit=other, role=Role.HEAD_OF_DESK)
    )
    services.freelancer_update(freelancer=freelancer, is_active=False, by=head)

    for person in (theirs, freelancer):
        with pytest.raises(FreelancerWrong):
            services.assignment_give(
                coverage=coverage, assignee=reporter, freelancer=person, by=head
            )

    assert not Assignment.objects.exists()


def test_contributor_is_written_down_once(unit, head, freelancer):
    with pytest.raises(FreelancerWrong):
        services.freelancer_add(unit=unit, name="Ba", email="ba@vidu.vn", by=head)
    services.freelancer_add(unit=unit, name="Không thư", by=head)
    services.freelancer_add(unit=unit, name="Không thư nữa", by=head)

    assert Freelancer.objects.count() == 3


def test_reporter_neither_reads_nor_keeps_the_book(client, unit, reporter, freelancer):
    with pytest.raises(NotAllowed):
        services.freelancer_add(unit=unit, name="Ai đó", by=reporter)
    client.force_login(reporter)

    answer = client.get(reverse("planning:freelancers"))

    assert answer.status_code == 403
    assert "ba@vidu.vn" not in answer.text
    assert Freelancer.objects.count() == 1


def test_book_is_kept_on_screen(client, unit, head, freelancer):
    client.force_login(head)
    client.post(
        reverse("planning:freelancer_new"), {"name": "Lê Thị Tư", "is_active": "on"}
    )
    refused = client.post(
        reverse("planning:freelancer_new"), {"name": "Ba khác", "email": "ba@vidu.vn"}
    )
    client.post(
        reverse("planning:freelancer", args=[freelancer.pk]),
        {"name": "Trần Văn Ba", "email": "ba@vidu.vn"},
    )

    assert refused.status_code == 400
    assert "đã có trong sổ" in refused.text
    freelancer.refresh_from_db()
    assert not freelancer.is_active
    assert Freelancer.objects.filter(name="Lê Thị Tư", is_active=True).exists()


def test_story_page_says_who_makes_it_and_who_sees_to_it(
    client, story, coverage, reporter, head, freelancer
):
    client.force_login(head)
    client.post(
        reverse("planning:coverage_give", args=[story.pk, coverage.pk]),
        {"assignee": reporter.pk, "freelancer": freelancer.pk},
    )

    page = client.get(reverse("planning:story", args=[story.pk])).text

    assert "Trần Văn Ba (cộng tác viên, Nguyễn Thu Hà lo)" in page


def test_contributor_goes_along_or_not_when_work_changes_hands(
    coverage, reporter, photographer, head, freelancer
):
    given = services.assignment_give(
        coverage=coverage, assignee=reporter, freelancer=freelancer, by=head
    )

    taken = services.assignment_hand_over(
        assignment=given, assignee=photographer, freelancer=freelancer, by=head
    )

    assert (taken.assignee, taken.freelancer) == (photographer, freelancer)
