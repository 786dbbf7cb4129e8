"""The sender is told once what came in, and what did not and why.

A machine, a list or a stranger is told nothing: answers to those go round in circles, or to
people who never wrote.
"""

import logging
import re
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from toasoan.archive.models import IncomingFile, Letter
from toasoan.core import clock
from toasoan.core.jobs import enqueue
from toasoan.workspace.mailing import MailServer
from toasoan.workspace.outcomes import Outcome, Result

log = logging.getLogger("toasoan.archive")
Receipt = Letter.Receipt
SEND_JOB = "archive.receipts_send"
# A program that answers ours without saying so would write for ever.
MOST_A_DAY = 50
AGAIN_AFTER = timedelta(minutes=15)
MOST_TRIES = 8
AT_A_TIME = 50
ID = re.compile(r"<[^<>\s]{1,300}>")


def receipt_plan(letter: Letter) -> None:
    """The sender will be told, if it is somebody whom one tells; call it in a transaction."""
    if letter.is_automatic or not letter.address:
        return
    if _told_today(letter) >= MOST_A_DAY:
        return
    waiting = Letter.objects.filter(pk=letter.pk, receipt=Receipt.NONE)
    if waiting.update(receipt=Receipt.DUE, receipt_at=clock.now()):
        enqueue(SEND_JOB)


def receipts_due() -> QuerySet[Letter]:
    """Return the letters whose senders are to be told now."""
    due = Letter.objects.filter(receipt=Receipt.DUE, receipt_at__lte=clock.now())
    return due.select_related("unit__mailbox").order_by("receipt_at")


def receipts_send() -> int:
    """Tell the senders; return how many receipts went out.

    Each is claimed first: of two senders one tells, and what may have left the house is
    not sent again.
    """
    sent = 0
    with MailServer() as server:
        for letter in list(receipts_due()[:AT_A_TIME]):
            if server.is_away:
                break
            claim = Letter.objects.filter(pk=letter.pk, receipt=Receipt.DUE)
            if claim.update(
                receipt=Receipt.SENDING, receipt_tries=F("receipt_tries") + 1
            ):
                outcome = server.send(receipt_of(letter))
                _settle(letter, outcome)
                sent += outcome.result == Result.SENT
    return sent


def receipt_of(letter: Letter) -> EmailMessage:
    """Return the mail that says what became of each file."""
    with override(settings.LANGUAGE_CODE):
        files = list(letter.files.order_by("pk"))
        kept = [each for each in files if each.state == IncomingFile.State.KEPT]
        facts = {
            "letter": letter,
            "unit": letter.unit,
            "kept": kept,
            "refused": [each for each in files if each not in kept],
        }
        about = Truncator(letter.subject or _("không tiêu đề")).chars(120)
        return EmailMessage(
            subject=_("Kho %(unit)s đã đọc thư: %(subject)s")
            % {"unit": letter.unit.short_name, "subject": about},
            body=render_to_string("archive/mail/receipt.txt", facts),
            to=[letter.address],
            headers=_headers(letter),
        )


def _headers(letter: Letter) -> dict[str, str]:
    # No machine answers it (RFC 3834).
    headers = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    if ID.fullmatch(letter.message_id):
        headers |= {"In-Reply-To": letter.message_id, "References": letter.message_id}
    return headers


def _told_today(letter: Letter) -> int:
    day = clock.now() - timedelta(days=1)
    told = Letter.objects.filter(address=letter.address, receipt_at__gte=day)
    return told.exclude(receipt=Receipt.NONE).count()


def _settle(letter: Letter, outcome: Outcome) -> None:
    row = Letter.objects.filter(pk=letter.pk)
    if outcome.result == Result.SENT:
        row.update(receipt=Receipt.SENT)
    elif outcome.result == Result.LATER and letter.receipt_tries < MOST_TRIES:
        row.update(receipt=Receipt.DUE, receipt_at=clock.now() + AGAIN_AFTER)
    elif outcome.result != Result.UNKNOWN:
        row.update(receipt=Receipt.FAILED)
