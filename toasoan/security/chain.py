"""The arithmetic of the audit chain: one spelling of an entry, and its hash.

Each entry's hash covers the hash before it, so changing or removing an entry breaks
every later link (Schneier and Kelsey, "Secure Audit Logs to Support Computer
Forensics", 1999). Whoever can rewrite the whole table can also rewrite the chain;
that is why the newest hash is printed and kept elsewhere, the idea of the signed
tree head in RFC 6962.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


def canonical(facts: Mapping[str, Any]) -> bytes:
    """Return the one JSON spelling: keys sorted, no spaces, UTF-8."""
    return json.dumps(
        facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode("utf-8")


def entry_hash(previous_hash: str, facts: Mapping[str, Any]) -> str:
    """Return the hash of an entry that follows the one with `previous_hash`."""
    body = previous_hash.encode("ascii") + b"\n" + canonical(facts)
    return hashlib.sha256(body).hexdigest()


def instant(moment: datetime) -> str:
    """Return the one spelling of a moment: UTC with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def plain(value: Any) -> Any:
    """Return `value` as JSON that every database gives back unchanged.

    PostgreSQL may return 1e22 as a whole number and refuses NUL, so floats and
    decimals are kept as text and NUL is replaced.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(_text(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _text(value)


def _text(value: object) -> str:
    spelled = instant(value) if isinstance(value, datetime) else str(value)
    return spelled.replace("\x00", "\ufffd")
