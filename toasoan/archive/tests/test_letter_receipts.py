"""The sender of a letter is told once what became of it; machines and lists are not."""

from datetime import date, timedelta

import pytest
import time_machine

from toasoan.archive.incoming.mail import reading, receipts
from toasoan.archive.incoming.mail.found import MOST_BYTES
from toasoan.archive.models import Letter, Mailbox
from toasoan.archive.tests.factories import person_make, picture_bytes, unit_make
from toasoan.archive.tests.letter_material import letter_make, receive, take, told
from toasoan.core import clock

pytestmark = pytest.mark.django_db
State = Letter.State


@pytest.fixture
def mailbox(settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "thu"
    unit = unit_make("hq")
    person_make(unit)  # nguoi0@example.vn
    return Mailbox.objects.create(
        unit=unit,
        address="kho@hq.vn",
        way="imap",
        since=date(2026, 1, 1),
        due_at=clock.now(),
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<anh.example.vn>"},
        {"X_Auto_Response_Suppress": "All"},
    ],
)
def test_a_machine_or_a_list_is_taken_and_not_answered(mailbox, headers):
    letter = take(mailbox, letter_make(**headers))

    assert letter.state == State.TAKEN
    assert receipts.receipts_send() == 0


def test_a_receipt_is_one_answers_nobody_and_has_an_end(mailbox, monkeypatch):
    letter = take(mailbox, letter_make())
    sent = told(letter)
    assert sent.extra_headers["Auto-Submitted"] == "auto-replied"
    assert sent.extra_headers["In-Reply-To"] == "<1@example.vn>"
    assert receipts.receipts_send() == 0
    # Our own receipt, sent back to the mailbox, is answered by nobody.
    assert reading.letter_read(sent.message().as_bytes(), unit_key="hq").is_automatic

    monkeypatch.setattr(receipts, "MOST_A_DAY", 1)
    take(mailbox, letter_make(message_id="<2@example.vn>"))
    assert receipts.receipts_send() == 0


def test_a_receipt_the_mail_server_will_not_have_yet_is_tried_again(
    mailbox, monkeypatch
):
    letter = take(mailbox, letter_make())
    outcome = receipts.Outcome(result=receipts.Result.LATER)
    monkeypatch.setattr(receipts.MailServer, "send", lambda *_args: outcome)
    assert receipts.receipts_send() == 0
    monkeypatch.undo()

    letter.refresh_from_db()
    assert letter.receipt == "due"
    assert receipts.receipts_send() == 0
    with time_machine.travel(clock.now() + receipts.AGAIN_AFTER):
        assert receipts.receipts_send() == 1


def test_of_a_receipt_whose_fate_is_unknown_no_second_leaves(mailbox, monkeypatch):
    letter = take(mailbox, letter_make())
    outcome = receipts.Outcome(result=receipts.Result.UNKNOWN)
    monkeypatch.setattr(receipts.MailServer, "send", lambda *_args: outcome)
    receipts.receipts_send()
    monkeypatch.undo()

    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert receipts.receipts_send() == 0
    letter.refresh_from_db()
    assert letter.get_receipt_display() == "đang báo, chưa rõ tới chưa"


def test_what_is_too_heavy_is_never_read_whole_and_its_sender_is_told(mailbox):
    letter = receive(mailbox, letter_make(), size=MOST_BYTES + 1)

    assert (letter.state, letter.path.exists()) == (State.DISMISSED, False)
    assert "kho nhận đến 60,0 MB một thư" in told(letter).body


def test_a_letter_of_too_many_parts_is_cut_off_with_a_word(mailbox, monkeypatch):
    monkeypatch.setattr(reading, "MOST_PARTS", 3)
    files = [(f"{n}.jpg", picture_bytes((20 + n, 20))) for n in range(5)]

    letter = take(mailbox, letter_make(files=files))

    assert letter.files.count() == 2
    assert letter.why == "Thư có quá nhiều phần; kho chỉ đọc 3 phần đầu."
