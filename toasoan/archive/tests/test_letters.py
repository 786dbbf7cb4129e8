"""What is mailed to a unit's archive is in it once, or lies aside, and its sender is told."""

import io
import zipfile
from datetime import date, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from PIL import Image

from toasoan.archive.incoming.mail import letters, reading, receipts
from toasoan.archive.models import (
    ArchiveDocument,
    IncomingFile,
    Letter,
    Mailbox,
    MailSender,
    Photo,
)
from toasoan.archive.tests.factories import person_make, picture_bytes, unit_make
from toasoan.archive.tests.letter_material import (
    attach,
    letter_make,
    receive,
    take,
    told,
)
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.selectors import audit_entries
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
State = Letter.State


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "thu"


@pytest.fixture
def reporter(unit):
    return person_make(unit)  # nguoi0@example.vn


@pytest.fixture
def mailbox(unit, reporter):
    return Mailbox.objects.create(
        unit=unit,
        address="kho@hq.vn",
        way="imap",
        since=date(2026, 1, 1),
        due_at=clock.now(),
    )


def test_a_picture_from_the_units_reporter_is_in_its_archive_with_the_letters_words(
    mailbox, unit, reporter, django_capture_on_commit_callbacks
):
    raw = letter_make(files=[("cang.jpg", None), ("hai.jpg", picture_bytes((30, 30)))])
    with django_capture_on_commit_callbacks(execute=True):
        letter = receive(mailbox, raw)

    letter.refresh_from_db()
    photo, other = Photo.objects.order_by("pk")
    assert (letter.state, letter.person, letter.path.exists()) == (
        State.TAKEN,
        reporter,
        False,
    )
    assert (photo.title, other.title) == ("Cảng Lạch Huyện (1)", "Cảng Lạch Huyện (2)")
    assert (photo.caption, photo.credit) == ("Tàu vào cảng sáng nay.", "Người 0")
    assert photo.iptc_words["creator"] == ["Người 0"]
    assert (photo.collection, photo.uploaded_by_user) == (unit.collection, reporter)
    assert photo.usage == Photo.Usage.UNKNOWN
    assert photo.descriptions.count() == 1
    assert len(mail.outbox) == 1


def test_what_the_file_says_wins_over_the_letter(mailbox):
    raw = letter_make(files=[("a.jpg", with_words("Lua chin ngoai dong"))])

    take(mailbox, raw)

    photo = Photo.objects.get()
    assert (photo.caption, photo.title) == ("Lua chin ngoai dong", "Cảng Lạch Huyện")


