"""How a person wants to be told."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from toasoan.workspace.kinds import MailTiming, notification_kinds
from toasoan.workspace.models import NotificationChoice, NotificationHours


@transaction.atomic
def settings_save(
    *,
    by: Any,
    chosen: Mapping[str, tuple[MailTiming, bool]],
    hours: Mapping[str, Any],
) -> None:
    """The person is told as `chosen` says by kind (mail, ring), at their `hours`.

    What equals the house's own way is not kept, so that the person follows it when
    it changes. What waits already keeps the hour it was planned for.
    """
    for key, (mail, push) in chosen.items():
        kind = notification_kinds[key]
        rows = NotificationChoice.objects.filter(user=by, kind=key)
        if (mail, push) == (kind.mail_default, kind.push_default):
            rows.delete()
        else:
            NotificationChoice.objects.update_or_create(
                user=by, kind=key, defaults={"mail": mail, "push": push}
            )
    NotificationHours.objects.update_or_create(user=by, defaults=dict(hours))
