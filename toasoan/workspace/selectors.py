"""Reads of notifications, and of how people want to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import TruncDate
from wagtail.users.models import UserProfile

from toasoan.units.access import units_visible
from toasoan.workspace.kinds import MailTiming, NotificationKind, notification_kinds
from toasoan.workspace.models import (
    Delivery,
    Notification,
    NotificationChoice,
    NotificationHours,
    PushDevice,
)

# More than this nobody counts; the bell then shows "99+".
COUNTED = 100


@dataclass(frozen=True)
class KindChoice:
    """How a person is told of one kind now."""

    key: str
    kind: NotificationKind
    mail: MailTiming
    push: bool


def notifications_of(user: Any, *, kind: str = "") -> QuerySet[Notification]:
    """Return what the person was told, the newest first.

    What happened in a unit they no longer belong to, and kinds the house no longer
    has, are left out.
    """
    found = Notification.objects.filter(
        Q(unit__isnull=True) | Q(unit__in=units_visible(user)),
        recipient=user,
        kind__in=[kind] if kind in notification_kinds else list(notification_kinds),
    )
    return found.select_related("sent_by", "unit").order_by("-created_at", "-pk")


def notifications_by_day(user: Any, *, kind: str = "") -> QuerySet[Notification]:
    """Return what the person was told, the latest day first, in it the unread first."""
    is_read = Case(When(read_at__isnull=True, then=0), default=1)
    return notifications_of(user, kind=kind).order_by(
        TruncDate("created_at").desc(), is_read, "-created_at", "-pk"
    )


def unread_of(user: Any) -> QuerySet[Notification]:
    """Return what the person was told and has not opened, the newest first."""
    return notifications_of(user).filter(read_at__isnull=True)


def unread_count(user: Any) -> int:
    """Return how many notifications the person has not opened, COUNTED at most."""
    return unread_of(user).order_by()[:COUNTED].count()


def kinds_told(user: Any) -> list[tuple[str, str]]:
    """Return the kinds the person has notifications of, with their labels, by label."""
    keys = notifications_of(user).order_by().values_list("kind", flat=True).distinct()
    return sorted(
        ((key, str(notification_kinds[key].label)) for key in keys),
        key=lambda pair: pair[1],
    )


def choices_of(user: Any) -> list[KindChoice]:
    """Return how the person is told of every kind of the house."""
    chosen = {row.kind: row for row in NotificationChoice.objects.filter(user=user)}
    return [
        choice_from(key, kind, chosen.get(key))
        for key, kind in notification_kinds.items()
    ]


def choice_from(
    key: str, kind: NotificationKind, chosen: NotificationChoice | None
) -> KindChoice:
    """Return what was chosen, or the kind's own default."""
    if chosen is None:
        return KindChoice(key, kind, kind.mail_default, kind.push_default)
    return KindChoice(key, kind, MailTiming(chosen.mail), chosen.push)


def hours_of(users: Iterable[int]) -> dict[int, NotificationHours]:
    """Return the hours of people by their keys; who never chose has the house's."""
    keys = list(users)
    chosen = NotificationHours.objects.filter(user__in=keys)
    return {pk: NotificationHours(user_id=pk) for pk in keys} | {
        row.user_id: row for row in chosen
    }


def hours_of_one(user: Any) -> NotificationHours:
    """Return the person's hours, the house's when they never chose."""
    return hours_of([user.pk])[user.pk]


def devices_of(user: Any) -> QuerySet[PushDevice]:
    """Return the person's devices that may be rung, the oldest first."""
    return PushDevice.objects.filter(user=user)


def mails_in_trouble(since: datetime) -> QuerySet[Delivery]:
    """Return the mails since then that did not surely arrive, the latest first."""
    return Delivery.objects.filter(
        Q(state__in=[Delivery.State.FAILED, Delivery.State.UNCONFIRMED])
        | Q(state=Delivery.State.WAITING, attempts__gt=0),
        device__isnull=True,
        claimed_at__gte=since,
    ).order_by("-claimed_at")


def language_of(user: Any) -> str:
    """Return the language in which the person reads the house."""
    profile = UserProfile.objects.filter(user=user).first()
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def keys_told(keys: Iterable[str]) -> set[str]:
    """Return which of the keys somebody was told already."""
    found = Notification.objects.filter(key__in=list(keys))
    return set(found.values_list("key", flat=True))
