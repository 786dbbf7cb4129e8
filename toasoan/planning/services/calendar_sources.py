"""Calendars of other houses: subscribed to, read on schedule, given up."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.core.jobs import enqueue, job_moot, job_wanted
from toasoan.planning.calendars import Read
from toasoan.planning.errors import CalendarFileRefused, CalendarSourceWrong
from toasoan.planning.models import CalendarSource, Event, Story
from toasoan.planning.services.calendar_files import events_with_news, without_uid
from toasoan.planning.services.events import Change, change_within, desk_require
from toasoan.planning.source_reading import Answer, source_fetch
from toasoan.planning.source_words import news_for, said_of
from toasoan.planning.telling import calendar_told
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action

EVERY = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=6)
MOST_SOURCES = 20
MOST_SKIPPED_SHOWN = 30
# So many events that vanish at once are no cancellations but another calendar.
FEW = 5
READ_JOB = "planning.calendar_source_read"


@transaction.atomic
def calendar_source_add(
    *, unit: PressUnit, name: str, address: str, by: Any, desk: Desk | None = None
) -> CalendarSource:
    """The calendar at the address is read from now on, for the unit or one desk of it.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        CalendarSourceWrong: no https address, read already, or too many calendars.
        StoryStateWrong: the desk is another unit's.
    """
    user_require(by, Action.ASSIGN, unit)
    desk_require(unit, desk)
    address = _address_require(address)
    held = CalendarSource.objects.filter(unit=unit)
    if held.filter(address=address).exists():
        raise CalendarSourceWrong(_("Lịch này đã có trong danh sách."))
    if held.count() >= MOST_SOURCES:
        raise CalendarSourceWrong(
            _("Đơn vị đã đọc %(n)d lịch. Bỏ bớt một lịch rồi thêm.")
            % {"n": MOST_SOURCES}
        )
    source = CalendarSource.objects.create(
        unit=unit,
        desk=desk,
        name=name,
        address=address,
        added_by=by,
        due_at=clock.now() + EVERY,
    )
    enqueue(READ_JOB, source.pk)
    _audit("planning.calendar_source_added", source, by)
    return source


def _address_require(typed: str) -> str:
    address = typed.strip()
    if address.lower().startswith("webcal://"):
        address = f"https://{address[len('webcal://') :]}"
    schemes = {"https", "http"} if settings.CALENDAR_SOURCE_PRIVATE else {"https"}
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    # What is no plain ASCII may look like another name than it is.
    odd = re.search(r"[^!-~]", address)
    if parts.scheme not in schemes or not parts.hostname or odd:
        raise CalendarSourceWrong(
            _("Ghi địa chỉ đầy đủ của lịch, bắt đầu bằng https:// (hoặc webcal://).")
        )
    if parts.username or parts.password:
        raise CalendarSourceWrong(
            _("Bỏ tên và mật khẩu khỏi địa chỉ; xin địa chỉ chia sẻ của lịch.")
        )
    if len(address) > 1000:
        raise CalendarSourceWrong(_("Địa chỉ dài quá 1000 chữ."))
    return address


@transaction.atomic
def calendar_source_read_soon(*, source: CalendarSource, by: Any) -> None:
    """Have the calendar read now rather than in its turn.

    Raises:
        NotAllowed: `by` does not assign in the unit.
    """
    user_require(by, Action.ASSIGN, source.unit)
    CalendarSource.objects.filter(pk=source.pk).update(due_at=clock.now() + EVERY)
    enqueue(READ_JOB, source.pk)


@transaction.atomic
def calendar_source_remove(
    *, source: CalendarSource, by: Any, with_events: bool = False
) -> int:
    """The calendar is read no more; return how many of its coming events went.

    Its events stay. Asked to go, those to come go, but for those a story hangs on.

    Raises:
        NotAllowed: `by` does not assign in the unit.
    """
    user_require(by, Action.ASSIGN, source.unit)
    gone = 0
    if with_events:
        storied = Story.objects.filter(event__isnull=False).values("event")
        coming = source.events.filter(starts_at__gt=clock.now())
        doomed = list(coming.exclude(pk__in=storied).values_list("pk", flat=True))
        gone = len(doomed)
        Event.objects.filter(pk__in=doomed).delete()
    source.events.update(source_said={})
    _audit("planning.calendar_source_removed", source, by, {"events_gone": gone})
    source.delete()
    return gone


@job_wanted.register("planning.calendar_sources_read")
def sources_are_due() -> bool:
    """Return whether some calendar's time has come."""
    return CalendarSource.objects.filter(due_at__lte=clock.now()).exists()


@job_moot.register("toasoan.planning.tasks.calendar_source_read")
def source_is_gone(pk: int) -> bool:
    """Return whether nobody reads the calendar any more."""
    return not CalendarSource.objects.filter(pk=pk).exists()


def calendar_sources_read() -> int:
    """Have each calendar read whose time has come; return how many those are."""
    now = clock.now()
    due = list(CalendarSource.objects.filter(due_at__lte=now).order_by("due_at", "pk"))
    for source in due:
        with transaction.atomic():
            # Of two schedulers one takes it; read, it names its next time itself.
            taken = CalendarSource.objects.filter(pk=source.pk, due_at=source.due_at)
            if taken.update(due_at=now + EVERY):
                enqueue(READ_JOB, source.pk)
    return len(due)


