"""In English a state reads as a state, a deed as done, and a button as a command.

Vietnamese says all three with one word; a context tells them apart.
"""

import pytest
from django.utils import translation

from toasoan.content.item_states import STATE_LABELS
from toasoan.content.models import DepositRecord, Review, ReviewDecision
from toasoan.content.models.publication import PublicationSchedule
from toasoan.content.views.verbs import VERBS
from toasoan.newsroom.act_names import NAMES
from toasoan.planning.models import Assignment, Story
from toasoan.units.roles import Action

STATES = [
    *Story.State,
    *Assignment.State,
    *Review.State,
    *PublicationSchedule.State,
]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def buttons():
    return {str(verb.button) for verb in VERBS.values()} | {
        translation.gettext(word)
        for word in (
            "Không duyệt",
            "Dừng làm",
            "Xong đề tài",
            "Từ chối",
            "Nhận việc",
            "Thu hồi việc",
            "Giao việc",
            "Giao lại",
            "Bỏ hạng mục",
            "Duyệt đề tài",
            "Ủy quyền",
            "Mở khóa đăng nhập",
        )
    }


@pytest.mark.parametrize(
    ("word", "button", "label", "named"),
    [
        ("Không duyệt", "Reject", Story.State.REJECTED.label, "Rejected"),
        ("Dừng làm", "Stop work", Story.State.DROPPED.label, "Stopped"),
        ("Từ chối", "Decline", Assignment.State.DECLINED.label, "Declined"),
        ("Hẹn giờ", "Schedule", STATE_LABELS["scheduled"], "Scheduled"),
        ("Duyệt", "Approve", ReviewDecision.Kind.APPROVE.label, "Approved"),
        ("Trả lại", "Send back", ReviewDecision.Kind.RETURN.label, "Sent back"),
        ("Gỡ bài", "Take down", DepositRecord.Kind.TAKEN_DOWN.label, "Taken down"),
        ("Viết bài", "Write a story", Action.WRITE.label, "Write stories"),
    ],
)
def test_one_word_of_vietnamese_is_two_of_english(word, button, label, named):
    assert (translation.gettext(word), str(label)) == (button, named)
    with translation.override("vi"):
        assert (translation.gettext(word), str(label)) == (word, word)


def test_no_state_and_no_deed_reads_like_a_button():
    named = {str(label) for label in (*STATE_LABELS.values(), *NAMES.values())}
    named |= {str(state.label) for state in STATES}
    named |= {str(k.label) for k in (*ReviewDecision.Kind, *DepositRecord.Kind)}

    assert named & buttons() == set()
