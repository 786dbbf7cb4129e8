"""What a letter says and carries, read without trusting a byte of it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from pathlib import PurePosixPath

from toasoan.archive.incoming.mail.errors import LetterUnreadable
from toasoan.archive.models.mailboxes import BODY_MAX, SUBJECT_MAX
from toasoan.core.text import nfc, plain_text

MOST_PARTS = 200
# Logos and dividers of signatures are smaller; nobody files a picture of this weight.
SIGNATURE_BYTES = 20 * 1024
NAME_MAX, ID_MAX = 200, 500
# One address and perhaps a name before it. Anything cleverer is left to a person: parsers
# that disagree on whom a letter is from are how letters are forged.
ADDRESS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+"
FROM = re.compile(rf'("(?:[^"\\]|\\.)*"|[^"<>@,;:]*)<({ADDRESS})>|({ADDRESS})')
VERDICT = re.compile(r"\bdmarc\s*=\s*(\w+)", re.IGNORECASE)
# What mail programs and servers add for each other.
NOT_FILES = frozenset(
    {
        "application/pgp-signature",
        "application/pgp-encrypted",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "message/delivery-status",
        "message/disposition-notification",
        "message/external-body",
        "message/partial",
        "text/calendar",
        "text/rfc822-headers",
    }
)


@dataclass(frozen=True)
class Attached:
    """A file of a letter."""

    name: str
    data: bytes


@dataclass
class Letter:
    """What the letter says, in plain words.

    Attributes:
        key: the same for the same letter, whichever way it came.
        address: whom it is from, in small letters; "" when that is not one clear address.
        verdicts: (server, what it says of DMARC), the topmost first.
        is_automatic: written by a program or for many; it is not answered.
        is_notice: a mail server speaks, nobody sent it.
    """

    key: str
    message_id: str
    address: str
    name: str
    subject: str
    verdicts: list[tuple[str, str]]
    is_automatic: bool
    is_notice: bool
    body: str = ""
    files: list[Attached] = field(default_factory=list)
    left_out: int = 0
    has_too_many: bool = False


def letter_read(raw: bytes, *, unit_key: str) -> Letter:
    """Return what the letter says and carries.

    Raises:
        LetterUnreadable: the library gives up on it.
    """
    try:
        return _read(raw, unit_key)
    except Exception as error:
        raise LetterUnreadable(type(error).__name__) from error


def letter_key(raw: bytes, *, unit_key: str) -> str:
    """Return what the letter is known by: its own id, and what it says.

    Servers on the way add headers, so of these only what the sender wrote counts.
    """
    head, _gap, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    wanted = re.findall(
        rb"^(?:message-id|from|date|subject):.*(?:\n[ \t].*)*",
        head,
        re.IGNORECASE | re.MULTILINE,
    )
    told = hashlib.sha256(unit_key.encode())
    for piece in (*sorted(wanted), body):
        told.update(hashlib.sha256(piece).digest())
    return told.hexdigest()


def _read(raw: bytes, unit_key: str) -> Letter:
    message = message_from_bytes(raw, policy=policy.compat32)
    name, address = _sender(message)
    letter = Letter(
        key=letter_key(raw, unit_key=unit_key),
        message_id=_header(message, "Message-ID").strip()[:ID_MAX],
        address=address,
        name=name,
        subject=_header(message, "Subject")[:SUBJECT_MAX],
        verdicts=_verdicts(message),
        is_automatic=_is_automatic(message),
        is_notice=_is_notice(message),
    )
    bodies: dict[str, str] = {}
    for number, part in enumerate(_leaves(message)):
        if number >= MOST_PARTS:
            letter.has_too_many = True
            break
        _take_in(letter, bodies, part)
    letter.body = (bodies.get("plain") or bodies.get("html") or "")[:BODY_MAX]
    return letter


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, those of letters inside the letter too."""
    if message.is_multipart() and message.get_content_type() not in NOT_FILES:
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    elif not message.is_multipart():
        yield message


