"""A unit's mailbox is read over the wire, each letter once, and parked when it fails."""

import imaplib
from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from toasoan.archive.incoming.mail import imap, mailboxes
from toasoan.archive.incoming.mail.errors import (
    MailboxAway,
    MailboxClosed,
    MailboxWrong,
)
from toasoan.archive.incoming.mail.letters import letter_receive
from toasoan.archive.models import Letter, Mailbox, MailSender
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.archive.tests.imap_house import (
    PASSWORD,
    USER,
    ImapHouse,
    certificate_make,
)
from toasoan.archive.tests.letter_material import letter_make
from toasoan.core.errors import NotAllowed
from toasoan.security.selectors import audit_entries
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
FACTS = {
    "address": "kho@hq.vn",
    "way": "imap",
    "host": "127.0.0.1",
    "user": USER,
    "folder": "INBOX",
    "vouched_by": "",
}


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(datetime.fromisoformat("2026-11-29T08:00+07:00")) as now:
        yield now


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return certificate_make(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def house(settings, tmp_path, certificate):
    settings.MAILBOX_CA = str(certificate)
    settings.MAILBOX_PRIVATE = True
    settings.MAIL_DIR = tmp_path / "thu"
    with ImapHouse(certificate) as made:
        yield made


@pytest.fixture
def administrator(unit):
    return person_make(unit, Role.UNIT_ADMINISTRATOR)


@pytest.fixture
def mailbox(house, unit, administrator):
    return mailboxes.mailbox_set(
        unit=unit, by=administrator, password=PASSWORD, port=house.port, **FACTS
    )


def look(mailbox):
    return mailboxes.mailbox_look(pk=mailbox.pk)


def read(mailbox):
    mailbox.refresh_from_db()
    return mailbox.problem, mailbox.failures, mailbox.parked_at is not None


def test_new_letters_are_kept_once_and_the_mailbox_is_left_as_it_was(mailbox, house):
    house.put(letter_make())
    house.put(letter_make(message_id="<2@example.vn>"))

    assert mailboxes.mailbox_try(mailbox=mailbox, by=mailbox.set_by) == 2
    assert look(mailbox) == 2
    assert look(mailbox) == 0

    mailbox.refresh_from_db()
    assert (mailbox.last_uid, mailbox.uid_validity) == (2, 7)
    assert Letter.objects.count() == 2
    commands = {line.split()[1] for line in house.asked if " " in line}
    assert commands <= {"CAPABILITY", "AUTHENTICATE", "EXAMINE", "UID", "LOGOUT"}
    assert not any("STORE" in line or " BODY[" in line for line in house.asked)


def test_numbered_anew_by_the_server_known_letters_are_not_taken_again(mailbox, house):
    letter = letter_make()
    house.put(letter, uid=40)
    assert look(mailbox) == 1

    house.uid_validity, house.letters = 8, []
    house.put(b"Received: by another way\r\n" + letter, uid=1)
    house.put(letter_make(message_id="<2@example.vn>"), uid=2)

    assert look(mailbox) == 1
    mailbox.refresh_from_db()
    assert (mailbox.uid_validity, mailbox.last_uid) == (8, 2)
    assert Letter.objects.count() == 2


def test_letters_of_days_before_the_mailbox_was_set_stay_where_they_are(mailbox, house):
    house.put(letter_make(), day=date(2026, 11, 28))

    assert look(mailbox) == 0
    assert not Letter.objects.exists()


def test_cut_off_in_the_middle_the_next_look_goes_on(mailbox, house):
    for number in range(3):
        house.put(letter_make(message_id=f"<{number}@example.vn>"))
    house.drop_after = 1

    assert look(mailbox) == 0
    mailbox.refresh_from_db()
    assert (mailbox.last_uid, mailbox.failures, Letter.objects.count()) == (1, 1, 1)

    house.drop_after = None
    assert look(mailbox) == 2
    assert Letter.objects.count() == 3
    assert read(mailbox) == ("", 0, False)


def test_looked_through_twice_at_once_a_letter_is_one_row(mailbox, house, monkeypatch):
    house.put(letter_make())
    told = []

    def receive(**words):
        # The other look gets there first.
        told.append(letter_receive(**words))
        return letter_receive(**words)

    monkeypatch.setattr(mailboxes, "letter_receive", receive)

    assert look(mailbox) == 0
    assert Letter.objects.count() == len(told) == 1


def test_a_wrong_password_parks_the_mailbox_at_once_and_tells_who_administers(
    mailbox, house, administrator, unit
):
    mailboxes.mailbox_set(
        unit=unit, by=administrator, password="sai", port=house.port, **FACTS
    )

    assert look(mailbox) == 0

    problem, failures, is_parked = read(mailbox)
    assert "không nhận tên đăng nhập hoặc mật khẩu" in problem
    assert (failures, is_parked) == (1, True)
    assert Notification.objects.get().recipient == administrator
    assert "sai" not in str([each.data for each in audit_entries()])
    visits = len(house.asked)
    assert not mailboxes.mailboxes_due().exists()
    assert look(mailbox) == 0
    assert len(house.asked) == visits


def test_a_server_that_is_away_is_asked_again_and_parked_after_many_times(
    mailbox, house
):
    house.lie = 10**12
    house.put(letter_make())

    for _time in range(mailboxes.MOST_FAILURES - 1):
        look(mailbox)
    assert read(mailbox)[1:] == (mailboxes.MOST_FAILURES - 1, False)
    look(mailbox)

    problem, _failures, is_parked = read(mailbox)
    assert problem.startswith("Máy chủ thư không trả lời kịp")
    assert is_parked
    assert Notification.objects.count() == 1

    house.lie = None
    mailboxes.mailbox_look_soon(mailbox=mailbox, by=mailbox.set_by)
    assert look(mailbox) == 1
    assert read(mailbox) == ("", 0, False)


def test_a_server_that_says_nothing_is_let_go(mailbox, house, monkeypatch):
    house.is_mute = True
    monkeypatch.setattr(mailboxes, "LOOK_S", 0.5)

    assert look(mailbox) == 0
    assert read(mailbox)[1:] == (1, False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"folder": "Kho"}, "Hộp thư không có ngăn “Kho”"),
        ({"host": "localhost.invalid"}, "Không tìm thấy máy chủ thư này"),
    ],
)
def test_what_is_set_wrongly_is_said_when_tried(
    mailbox, house, unit, administrator, change, said
):
    changed = mailboxes.mailbox_set(
        unit=unit,
        by=administrator,
        password=PASSWORD,
        port=house.port,
        **FACTS | change,
    )

    with pytest.raises(MailboxAway, match=said):
        mailboxes.mailbox_try(mailbox=changed, by=administrator)


