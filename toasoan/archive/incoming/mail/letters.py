"""A letter comes in once: kept whole first, then taken file by file or laid aside."""

import logging
import os
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Count, F, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.archive.errors import FileRefused, size_words
from toasoan.archive.incoming.bundles import bundle_inspect, members_take
from toasoan.archive.incoming.kinds import BUNDLE, kind_of, office_kind
from toasoan.archive.incoming.mail import reading
from toasoan.archive.incoming.mail.access import letters_require
from toasoan.archive.incoming.mail.errors import LetterUnreadable, MailboxAway
from toasoan.archive.incoming.mail.found import MOST_BYTES, Found
from toasoan.archive.incoming.mail.judging import Judgement, letter_judge, may_bring
from toasoan.archive.incoming.mail.receipts import receipt_plan
from toasoan.archive.incoming.quarantine import room_left
from toasoan.archive.incoming.taking import incoming_take
from toasoan.archive.models import IncomingFile, Letter, Mailbox
from toasoan.core import clock
from toasoan.core.jobs import enqueue, job_waits
from toasoan.security.services import audit_record

log = logging.getLogger("toasoan.archive")
State = Letter.State
TAKE_JOB = "archive.letter_take"
MOST_ASIDE, MOST_ASIDE_BYTES = 300, 2 * 1024 * 1024 * 1024
ASIDE_FOR = timedelta(days=30)
MOST_TRIES = 5
LOST_AFTER = timedelta(minutes=2)
AT_A_TIME, MOST_A_SWEEP = 20, 5000


def letter_receive(*, mailbox: Mailbox, found: Found) -> Letter | None:
    """The letter is kept, and taken or aside; None when it is gone or known.

    Raises:
        MailboxAway: the disk is nearly full, or the mailbox fell silent.
    """
    is_heavy = found.size > MOST_BYTES
    if not is_heavy and room_left() < found.size:
        raise MailboxAway(_("Máy chủ tòa soạn sắp hết chỗ. Báo quản trị nền tảng."))
    raw = found.head() if is_heavy else found.read()
    if raw is None:
        return None
    key = reading.letter_key(raw, unit_key=mailbox.unit.key)
    if _is_known(key):
        return None
    try:
        read = reading.letter_read(raw, unit_key=mailbox.unit.key)
        judged = letter_judge(mailbox, read)
    except LetterUnreadable:
        log.warning("mail: a letter of %s cannot be read", mailbox, exc_info=True)
        read, judged = None, Judgement(why=_("Không đọc được thư này."))
    row = _row(mailbox, key, found.size, read, judged)
    if is_heavy:
        row.state, row.why = State.DISMISSED, _too_heavy(found.size)
    elif row.state == State.ASIDE and _tray_is_full(mailbox):
        row.state = State.DISMISSED
        row.why = _("%(why)s Khay để riêng đã đầy nên thư không được giữ.") % {
            "why": row.why
        }
    return _keep(row, raw, is_wanted=not judged.why)


def _is_known(key: str) -> bool:
    return Letter.objects.filter(key=key).exists()


def _row(
    mailbox: Mailbox,
    key: str,
    size: int,
    read: reading.Letter | None,
    judged: Judgement,
) -> Letter:
    row = Letter(
        unit=mailbox.unit,
        key=key,
        size=size,
        came_at=clock.now(),
        state=State.ASIDE if judged.why else State.TAKING,
        why=judged.why,
        person=judged.person,
    )
    if read is not None:
        row.message_id, row.address = read.message_id, read.address
        row.name = judged.name or read.name
        row.subject, row.body = read.subject, read.body
        row.is_automatic, row.left_out = read.is_automatic, read.left_out
    return row


def _keep(row: Letter, raw: bytes, *, is_wanted: bool) -> Letter | None:
    """Write the letter to the disk and then its row; of two at once one row stays."""
    is_open = row.state in {State.TAKING, State.ASIDE}
    if is_open:
        _write(row.path, raw)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            if row.state == State.TAKING:
                enqueue(TAKE_JOB, row.pk)
            elif not is_open and is_wanted:
                receipt_plan(row)
    except IntegrityError:
        return None
    return row


def letter_take(*, pk: int) -> bool:
    """Every file of the letter is in the archive or refused; return False when done before.

    Cut off and run again it goes on behind the last file.
    """
    letter = _letters_open(State.TAKING).filter(pk=pk).first()
    if letter is None:
        return False
    Letter.objects.filter(pk=pk).update(tries=F("tries") + 1)
    if letter.tries >= MOST_TRIES:
        _aside(letter, _("Đọc thư này hỏng nhiều lần."))
        return False
    try:
        read = reading.letter_read(letter.path.read_bytes(), unit_key=letter.unit.key)
    except FileNotFoundError:
        # Another worker has just ended it, or somebody has cleared the folder.
        _aside(letter, _("Không thấy thư gốc trên máy chủ. Xin gửi lại."))
        return False
    except LetterUnreadable:
        _aside(letter, _("Không đọc được thư này."))
        return False
    for number, attached in enumerate(read.files, start=1):
        _file_take(letter, read, number, attached)
    return _end(letter, read)


