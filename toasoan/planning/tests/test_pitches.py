"""A pitch is asked back about, kept within the remit, and compared with what is planned."""

import pytest

from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.errors import OutsideRemit, QuestionMissing, StoryStateWrong
from toasoan.planning.models import PitchQuestion, Story
from toasoan.planning.selectors import pitches_of, stories_like, stories_waiting
from toasoan.planning.tests.factories import pitch
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_subject, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside(unit):
    return make_subject("sport")


# --- asked back


def test_question_puts_the_pitch_before_its_proposer_and_the_answer_back_to_the_desk(
    unit, story, reporter, head
):
    services.pitch_ask(story=story, question="Nguồn số liệu nào?", by=head)

    assert list(stories_waiting(unit)) == []
    assert [each.is_asked for each in pitches_of(reporter, unit)] == [True]

    services.pitch_reply(story=story, answer="Kho bạc Nhà nước", by=reporter)

    assert list(stories_waiting(unit)) == [story]
    assert [each.is_asked for each in pitches_of(reporter, unit)] == [False]
    asked = PitchQuestion.objects.get()
    assert (asked.asked_by, asked.answered_by, asked.answer) == (
        head,
        reporter,
        "Kho bạc Nhà nước",
    )
    assert AuditEntry.objects.filter(action__startswith="planning.pitch_").count() == 2


def test_second_question_waits_for_the_first_answer(story, head):
    services.pitch_ask(story=story, question="Nguồn nào?", by=head)

    with pytest.raises(StoryStateWrong):
        services.pitch_ask(story=story, question="Ảnh đâu?", by=head)

    assert PitchQuestion.objects.count() == 1


def test_reporter_cannot_ask_and_a_colleague_cannot_answer(
    story, reporter, photographer, head
):
    with pytest.raises(NotAllowed):
        services.pitch_ask(story=story, question="Gì vậy?", by=photographer)
    assert not PitchQuestion.objects.exists()

    services.pitch_ask(story=story, question="Nguồn nào?", by=head)
    with pytest.raises(NotAllowed):
        services.pitch_reply(story=story, answer="Tôi biết", by=photographer)

    assert PitchQuestion.objects.get().is_open


def test_empty_question_and_empty_answer_are_refused(story, reporter, head):
    with pytest.raises(QuestionMissing):
        services.pitch_ask(story=story, question="  ", by=head)
    services.pitch_ask(story=story, question="Nguồn nào?", by=head)
    with pytest.raises(QuestionMissing):
        services.pitch_reply(story=story, answer=" ", by=reporter)

    assert PitchQuestion.objects.get().is_open


def test_answering_twice_keeps_the_first_answer(story, reporter, head):
    services.pitch_ask(story=story, question="Nguồn nào?", by=head)
    services.pitch_reply(story=story, answer="Kho bạc", by=reporter)

    with pytest.raises(QuestionMissing):
        services.pitch_reply(story=story, answer="Khác", by=reporter)

    assert PitchQuestion.objects.get().answer == "Kho bạc"


def test_pitch_may_be_decided_while_a_question_is_open_and_then_asks_nothing_more(
    story, reporter, head
):
    services.pitch_ask(story=story, question="Nguồn nào?", by=head)
    services.story_approve(story=story, by=head)

    with pytest.raises(StoryStateWrong):
        services.pitch_reply(story=story, answer="Kho bạc", by=reporter)
    with pytest.raises(StoryStateWrong):
        services.pitch_ask(story=story, question="Còn gì?", by=head)

    story.refresh_from_db()
    assert story.state == Story.State.APPROVED


# --- the remit: Press Law 2025 keeps a magazine to its own field


def test_pitch_outside_the_remit_needs_a_reason(unit, reporter, outside):
    with pytest.raises(OutsideRemit):
        pitch(unit, reporter, subject=outside)
    assert not Story.objects.exists()

    story = pitch(unit, reporter, subject=outside, remit_reason="Tài trợ thể thao")

    assert (story.is_in_remit, story.remit_reason) == (False, "Tài trợ thể thao")


def test_approval_outside_the_remit_needs_the_deciders_own_reason(
    unit, reporter, head, outside
):
    story = pitch(unit, reporter, subject=outside, remit_reason="Tài trợ thể thao")

    with pytest.raises(OutsideRemit):
        services.story_approve(story=story, by=head)
    story.refresh_from_db()
    assert story.state == Story.State.PITCHED

    services.story_approve(story=story, by=head, note="Khía cạnh thuế của tài trợ")

    story.refresh_from_db()
    assert story.state == Story.State.APPROVED


def test_who_may_not_decide_is_refused_before_the_remit_is_spoken_of(
    unit, reporter, outside
):
    story = pitch(unit, reporter, subject=outside, remit_reason="Tài trợ thể thao")

    with pytest.raises(NotAllowed):
        services.story_approve(story=story, by=reporter)


def test_story_cannot_be_moved_outside_the_remit_without_a_reason(
    story, reporter, outside
):
    with pytest.raises(OutsideRemit):
        services.story_update(story=story, changes={"subject": outside}, by=reporter)

    story.refresh_from_db()
    assert story.subject.code == "tax"


# --- what is planned already


def test_similar_story_of_the_unit_is_found_while_typing(unit, story, reporter):
    noise = pitch(unit, reporter, title="Chứng khoán phiên cuối tuần")

    like = stories_like(unit, "thu ngan sach 10 thang")

    assert (like.own, like.others) == ([story], [])
    assert noise not in like.own


def test_similar_story_of_another_unit_is_counted_as_theirs(unit, story):
    other = make_unit("hq")
    theirs = pitch(
        other,
        make_person(unit=other, role=Role.REPORTER),
        title="Thu ngân sách mười tháng của hải quan",
    )

    like = stories_like(unit, "Thu ngân sách mười tháng")

    assert (like.own, like.others) == ([story], [theirs])


def test_story_is_not_like_itself_and_rejected_ones_do_not_count(unit, story, head):
    assert stories_like(unit, story.title, but=story.pk).own == []

    services.story_reject(story=story, by=head, note="Đã làm")

    assert stories_like(unit, story.title).own == []


def test_many_like_it_elsewhere_do_not_hide_the_units_own(unit, story):
    other = make_unit("hq")
    theirs = make_person(unit=other, role=Role.REPORTER)
    for _ in range(12):
        pitch(other, theirs, title=story.title)

    like = stories_like(unit, "thu ngân sách mười tháng tới")

    assert (like.own, len(like.others)) == ([story], 5)
