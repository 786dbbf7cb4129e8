"""A change up the line always reaches whoever works down the line, once."""

from datetime import timedelta

import pytest
from django.utils import translation

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning import services
from toasoan.planning.models import Assignment, Genre, Story
from toasoan.planning.tests.factories import make_item, pitch
from toasoan.planning.tests.test_events import HOUR
from toasoan.units.models import Desk
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person
from toasoan.workspace.kinds import notification_kinds
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def pitcher(unit):
    return make_person("Lê Văn Đề", unit=unit, role=Role.REPORTER)


@pytest.fixture
def story(unit, pitcher):
    return pitch(unit, pitcher)


@pytest.fixture
def quiet(assignment):
    """The assignment, with what was told so far put aside."""
    forget()
    return assignment


def forget():
    Notification.objects.all().delete()


def told(person):
    return [each.text for each in Notification.objects.filter(recipient=person)]


def only(person):
    (each,) = Notification.objects.filter(recipient=person)
    return each


def work_path(assignment):
    return f"/toa-soan/phan-cong/{assignment.pk}/"


# --- The rule: whatever changes above, the assignee hears of it --------------------


def fresh(story):
    return Story.objects.get(pk=story.pk)


CHANGES_ABOVE = {
    "rescheduled": lambda a, by: services.assignment_reschedule(
        assignment=a, due_at=clock.now() + HOUR, by=by
    ),
    "withdrawn": lambda a, by: services.assignment_withdraw(
        assignment=a, by=by, reason="Đổi kế hoạch"
    ),
    "part struck out": lambda a, by: services.coverage_cancel(
        coverage=a.coverage, by=by, reason="Không cần nữa"
    ),
    "story finished": lambda a, by: services.story_finish(
        story=a.story, by=by, note="Đủ bài rồi"
    ),
    "story dropped": lambda a, by: services.story_drop(
        story=a.story, by=by, note="Hết thời sự"
    ),
    **{
        f"story: {name}": lambda a, by, name=name, value=value: services.story_update(
            story=fresh(a.story), changes={name: value()}, by=by
        )
        for name, value in {
            "title": lambda: "Tên khác",
            "brief": lambda: "Hỏi thêm cơ quan thuế",
            "planned_at": lambda: clock.now() + HOUR,
            "embargo_until": lambda: clock.now() + HOUR,
            "priority": lambda: 1,
            "rights_note": lambda: "Ảnh của TTXVN",
            "genre": lambda: Genre.objects.create(code="tin", name="Tin"),
        }.items()
    },
}


@pytest.mark.parametrize("change", CHANGES_ABOVE)
def test_every_change_above_reaches_the_assignee_once(quiet, reporter, head, change):
    CHANGES_ABOVE[change](quiet, head)

    assert len(told(reporter)) == 1
    assert told(head) == []


# --- Work ------------------------------------------------------------------------


def test_who_is_given_work_reads_what_by_whom_and_until_when(coverage, reporter, head):
    due = clock.now() + timedelta(hours=3)

    made = services.assignment_give(
        coverage=coverage, assignee=reporter, by=head, due_at=due, note="Gọi Cục thuế."
    )

    assert told(reporter) == [
        (
            "Vũ Đình Khải giao cho bạn: “Thu ngân sách mười tháng”."
            f" Hạn nộp {clock.format_datetime_vi(due)}. Lời dặn: Gọi Cục thuế."
            " Mở để nhận hoặc từ chối."
        )
    ]
    assert only(reporter).path == work_path(made)
    assert only(reporter).unit == coverage.story.unit


def test_who_takes_work_on_oneself_is_not_told(coverage, head):
    services.assignment_give(coverage=coverage, assignee=head, by=head)

    assert told(head) == []


def test_work_that_goes_to_a_colleague_tells_both_once(
    quiet, reporter, photographer, head
):
    services.assignment_start(assignment=quiet, item=make_item(), by=reporter)

    taken = services.assignment_hand_over(
        assignment=quiet, assignee=photographer, by=head
    )

    assert told(reporter) == [
        (
            "Vũ Đình Khải giao việc “Thu ngân sách mười tháng” của bạn cho Phạm Gia Bảo."
            " Bài viết dở đi cùng. Bàn lại với Phạm Gia Bảo nếu còn tư liệu."
        )
    ]
    assert "Bài đã viết dở đi cùng." in told(photographer)[0]
    assert len(told(photographer)) == 1
    assert only(photographer).path == work_path(taken)


def test_work_rescheduled_twice_tells_twice(quiet, reporter, head):
    for hours in (1, 2):
        services.assignment_reschedule(
            assignment=quiet, due_at=clock.now() + hours * HOUR, by=head
        )
    services.assignment_reschedule(assignment=quiet, due_at=None, by=head)

    assert len(told(reporter)) == 3
    assert "Từ nay không có hạn." in told(reporter)[0]


def test_answer_to_work_reaches_who_gave_it(quiet, reporter, head):
    services.assignment_accept(assignment=quiet, by=reporter)
    services.assignment_decline(assignment=quiet, by=reporter, reason="Tôi nghỉ phép.")

    assert told(head) == [
        (
            "Nguyễn Thu Hà từ chối “Thu ngân sách mười tháng”: Tôi nghỉ phép."
            " Giao người khác."
        ),
        "Nguyễn Thu Hà nhận việc “Thu ngân sách mười tháng”.",
    ]
    assert told(reporter) == []
    assert {each.path for each in Notification.objects.filter(recipient=head)} == {
        f"/toa-soan/de-tai/{quiet.story.pk}/"
    }


