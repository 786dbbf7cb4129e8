"""Writes about events: added, changed one by one or together, called off, covered."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.planning.access import event_may_change
from toasoan.planning.errors import (
    EventOff,
    EventTimesWrong,
    ReasonMissing,
    StoryStateWrong,
)
from toasoan.planning.models import Event, EventSeries, Story
from toasoan.planning.recurrence import occurrences
from toasoan.planning.services.event_stories import (
    is_planned_by,
    stories_follow,
)
from toasoan.planning.services.stories import story_pitch
from toasoan.planning.telling import event_change_told
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action

Scope = Literal["one", "following", "all"]
LONGEST = timedelta(days=366)
CHANGEABLE = frozenset(
    {
        "desk",
        "title",
        "description",
        "place",
        "contacts",
        "link",
        "internal_note",
        "starts_at",
        "ends_at",
        "is_all_day",
        "status",
        "status_reason",
    }
)


@transaction.atomic
def event_add(
    *,
    unit: PressUnit,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Any,
    desk: Desk | None = None,
    rule: str = "",
    **details: Any,
) -> list[Event]:
    """Put the event on the unit's calendar, one row for each time it takes place.

    `rule` is an RRULE when it repeats (see `recurrence`); `details` are description,
    place, contacts, link, internal_note, is_all_day and status.

    Raises:
        NotAllowed: `by` does not pitch in the unit.
        EventTimesWrong: it ends before it begins or lasts over a year.
        StoryStateWrong: the desk is another unit's.
        EventRuleWrong: the rule cannot be followed.
    """
    user_require(by, Action.PITCH, unit)
    _require(unit, desk, starts_at, ends_at)
    beginnings = occurrences(rule, starts_at) if rule else [starts_at]
    series = EventSeries.objects.create(unit=unit, rule=rule) if rule else None
    lasts = ends_at - starts_at
    made = Event.objects.bulk_create(
        Event(
            unit=unit,
            desk=desk,
            series=series,
            uid=f"{uuid.uuid4()}@toasoan",
            title=title,
            starts_at=begins,
            ends_at=begins + lasts,
            created_by=by,
            **details,
        )
        for begins in beginnings
    )
    _audit("planning.event_added", made[0], by, {"n": len(made), "rule": rule})
    return made


@transaction.atomic
def event_update(
    *, event: Event, changes: dict[str, Any], by: Any, scope: Scope = "one"
) -> list[Event]:
    """Change the event, or its whole series, or it and what follows; return which.

    Only the named fields change: an occurrence that was moved by itself keeps the
    distance it was moved by. Stories show their event as it is now, and who has
    work of one is told once where and when it takes place.

    Raises:
        NotAllowed: `by` neither wrote the event nor assigns in the unit.
        EventTimesWrong, StoryStateWrong: as event_add.
    """
    if not event_may_change(by, event):
        raise NotAllowed
    change = change_within(event, changes, by=by, scope=scope)
    chosen = next((each for each in change.held if each.pk == event.pk), event)
    event_change_told(
        change.held, chosen, change.before, by=by, followed=bool(change.followed)
    )
    return change.held


@transaction.atomic
def event_move(
    *, event: Event, day: date, by: Any, scope: Scope = "one"
) -> list[Event]:
    """Put the event on another day at its own hours; what follows moves as many days.

    Raises:
        EventOff: it was put off or called off; it first takes place again.
        NotAllowed: as event_update.
    """
    if event.is_off:
        raise EventOff(
            _("Sự kiện đã hoãn hoặc hủy. Mở sự kiện, bấm Diễn ra lại rồi chọn ngày.")
        )
    wall = datetime.combine(day, clock.local(event.starts_at).time())
    starts_at = timezone.make_aware(wall, timezone.get_default_timezone())
    ends_at = starts_at + (event.ends_at - event.starts_at)
    changes = {"starts_at": starts_at, "ends_at": ends_at}
    return event_update(event=event, changes=changes, by=by, scope=scope)


@dataclass(frozen=True)
class Change:
    """What became of a change.

    Attributes:
        held: the events that changed.
        before: what the one changed by hand was, in the fields that changed.
        followed: keys of the stories whose hour moved along.
    """

    held: list[Event] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)
    followed: list[int] = field(default_factory=list)


def change_within(
    event: Event, changes: dict[str, Any], *, by: Any, scope: Scope = "one"
) -> Change:
    """The events are changed, inside a service that asks for permission and tells of it.

    Raises:
        EventTimesWrong, StoryStateWrong: as event_add.
    """
    held = list(
        Event.objects.select_for_update(of=("self",))
        .select_related("unit", "desk")
        .filter(pk__in=[each.pk for each in events_in_scope(event, scope)])
    )
    stored = next(each for each in held if each.pk == event.pk)
    wanted = {name: value for name, value in changes.items() if name in CHANGEABLE}
    before = {
        name: getattr(stored, name)
        for name, value in wanted.items()
        if getattr(stored, name) != value
    }
    if not before:
        return Change()
    _require(
        event.unit,
        wanted.get("desk", stored.desk),
        wanted.get("starts_at", stored.starts_at),
        wanted.get("ends_at", stored.ends_at),
    )
    shifts: dict[str, timedelta] = {
        name: wanted[name] - before[name]
        for name in ("starts_at", "ends_at")
        if name in before
    }
    gone = {each.pk: _shift(each, before, shifts) for each in held}
    for each in held:
        _change(each, {name: wanted[name] for name in before}, shifts)
    was = {name: str(value) for name, value in before.items()}
    followed = stories_follow(shifts=gone, by=by)
    _audit("planning.event_updated", event, by, {"before": was, "n": len(held)})
    return Change(held, before, followed)


def _shift(
    event: Event,
    before: dict[str, Any],
    shifts: dict[str, timedelta],
) -> timedelta:
    """Return how far the event goes; in whole days when it begins or ceases to be all day."""
    shift = shifts.get("starts_at", timedelta())
    if "is_all_day" not in before:
        return shift
    day = clock.local(event.starts_at + shift).date()
    return day - event.first_day


def _change(event: Event, values: dict[str, Any], shifts: dict[str, timedelta]) -> None:
    for name, value in values.items():
        if name in shifts:
            setattr(event, name, getattr(event, name) + shifts[name])
        else:
            setattr(event, name, value)
    if event.ends_at < event.starts_at:
        raise EventTimesWrong(
            _("Có lần lặp sẽ kết thúc trước khi bắt đầu. Sửa riêng lần ấy trước.")
        )
    event.save()


def event_call_off(
    *, event: Event, status: Event.Status, reason: str, by: Any, scope: Scope = "one"
) -> list[Event]:
    """Put the event off or call it off, with the reason, which its stories show.

    Raises:
        ReasonMissing: no reason was written.
        NotAllowed: as event_update.
    """
    if not reason.strip():
        raise ReasonMissing
    changes = {"status": status, "status_reason": reason.strip()}
    return event_update(event=event, changes=changes, by=by, scope=scope)


@transaction.atomic
def event_remove(*, event: Event, by: Any, scope: Scope = "one") -> int:
    """Take an event written by mistake off the calendar; return how many went.

    What a story hangs on stays: it is called off instead.

    Raises:
        NotAllowed: as event_update.
        EventOff: a story hangs on one of them.
    """
    if not event_may_change(by, event):
        raise NotAllowed
    rows = events_in_scope(event, scope)
    if Story.objects.filter(event__in=rows).exists():
        raise EventOff(_("Đã có đề tài cho sự kiện này. Báo hủy thay vì xóa."))
    _audit("planning.event_removed", event, by, {"n": len(rows)})
    return Event.objects.filter(pk__in=[each.pk for each in rows]).delete()[0]


@transaction.atomic
def event_story_pitch(*, event: Event, by: Any, **story: Any) -> Story:
    """Pitch a story that hangs on the event: it follows where the event goes.

    Raises:
        EventOff: it was put off or called off.
        NotAllowed, StoryStateWrong: as story_pitch.
    """
    if event.is_off:
        raise EventOff(_("Sự kiện đã hoãn hoặc hủy nên chưa thành đề tài được."))
    pitched = story_pitch(unit=event.unit, by=by, **story)
    pitched.event = event
    pitched.follows_event = is_planned_by(pitched, event)
    pitched.save(update_fields=["event", "follows_event"])
    return pitched


def _require(
    unit: PressUnit, desk: Desk | None, starts_at: datetime, ends_at: datetime
) -> None:
    desk_require(unit, desk)
    if ends_at < starts_at:
        raise EventTimesWrong(_("Giờ kết thúc phải sau giờ bắt đầu."))
    if ends_at - starts_at > LONGEST:
        raise EventTimesWrong(_("Sự kiện dài quá một năm. Xem lại ngày kết thúc."))


def desk_require(unit: PressUnit, desk: Desk | None) -> None:
    """Do nothing when no desk is named or it is the unit's.

    Raises:
        StoryStateWrong: it is another unit's.
    """
    if desk is not None and desk.unit_id != unit.pk:
        raise StoryStateWrong(_("Ban này không thuộc đơn vị. Chọn ban khác."))


def events_in_scope(event: Event, scope: Scope) -> Sequence[Event]:
    """Return the event, or what of its series is meant."""
    if event.series_id is None or scope == "one":
        return [event]
    rows = Event.objects.filter(series=event.series_id)
    if scope == "following":
        rows = rows.filter(starts_at__gte=event.starts_at)
    return list(rows)


def _audit(action: str, event: Event, by: Any, data: dict[str, Any]) -> None:
    audit_record(action=action, target=event, by=by, unit_key=event.unit.key, data=data)
