"""Letters of a mailbox at a mail server, by IMAP over TLS (RFC 9051, RFC 3501).

The mailbox is only looked at (EXAMINE, PEEK): who reads it besides us finds it as it was.
What is new is told by the UIDs; when the server numbers anew (UIDVALIDITY), everything since
the first day is read again, and letters known by their keys are not taken twice.

The address is judged and connected to as in `core.http`, no operation waits long, and a timer
ends the whole visit: a server that drips a byte a second holds nobody.
"""

import imaplib
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from toasoan.archive.incoming.mail.errors import MailboxAway, MailboxClosed
from toasoan.archive.incoming.mail.found import MOST_BYTES, Found
from toasoan.core.addresses import AddressRefused, address_for, resolve
from toasoan.core.errors import ExternalServiceError

PAUSE_S = 10.0
MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
Failed = (imaplib.IMAP4.error, OSError, ValueError)


@dataclass(frozen=True)
class Account:
    """Where the mailbox is and who opens it."""

    host: str
    port: int
    user: str
    password: str
    folder: str


class _Line(imaplib.IMAP4_SSL):
    """A connection to the address that was judged, ended by its timer at the latest."""

    def __init__(self, account: Account, address: str, seconds: float) -> None:
        self._address = address
        self._live: socket.socket | None = None
        self._timer = threading.Timer(seconds, self.hang_up)
        self._timer.daemon = True
        self._timer.start()
        context = ssl.create_default_context(cafile=settings.MAILBOX_CA or None)
        try:
            super().__init__(
                account.host, account.port, ssl_context=context, timeout=PAUSE_S
            )
        except BaseException:
            self.end()
            raise

    def _create_socket(self, timeout: float | None) -> ssl.SSLSocket:
        raw = socket.create_connection((self._address, self.port), timeout)
        self._live = raw
        # Shaken hands with below, so that the timer reaches that too.
        line = self.ssl_context.wrap_socket(
            raw, server_hostname=self.host, do_handshake_on_connect=False
        )
        self._live = line
        line.do_handshake()
        return line

    def read(self, size: int) -> bytes:
        """Return the literal, unless the server announces more than a letter may be."""
        if size > MOST_BYTES:
            raise self.abort("literal too large")
        return super().read(size)

    def hang_up(self) -> None:
        """Let whoever waits for the server find the end of the line."""
        if self._live is not None:
            with suppress(OSError):
                # Not the TLS socket's own, which would take its state from under a reader.
                socket.socket.shutdown(self._live, socket.SHUT_RDWR)

    def end(self) -> None:
        """Leave the server and the timer alone."""
        self._timer.cancel()
        # imaplib reads through a file of its own, which holds the line open.
        for opened in (getattr(self, "file", None), self._live):
            if opened is not None:
                with suppress(OSError):
                    opened.close()