def test_a_certificate_nobody_vouches_for_is_refused(mailbox, settings):
    settings.MAILBOX_CA = ""

    with pytest.raises(MailboxAway, match="Chứng chỉ của máy chủ thư không đúng"):
        mailboxes.mailbox_try(mailbox=mailbox, by=mailbox.set_by)


def test_a_server_inside_the_network_is_not_visited(mailbox, house, settings):
    settings.MAILBOX_PRIVATE = False

    look(mailbox)

    problem, _failures, is_parked = read(mailbox)
    assert "mạng nội bộ" in problem
    assert is_parked
    assert house.asked == []


def test_without_plain_a_login_is_quoted_and_marks_are_refused(mailbox, house):
    house.capabilities = "IMAP4rev1"
    with pytest.raises(MailboxClosed, match="không dấu"):
        mailboxes.mailbox_try(mailbox=mailbox, by=mailbox.set_by)

    account = imap.Account("127.0.0.1", house.port, 'a" b\\', 'p" q\\', "INBOX")
    with pytest.raises(MailboxClosed, match="tên đăng nhập"), visit(account):
        pass
    assert house.asked[-1].endswith("LOGIN ***")


def visit(account):
    return imap.ImapVisit(account, seconds=5)


@pytest.mark.parametrize("word", ["a\r\nA1 DELETE INBOX", "a\0b"])
def test_no_command_hides_in_a_password(house, word):
    account = imap.Account("127.0.0.1", house.port, USER, word, "INBOX")

    with pytest.raises(MailboxClosed), visit(account):
        pass
    assert house.asked == []


def test_the_fake_refuses_what_breaks_the_grammar(house, certificate):
    context = imaplib.ssl.create_default_context(cafile=certificate)
    line = imaplib.IMAP4_SSL("127.0.0.1", house.port, ssl_context=context, timeout=5)
    with pytest.raises(imaplib.IMAP4.error):
        line.login(USER, "sai")  # the name is not quoted
    with pytest.raises(imaplib.IMAP4.error):
        line._simple_command("EXAMINE", '"INBOX"')
    line.shutdown()


