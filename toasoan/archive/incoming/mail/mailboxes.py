"""Writes of a unit's mailbox: set, looked through, parked, ended; and of who may send."""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.archive.incoming.mail.errors import (
    MailboxAway,
    MailboxClosed,
    MailboxWrong,
)
from toasoan.archive.incoming.mail.imap import Account, ImapVisit
from toasoan.archive.incoming.mail.letters import letter_receive
from toasoan.archive.incoming.mail.maildir import (
    maildir_letter_seen,
    maildir_letters,
    maildir_require,
)
from toasoan.archive.models import Mailbox, MailSender
from toasoan.core import clock
from toasoan.core.hosts import is_host_name
from toasoan.core.jobs import enqueue
from toasoan.core.sealing import SealBroken, seal, unseal
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_acting
from toasoan.workspace.services import notification_send

log = logging.getLogger("toasoan.archive")
Way = Mailbox.Way
LOOK_JOB = "archive.mailbox_look"
EVERY = timedelta(minutes=3)
LONGEST_WAIT = timedelta(hours=2)
# After so many failures in a row a person has to look; that is most of a day.
MOST_FAILURES = 14
MOST_A_LOOK = 50
LOOK_S, TRY_S = 120.0, 10.0
MOST_SENDERS = 500
ACCOUNT = ("host", "port", "user")


@transaction.atomic
def mailbox_set(
    *, unit: PressUnit, by: Any, password: str = "", **facts: Any
) -> Mailbox:
    """The unit's letters are read there from now on.

    Args:
        unit: whose archive takes what comes.
        by: who administers the unit.
        password: "" leaves the one that is stored.
        facts: address, way, host, port, user, folder, vouched_by.

    Raises:
        NotAllowed: the person does not administer the unit.
        MailboxWrong: something is missing, or the password is wanted again.
    """
    user_require(by, Action.MANAGE, unit)
    known = Mailbox.objects.select_for_update().filter(unit=unit).first()
    mailbox = known or Mailbox(unit=unit, since=clock.today(), due_at=clock.now())
    before = _account_of(mailbox)
    moved = known is not None and mailbox.folder != facts.get("folder", mailbox.folder)
    for name, value in facts.items():
        setattr(mailbox, name, value)
    if mailbox.way == Way.IMAP:
        _imap_require(mailbox, password, is_same=_account_of(mailbox) == before)
    else:
        _closed_is_wrong(unit)
        mailbox.sealed_password = ""
    if _account_of(mailbox) != before or moved:
        mailbox.uid_validity, mailbox.last_uid = None, 0
    mailbox.set_by = by
    _awake(mailbox)
    mailbox.save()
    if password and mailbox.way == Way.IMAP:
        mailbox.sealed_password = seal(password, purpose=_purpose(mailbox))
        mailbox.save(update_fields=["sealed_password"])
    enqueue(LOOK_JOB, mailbox.pk)
    _audit("archive.mailbox_set", mailbox, by, {"way": mailbox.way})
    return mailbox


def _imap_require(mailbox: Mailbox, password: str, *, is_same: bool) -> None:
    if not is_host_name(mailbox.host) or not mailbox.user or not mailbox.folder:
        raise MailboxWrong(_("Ghi máy chủ, tên đăng nhập và ngăn thư."))
    if not password and (not mailbox.sealed_password or not is_same):
        # Else whoever names a machine of their own is told the unit's password.
        raise MailboxWrong(_("Đổi máy chủ hay tên đăng nhập thì gõ lại mật khẩu."))


def _closed_is_wrong(unit: PressUnit) -> None:
    try:
        maildir_require(unit)
    except MailboxClosed as error:
        raise MailboxWrong(error.message) from None


def _account_of(mailbox: Mailbox) -> tuple[Any, ...]:
    return (mailbox.way, *(getattr(mailbox, name) for name in ACCOUNT))


def _purpose(mailbox: Mailbox) -> str:
    return f"archive.mailbox:{mailbox.pk}"


