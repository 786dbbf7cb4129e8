"""Photos, film and other work that is no article: handed in, taken, sent back."""

import pytest

from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.errors import (
    AssignmentStateWrong,
    NothingHandedIn,
    ReasonMissing,
    WorkKindWrong,
)
from toasoan.planning.models import Assignment, Story
from toasoan.planning.selectors import assignments_handed_in, assignments_with_work
from toasoan.planning.tests.factories import make_item, pitch
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def photos(coverage, photographer, head):
    ordered = services.coverage_add(story=coverage.story, kind="photo", by=head)
    return services.assignment_give(coverage=ordered, assignee=photographer, by=head)


@pytest.fixture
def handed_in(photos, photographer):
    return services.assignment_submit(
        assignment=photos, by=photographer, photo_ids=[7, 9, 7], note="Chụp sáng nay"
    )


def stored(assignment):
    return Assignment.objects.get(pk=assignment.pk)


def test_photos_handed_in_are_kept_once_each_and_put_the_story_in_work(handed_in):
    kept = stored(handed_in)

    assert (kept.state, kept.handed_in_photos, kept.handed_in_note) == (
        "submitted",
        [7, 9],
        "Chụp sáng nay",
    )
    assert kept.handed_in_at is not None
    assert Story.objects.get().state == Story.State.IN_PROGRESS
    assert (
        AuditEntry.objects.filter(action="planning.assignment_submitted").count() == 1
    )


def test_film_is_handed_in_by_its_address(photos, photographer):
    services.assignment_submit(
        assignment=photos, by=photographer, link="https://phim.vidu.vn/ban-dung"
    )

    assert stored(photos).handed_in_link == "https://phim.vidu.vn/ban-dung"


def test_a_word_alone_hands_nothing_in(photos, photographer):
    with pytest.raises(NothingHandedIn):
        services.assignment_submit(assignment=photos, by=photographer, note="Xong rồi")

    assert (stored(photos).state, stored(photos).handed_in_note) == ("assigned", "")


def test_nobody_hands_in_anothers_work(photos, reporter):
    with pytest.raises(NotAllowed):
        services.assignment_submit(assignment=photos, by=reporter, photo_ids=[7])

    assert stored(photos).state == "assigned"


def test_an_article_is_not_handed_in_past_its_review(assignment, reporter, head):
    with pytest.raises(WorkKindWrong):
        services.assignment_submit(assignment=assignment, by=reporter, photo_ids=[7])
    with pytest.raises(WorkKindWrong):
        services.assignment_complete(assignment=assignment, by=head)
    with pytest.raises(WorkKindWrong):
        services.assignment_return(assignment=assignment, by=head, reason="Thiếu")

    assert stored(assignment).state == "assigned"


def test_no_article_is_begun_for_photos(photos, photographer):
    with pytest.raises(WorkKindWrong):
        services.assignment_start(assignment=photos, item=make_item(), by=photographer)

    assert (stored(photos).state, stored(photos).item_id) == ("assigned", None)


def test_work_is_not_handed_in_twice(handed_in, photographer):
    with pytest.raises(AssignmentStateWrong):
        services.assignment_submit(
            assignment=stored(handed_in), by=photographer, photo_ids=[11]
        )

    assert stored(handed_in).handed_in_photos == [7, 9]


def test_only_who_assigns_takes_the_work(handed_in, photographer):
    stranger = make_person(unit=make_unit("hq"), role=Role.EDITOR_IN_CHIEF)

    for person in (photographer, stranger):
        with pytest.raises(NotAllowed):
            services.assignment_complete(assignment=handed_in, by=person)
        with pytest.raises(NotAllowed):
            services.assignment_return(assignment=handed_in, by=person, reason="Mờ")

    assert stored(handed_in).state == "submitted"


def test_sending_back_needs_a_reason(handed_in, head):
    with pytest.raises(ReasonMissing):
        services.assignment_return(assignment=handed_in, by=head, reason=" ")

    assert stored(handed_in).state == "submitted"


def test_work_sent_back_is_handed_in_anew_and_taken(handed_in, photographer, head):
    services.assignment_return(assignment=handed_in, by=head, reason="Cần ảnh ngang")
    again = stored(handed_in)
    assert (again.state, again.return_reason) == ("in_progress", "Cần ảnh ngang")

    services.assignment_submit(assignment=again, by=photographer, photo_ids=[12])
    services.assignment_complete(assignment=stored(again), by=head)

    taken = stored(handed_in)
    assert (taken.state, taken.handed_in_photos, taken.return_reason) == (
        "completed",
        [12],
        "",
    )


def test_work_that_was_not_handed_in_is_not_taken(photos, head):
    with pytest.raises(AssignmentStateWrong):
        services.assignment_complete(assignment=photos, by=head)

    assert stored(photos).state == "assigned"


def test_what_waits_to_be_taken_is_listed_without_articles_and_other_units(
    unit, handed_in, assignment, reporter
):
    services.assignment_start(assignment=assignment, item=make_item(), by=reporter)
    services.item_assignments_submit(item=stored(assignment).item, by=reporter)
    noise_unit = make_unit("hq")
    pitch(noise_unit, make_person(unit=noise_unit, role=Role.REPORTER))

    assert list(assignments_handed_in(unit)) == [handed_in]
    assert list(assignments_handed_in(noise_unit)) == []


def test_the_storys_work_leaves_out_what_was_sent_back(handed_in, head):
    story = handed_in.story
    assert list(assignments_with_work(story)) == [handed_in]

    services.assignment_return(assignment=handed_in, by=head, reason="Mờ")

    assert list(assignments_with_work(story)) == []