def _take_in(letter: Letter, bodies: dict[str, str], part: Message) -> None:
    kind = part.get_content_type()
    name = _file_name(part)
    disposition = str(part.get_content_disposition() or "")
    is_words = kind in {"text/plain", "text/html"}
    if is_words and not name and disposition != "attachment":
        words = _words(part)
        bodies.setdefault("html" if kind == "text/html" else "plain", words)
        return
    if kind in NOT_FILES:
        return
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return
    is_inline = disposition == "inline" or (
        disposition != "attachment" and "Content-ID" in part
    )
    if kind.startswith("image/") and is_inline and len(data) < SIGNATURE_BYTES:
        letter.left_out += 1
        return
    letter.files.append(Attached(name or f"tep-{len(letter.files) + 1}", data))


def _words(part: Message) -> str:
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = data.decode("utf-8", "replace")
    if part.get_content_type() == "text/html":
        text = plain_text(text)
    # Below this line stands the signature (RFC 3676 section 4.3).
    text = re.split(r"^-- ?\r?$", text, maxsplit=1, flags=re.MULTILINE)[0]
    return nfc(_printable(text, keep="\n")).strip()


def _sender(message: Message) -> tuple[str, str]:
    given = [value for key, value in message.raw_items() if key.lower() == "from"]
    if len(given) != 1:
        return "", ""
    unfolded = re.sub(r"\r?\n[ \t]", " ", str(given[0])).strip()
    found = FROM.fullmatch(unfolded)
    if found is None:
        return _decoded(unfolded)[:NAME_MAX], ""
    name = _decoded((found[1] or "").strip().strip('"'))
    address = (found[2] or found[3]).lower()
    return name[:NAME_MAX], address if len(address) <= 254 else ""


def _verdicts(message: Message) -> list[tuple[str, str]]:
    found = []
    for value in message.get_all("Authentication-Results", []):
        text = str(value)
        server = re.split(r"[;\s]", text.strip(), maxsplit=1)[0].lower()
        # What is quoted in a comment is the sender's, not the server's, word.
        plain = re.sub(r'\([^()]*\)|"[^"]*"', "", text)
        said = VERDICT.search(plain)
        found.append((server, said[1].lower() if said else ""))
    return found


def _is_automatic(message: Message) -> bool:
    auto = _header(message, "Auto-Submitted").strip().lower()
    bulk = _header(message, "Precedence").strip().lower() in {"bulk", "list", "junk"}
    lists = any(
        name in message for name in ("List-Id", "List-Unsubscribe", "List-Post")
    )
    quiet = "X-Auto-Response-Suppress" in message or "X-Autoreply" in message
    return auto not in {"", "no"} or bulk or lists or quiet or _is_notice(message)


def _is_notice(message: Message) -> bool:
    if message.get_content_type() == "multipart/report":
        return True
    if _header(message, "Return-Path").strip() == "<>":
        return True
    address = _sender(message)[1]
    return address.partition("@")[0] in {"mailer-daemon", "postmaster"}


def _file_name(part: Message) -> str:
    given = _decoded(part.get_filename() or "")
    name = PurePosixPath(given.replace("\\", "/")).name
    return "" if name in {".", ".."} else name


def _header(message: Message, name: str) -> str:
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return _decoded(re.sub(r"\r?\n(?=[ \t])", "", str(value)))
    return ""


def _decoded(text: str) -> str:
    """Return the words of a header: encoded ones, or bytes nobody encoded."""
    words = []
    try:
        for piece, charset in decode_header(_utf8(text)):
            if isinstance(piece, bytes):
                # So the library hands on what nobody encoded.
                words.append(piece.decode(charset or "raw-unicode-escape", "replace"))
            else:
                words.append(piece)
    except (HeaderParseError, LookupError, ValueError):
        words = [_utf8(text)]
    return nfc(" ".join(_printable("".join(words)).split()))


def _utf8(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _printable(text: str, keep: str = "") -> str:
    return "".join(each if each.isprintable() or each in keep else " " for each in text)