def _file_take(
    letter: Letter, read: reading.Letter, number: int, attached: reading.Attached
) -> None:
    key = f"mail:{letter.key}:{number}"
    if IncomingFile.objects.filter(key=key).exists():
        return
    person = letter.person
    facts: dict[str, Any] = {
        "source": IncomingFile.Source.MAIL,
        "unit": letter.unit,
        "letter": letter,
        # A stranger whom somebody let in is nobody of the house.
        "by": person if person and may_bring(person, letter.unit) else None,
        "proposed": {
            "caption": letter.body,
            "credit": letter.name,
            "creator": letter.name,
        },
    }
    file = ContentFile(attached.data, name=attached.name)
    if kind_of(file) == BUNDLE and office_kind(file)[0] == BUNDLE:
        try:
            bundle_inspect(file)
        except FileRefused:
            # As a file it is refused too, with the sentence for a bundle that is none.
            incoming_take(key=key, file=file, **facts)
        else:
            members_take(file, key=key, **facts)
        return
    incoming_take(key=key, file=file, title=_title(read, number), **facts)


def _title(read: reading.Letter, number: int) -> str:
    if not read.subject or len(read.files) == 1:
        return read.subject[:255]
    return f"{read.subject[:240]} ({number})"


def _end(letter: Letter, read: reading.Letter) -> bool:
    with transaction.atomic():
        taken = _letters_open(State.TAKING).filter(pk=letter.pk)
        if not taken.update(state=State.TAKEN, why=_remark(read)):
            return False
        letter.refresh_from_db()
        receipt_plan(letter)
        transaction.on_commit(partial(letter.path.unlink, missing_ok=True))
        kept = letter.files.filter(state=IncomingFile.State.KEPT).count()
        _audit(
            "archive.letter_taken",
            letter,
            None,
            {"kept": kept, "refused": letter.files.count() - kept},
        )
    return True


def _remark(read: reading.Letter) -> str:
    if read.has_too_many:
        most = reading.MOST_PARTS
        return ngettext(
            "Thư có quá nhiều phần; kho chỉ đọc %(n)d phần đầu.",
            "Thư có quá nhiều phần; kho chỉ đọc %(n)d phần đầu.",
            most,
        ) % {"n": most}
    return "" if read.files else _("Thư không kèm tệp nào.")


def letters_left() -> QuerySet[Letter]:
    """Return the letters that are being taken and whose job may be lost."""
    before = clock.now() - LOST_AFTER
    return _letters_open(State.TAKING).filter(came_at__lt=before).order_by("came_at")


def letters_go_on() -> int:
    """Have those letters taken whose own jobs were lost; return how many."""
    if job_waits(TAKE_JOB):
        return 0
    left = list(letters_left().values_list("pk", flat=True)[:AT_A_TIME])
    for pk in left:
        enqueue(TAKE_JOB, pk)
    return len(left)


def letters_sweep() -> int:
    """Dismiss what lay aside for its days; return how many letters."""
    old = _letters_open(State.ASIDE).filter(came_at__lt=clock.now() - ASIDE_FOR)
    return sum(_dismiss(letter, None) for letter in old[:MOST_A_SWEEP])


@transaction.atomic
def letter_let_in(*, letter: Letter, by: Any) -> bool:
    """What lay aside is taken, on somebody's word; False when it was decided before.

    Raises:
        NotAllowed: the person neither keeps the archive nor administers the unit.
    """
    letters_require(by, letter.unit)
    aside = _letters_open(State.ASIDE).filter(pk=letter.pk)
    if not aside.update(
        state=State.TAKING, decided_by=by, decided_at=clock.now(), tries=0, why=""
    ):
        return False
    enqueue(TAKE_JOB, letter.pk)
    _audit("archive.letter_let_in", letter, by, {"why": letter.why})
    return True


@transaction.atomic
def letter_dismiss(*, letter: Letter, by: Any) -> bool:
    """What lay aside is thrown away; False when it was decided before.

    Raises:
        NotAllowed: as letter_let_in.
    """
    letters_require(by, letter.unit)
    return _dismiss(letter, by)


@transaction.atomic
def _dismiss(letter: Letter, by: Any) -> bool:
    aside = _letters_open(State.ASIDE).filter(pk=letter.pk)
    if not aside.update(state=State.DISMISSED, decided_by=by, decided_at=clock.now()):
        return False
    transaction.on_commit(partial(letter.path.unlink, missing_ok=True))
    _audit("archive.letter_dismissed", letter, by, {"why": letter.why})
    return True


def _aside(letter: Letter, why: str) -> None:
    _letters_open(State.TAKING).filter(pk=letter.pk).update(state=State.ASIDE, why=why)


def _letters_open(state: str) -> QuerySet[Letter]:
    return Letter.objects.filter(state=state).select_related("unit", "person")


def _too_heavy(size: int) -> str:
    return _(
        "Thư nặng %(size)s, kho nhận đến %(limit)s một thư. Chia nhỏ rồi gửi lại."
    ) % {
        "size": size_words(size),
        "limit": size_words(MOST_BYTES),
    }


def _tray_is_full(mailbox: Mailbox) -> bool:
    held = _letters_open(State.ASIDE).filter(unit=mailbox.unit)
    sums = held.aggregate(n=Count("pk"), size=Sum("size"))
    return sums["n"] >= MOST_ASIDE or (sums["size"] or 0) >= MOST_ASIDE_BYTES


def _write(path: Path, raw: bytes) -> None:
    folder = Path(settings.MAIL_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(raw)
    part.replace(path)


def _audit(action: str, letter: Letter, by: Any, data: dict[str, Any]) -> None:
    audit_record(
        action=action,
        by=by,
        target=letter,
        unit_key=letter.unit.key,
        data={"from": letter.address, **data},
    )
