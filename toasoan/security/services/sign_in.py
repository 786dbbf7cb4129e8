"""Counting wrong passwords and closing the door for a while.

An attempt is counted before the password is looked at and taken back when it was
right. So many guesses sent at once cannot all slip in under the limit, and an
unknown address is counted, locked and answered exactly like a known one.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from toasoan.security.counter_keys import counter_key, sign_in_keys
from toasoan.security.errors import SignInLocked
from toasoan.security.models import SignInCounter, User, email_key
from toasoan.security.services.audit import audit_record

_Kind = SignInCounter.Kind
_FORGET_LOCKS_AFTER = timedelta(days=1)


def sign_in_begin(*, email: str, address: str | None) -> None:
    """Count one attempt for the account and for the network address.

    Raises:
        SignInLocked: one of the two is closed; nothing was counted.
    """
    limits = {_Kind.ACCOUNT: settings.SIGN_IN_LIMIT_ACCOUNT}
    if address:
        limits[_Kind.ADDRESS] = settings.SIGN_IN_LIMIT_ADDRESS
    _begin(limits, email, address)


def reset_mail_begin(*, email: str, address: str | None) -> None:
    """Count one request for a password mail, so a mailbox cannot be flooded.

    Raises:
        SignInLocked: too many were asked for; nothing was counted.
    """
    _begin({_Kind.RESET: settings.RESET_MAIL_LIMIT}, email, address)


@transaction.atomic
def sign_in_accept(*, email: str, address: str | None) -> None:
    """Forget the account's wrong passwords and take back the address's attempt."""
    SignInCounter.objects.filter(
        kind=_Kind.ACCOUNT, key=counter_key(_Kind.ACCOUNT, email)
    ).delete()
    if not address:
        return
    counter = (
        SignInCounter.objects.select_for_update()
        .filter(kind=_Kind.ADDRESS, key=counter_key(_Kind.ADDRESS, address))
        .first()
    )
    if counter is None:
        return
    counter.attempts = max(counter.attempts - 1, 0)
    if counter.locked_until and counter.attempts < settings.SIGN_IN_LIMIT_ADDRESS:
        counter.locked_until = None
        counter.times_locked = max(counter.times_locked - 1, 0)
    counter.save()


@transaction.atomic
def sign_in_refuse(*, email: str, address: str | None) -> None:
    """Write the wrong password into the audit log, and the lock it may have caused.

    What was typed is not written when no such account exists: it may be a password.
    """
    person = User.objects.filter(email=email_key(email)).first()
    label = person.email if person else ""
    audit_record(
        action="security.sign_in_failed",
        by=None,
        target=person,
        target_label=label,
        data={"known": person is not None},
    )
    now = timezone.now()
    for kind, key in sign_in_keys(email, address):
        counter = SignInCounter.objects.filter(kind=kind, key=key).first()
        if counter and counter.is_locked(now):
            audit_record(
                action="security.sign_in_locked",
                by=None,
                target=person,
                target_label=label,
                data={"kind": kind.value, "until": counter.locked_until},
            )


@transaction.atomic
def user_unlock(*, email: str, by: User | None, unit_key: str | None = None) -> bool:
    """Open a locked account at once; return whether it had been counted against.

    The rooms above decide who may: `unit_key` names the unit in whose name it was done.
    """
    counters = SignInCounter.objects.filter(
        kind__in=[_Kind.ACCOUNT, _Kind.RESET],
        key__in=[counter_key(_Kind.ACCOUNT, email), counter_key(_Kind.RESET, email)],
    )
    removed, _by_model = counters.delete()
    if removed:
        person = User.objects.filter(email=email_key(email)).first()
        audit_record(
            action="security.user_unlocked", by=by, target=person, unit_key=unit_key
        )
    return bool(removed)


def sign_in_counters_prune() -> int:
    """Remove counters that no longer decide anything; return how many."""
    now = timezone.now()
    removed, _by_model = (
        SignInCounter.objects.filter(window_started_at__lt=now - _FORGET_LOCKS_AFTER)
        .exclude(locked_until__gt=now)
        .delete()
    )
    return removed


@transaction.atomic
def _begin(limits: dict[_Kind, int], email: str, address: str | None) -> None:
    now = timezone.now()
    counters = []
    for kind, limit in limits.items():
        subject = address if kind == _Kind.ADDRESS else email
        counter, _made = SignInCounter.objects.select_for_update().get_or_create(
            kind=kind, key=counter_key(kind, subject or "")
        )
        if counter.locked_until and counter.is_locked(now):
            raise SignInLocked(counter.locked_until)
        counters.append((counter, limit))
    for counter, limit in counters:
        _count(counter, limit, now)


def _count(counter: SignInCounter, limit: int, now: datetime) -> None:
    """Count one attempt; the one that reaches the limit closes the door behind it."""
    window = timedelta(seconds=settings.SIGN_IN_WINDOW_S)
    age = now - counter.window_started_at
    if age > _FORGET_LOCKS_AFTER:
        counter.times_locked = 0
    if age > window or counter.locked_until is not None:
        counter.attempts = 0
        counter.window_started_at = now
        counter.locked_until = None
    counter.attempts += 1
    if counter.attempts >= limit:
        seconds = settings.SIGN_IN_LOCK_S * 2 ** min(counter.times_locked, 20)
        counter.locked_until = now + timedelta(
            seconds=min(seconds, settings.SIGN_IN_LOCK_MAX_S)
        )
        counter.times_locked += 1
    counter.save()