def test_the_password_is_sealed_and_wanted_again_for_another_server(
    mailbox, unit, administrator, house
):
    assert PASSWORD not in mailbox.sealed_password
    before = mailbox.sealed_password

    kept = mailboxes.mailbox_set(
        unit=unit, by=administrator, port=house.port, **FACTS | {"vouched_by": "mx.vn"}
    )
    assert (kept.sealed_password, kept.vouched_by) == (before, "mx.vn")

    for change in ({"host": "xau.example"}, {"user": "ai"}, {"port": 1993}):
        facts = {"port": house.port} | FACTS | change
        with pytest.raises(MailboxWrong, match="gõ lại mật khẩu"):
            mailboxes.mailbox_set(unit=unit, by=administrator, **facts)
    mailbox.refresh_from_db()
    assert (mailbox.host, mailbox.sealed_password) == ("127.0.0.1", before)


def test_sealed_for_another_house_the_password_is_asked_for(mailbox, settings):
    settings.SECRET_KEY = "another"
    look(mailbox)
    assert "Khóa của tòa soạn đã đổi" in read(mailbox)[0]

    settings.SECRET_KEY_FALLBACKS = ["only-for-tests"]
    mailboxes.mailbox_look_soon(mailbox=mailbox, by=mailbox.set_by)
    look(mailbox)
    assert read(mailbox) == ("", 0, False)


@pytest.mark.parametrize("role", [Role.ARCHIVIST, Role.EDITOR_IN_CHIEF, Role.REPORTER])
def test_only_who_administers_the_unit_sets_its_mailbox_and_senders(
    mailbox, house, unit, role
):
    person = person_make(unit, role)
    sender = MailSender.objects.create(unit=unit, address="a@b.vn", name="A")
    stranger = person_make(unit_make("tbtc"), Role.UNIT_ADMINISTRATOR)

    words = {"unit": unit, "address": "c@d.vn", "name": "C"}
    for who in (person, stranger):
        for deed, facts in (
            (mailboxes.mailbox_set, {"unit": unit, "password": "x", "port": 1} | FACTS),
            (mailboxes.mailbox_try, {"mailbox": mailbox}),
            (mailboxes.mailbox_look_soon, {"mailbox": mailbox}),
            (mailboxes.mailbox_end, {"mailbox": mailbox}),
            (mailboxes.mail_sender_add, words),
            (mailboxes.mail_sender_remove, {"sender": sender}),
        ):
            with pytest.raises(NotAllowed):
                deed(by=who, **facts)
    assert Mailbox.objects.get().port == house.port
    assert list(MailSender.objects.all()) == [sender]
    assert house.asked == []


def test_the_screens_set_try_end_and_name_no_password(
    client, mailbox, house, administrator
):
    client.force_login(administrator)
    page = reverse("incoming:mailbox")
    data = FACTS | {"port": house.port, "password": PASSWORD}

    assert client.post(page, data).status_code == 302
    assert client.post(page, data | {"address": "x"}).status_code == 400
    house.put(letter_make())
    tried = client.post(reverse("incoming:mailbox_try"), follow=True)
    assert "Nối được. Có 1 thư mới." in tried.content.decode()
    assert PASSWORD not in tried.content.decode()
    assert mailbox.sealed_password not in tried.content.decode()

    new = {"name": "Lê Cộng Tác", "address": "CTV@Example.VN"}
    added = reverse("incoming:mail_sender_add")
    assert client.post(added, new).status_code == 302
    assert client.post(added, new).status_code == 400
    sender = MailSender.objects.get()
    assert sender.address == "ctv@example.vn"
    assert "Lê Cộng Tác" in client.get(page).content.decode()
    client.post(reverse("incoming:mail_sender_remove", args=[sender.pk]))
    assert not MailSender.objects.exists()

    client.post(reverse("incoming:mailbox_end"))
    assert not Mailbox.objects.exists()
    assert client.post(reverse("incoming:mailbox_end")).status_code == 404


def test_a_maildir_of_the_house_is_read_and_its_letters_become_seen(
    settings, tmp_path, unit, administrator
):
    settings.MAILDIR_DIR, settings.MAIL_DIR = tmp_path / "maildir", tmp_path / "thu"
    facts = {"address": "kho@hq.vn", "way": "folder"}
    with pytest.raises(MailboxWrong, match="chưa có thư mục thư"):
        mailboxes.mailbox_set(unit=unit, by=administrator, **facts)
    new = settings.MAILDIR_DIR / "hq" / "new"
    new.mkdir(parents=True)
    mailbox = mailboxes.mailbox_set(unit=unit, by=administrator, **facts)
    (new / "1.a.hq").write_bytes(letter_make())
    (new / "2.a.hq").symlink_to(new / "1.a.hq")

    assert look(mailbox) == 1
    assert look(mailbox) == 0

    assert [each.name for each in new.parent.glob("cur/*")] == ["1.a.hq:2,S"]
    assert Letter.objects.get().subject == "Cảng Lạch Huyện"