def calendar_source_read(*, pk: int) -> bool:
    """Read the calendar; return whether it could be. What came of it is written down.

    Read again, it doubles nothing. Nothing is held while the other side is waited for.
    """
    source = CalendarSource.objects.filter(pk=pk).first()
    if source is None:
        return False
    now = clock.now()
    try:
        answer = source_fetch(source, now)
        _take_in(source.pk, answer, now)
    except ToasoanError as error:
        _failed(source, error.message, now)
        return False
    return True


def _failed(source: CalendarSource, problem: str, now: datetime) -> None:
    failures = source.failures + 1
    wait = min(EVERY * 2 ** min(failures, 8), LONGEST_WAIT)
    CalendarSource.objects.filter(pk=source.pk).update(
        failures=failures, problem=problem[:500], checked_at=now, due_at=now + wait
    )


@transaction.atomic
def _take_in(pk: int, answer: Answer, now: datetime) -> None:
    source = (
        CalendarSource.objects.select_for_update(of=("self",))
        .select_related("unit", "desk", "added_by")
        .filter(pk=pk)
        .first()
    )
    if source is None:
        return
    source.failures, source.problem = 0, ""
    source.checked_at, source.due_at = now, now + EVERY
    if answer.read is not None:
        for name, value in answer.marks.items():
            setattr(source, name, value)
        source.read_at = now
        source.n_events = len(answer.read.rows)
        source.outcome = _events_follow(source, answer.read, now)
    source.save()


def _events_follow(source: CalendarSource, read: Read, now: datetime) -> dict[str, Any]:
    """The calendar's events are as it says now; return what that came to."""
    rows = {row["uid"]: row for row in read.rows}
    gone = [] if read.skipped else _vanished(source, rows, now)
    known = {
        event.uid: event
        for event in Event.objects.filter(unit=source.unit_id, uid__in=rows)
    }
    new = [_new(source, row) for uid, row in rows.items() if uid not in known]
    Event.objects.bulk_create(new, ignore_conflicts=True)
    changed = [
        _event_follow(source, event, rows[uid])
        for uid, event in known.items()
        if _is_ours(source, event)
    ]
    called_off = [_call_off(source, event) for event in gone]
    done = {
        "added": len(new),
        "changed": sum(bool(each.held) for each in changed),
        "called_off": len(called_off),
        "skipped": read.skipped[:MOST_SKIPPED_SHOWN],
        "n_skipped": len(read.skipped),
    }
    if done["added"] or done["changed"] or done["called_off"]:
        counts = {name: done[name] for name in ("added", "changed", "called_off")}
        _audit("planning.calendar_source_read", source, None, counts)
    calendar_told(
        events_with_news([*changed, *called_off]), unit=source.unit, source=source.name
    )
    return done


def _new(source: CalendarSource, row: dict[str, Any]) -> Event:
    return Event(
        unit=source.unit,
        desk=source.desk,
        source=source,
        source_said=said_of(row),
        created_by=source.added_by,
        **row,
    )


def _is_ours(source: CalendarSource, event: Event) -> bool:
    """Return whether the event came with this calendar, or once in a file of it."""
    if event.source_id is not None:
        return event.source_id == source.pk
    # Written here, and back through a calendar that reads ours.
    return not event.uid.endswith("@toasoan")


def _event_follow(source: CalendarSource, event: Event, row: dict[str, Any]) -> Change:
    first_time = event.source_id is None
    changes = without_uid(row) if first_time else news_for(event, row)
    status = changes.get("status")
    if status == Event.Status.CANCELLED and not event.is_off:
        changes["status_reason"] = _("Lịch “%(name)s” báo hủy.") % {"name": source.name}
    elif status is not None and status not in Event.OFF:
        changes["status_reason"] = ""
    change = change_within(event, changes, by=None)
    said = said_of(row)
    if first_time or said != event.source_said:
        Event.objects.filter(pk=event.pk).update(source=source, source_said=said)
    return change


def _vanished(
    source: CalendarSource, rows: dict[str, Any], now: datetime
) -> list[Event]:
    """Return the events to come that the calendar no longer has.

    Raises:
        CalendarFileRefused: so many at once that it is hardly the same calendar.
    """
    coming = source.events.filter(starts_at__gt=now).exclude(status__in=Event.OFF)
    known = list(coming.order_by("starts_at", "pk"))
    gone = [event for event in known if event.uid not in rows]
    if len(gone) > FEW and 2 * len(gone) > len(known):
        raise CalendarFileRefused(
            _(
                "Lịch bỏ %(gone)d trong %(known)d sự kiện sắp tới cùng lúc nên chưa nhận. "
                "Đúng là lịch ấy thì bỏ lịch nguồn này rồi thêm lại."
            )
            % {"gone": len(gone), "known": len(known)}
        )
    return gone


def _call_off(source: CalendarSource, event: Event) -> Change:
    reason = _("Không còn trong lịch “%(name)s”.") % {"name": source.name}
    off = Event.Status.CANCELLED
    change = change_within(event, {"status": off, "status_reason": reason}, by=None)
    # Back in the calendar it takes place again.
    said = {**event.source_said, "status": str(off)}
    Event.objects.filter(pk=event.pk).update(source_said=said)
    return change


def _audit(
    action: str, source: CalendarSource, by: Any, data: dict[str, Any] | None = None
) -> None:
    audit_record(
        action=action,
        target=source,
        by=by,
        unit_key=source.unit.key,
        data={"host": source.host, **(data or {})},
    )
