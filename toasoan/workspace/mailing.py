"""Notifications as a mail, and what is known once it was handed to the mail server."""

import logging
import smtplib
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import ngettext

from toasoan.workspace.kinds import notification_kinds
from toasoan.workspace.models import Notification
from toasoan.workspace.outcomes import Outcome, Result

log = logging.getLogger("toasoan.workspace")
SUBJECT_CHARS = 120
PERMANENT = 500


def mail_of(recipient: Any, told: Sequence[Notification]) -> EmailMessage:
    """Return one mail that tells everything of `told`, in the language of now."""
    return EmailMessage(
        subject=_subject(told),
        body=render_to_string(
            "workspace/mail.txt",
            {
                "person": recipient,
                "groups": _grouped(told),
                "house": settings.WAGTAILADMIN_BASE_URL,
            },
        ),
        to=[recipient.email],
        # No machine answers it, and no holiday note comes back (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )


def _subject(told: Sequence[Notification]) -> str:
    if len(told) == 1:
        words = " ".join(told[0].text.split())
        return Truncator(words).chars(SUBJECT_CHARS)
    text = ngettext("%(n)d thông báo mới", "%(n)d thông báo mới", len(told))
    return text % {"n": len(told)}


def _grouped(told: Sequence[Notification]) -> list[tuple[str, list[Notification]]]:
    groups: dict[str, list[Notification]] = {}
    for each in told:
        groups.setdefault(each.kind, []).append(each)
    return [
        (str(notification_kinds[kind].label), rows) for kind, rows in groups.items()
    ]


class MailServer:
    """The mail server during one run: connected once, and left alone when it is away."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()
        self.is_away = False

    def __enter__(self) -> "MailServer":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, message: EmailMessage) -> Outcome:
        """Hand the mail over and return what is known of it.

        Only what failed before the server had the text, or what the server refused
        in words, is known not to have arrived.
        """
        try:
            self._connection.open()
        except OSError as error:
            self.is_away = True
            return Outcome(result=Result.LATER, problem=_said(error))
        message.connection = self._connection
        try:
            message.send()
        except OSError as error:
            return self._failed(error)
        return Outcome(result=Result.SENT)

    def _failed(self, error: OSError) -> Outcome:
        code = _code_of(error)
        if code is None:
            self._close()
            return Outcome(result=Result.UNKNOWN, problem=_said(error))
        result = Result.REFUSED if code >= PERMANENT else Result.LATER
        return Outcome(result=result, problem=_said(error))

    def _close(self) -> None:
        # The mails are out; a server that drops the line at the end changes nothing.
        with suppress(OSError):
            self._connection.close()


def _code_of(error: OSError) -> int | None:
    """Return the code with which the server refused, or None when it did not say."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        return max(codes, default=PERMANENT)
    if isinstance(error, smtplib.SMTPResponseException):
        return int(error.smtp_code)
    return PERMANENT if isinstance(error, smtplib.SMTPNotSupportedError) else None


def _said(error: Exception) -> str:
    log.warning("mail: %s", type(error).__name__)
    return f"{type(error).__name__}: {error}"