def _awake(mailbox: Mailbox) -> None:
    mailbox.failures, mailbox.problem, mailbox.parked_at = 0, "", None
    mailbox.due_at = clock.now() + EVERY


@transaction.atomic
def mailbox_end(*, mailbox: Mailbox, by: Any) -> None:
    """The mailbox is read no more and its password is forgotten; what came in stays.

    Raises:
        NotAllowed: the person does not administer the unit.
    """
    user_require(by, Action.MANAGE, mailbox.unit)
    _audit("archive.mailbox_ended", mailbox, by, {})
    mailbox.delete()


@transaction.atomic
def mailbox_look_soon(*, mailbox: Mailbox, by: Any) -> None:
    """Have the mailbox read now, and wake it when it was parked.

    Raises:
        NotAllowed: the person does not administer the unit.
    """
    user_require(by, Action.MANAGE, mailbox.unit)
    _awake(mailbox)
    mailbox.save(update_fields=["failures", "problem", "parked_at", "due_at"])
    enqueue(LOOK_JOB, mailbox.pk)


def mailbox_try(*, mailbox: Mailbox, by: Any) -> int:
    """Return how many letters a look would find; nothing is taken.

    Raises:
        NotAllowed: the person does not administer the unit.
        MailboxAway: it cannot be read; the message says why.
    """
    user_require(by, Action.MANAGE, mailbox.unit)
    if mailbox.way == Way.FOLDER:
        return sum(1 for _letter in maildir_letters(mailbox.unit))
    with ImapVisit(_account(mailbox), seconds=TRY_S) as visit:
        is_same = visit.uid_validity == mailbox.uid_validity
        after = mailbox.last_uid if is_same else 0
        return visit.count(after=after, since=mailbox.since)


def mailboxes_due() -> Any:
    """Return the mailboxes whose time has come."""
    return Mailbox.objects.filter(parked_at__isnull=True, due_at__lte=clock.now())


def mailboxes_look() -> int:
    """Have each mailbox read whose time has come; return how many those are."""
    due = list(mailboxes_due().order_by("due_at", "pk"))
    for mailbox in due:
        with transaction.atomic():
            # Of two schedulers one takes it; read, it names its next time itself.
            taken = Mailbox.objects.filter(pk=mailbox.pk, due_at=mailbox.due_at)
            if taken.update(due_at=clock.now() + EVERY):
                enqueue(LOOK_JOB, mailbox.pk)
    return len(due)


def mailbox_look(*, pk: int) -> int:
    """Take in what is new in the mailbox; return how many letters were kept.

    What came of it is written down. Nothing is held while the other side is waited for.
    """
    mailbox = Mailbox.objects.select_related("unit").filter(pk=pk).first()
    if mailbox is None or mailbox.parked_at is not None:
        return 0
    now = clock.now()
    try:
        kept, is_more = _through(mailbox)
    except MailboxAway as error:
        _failed(mailbox, error, now)
        return 0
    Mailbox.objects.filter(pk=pk).update(
        failures=0,
        problem="",
        checked_at=now,
        read_at=now,
        due_at=now if is_more else now + EVERY,
    )
    return kept


def _through(mailbox: Mailbox) -> tuple[int, bool]:
    """Return how many letters were kept, and whether there are more."""
    if mailbox.way == Way.IMAP:
        with ImapVisit(_account(mailbox), seconds=LOOK_S) as visit:
            _numbered(mailbox, visit.uid_validity)
            return _each(
                mailbox, visit.letters(after=mailbox.last_uid, since=mailbox.since)
            )
    return _each(mailbox, maildir_letters(mailbox.unit))


def _each(mailbox: Mailbox, letters: Any) -> tuple[int, bool]:
    kept, ends = 0, time.monotonic() + LOOK_S
    for number, found in enumerate(letters):
        if number >= MOST_A_LOOK or time.monotonic() > ends:
            return kept, True
        kept += letter_receive(mailbox=mailbox, found=found) is not None
        if isinstance(found.mark, int):
            Mailbox.objects.filter(
                pk=mailbox.pk,
                uid_validity=mailbox.uid_validity,
                last_uid__lt=found.mark,
            ).update(last_uid=found.mark)
        else:
            maildir_letter_seen(mailbox.unit, found.mark)
    return kept, False


