"""Writes of the machine room: what is stuck goes on, what is locked opens."""

from typing import Any

from django.db import transaction

from toasoan.core.errors import NotFound
from toasoan.core.models import OutboxDelivery
from toasoan.core.outbox import delivery_retry
from toasoan.newsroom.access import platform_require
from toasoan.security.services import address_unlock, audit_record


@transaction.atomic
def delivery_send_again(*, pk: int, by: Any) -> OutboxDelivery:
    """Put a parked delivery back in the queue with all its attempts.

    Raises:
        NotAllowed: `by` does not keep the platform.
        NotFound: there is no such delivery.
        DeliveryNotParked: it is waiting or done.
    """
    platform_require(by)
    delivery = OutboxDelivery.objects.select_related("event").filter(pk=pk).first()
    if delivery is None:
        raise NotFound
    delivery_retry(delivery=delivery, by=by)
    audit_record(
        action="newsroom.delivery_retried",
        by=by,
        target=delivery,
        target_label=delivery.subscriber,
        data={"event": str(delivery.event)},
    )
    return delivery


@transaction.atomic
def address_open(*, address: str, by: Any) -> bool:
    """Open a locked network address; return whether it was counted against.

    Raises:
        NotAllowed: `by` does not keep the platform.
        NotFound: the text is no network address.
    """
    platform_require(by)
    try:
        return address_unlock(address=address, by=by)
    except ValueError as error:
        raise NotFound from error
