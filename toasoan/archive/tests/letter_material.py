"""Letters as mail programs write them."""

from email.message import EmailMessage

from django.core import mail

from toasoan.archive.incoming.mail import letters, receipts
from toasoan.archive.incoming.mail.found import Found
from toasoan.archive.tests.factories import picture_bytes


def letter_make(
    sender="nguoi0@example.vn",
    subject="Cảng Lạch Huyện",
    body="Tàu vào cảng sáng nay.\n-- \nGửi từ máy của tôi",
    files=(("cang.jpg", None),),
    message_id="<1@example.vn>",
    **headers,
):
    """Return the bytes; a file without data is a picture."""
    letter = EmailMessage()
    letter["From"] = f"Trần Ảnh <{sender}>"
    letter["To"] = "kho@hq.vn"
    letter["Subject"] = subject
    letter["Date"] = "Sun, 29 Nov 2026 08:00:00 +0700"
    if message_id:
        letter["Message-ID"] = message_id
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(body)
    for name, data in files:
        attach(letter, name, data)
    return letter.as_bytes().replace(b"\n", b"\r\n")


def attach(letter, name, data=None, kind="image/jpeg", **how):
    main, _slash, sub = kind.partition("/")
    data = picture_bytes() if data is None else data
    letter.add_attachment(data, maintype=main, subtype=sub, filename=name, **how)


def receive(mailbox, raw, size=None):
    size = size or len(raw)
    return letters.letter_receive(
        mailbox=mailbox,
        found=Found(mark=1, size=size, read=lambda: raw, head=lambda: raw),
    )


def take(mailbox, raw):
    letter = receive(mailbox, raw)
    letters.letter_take(pk=letter.pk)
    letter.refresh_from_db()
    return letter


def told(letter):
    assert receipts.receipts_send() == 1
    assert mail.outbox[-1].to == [letter.address]
    return mail.outbox[-1]
