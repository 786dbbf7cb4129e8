"""Reads of the security room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from toasoan.security.chain import GENESIS, entry_hash
from toasoan.security.counter_keys import counter_key, network_of, sign_in_keys
from toasoan.security.models import AuditChainHead, AuditEntry, SignInCounter


@dataclass(frozen=True, kw_only=True)
class ChainReport:
    """What walking the chain showed.

    Attributes:
        count: entries that were walked and found right.
        head_sequence: number of the last right entry, 0 for none.
        head_hash: its hash.
        broken_at: number of the first wrong entry, None when all are right.
        reason: what is wrong with it, in English, for logs.
    """

    count: int
    head_sequence: int
    head_hash: str
    broken_at: int | None = None
    reason: str = ""


def audit_chain_check(*, since: datetime | None = None) -> ChainReport:
    """Walk the chain, from `since` or from the start, up to the first break."""
    entries = _walk_from(since)
    previous = _entry_before(entries) if since else None
    sequence, last_hash = (
        (previous.sequence, previous.hash) if previous else (0, GENESIS)
    )
    count = 0
    for entry in entries.iterator(chunk_size=2000):
        reason = _fault(entry, sequence, last_hash)
        if reason:
            return ChainReport(
                count=count,
                head_sequence=sequence,
                head_hash=last_hash,
                broken_at=sequence + 1,
                reason=reason,
            )
        sequence, last_hash, count = entry.sequence, entry.hash, count + 1
    head = AuditChainHead.objects.filter(pk=1).first()
    kept = (head.sequence, head.hash) if head else (0, GENESIS)
    cut = kept != (sequence, last_hash)
    return ChainReport(
        count=count,
        head_sequence=sequence,
        head_hash=last_hash,
        broken_at=sequence + 1 if cut else None,
        reason=f"the chain ends here, the head says {kept[0]}" if cut else "",
    )


def audit_entries(
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    unit_key: str | None = None,
) -> QuerySet[AuditEntry]:
    """Return entries in the order they were written."""
    entries = AuditEntry.objects.order_by("sequence")
    if since is not None:
        entries = entries.filter(at__gte=since)
    if until is not None:
        entries = entries.filter(at__lt=until)
    if unit_key is not None:
        entries = entries.filter(unit_key=unit_key)
    return entries


def sign_in_locked_until(*, email: str, address: str | None) -> datetime | None:
    """Return when signing in opens again, or None when it is open."""
    now = timezone.now()
    ends = [
        counter.locked_until
        for kind, key in sign_in_keys(email, address)
        for counter in SignInCounter.objects.filter(kind=kind, key=key)
        if counter.locked_until and counter.is_locked(now)
    ]
    return max(ends, default=None)


def accounts_locked(emails: Iterable[str]) -> dict[str, datetime]:
    """Return which of these accounts wrong passwords keep locked, and until when."""
    account = SignInCounter.Kind.ACCOUNT
    by_key = {counter_key(account, email): email for email in emails}
    locked = SignInCounter.objects.filter(
        kind=account, key__in=by_key, locked_until__gt=timezone.now()
    )
    return {
        by_key[counter.key]: counter.locked_until
        for counter in locked
        if counter.locked_until
    }


@dataclass(frozen=True)
class LockedAddress:
    """A network address that nobody may sign in from, and until when."""

    address: str
    until: datetime


def addresses_locked() -> list[LockedAddress]:
    """Return the locked network addresses, the one that opens last first.

    A counter's key is a keyed hash; which address it stands for is found among
    those the log names as locked while a lock that still holds can have begun.
    """
    now = timezone.now()
    kind = SignInCounter.Kind.ADDRESS
    until = dict(
        SignInCounter.objects.filter(kind=kind, locked_until__gt=now).values_list(
            "key", "locked_until"
        )
    )
    if not until:
        return []
    longest = timedelta(seconds=settings.SIGN_IN_LOCK_MAX_S)
    seen = audit_entries(since=now - longest).filter(action="security.sign_in_locked")
    networks = {network_of(ip) for ip in seen.values_list("ip", flat=True) if ip}
    found = [
        LockedAddress(network, end)
        for network in networks
        if (end := until.get(counter_key(kind, network))) is not None
    ]
    return sorted(found, key=lambda each: each.until, reverse=True)


def _walk_from(since: datetime | None) -> QuerySet[AuditEntry]:
    """Return every entry from the first one written at or after `since`.

    Clocks step back now and then; the sequence never does.
    """
    if since is None:
        return audit_entries()
    first = audit_entries(since=since).first()
    if first is None:
        return AuditEntry.objects.none()
    return audit_entries().filter(sequence__gte=first.sequence)


def _entry_before(entries: QuerySet[AuditEntry]) -> AuditEntry | None:
    first = entries.first()
    older = AuditEntry.objects.order_by("-sequence")
    return (older.filter(sequence__lt=first.sequence) if first else older).first()


def _fault(entry: AuditEntry, sequence: int, last_hash: str) -> str:
    if entry.sequence != sequence + 1:
        return f"entry {sequence + 1} is missing"
    if entry.previous_hash != last_hash:
        return "it does not follow the entry before it"
    if entry.hash != entry_hash(entry.previous_hash, entry.facts()):
        return "its text was changed"
    return ""
