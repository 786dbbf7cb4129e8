"""Writing the audit chain."""

import re
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from toasoan.security.chain import entry_hash, plain
from toasoan.security.models import AuditChainHead, AuditEntry, User
from toasoan.security.request_context import current_address

_ACTION = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


@transaction.atomic
def audit_record(
    *,
    action: str,
    by: User | None,
    target: Model | None = None,
    target_kind: str = "",
    target_id: str = "",
    target_label: str = "",
    unit_key: str | None = None,
    data: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add one link to the chain, in the caller's transaction.

    Writers queue on the head row until the transaction that holds it ends, so call
    this last. If the caller rolls back, the entry goes with the change it tells of.

    Args:
        action: "<room>.<what happened>", such as "content.item_published".
        by: who did it; None when the house itself did.
        target: what it was done to; fills the three target texts not given.
        target_kind: kind of the target when there is no object.
        target_id: its identifier.
        target_label: its name as it was at that moment.
        unit_key: the unit it belongs to, None for the whole house.
        data: further facts; never secrets.

    Raises:
        ValueError: the action is not spelled "<room>.<what happened>".
    """
    if not _ACTION.fullmatch(action):
        raise ValueError(f"An action is '<room>.<what happened>', not {action!r}.")
    if target is not None:
        target_kind = target_kind or target._meta.label_lower  # noqa: SLF001
        target_id = target_id or str(target.pk)
        target_label = target_label or str(target)
    return _append(
        AuditEntry(
            actor=by if isinstance(by, User) else None,
            action=action,
            target_kind=plain(target_kind),
            target_id=plain(target_id),
            target_label=plain(target_label)[:255],
            unit_key=unit_key,
            data=plain(data or {}),
            ip=current_address(),
        )
    )


def _append(entry: AuditEntry) -> AuditEntry:
    """Give the entry its place at the end of the chain, behind the head's lock."""
    heads = AuditChainHead.objects.select_for_update()
    head, _made = heads.get_or_create(pk=1)
    entry.sequence = head.sequence + 1
    entry.at = timezone.now()
    entry.actor_email = entry.actor.email if entry.actor else ""
    entry.previous_hash = head.hash
    entry.hash = entry_hash(entry.previous_hash, entry.facts())
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry
