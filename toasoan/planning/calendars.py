"""Calendars as other programs read and write them (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from toasoan.core.errors import ToasoanError
from toasoan.core.text import nfc
from toasoan.planning.errors import CalendarFileRefused
from toasoan.planning.models import Event
from toasoan.planning.recurrence import occurrences

MOST_BYTES = 5 * 1024 * 1024
# Counted before anything is parsed: a file of 100,000 entries costs one search.
MOST_ENTRIES = 2_000
# Rows of one file once repeated entries are written out.
MOST_ROWS = 5_000
LONGEST = timedelta(days=366)
STATUS_IN = {
    "TENTATIVE": Event.Status.UNCERTAIN,
    "CONFIRMED": Event.Status.CONFIRMED,
    "CANCELLED": Event.Status.CANCELLED,
}
STATUS_OUT = {
    Event.Status.UNCERTAIN: "TENTATIVE",
    Event.Status.LIKELY: "TENTATIVE",
    Event.Status.CONFIRMED: "CONFIRMED",
    Event.Status.POSTPONED: "CANCELLED",
    Event.Status.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True)
class Read:
    """What a calendar file says.

    Attributes:
        rows: fields of an event each, `uid` among them.
        skipped: (title, why) of each entry that could not be read.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)


def calendar_read(data: bytes, *, since: datetime | None = None) -> Read:
    """Return the events of an iCalendar file; an entry that is wrong is left out.

    Of what was over before `since` nothing is returned.

    Raises:
        CalendarFileRefused: it is no calendar, or larger than the house takes in.
    """
    _size_require(data)
    try:
        found: Any = Calendar.from_ical(data, multiple=True)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as err:
        raise CalendarFileRefused(
            _("Không đọc được tệp lịch này. Xuất lại dạng .ics rồi đưa vào.")
        ) from err
    entries = [entry for calendar in found for entry in calendar.walk("VEVENT")]
    if not entries:
        raise CalendarFileRefused(_("Tệp này không có sự kiện nào."))
    read = Read()
    moved = _moved(entries)
    for entry in entries:
        try:
            read.rows.extend(_rows(entry, moved, since))
        except (ToasoanError, ValueError, TypeError, AttributeError) as error:
            read.skipped.append((_words(entry, "summary")[:200], _why(error)))
        if len(read.rows) > MOST_ROWS:
            raise CalendarFileRefused(
                _("Tệp có hơn %(n)s lần diễn ra. Chia nhỏ theo tháng rồi đưa vào.")
                % {"n": MOST_ROWS}
            )
    return read


def _size_require(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise CalendarFileRefused(_("Tệp lịch nặng quá 5 MB. Chia nhỏ rồi đưa vào."))
    n_entries = data.upper().count(b"BEGIN:VEVENT")
    if n_entries > MOST_ENTRIES:
        raise CalendarFileRefused(
            _("Tệp có %(n)s sự kiện, mỗi lần nhận nhiều nhất %(most)s. Chia nhỏ ra.")
            % {"n": n_entries, "most": MOST_ENTRIES}
        )


def _why(error: Exception) -> str:
    if isinstance(error, ToasoanError):
        return error.message
    return _("không đọc được ngày giờ")


def _moved(entries: Iterable[Any]) -> set[tuple[str, datetime]]:
    """Return (uid, moment) of the occurrences that have an entry of their own."""
    return {
        (_words(entry, "uid")[:200], _moment(entry["recurrence-id"].dt))
        for entry in entries
        if "recurrence-id" in entry
    }


def _rows(
    entry: Any, moved: set[tuple[str, datetime]], since: datetime | None
) -> Iterator[dict[str, Any]]:
    """Yield the fields of each time the entry takes place."""
    uid = _words(entry, "uid")[:200]
    if not uid:
        raise CalendarFileRefused(_("không có mã UID"))
    starts_at, ends_at = _moment(entry.start), _moment(entry.end)
    shared = {
        "title": _words(entry, "summary")[:200] or _("Không tên"),
        "description": _words(entry, "description")[:4000],
        "place": _words(entry, "location")[:300],
        "is_all_day": not isinstance(entry.start, datetime),
        "status": STATUS_IN.get(
            _words(entry, "status").upper(), Event.Status.CONFIRMED
        ),
    }
    lasts = ends_at - starts_at
    if not timedelta() <= lasts <= LONGEST:
        raise CalendarFileRefused(_("giờ kết thúc không hợp với giờ bắt đầu"))
    for begins in _beginnings(entry, starts_at, since and since - lasts):
        if "rrule" in entry and (uid, begins) in moved:
            continue
        if since is not None and begins + lasts < since:
            continue
        own = _uid_of_occurrence(entry, uid, begins)
        yield {**shared, "uid": own, "starts_at": begins, "ends_at": begins + lasts}


def _uid_of_occurrence(entry: Any, uid: str, begins: datetime) -> str:
    """Return a key for the occurrence by the moment the series had for it."""
    if "recurrence-id" in entry:
        begins = _moment(entry["recurrence-id"].dt)
    elif "rrule" not in entry:
        return uid
    return f"{uid}#{begins.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _beginnings(
    entry: Any, starts_at: datetime, since: datetime | None
) -> list[datetime]:
    if "rrule" not in entry:
        return [starts_at]
    left_out = set(_exceptions(entry))
    rule = entry["rrule"].to_ical().decode()
    found = occurrences(rule, starts_at, since=since)
    return [each for each in found if each not in left_out]


def _exceptions(entry: Any) -> Iterator[datetime]:
    found = entry.get("exdate", [])
    for dates in found if isinstance(found, list) else [found]:
        for each in dates.dts:
            yield _moment(each.dt)


def _moment(value: date | datetime) -> datetime:
    """Return the moment; a day begins, and a time without zone runs, on our wall."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    if timezone.is_naive(value):
        value = timezone.make_aware(value, timezone.get_default_timezone())
    return value


def _words(entry: Any, name: str) -> str:
    return nfc(str(entry.get(name, ""))).replace("\x00", "").strip()


def calendar_write(events: Iterable[Event], *, name: str, address: str) -> bytes:
    """Return the events as an iCalendar file; what is internal stays inside.

    Calendar programs call it by `name`; `address` is that of an event's screen, with
    `{pk}` where its key goes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Toasoan//Calendar//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(minutes=30))
    for event in events:
        calendar.add_component(_entry(event, address))
    return bytes(calendar.to_ical())


def _entry(event: Event, address: str) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("summary", event.title)
    if event.is_all_day:
        entry.add("dtstart", event.first_day)
        entry.add("dtend", event.last_day + timedelta(days=1))
    else:
        entry.add("dtstart", event.starts_at)
        entry.add("dtend", event.ends_at)
    for key, words in (("description", event.description), ("location", event.place)):
        if words:
            entry.add(key, words)
    entry.add("status", STATUS_OUT[Event.Status(event.status)])
    entry.add("url", address.format(pk=event.pk))
    return entry
