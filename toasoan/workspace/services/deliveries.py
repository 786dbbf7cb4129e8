"""Notifications leave the house: planned with the change, sent after it, never twice.

The state is saved before anything is sent. All that is due for a person at a time
goes as one mail, and as one ring a device.
"""

import logging
import time
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, Max, QuerySet
from django.utils import translation

from toasoan.core import clock
from toasoan.core.jobs import enqueue, job_wanted
from toasoan.workspace.kinds import MailTiming, notification_kinds
from toasoan.workspace.mailing import MailServer, mail_of
from toasoan.workspace.models import (
    Delivery,
    Notification,
    NotificationChoice,
    PushDevice,
)
from toasoan.workspace.outcomes import Outcome, Result
from toasoan.workspace.push.sending import push_send
from toasoan.workspace.selectors import (
    choice_from,
    hours_of,
    language_of,
    notifications_of,
)
from toasoan.workspace.timing import mail_due_at, ring_due_at

log = logging.getLogger("toasoan.workspace")

SEND_JOB = "workspace.deliveries_send"
# One run lets other jobs through after this long; what is left follows at once.
RUN_S = 15.0
# A sender that has not come back by then died.
LEASE = timedelta(minutes=5)
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))
AT_A_TIME = 200
PROBLEM_CHARS = 300
State = Delivery.State


def deliveries_plan(key: str, told: Sequence[Notification]) -> None:
    """Every notification of the kind `key` goes out as its person chose.

    Planned again, nothing is planned twice.
    """
    kind, now = notification_kinds[key], clock.now()
    people = [each.recipient_id for each in told]
    chosen = {
        row.user_id: row
        for row in NotificationChoice.objects.filter(user__in=people, kind=key)
    }
    hours = hours_of(people)
    devices = _devices_by_person(people)
    planned = []
    for each in told:
        choice = choice_from(key, kind, chosen.get(each.recipient_id))
        own = hours[each.recipient_id]
        if choice.mail != MailTiming.NEVER:
            at = mail_due_at(choice.mail, own, now, urgent=kind.urgent)
            planned.append(Delivery(notification=each, due_at=at))
        if choice.push:
            at = ring_due_at(own, now, urgent=kind.urgent)
            planned += [
                Delivery(notification=each, device=device, due_at=at)
                for device in devices[each.recipient_id]
            ]
    Delivery.objects.bulk_create(planned, ignore_conflicts=True)
    if any(row.due_at <= now for row in planned):
        enqueue(SEND_JOB)


def _devices_by_person(people: Sequence[int]) -> dict[int, list[PushDevice]]:
    found: defaultdict[int, list[PushDevice]] = defaultdict(list)
    for device in PushDevice.objects.filter(user__in=people):
        found[device.user_id].append(device)
    return found


def deliveries_send() -> int:
    """Send what is due; return how many mails and rings went out.

    Safe with several senders at once and after one that died: what is being sent is
    claimed first, and a mail whose sender died is unconfirmed, never sent again.
    """
    _abandoned_settle()
    ends = time.monotonic() + RUN_S
    sent = 0
    with MailServer() as server:
        for recipient, device in _due_by_person():
            if time.monotonic() > ends:
                enqueue(SEND_JOB)
                break
            if device is None and server.is_away:
                continue
            sent += _send_to(recipient, device, server)
    return sent


@job_wanted.register(SEND_JOB)
def deliveries_are_due() -> bool:
    """Return whether a run now would find something to do."""
    return _due().exists() or _abandoned().exists()


def _due() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=State.WAITING, due_at__lte=clock.now())


def _due_by_person() -> list[tuple[int, int | None]]:
    pairs = _due().values_list("notification__recipient", "device").distinct()
    # Devices first: they are quick, and ring.
    return sorted(pairs, key=lambda pair: (pair[1] is None, pair[0], pair[1] or 0))


def _abandoned() -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        state=State.SENDING, claimed_at__lt=clock.now() - LEASE
    )