class ImapVisit:
    """One visit to the mailbox; to be used with `with`."""

    def __init__(self, account: Account, *, seconds: float) -> None:
        """Take the account and how long the visit may last, name resolution apart."""
        self._account = account
        self._seconds = seconds
        self._line: _Line | None = None
        self.uid_validity = 0

    def __enter__(self) -> "ImapVisit":
        """Return itself, signed in and with the folder open for reading.

        Raises:
            MailboxAway: no answer this time.
            MailboxClosed: the address, the name or the folder is refused.
        """
        account = self._account
        if CONTROL.search(account.user + account.password + account.folder):
            raise MailboxClosed(_("Tên đăng nhập hoặc mật khẩu có ký tự lạ. Gõ lại."))
        address = _address_of(account)
        try:
            self._line = _Line(account, address, self._seconds)
            self._sign_in(self._line)
            self._open_folder(self._line)
        except Failed as error:
            self._leave()
            raise _away(error) from None
        except MailboxAway:
            self._leave()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        if self._line is not None:
            with suppress(*Failed):
                self._line.logout()
        self._leave()

    def letters(self, *, after: int, since: date) -> Iterator[Found]:
        """Yield the letters behind the UID, in the order of arrival.

        Raises:
            MailboxAway: the line broke; what was yielded counts.
        """
        for uid in self._uids(after, since):
            size = self._size_of(uid)
            if size is not None:
                yield Found(
                    mark=uid,
                    size=size,
                    read=partial(self._part, uid, ""),
                    head=partial(self._part, uid, "HEADER"),
                )

    def count(self, *, after: int, since: date) -> int:
        """Return how many letters `letters` would yield.

        Raises:
            MailboxAway: the line broke.
        """
        return len(self._uids(after, since))

    def _uids(self, after: int, since: date) -> list[int]:
        day = f"{since.day}-{MONTHS[since.month - 1]}-{since.year}"
        said = self._ask("SEARCH", f"UID {after + 1}:* SINCE {day}")
        words = {word for line in said for word in (line or b"").split()}
        # "9:*" names the last letter even where it is the fifth.
        return sorted(uid for uid in map(int, words) if uid > after)

    def _sign_in(self, line: _Line) -> None:
        account = self._account
        try:
            if "AUTH=PLAIN" in line.capabilities:
                told = f"\0{account.user}\0{account.password}".encode()
                line.authenticate("PLAIN", lambda _challenge: told)
            else:
                line.login(_quoted(account.user), account.password)
        except imaplib.IMAP4.abort:
            raise
        except UnicodeEncodeError:
            raise MailboxClosed(
                _("Máy chủ thư không nhận mật khẩu có dấu. Đặt mật khẩu không dấu.")
            ) from None
        except imaplib.IMAP4.error:
            raise MailboxClosed(
                _(
                    "Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu. "
                    "Gõ lại; có khi phải tạo mật khẩu riêng cho ứng dụng."
                )
            ) from None

    def _open_folder(self, line: _Line) -> None:
        answer, _data = line.select(_quoted(self._account.folder), readonly=True)
        if answer != "OK":
            raise MailboxClosed(
                _(
                    "Hộp thư không có ngăn “%(name)s”. Ghi đúng tên ngăn, thường là INBOX."
                )
                % {"name": self._account.folder}
            )
        self.uid_validity = int((line.response("UIDVALIDITY")[1] or [0])[0] or 0)

    def _size_of(self, uid: int) -> int | None:
        for line in self._ask("FETCH", str(uid), "(RFC822.SIZE)"):
            size = SIZE.search(line if isinstance(line, bytes) else b"")
            if size and _names(uid, line):
                return int(size[1])
        return None

    def _part(self, uid: int, part: str) -> bytes | None:
        """Return the letter or its header; None when it was deleted meanwhile."""
        for line in self._ask("FETCH", str(uid), f"(BODY.PEEK[{part}])"):
            if isinstance(line, tuple) and _names(uid, line[0]):
                return bytes(line[1])
        return None

    def _ask(self, command: str, *words: str) -> list[Any]:
        if self._line is None:
            raise MailboxAway(_silent())
        try:
            answer, data = self._line.uid(command, *words)
        except Failed as error:
            raise _away(error) from None
        if answer != "OK":
            raise MailboxAway(_silent())
        return list(data or [])

    def _leave(self) -> None:
        if self._line is not None:
            self._line.end()
            self._line = None


def _names(uid: int, line: bytes) -> bool:
    return re.search(rb"\bUID %d\b" % uid, line) is not None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _address_of(account: Account) -> str:
    try:
        return address_for(
            account.host,
            account.port,
            allow_private=settings.MAILBOX_PRIVATE,
            resolver=resolve,
            shown_url=account.host,
        )
    except AddressRefused:
        raise MailboxClosed(
            _(
                "Máy chủ thư này nằm trong mạng nội bộ nên tòa soạn không đọc. "
                "Ghi máy chủ khác, hoặc nhờ người giữ máy chủ mở."
            )
        ) from None
    except ExternalServiceError:
        raise MailboxAway(
            _("Không tìm thấy máy chủ thư này. Xem lại tên máy chủ.")
        ) from None


def _away(error: Exception) -> MailboxAway:
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailboxAway(
            _("Chứng chỉ của máy chủ thư không đúng. Ghi đúng tên máy chủ.")
        )
    if isinstance(error, ssl.SSLError):
        return MailboxAway(
            _("Cổng này không mở bằng TLS. Ghi cổng IMAP có TLS, thường là 993.")
        )
    return MailboxAway(_silent())


def _silent() -> str:
    return _("Máy chủ thư không trả lời kịp hoặc trả lời sai. Tòa soạn sẽ thử lại.")
