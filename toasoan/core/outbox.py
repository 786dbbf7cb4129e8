"""The outbox: an event is a row written with the change it tells of.

A fact goes up the house as an event. It is stored in the transaction that made
it true, and every subscriber hears it at least once, in order per aggregate.
"""

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.core.event_types import event_from_json, event_to_json, event_type
from toasoan.core.jobs import enqueue, job_wanted, jobs_are_rows, task_named
from toasoan.core.models import DeliveryState, OutboxDelivery, OutboxEvent
from toasoan.core.registry import Registry

__all__ = [
    "DeliveryNotParked",
    "DispatchReport",
    "OutboxOutsideTransaction",
    "delivery_retry",
    "event_record",
    "event_type",
    "outbox_dispatch",
    "outbox_prune",
    "subscriber",
]

log = logging.getLogger("toasoan.outbox")
Handler = TypeVar("Handler", bound=Callable[[Any, uuid.UUID], None])

DISPATCH_JOB = "core.outbox_dispatch"
BACKOFF_S = (1, 4, 16, 60, 120, 240, 480)
MAX_ATTEMPTS = len(BACKOFF_S) + 1
LEASE_S = 15
KEPT_DAYS = 30
ERROR_CHARS = 2000


class OutboxOutsideTransaction(Exception):
    """An event was recorded outside transaction.atomic: it could outlive a rollback."""


class DeliveryNotParked(ToasoanError):
    """Only a parked delivery can be tried again by hand."""

    code = "delivery_not_parked"
    http_status = 409


@dataclass(frozen=True)
class Subscriber:
    """A handler and how it must be run."""

    name: str
    kind: str
    handler: Callable[[Any, uuid.UUID], None]
    transactional: bool
    lease_s: float | None


@dataclass(frozen=True, kw_only=True)
class DispatchReport:
    """What one dispatch did."""

    done: int = 0
    failed: int = 0
    parked: int = 0

    @property
    def total(self) -> int:
        """Return how many deliveries were tried."""
        return self.done + self.failed + self.parked


subscribers: Registry[Subscriber] = Registry("subscribers")
_here = threading.local()


def subscriber(
    event_class: type,
    *,
    name: str,
    transactional: bool = True,
    lease_s: float | None = None,
) -> Callable[[Handler], Handler]:
    """Return a decorator: the handler hears every event of this class from now on.

    Args:
        event_class: a class decorated with `event_type`.
        name: "room.what_it_does"; stored with each delivery, so never renamed.
        transactional: True commits the handler's writes and the done mark
            together. False is for work on files or networks: it runs outside a
            transaction, at least once, and must be idempotent by event id.
        lease_s: how long a non-transactional handler may take before another
            worker takes over; settings.OUTBOX_LEASE_S by default.
    """

    def decorate(handler: Handler) -> Handler:
        kind = event_class.event_kind  # type: ignore[attr-defined]
        subscribers.add(name, Subscriber(name, kind, handler, transactional, lease_s))
        return handler

    return decorate


def event_record(event: Any, *, aggregate: str) -> OutboxEvent:
    """Store the event with one pending delivery per subscriber of its kind.

    Args:
        event: an instance of a class decorated with `event_type`.
        aggregate: "story:<id>" or the like; order is kept within it.

    Raises:
        OutboxOutsideTransaction: the caller is not inside transaction.atomic.
    """
    if not connection.in_atomic_block:
        raise OutboxOutsideTransaction(
            f"{event.event_kind}: wrap the change in atomic()"
        )
    row = OutboxEvent.objects.create(
        kind=event.event_kind,
        aggregate=aggregate,
        sequence=_next_sequence(aggregate),
        payload=event_to_json(event),
        occurred_at=clock.now(),
    )
    OutboxDelivery.objects.bulk_create(
        OutboxDelivery(event=row, subscriber=name, next_attempt_at=row.occurred_at)
        for name, entry in subscribers.items()
        if entry.kind == event.event_kind
    )
    _dispatch_after_commit()
    return row


def outbox_dispatch(limit: int | None = None) -> DispatchReport:
    """Run due deliveries until none is left, or `limit` have been tried.

    Safe with several dispatchers at once: a delivery is claimed by a lease, and
    a dispatcher that dies loses it after settings.OUTBOX_LEASE_S seconds.
    """
    if getattr(_here, "dispatching", False):
        # A handler's own commit: the loop already running here picks it up.
        return DispatchReport()
    _here.dispatching = True
    counts = dict.fromkeys(DeliveryState.values, 0)
    try:
        while limit is None or sum(counts.values()) < limit:
            delivery = _claim_next()
            if delivery is None:
                break
            counts[_run(delivery)] += 1
    finally:
        _here.dispatching = False
    return DispatchReport(
        done=counts[DeliveryState.DONE],
        failed=counts[DeliveryState.PENDING],
        parked=counts[DeliveryState.PARKED],
    )


def delivery_retry(*, delivery: OutboxDelivery, by: Any = None) -> None:
    """Put a parked delivery back in the queue with all its attempts.

    Raises:
        DeliveryNotParked: it is pending or done.
    """
    with transaction.atomic():
        changed = OutboxDelivery.objects.filter(
            pk=delivery.pk, state=DeliveryState.PARKED
        ).update(
            state=DeliveryState.PENDING,
            attempts=0,
            next_attempt_at=clock.now(),
            claimed_until=None,
            claim_token=None,
        )
        if not changed:
            raise DeliveryNotParked
        _dispatch_after_commit()
    log.info("delivery %s un-parked by %s", delivery.pk, by or "the command line")


