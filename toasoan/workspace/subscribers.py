"""What the rooms below announce, and whom it concerns."""

import uuid

from django.contrib.auth import get_user_model
from django.urls import reverse

from toasoan.core import clock
from toasoan.core.outbox import subscriber
from toasoan.units.events import DelegationGiven
from toasoan.units.models import Delegation
from toasoan.workspace.services import notification_send


@subscriber(DelegationGiven, name="workspace.deputy_tell")
def deputy_tell(event: DelegationGiven, _event_id: uuid.UUID) -> None:
    """The deputy knows for whom they sign; one withdrawn meanwhile is not told of."""
    found = Delegation.objects.filter(pk=event.delegation_id)
    given = found.select_related("principal", "deputy", "unit").first()
    if given is None or given.valid_to < clock.today():
        return
    notification_send(
        kind="units.delegation_given",
        to=[given.deputy],
        path=reverse("units:own_delegations"),
        key=f"delegation:{given.pk}:given",
        values={
            "principal": str(given.principal),
            "begins": clock.format_date_vi(given.valid_from),
            "ends": clock.format_date_vi(given.valid_to),
            "reason": given.reason.rstrip("."),
        },
        by=get_user_model().objects.filter(pk=event.by_id).first(),
        unit=given.unit,
    )
