"""A list of the plan to colleagues by mail."""

import logging
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from toasoan.core import clock
from toasoan.core.jobs import enqueue, enqueue_at
from toasoan.newsroom.boards.forms import MOST_RECIPIENTS
from toasoan.newsroom.boards.kinds import VIEWS
from toasoan.newsroom.boards.lists import plan_list
from toasoan.newsroom.errors import MailRefused
from toasoan.security.models import User
from toasoan.security.selectors import audit_entries
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import people_who_may
from toasoan.workspace.mailing import MailServer
from toasoan.workspace.outcomes import Result

ACT = "newsroom.plan_mailed"
ATTEMPT = "newsroom.plan_mail_sent"
SEND_JOB = "newsroom.plan_send"
MOST_AN_HOUR = 10
AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180))
HOUR = timedelta(hours=1)
log = logging.getLogger("toasoan.newsroom")


@transaction.atomic
def plan_mail(
    *,
    unit: PressUnit,
    kind: str,
    filters: dict[str, str],
    to: Collection[Any],
    by: Any,
    note: str = "",
) -> int:
    """Have the list sent to each of the colleagues; return to how many.

    Raises:
        NotAllowed: `by` does not read the unit's work.
        MailRefused: somebody is not of the unit, they are too many, or `by` sent
            many lists within the hour.
    """
    user_require(by, Action.READ, unit)
    inside = set(people_who_may(Action.READ, unit).values_list("pk", flat=True))
    keys = sorted({person.pk for person in to})
    if not keys or len(keys) > MOST_RECIPIENTS or not inside.issuperset(keys):
        raise MailRefused(_("Chỉ gửi được cho người của đơn vị, mỗi lần 20 người."))
    lately = audit_entries().filter(action=ACT, actor=by, at__gt=clock.now() - HOUR)
    if lately.count() >= MOST_AN_HOUR:
        raise MailRefused(
            _("Bạn đã gửi %(n)d danh sách trong một giờ. Đợi rồi gửi tiếp.")
            % {"n": MOST_AN_HOUR}
        )
    for key in keys:
        mail = str(uuid4())
        enqueue(SEND_JOB, unit.pk, kind, filters, key, by.pk, note, mail, 1)
    audit_record(
        action=ACT,
        target=unit,
        by=by,
        unit_key=unit.key,
        data={"view": kind, "filters": filters, "to": keys},
    )
    return len(keys)


def plan_send(
    *,
    unit_pk: int,
    kind: str,
    filters: dict[str, str],
    to: int,
    by: int,
    note: str,
    mail: str = "",
    attempt: int = 1,
) -> bool:
    """Send one colleague the list as it stands; not to who left the unit meanwhile.

    What surely did not arrive is tried again, ever later. What may have arrived is
    not: an attempt is written down before it is made, and made once.

    Args:
        unit_pk: whose plan it is.
        kind: the view.
        filters: as they stood in the address.
        to: the colleague.
        by: who has it sent.
        note: a word with it.
        mail: names this mail to this colleague, the same at every attempt.
        attempt: how many times it is tried with this one.
    """
    unit = PressUnit.objects.get(pk=unit_pk)
    person = people_who_may(Action.READ, unit).filter(pk=to).first()
    if person is None or kind not in VIEWS or not _begun(unit, mail, attempt):
        return False
    message = _message(unit, kind, filters, person, User.objects.get(pk=by), note)
    with MailServer() as server:
        outcome = server.send(message)
    if outcome.result == Result.LATER and attempt <= len(AGAIN_AFTER):
        at = clock.now() + AGAIN_AFTER[attempt - 1]
        args = (unit_pk, kind, filters, to, by, note, mail, attempt + 1)
        enqueue_at(SEND_JOB, at, *args)
    elif outcome.result != Result.SENT:
        log.warning("plan mail %s: %s", mail, outcome.result)
    return outcome.result == Result.SENT


@transaction.atomic
def _begun(unit: PressUnit, mail: str, attempt: int) -> bool:
    """Write the attempt down; return whether nobody made it before."""
    if not mail:
        return True
    PressUnit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    name = f"{mail}:{attempt}"
    if audit_entries().filter(action=ATTEMPT, target_id=name).exists():
        return False
    audit_record(
        action=ATTEMPT,
        target_kind="newsroom.plan_mail",
        target_id=name,
        by=None,
        unit_key=unit.key,
    )
    return True


def _message(
    unit: PressUnit,
    kind: str,
    filters: dict[str, str],
    person: Any,
    by: User,
    note: str,
) -> EmailMultiAlternatives:
    with override(settings.LANGUAGE_CODE):
        facts = _facts(unit, kind, filters, by, note)
        message = EmailMultiAlternatives(
            subject=_("%(unit)s: %(heading)s, %(day)s")
            % {
                "unit": unit.short_name,
                "heading": facts["list"].heading,
                "day": clock.format_date_vi(clock.today()),
            },
            body=render_to_string("newsroom/boards/mail.txt", facts),
            to=[person.email],
            reply_to=[facts["by"].email],
        )
        message.attach_alternative(
            render_to_string("newsroom/boards/mail.html", facts), "text/html"
        )
    return message


def _facts(
    unit: PressUnit, kind: str, filters: dict[str, str], by: User, note: str
) -> dict[str, Any]:
    address = f"{reverse('newsroom:board', args=[kind])}?{urlencode(filters)}"
    return {
        "list": plan_list(unit, kind, filters, clock.now()),
        "unit": unit,
        "by": by,
        "note": note,
        "url": f"{settings.WAGTAILADMIN_BASE_URL}{address}",
        "base": settings.WAGTAILADMIN_BASE_URL,
    }
