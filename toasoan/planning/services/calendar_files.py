"""Calendars that come in as files, and addresses at which ours are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from toasoan.planning.calendars import calendar_read
from toasoan.planning.models import CalendarLink, Event
from toasoan.planning.models.events import calendar_token
from toasoan.planning.services.events import Change, change_within, desk_require
from toasoan.planning.telling import calendar_told, event_news
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action


@dataclass(frozen=True)
class BroughtIn:
    """What came of a calendar file."""

    added: int
    changed: int
    same: int
    skipped: list[tuple[str, str]]


@transaction.atomic
def calendar_bring_in(
    *, unit: PressUnit, data: bytes, by: Any, desk: Desk | None = None
) -> BroughtIn:
    """Put the events of an iCalendar file on the unit's calendar.

    Brought in again, it doubles nothing: an event the calendar has is changed to
    what the file says now, its stories show that, and who has work of some of them
    is told once.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        CalendarFileRefused: nothing was brought in.
        StoryStateWrong: the desk is another unit's.
    """
    user_require(by, Action.ASSIGN, unit)
    desk_require(unit, desk)
    read = calendar_read(data)
    known = {
        event.uid: event
        for event in Event.objects.filter(
            unit=unit, uid__in=[row["uid"] for row in read.rows]
        )
    }
    rows = {row["uid"]: row for row in read.rows}
    new = [
        Event(unit=unit, desk=desk, created_by=by, **row)
        for uid, row in rows.items()
        if uid not in known
    ]
    # The same file sent twice at once: the later one finds the rows of the first.
    Event.objects.bulk_create(new, ignore_conflicts=True)
    changed = [
        change_within(event, without_uid(rows[uid]), by=by)
        for uid, event in known.items()
    ]
    n_changed = sum(bool(change.held) for change in changed)
    done = BroughtIn(len(new), n_changed, len(known) - n_changed, read.skipped)
    audit_record(
        action="planning.calendar_brought_in",
        target=unit,
        by=by,
        unit_key=unit.key,
        data={"added": done.added, "changed": done.changed},
    )
    calendar_told(
        events_with_news(changed),
        unit=unit,
        by=by,
    )
    return done


def events_with_news(changes: Sequence[Change]) -> list[Event]:
    """Return the events of which people who go there must hear."""
    return [
        change.held[0]
        for change in changes
        if change.held and event_news(change.held[0], change.before)
    ]


def without_uid(row: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an event that a calendar may change."""
    return {name: value for name, value in row.items() if name != "uid"}


@transaction.atomic
def calendar_link_renew(*, desk: Desk, by: Any) -> CalendarLink:
    """Give the person a new address for the desk's calendar; the old one ends.

    Raises:
        NotAllowed: `by` is not in the desk's unit.
    """
    user_require(by, Action.READ, desk.unit)
    link, _new = CalendarLink.objects.update_or_create(
        user=by, desk=desk, defaults={"token": calendar_token()}
    )
    audit_record(
        action="planning.calendar_link_made",
        target=desk,
        by=by,
        unit_key=desk.unit.key,
    )
    return link
