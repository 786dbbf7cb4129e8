"""Telling people what concerns them, once."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import connection

from toasoan.core import clock
from toasoan.core.registry import UnknownKey
from toasoan.units.models import PressUnit
from toasoan.workspace.errors import NotificationOutsideTransaction
from toasoan.workspace.kinds import notification_kinds
from toasoan.workspace.models import Notification
from toasoan.workspace.selectors import unread_of
from toasoan.workspace.services.deliveries import deliveries_plan

KEPT_DAYS = 90


def notification_send(
    *,
    kind: str,
    to: Iterable[Any],
    path: str,
    key: str,
    values: Mapping[str, str] | None = None,
    by: Any = None,
    unit: PressUnit | None = None,
) -> None:
    """Every active person of `to` but `by` has one notification of this key.

    It is written in the transaction of the change it tells of, so neither is there
    without the other. Mails and rings go out after the commit, as each person chose.

    Args:
        kind: registered in `notification_kinds`.
        to: the people concerned; the same person twice is told once.
        path: the address of the screen where something can be done, from "/".
        key: what makes the telling one and the same, e.g. "assignment:7:given".
        values: what the sentence of the kind names; `by` is added.
        by: who did it, and needs not be told.
        unit: where it happened.

    Raises:
        UnknownKey: no room registered the kind.
        NotificationOutsideTransaction: the caller is not inside transaction.atomic.
    """
    if kind not in notification_kinds:
        raise UnknownKey(kind)
    if not connection.in_atomic_block:
        raise NotificationOutsideTransaction(kind)
    people = _still_to_tell(to, by, key)
    alike = {"unit": unit, "kind": kind, "key": key, "path": path, "sent_by": by}
    Notification.objects.bulk_create(
        [
            Notification(recipient=person, values=dict(values or {}), **alike)
            for person in people
        ],
        ignore_conflicts=True,
    )
    if people:
        told = Notification.objects.filter(key=key, recipient__in=people)
        deliveries_plan(kind, list(told))


def _still_to_tell(to: Iterable[Any], by: Any, key: str) -> list[Any]:
    people = {person.pk: person for person in to if person.is_active}
    if by is not None:
        people.pop(by.pk, None)
    told = Notification.objects.filter(key=key, recipient__in=people)
    for pk in told.values_list("recipient", flat=True):
        people.pop(pk)
    return [person for _pk, person in sorted(people.items())]


def notifications_read(*, by: Any, path: str) -> int:
    """What the person was told of the screen at `path` is read; return how many were new."""
    return unread_of(by).filter(path=path).update(read_at=clock.now())


def notification_read(*, by: Any, pk: int) -> int:
    """This notification of the person is read; another's stays as it is."""
    return unread_of(by).filter(pk=pk).update(read_at=clock.now())


def notifications_read_all(*, by: Any) -> int:
    """Everything the person was told is read; return how many were new."""
    return unread_of(by).update(read_at=clock.now())


def notifications_prune() -> int:
    """Forget what was read over KEPT_DAYS ago; return how many went."""
    before = clock.now() - timedelta(days=KEPT_DAYS)
    old = Notification.objects.filter(read_at__lt=before)
    _rows, by_model = old.delete()
    return by_model.get("workspace.Notification", 0)
