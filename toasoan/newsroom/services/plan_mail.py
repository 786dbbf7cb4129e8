"""A list of the plan to colleagues by mail."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from toasoan.core import clock
from toasoan.core.jobs import enqueue
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

ACT = "newsroom.plan_mailed"
MOST_AN_HOUR = 10
HOUR = timedelta(hours=1)


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
        enqueue("newsroom.plan_send", unit.pk, kind, filters, key, by.pk, note)
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
) -> bool:
    """Send one colleague the list as it stands; not to who left the unit meanwhile."""
    unit = PressUnit.objects.get(pk=unit_pk)
    person = people_who_may(Action.READ, unit).filter(pk=to).first()
    if person is None or kind not in VIEWS:
        return False
    with override(settings.LANGUAGE_CODE):
        facts = _facts(unit, kind, filters, User.objects.get(pk=by), note)
        mail = EmailMultiAlternatives(
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
        mail.attach_alternative(
            render_to_string("newsroom/boards/mail.html", facts), "text/html"
        )
        return bool(mail.send())


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