def test_work_handed_in_returned_and_taken_tells_the_other_side(
    coverage, photographer, head
):
    photos = services.coverage_add(story=fresh(coverage.story), kind="photo", by=head)
    made = services.assignment_give(coverage=photos, assignee=photographer, by=head)
    forget()

    for reason in ("Mờ quá", "Vẫn mờ", ""):
        services.assignment_submit(assignment=made, by=photographer, photo_ids=[1])
        if reason:
            services.assignment_return(assignment=made, by=head, reason=reason)
    services.assignment_complete(assignment=made, by=head)

    assert len(told(head)) == 3
    assert [text.split(":")[-1] for text in told(photographer)][1:] == [
        " Vẫn mờ. Sửa rồi nộp lại.",
        " Mờ quá. Sửa rồi nộp lại.",
    ]
    assert "đã nhận sản phẩm" in told(photographer)[0]


# --- Stories ---------------------------------------------------------------------


def test_answer_to_a_pitch_reaches_who_pitched(story, pitcher, head):
    services.story_approve(story=story, by=head, note="Làm sớm")

    assert told(pitcher) == [
        (
            "Vũ Đình Khải duyệt đề tài “Thu ngân sách mười tháng”. Ý kiến: Làm sớm."
            " Mở đề tài để bắt đầu."
        )
    ]
    assert only(pitcher).path == f"/toa-soan/de-tai/{story.pk}/"


def test_question_about_a_pitch_and_its_answer_reach_the_other_side(
    story, pitcher, head
):
    services.pitch_ask(story=story, question="Ai nói?", by=head)
    services.pitch_reply(story=story, answer="Cục trưởng.", by=pitcher)

    assert told(pitcher) == [
        (
            "Vũ Đình Khải hỏi về đề xuất “Thu ngân sách mười tháng”: Ai nói?"
            " Trả lời để được duyệt."
        )
    ]
    assert told(head) == [
        (
            "Lê Văn Đề trả lời về đề xuất “Thu ngân sách mười tháng”: Cục trưởng."
            " Duyệt hoặc không duyệt."
        )
    ]


def test_refusal_of_a_pitch_says_why(story, pitcher, head):
    services.story_reject(story=story, by=head, note="Đã có báo khác làm.")

    assert (
        "không duyệt đề tài “Thu ngân sách mười tháng”: Đã có báo khác làm."
        in (told(pitcher)[0])
    )


def test_story_that_stops_tells_each_person_once_whatever_they_have_of_it(
    quiet, reporter, photographer, pitcher, head
):
    for kind in ("photo", "video"):
        part = services.coverage_add(story=fresh(quiet.story), kind=kind, by=head)
        for person in (reporter, photographer):
            services.assignment_give(coverage=part, assignee=person, by=head)
    forget()

    services.story_drop(story=quiet.story, by=head, note="Hết thời sự")

    assert [len(told(p)) for p in (reporter, photographer, pitcher)] == [1, 1, 1]


def test_change_of_a_story_says_what_is_new_and_only_that(quiet, reporter, head, unit):
    desk = Desk.objects.create(unit=unit, key="ban-hq", name="Ban Hải quan")

    services.story_update(
        story=fresh(quiet.story),
        changes={
            "title": "Thu ngân sách mười một tháng",
            "desk": desk,
            "brief": quiet.story.brief,
            "embargo_until": None,
            "slugline": "ten-noi-bo-khac",
        },
        by=head,
    )

    assert told(reporter) == [
        (
            "Vũ Đình Khải sửa đề tài “Thu ngân sách mười tháng”."
            " Tên mới: “Thu ngân sách mười một tháng”. Ban: Ban Hải quan."
            " Xem lại phần việc của bạn."
        )
    ]


def test_change_that_matters_to_nobody_tells_nobody(quiet, reporter, head):
    services.story_update(
        story=fresh(quiet.story),
        changes={"slugline": "ten-khac", "title": quiet.story.title},
        by=head,
    )

    assert told(reporter) == []


def test_lifted_embargo_is_told(quiet, reporter, head):
    services.story_update(
        story=fresh(quiet.story),
        changes={"embargo_until": clock.now() + HOUR},
        by=head,
    )
    services.story_update(
        story=fresh(quiet.story), changes={"embargo_until": None}, by=head
    )

    assert "Hết cấm công bố." in told(reporter)[0]


def test_who_gave_the_work_back_hears_no_more_of_the_story(quiet, reporter, head):
    services.assignment_decline(assignment=quiet, by=reporter, reason="Nghỉ phép")
    forget()

    services.story_update(story=fresh(quiet.story), changes={"priority": 1}, by=head)

    assert told(reporter) == []


def test_change_that_is_refused_tells_nobody(quiet, reporter, head, pitcher):
    with pytest.raises(NotAllowed):
        services.story_update(
            story=fresh(quiet.story), changes={"title": "Khác"}, by=reporter
        )

    assert not Notification.objects.exists()
    assert Assignment.objects.get().state == "assigned"


def test_every_kind_reads_in_both_languages(quiet):
    own = [
        kind for key, kind in notification_kinds.items() if key.startswith("planning")
    ]
    vietnamese = [kind.said({}) for kind in own]
    with translation.override("en"):
        english = [kind.said({}) for kind in own]

    assert len(own) >= 16
    assert all(a != b for a, b in zip(vietnamese, english, strict=True))