def outbox_prune(*, days: int = KEPT_DAYS) -> int:
    """Delete events older than `days` that every subscriber has heard; return how many."""
    old = OutboxEvent.objects.filter(occurred_at__lt=clock.now() - timedelta(days=days))
    unheard = OutboxDelivery.objects.filter(event=OuterRef("pk")).exclude(
        state=DeliveryState.DONE
    )
    deleted, by_model = old.exclude(Exists(unheard)).delete()
    return by_model.get("core.OutboxEvent", 0) if deleted else 0


@job_wanted.register(DISPATCH_JOB)
def deliveries_are_due() -> bool:
    """Return whether a dispatch now would find work."""
    return _due().exists()


def _next_sequence(aggregate: str) -> int:
    if connection.vendor == "postgresql":
        # Two transactions on one aggregate commit in the order of their numbers.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [aggregate]
            )
    last = OutboxEvent.objects.filter(aggregate=aggregate).aggregate(n=Max("sequence"))
    return (last["n"] or 0) + 1


class _AfterCommit:
    """The call that follows a commit; once made, the next event needs another."""

    called = False

    def __call__(self) -> None:
        self.called = True
        if not jobs_are_rows(task_named(DISPATCH_JOB)):
            enqueue(DISPATCH_JOB)


def _dispatch_after_commit() -> None:
    """Have one dispatch job appear with the commit of this transaction."""
    # The list forgets calls of a rolled back savepoint, as the database does rows.
    waiting = (entry[1] for entry in connection.run_on_commit)
    if any(isinstance(call, _AfterCommit) and not call.called for call in waiting):
        return
    if jobs_are_rows(task_named(DISPATCH_JOB)):
        enqueue(DISPATCH_JOB)
    transaction.on_commit(_AfterCommit())


def _due() -> QuerySet[OutboxDelivery]:
    now = clock.now()
    earlier = OutboxDelivery.objects.filter(
        state=DeliveryState.PENDING,
        subscriber=OuterRef("subscriber"),
        event__aggregate=OuterRef("event__aggregate"),
        event__sequence__lt=OuterRef("event__sequence"),
    )
    return (
        OutboxDelivery.objects.filter(
            Q(claimed_until=None) | Q(claimed_until__lte=now),
            state=DeliveryState.PENDING,
            next_attempt_at__lte=now,
        )
        .exclude(Exists(earlier))
        .order_by("pk")
    )


def _claim_next() -> OutboxDelivery | None:
    """Return a due delivery that is now ours alone, or None when nothing is due."""
    while candidates := list(_due().values_list("pk", "subscriber")[:8]):
        for pk, name in candidates:
            now = clock.now()
            token = uuid.uuid4()
            # Compare and set: of several dispatchers only one changes the row.
            claimed = OutboxDelivery.objects.filter(
                Q(claimed_until=None) | Q(claimed_until__lte=now),
                pk=pk,
                state=DeliveryState.PENDING,
                next_attempt_at__lte=now,
            ).update(
                claim_token=token,
                claimed_until=now + _lease(name),
                attempts=F("attempts") + 1,
            )
            if claimed:
                return OutboxDelivery.objects.select_related("event").get(pk=pk)
    return None


def _lease(name: str) -> timedelta:
    own_s = subscribers[name].lease_s if name in subscribers else None
    house_s: float = getattr(settings, "OUTBOX_LEASE_S", LEASE_S)
    return timedelta(seconds=own_s or house_s)


def _run(delivery: OutboxDelivery) -> str:
    """Hand the event over and return the state the delivery is left in."""
    if delivery.attempts > MAX_ATTEMPTS:
        # Counted at the claim, so a handler that kills its worker ends here.
        return _failed(delivery, "the worker died during every attempt")
    try:
        entry = subscribers[delivery.subscriber]
        event = event_from_json(delivery.event.kind, delivery.event.payload)
        if entry.transactional:
            with transaction.atomic():
                # The mark first: its row lock keeps a second dispatcher out.
                if _mark_done(delivery):
                    entry.handler(event, delivery.event.id)
        else:
            entry.handler(event, delivery.event.id)
            _mark_done(delivery)
    except Exception as err:
        log.exception("%s failed on %s", delivery.subscriber, delivery.event)
        return _failed(delivery, f"{type(err).__name__}: {err}")
    return DeliveryState.DONE


def _mark_done(delivery: OutboxDelivery) -> bool:
    changed = _ours(delivery).update(
        state=DeliveryState.DONE,
        done_at=clock.now(),
        claim_token=None,
        claimed_until=None,
        last_error="",
    )
    return changed == 1


def _failed(delivery: OutboxDelivery, error: str) -> str:
    parked = delivery.attempts >= MAX_ATTEMPTS
    state = DeliveryState.PARKED if parked else DeliveryState.PENDING
    wait_s = 0 if parked else BACKOFF_S[delivery.attempts - 1]
    _ours(delivery).update(
        state=state,
        next_attempt_at=clock.now() + timedelta(seconds=wait_s),
        claim_token=None,
        claimed_until=None,
        last_error=error[:ERROR_CHARS],
    )
    return state


def _ours(delivery: OutboxDelivery) -> QuerySet[OutboxDelivery]:
    return OutboxDelivery.objects.filter(
        pk=delivery.pk,
        state=DeliveryState.PENDING,
        claim_token=delivery.claim_token,
    )