def _abandoned_settle() -> None:
    # A ring replaces itself on the device, by its topic and tag; a mail does not.
    _abandoned().filter(device__isnull=False).update(state=State.WAITING, claim=None)
    _abandoned().filter(device__isnull=True).update(
        state=State.UNCONFIRMED, claim=None, problem="the sender died"
    )


def _send_to(recipient_pk: int, device_pk: int | None, server: MailServer) -> int:
    """Send what is due for one person, by mail or to one device; return 1 if it went."""
    claim = _claim(recipient_pk, device_pk)
    if claim is None:
        return 0
    recipient = get_user_model().objects.get(pk=recipient_pk)
    told = _still_to_tell(recipient, claim)
    held = Delivery.objects.filter(claim=claim, state=State.SENDING)
    held.exclude(notification__in=told).update(state=State.SKIPPED)
    if not told:
        return 0
    with translation.override(language_of(recipient)):
        if device_pk is None:
            outcome = server.send(mail_of(recipient, told))
        else:
            outcome = _ring(device_pk, told)
    _settle(held, outcome)
    return int(outcome.result == Result.SENT)


def _claim(recipient_pk: int, device_pk: int | None) -> uuid.UUID | None:
    # By their keys: of two senders that read the same rows only one changes them.
    due = _due().filter(notification__recipient=recipient_pk, device=device_pk)
    keys = list(due.order_by("pk").values_list("pk", flat=True)[:AT_A_TIME])
    claim = uuid.uuid4()
    changed = Delivery.objects.filter(pk__in=keys, state=State.WAITING).update(
        state=State.SENDING,
        claim=claim,
        claimed_at=clock.now(),
        attempts=F("attempts") + 1,
    )
    return claim if changed else None


def _still_to_tell(recipient: Any, claim: uuid.UUID) -> list[Notification]:
    """Return what of the claimed is still news: unread, and the person still here."""
    if not recipient.is_active:
        return []
    news = notifications_of(recipient).filter(
        read_at__isnull=True, deliveries__claim=claim
    )
    return list(news.order_by("created_at", "pk"))


def _ring(device_pk: int, told: Sequence[Notification]) -> Outcome:
    devices = PushDevice.objects.filter(pk=device_pk)
    device = devices.first()
    if device is None:
        return Outcome(result=Result.GONE)
    outcome = push_send(device, told)
    if outcome.result == Result.GONE:
        devices.delete()
    elif outcome.result == Result.SENT:
        devices.update(rung_at=clock.now())
    return outcome


def _settle(held: QuerySet[Delivery], outcome: Outcome) -> None:
    """Write down what is known, and when it is tried again."""
    problem = outcome.problem[:PROBLEM_CHARS]
    if outcome.result == Result.LATER:
        attempts = held.aggregate(most=Max("attempts"))["most"] or 0
        again = _again_at(attempts, outcome)
        if again is not None:
            again = _heard_at(held, again)
            held.update(state=State.WAITING, due_at=again, problem=problem, claim=None)
            return
    state = {Result.SENT: State.SENT, Result.UNKNOWN: State.UNCONFIRMED}.get(
        outcome.result, State.FAILED
    )
    held.update(state=state, problem=problem)


def _again_at(attempts: int, outcome: Outcome) -> datetime | None:
    if attempts > len(BACKOFF):
        return None
    wait = BACKOFF[attempts - 1]
    return clock.now() + max(wait, outcome.retry_after or wait)


def _heard_at(held: QuerySet[Delivery], at: datetime) -> datetime:
    """Return when a retry may be heard: as the quiet hours end, unless it is urgent."""
    told = [each.notification for each in held.select_related("notification")]
    urgent = any(
        notification_kinds[each.kind].urgent
        for each in told
        if each.kind in notification_kinds
    )
    recipient = told[0].recipient_id
    return ring_due_at(hours_of([recipient])[recipient], at, urgent=urgent)