def _numbered(mailbox: Mailbox, uid_validity: int) -> None:
    """When the server counts anew, so do we."""
    if mailbox.uid_validity != uid_validity:
        mailbox.uid_validity, mailbox.last_uid = uid_validity, 0
        mailbox.save(update_fields=["uid_validity", "last_uid"])


def _account(mailbox: Mailbox) -> Account:
    try:
        password = unseal(mailbox.sealed_password, purpose=_purpose(mailbox))
    except SealBroken:
        raise MailboxClosed(
            _("Khóa của tòa soạn đã đổi nên không mở được mật khẩu hộp thư. Gõ lại.")
        ) from None
    return Account(mailbox.host, mailbox.port, mailbox.user, password, mailbox.folder)


@transaction.atomic
def _failed(mailbox: Mailbox, error: MailboxAway, now: datetime) -> None:
    failures = mailbox.failures + 1
    is_parked = isinstance(error, MailboxClosed) or failures >= MOST_FAILURES
    wait = min(EVERY * 2 ** min(failures, 8), LONGEST_WAIT)
    # What was set anew meanwhile has not failed yet.
    alike = {name: getattr(mailbox, name) for name in (*ACCOUNT, "sealed_password")}
    if not Mailbox.objects.filter(pk=mailbox.pk, folder=mailbox.folder, **alike).update(
        failures=failures,
        problem=error.message[:500],
        checked_at=now,
        due_at=now + wait,
        parked_at=now if is_parked else None,
    ):
        return
    if not is_parked:
        return
    notification_send(
        kind="archive.mailbox_parked",
        to=people_acting(Action.MANAGE, mailbox.unit),
        path=reverse("incoming:mailbox"),
        key=f"mailbox:{mailbox.pk}:parked:{now.isoformat()}",
        values={"address": mailbox.address, "problem": error.message},
        unit=mailbox.unit,
    )
    _audit("archive.mailbox_parked", mailbox, None, {"problem": error.message})


@transaction.atomic
def mail_sender_add(*, unit: PressUnit, address: str, name: str, by: Any) -> MailSender:
    """Letters from the address are taken, and credited with the name.

    Raises:
        NotAllowed: the person does not administer the unit.
        MailboxWrong: the address is on the list, or the list is full.
    """
    user_require(by, Action.MANAGE, unit)
    held = MailSender.objects.filter(unit=unit)
    if held.count() >= MOST_SENDERS:
        raise MailboxWrong(_("Danh sách đã đầy. Bỏ bớt một người rồi thêm."))
    try:
        with transaction.atomic():
            sender = MailSender.objects.create(
                unit=unit, address=address.lower(), name=name, by=by
            )
    except IntegrityError:
        raise MailboxWrong(_("Địa chỉ này đã có trong danh sách.")) from None
    audit_record(
        action="archive.mail_sender_added",
        target=sender,
        by=by,
        unit_key=unit.key,
        data={"address": sender.address},
    )
    return sender


@transaction.atomic
def mail_sender_remove(*, sender: MailSender, by: Any) -> None:
    """Letters from the address lie aside from now on; what came in stays.

    Raises:
        NotAllowed: the person does not administer the unit.
    """
    user_require(by, Action.MANAGE, sender.unit)
    audit_record(
        action="archive.mail_sender_removed",
        target=sender,
        by=by,
        unit_key=sender.unit.key,
        data={"address": sender.address},
    )
    sender.delete()


def _audit(action: str, mailbox: Mailbox, by: Any, data: dict[str, Any]) -> None:
    audit_record(
        action=action,
        target=mailbox,
        by=by,
        unit_key=mailbox.unit.key,
        data={"host": mailbox.host, **data},
    )