def with_words(caption):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = caption
    Image.new("RGB", (40, 40)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_papers_and_zips_go_the_very_way_of_dropped_files(mailbox):
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as packed:
        packed.writestr("trong/anh.jpg", picture_bytes())
        packed.writestr("xau.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    raw = letter_make(
        files=[
            ("thong-bao.pdf", b"%PDF-1.4\n%%EOF\n"),
            ("goi.zip", bundle.getvalue()),
            ("hong.zip", b"PK\x03\x04 hong"),
            ("chay.exe", b"MZ" + bytes(99)),
        ]
    )

    letter = take(mailbox, raw)

    rows = {row.name: (row.state, row.refusal) for row in letter.files.all()}
    assert {name: state for name, (state, _why) in rows.items()} == {
        "thong-bao.pdf": "kept",
        "anh.jpg": "kept",
        "xau.svg": "refused",
        "hong.zip": "refused",
        "chay.exe": "refused",
    }
    assert "chương trình" in rows["chay.exe"][1]
    assert ArchiveDocument.objects.get().caption == "Tàu vào cảng sáng nay."

    body = told(letter).body
    assert "Đã vào kho:\n- thong-bao.pdf\n- anh.jpg\n" in body
    assert f"- chay.exe: {rows['chay.exe'][1]}\n" in body


def test_pictures_in_forwarded_letters_come_in_and_those_of_signatures_do_not(mailbox):
    inner = EmailMessage()
    inner["Subject"] = "Trong"
    inner.set_content("Lời bên trong")
    attach(inner, "trong.jpg")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "nguoi0@example.vn", "Chuyển tiếp"
    outer.set_content("Xem ảnh")
    outer.add_attachment(inner)
    attach(outer, "logo.png", picture_bytes(image_format="PNG"), disposition="inline")
    attach(outer, "nho.png", picture_bytes(image_format="PNG"), "image/png")
    heavy = picture_bytes() + bytes(reading.SIGNATURE_BYTES)
    attach(outer, "lon.png", heavy, disposition="inline")

    letter = take(mailbox, outer.as_bytes())

    names = set(letter.files.values_list("name", flat=True))
    assert names == {"trong.jpg", "nho.png", "lon.png"}
    assert (letter.left_out, letter.body) == (1, "Xem ảnh")


@pytest.mark.parametrize(
    ("sender", "headers", "why"),
    [
        ("la@example.vn", {}, "Người gửi không có trong danh sách"),
        ("kho@hq.vn", {}, "quay lại hộp thư này"),
        ("toasoan@localhost", {}, "quay lại hộp thư này"),
        ("nguoi0@example.vn", {"Return_Path": "<>"}, "Thư báo của máy chủ thư"),
        (
            "nguoi0@example.vn",
            {"Authentication_Results": "mx.hq.vn; dmarc=fail"},
            "có thể là giả mạo",
        ),
    ],
)
def test_whom_the_unit_does_not_know_lies_aside_and_is_not_answered(
    mailbox, sender, headers, why
):
    letter = receive(mailbox, letter_make(sender, **headers))

    assert letter.state == State.ASIDE
    assert why in letter.why
    assert letter.path.exists()
    assert not letters.letter_take(pk=letter.pk)
    assert not Photo.objects.exists()
    assert receipts.receipts_send() == 0
    assert mail.outbox == []


@pytest.mark.parametrize("role", [Role.ANALYST, Role.UNIT_ADMINISTRATOR])
def test_people_of_the_unit_who_bring_nothing_and_people_of_others_lie_aside(
    mailbox, unit, role
):
    inside = person_make(unit, role)
    outside = person_make(unit_make("tbtc"))
    gone = person_make(unit, is_active=False)

    for number, person in enumerate((inside, outside, gone)):
        letter = receive(mailbox, letter_make(person.email, message_id=f"<{number}@x>"))
        assert letter.state == State.ASIDE


@pytest.mark.parametrize(
    "line",
    [
        b"From: a@b.vn, nguoi0@example.vn",
        b"From: nguoi0@example.vn\r\nFrom: a@b.vn",
        b"From: nguoi0@example.vn(<a@b.vn>",
        b'From: "x" <nguoi0@example.vn> <a@b.vn>',
        b"From: nguoi0@example.vn <a@b.vn>",
        b"From:",
    ],
)
def test_a_letter_that_does_not_name_one_sender_lies_aside(mailbox, line):
    letter = receive(mailbox, line + b"\r\nSubject: x\r\n\r\nloi\r\n")

    assert (letter.state, letter.address) in {
        (State.ASIDE, ""),
        (State.ASIDE, "a@b.vn"),
    }


def test_where_the_mail_server_vouches_only_its_word_counts(mailbox):
    mailbox.vouched_by = "MX.hq.vn"
    good = "mx.hq.vn; spf=pass; dmarc=pass header.from=example.vn"
    forged = (
        "ai-do.example; dmarc=pass",
        'mx.hq.vn; spf=fail (dmarc=pass) reason="dmarc=pass"; dmarc=fail',
    )

    for number, said in enumerate(("", *forged)):
        headers = {"Authentication_Results": said} if said else {}
        raw = letter_make(message_id=f"<{number}@x>", **headers)
        assert "không xác nhận" in receive(mailbox, raw).why
    taken = receive(mailbox, letter_make(Authentication_Results=good))
    assert taken.state == State.TAKING


def test_a_named_contributor_is_credited_by_the_name_on_the_list(mailbox, unit):
    MailSender.objects.create(unit=unit, address="ctv@example.vn", name="Lê Cộng Tác")

    letter = take(mailbox, letter_make("CTV@example.vn"))

    photo = Photo.objects.get()
    assert (letter.state, photo.credit, photo.uploaded_by_user) == (
        State.TAKEN,
        "Lê Cộng Tác",
        None,
    )


def test_what_lies_aside_is_let_in_once_on_somebodys_word_and_then_answered(
    mailbox, unit
):
    keeper = person_make(unit, Role.ARCHIVIST)
    letter = receive(mailbox, letter_make("la@example.vn"))

    assert letters.letter_let_in(letter=letter, by=keeper)
    assert not letters.letter_let_in(letter=letter, by=keeper)
    assert not letters.letter_dismiss(letter=letter, by=keeper)
    assert letters.letter_take(pk=letter.pk)
    assert not letters.letter_take(pk=letter.pk)

    letter.refresh_from_db()
    assert (letter.state, letter.decided_by) == (State.TAKEN, keeper)
    assert Photo.objects.get().uploaded_by_user is None
    assert told(letter).subject == "Kho hq đã đọc thư: Cảng Lạch Huyện"
    acts = [each.action for each in audit_entries()]
    assert (
        acts.count("archive.letter_let_in") == acts.count("archive.letter_taken") == 1
    )


def test_others_neither_see_nor_decide_on_letters(client, mailbox, unit, reporter):
    letter = receive(mailbox, letter_make("la@example.vn"))
    stranger = person_make(unit_make("tbtc"), Role.EDITOR_IN_CHIEF)

    for person, status in ((reporter, 403), (stranger, 404)):
        for deed in (letters.letter_let_in, letters.letter_dismiss):
            with pytest.raises(NotAllowed):
                deed(letter=letter, by=person)
        client.force_login(person)
        for name in ("letter_let_in", "letter_dismiss"):
            answer = client.post(reverse(f"incoming:{name}", args=[letter.pk]))
            assert answer.status_code == status
    client.force_login(stranger)
    assert (
        "la@example.vn" not in client.get(reverse("incoming:letters")).content.decode()
    )
    client.force_login(reporter)
    assert client.get(reverse("incoming:letters")).status_code == 403
    letter.refresh_from_db()
    assert (letter.state, letter.decided_by) == (State.ASIDE, None)


def test_the_screen_shows_what_lies_aside_with_its_reason_and_what_came(
    client, mailbox, unit
):
    aside = receive(mailbox, letter_make("la@example.vn", message_id="<9@x>"))
    take(mailbox, letter_make(files=[("chay.exe", b"MZ" + bytes(99))]))
    client.force_login(person_make(unit, Role.ARCHIVIST))

    page = client.get(reverse("incoming:letters")).content.decode()

    assert aside.why in page
    assert "chay.exe" in page
    assert IncomingFile.objects.get().refusal in page
    client.post(reverse("incoming:letter_dismiss", args=[aside.pk]))
    aside.refresh_from_db()
    assert aside.state == State.DISMISSED


def test_cut_off_between_two_files_the_rest_comes_in_once(mailbox, monkeypatch):
    raw = letter_make(files=[("a.jpg", None), ("b.jpg", picture_bytes((20, 20)))])
    letter = receive(mailbox, raw)
    took = letters.incoming_take

    def broken(**words):
        if words["file"].name == "b.jpg":
            raise MemoryError
        return took(**words)

    monkeypatch.setattr(letters, "incoming_take", broken)
    with pytest.raises(MemoryError):
        letters.letter_take(pk=letter.pk)
    assert Photo.objects.count() == 1
    monkeypatch.setattr(letters, "incoming_take", took)

    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        assert list(letters.letters_left()) == [letter]
    assert letters.letter_take(pk=letter.pk)
    assert Photo.objects.count() == 2


def test_a_letter_that_breaks_whoever_reads_it_lies_aside_in_the_end(
    mailbox, monkeypatch
):
    letter = receive(mailbox, letter_make())
    monkeypatch.setattr(letters, "_file_take", None)
    for _time in range(letters.MOST_TRIES):
        with pytest.raises(TypeError):
            letters.letter_take(pk=letter.pk)

    assert not letters.letter_take(pk=letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.why) == (State.ASIDE, "Đọc thư này hỏng nhiều lần.")


def test_of_two_workers_at_once_one_keeps_the_letter(mailbox, monkeypatch):
    raw = letter_make()
    receive(mailbox, raw)
    # As the second sees it that asked before the first had written.
    monkeypatch.setattr(letters, "_is_known", lambda _key: False)

    assert receive(mailbox, raw) is None
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00garbage",
        b"From: nguoi0@example.vn\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x",
        b"From: nguoi0@example.vn\nContent-Transfer-Encoding: base64\n\n!!!",
        b"From: nguoi0@example.vn\nSubject: =?utf-8?b?!!!?= =?xx?q?a?=\n\nx",
        b"From: nguoi0@example.vn\nSubject: C\xe1\xba\xa3ng\n\nx",
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
            for n in range(2000)
        ),
    ],
)
def test_garbage_breaks_nothing(mailbox, raw):
    letter = receive(mailbox, raw)

    assert letter.state in {State.ASIDE, State.TAKING}
    letters.letter_take(pk=letter.pk)
    assert not Photo.objects.exists()
    if b"\xe1" in raw:
        assert letter.subject == "Cảng"


def test_the_tray_of_strangers_has_an_end_and_is_emptied_with_time(
    mailbox, monkeypatch
):
    monkeypatch.setattr(letters, "MOST_ASIDE", 1)
    first = receive(mailbox, letter_make("la@example.vn", message_id="<1@x>"))
    second = receive(mailbox, letter_make("la@example.vn", message_id="<2@x>"))
    assert (first.state, second.state) == (State.ASIDE, State.DISMISSED)
    assert second.why.endswith("Khay để riêng đã đầy nên thư không được giữ.")
    assert not second.path.exists()

    assert letters.letters_sweep() == 0
    with time_machine.travel(clock.now() + letters.ASIDE_FOR + timedelta(days=1)):
        assert letters.letters_sweep() == 1
        assert letters.letters_sweep() == 0
