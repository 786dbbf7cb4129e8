"""Reads about what is on its way out of the house."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from toasoan.content.models import Release, UnitPublishing
from toasoan.content.models.releases import UNDO_SECONDS
from toasoan.core import clock
from toasoan.units.access import user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

WAITING = Release.State.WAITING


def undo_seconds(unit: PressUnit) -> int:
    """Return how long the unit's publications can be undone."""
    found = UnitPublishing.objects.filter(unit=unit).values_list(
        "undo_seconds", flat=True
    )
    return next(iter(found), UNDO_SECONDS)


def release_waiting(item: Any) -> Release | None:
    """Return the publication of the item that can still be undone, or None."""
    rows = Release.objects.filter(item_id=item.pk, state=WAITING)
    return rows.select_related("by", "led_by__item").first()


def release_stopped(item: Any) -> Release | None:
    """Return the item's last release if it did not get out and nobody tried anew."""
    last = Release.objects.filter(item_id=item.pk).select_related("by").first()
    if last is None or last.state != Release.State.STOPPED:
        return None
    is_out_since = (
        item.live
        and item.last_published_at is not None
        and last.ended_at is not None
        and item.last_published_at > last.ended_at
    )
    return None if is_out_since else last


def releases_waiting_for(user: Any, units: list[PressUnit]) -> list[Release]:
    """Return what is about to leave that this person may call back, the first first."""
    own = [unit for unit in units if user_may(user, Action.PUBLISH, unit)]
    of_units = Q(item__articlepage__unit__in=own) | Q(
        item__syndicatedpage__unit__in=own
    )
    # Members of a package leave with it, and are called back with it.
    rows = Release.objects.filter(
        of_units | Q(by=user), state=WAITING, led_by__isnull=True
    )
    return list(rows.select_related("item", "by").order_by("leaves_at", "pk"))


def releases_due(at: datetime | None = None) -> QuerySet[Release]:
    """Return what should have left the house by now, what leaves with it left out."""
    return Release.objects.filter(
        state=WAITING, leaves_at__lte=at or clock.now(), led_by__isnull=True
    )


def seconds_left(release: Release) -> int:
    """Return the whole seconds in which it can surely be undone."""
    return max(0, int((release.leaves_at - clock.now()).total_seconds()))
