"""When a repeated event takes place, on the wall clock of the house.

Rules are RRULEs of RFC 5545, section 3.3.10; python-dateutil reads them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.planning.errors import EventRuleWrong

# A meeting every week for some seven years, or every day for one.
MOST_OCCURRENCES = 366
MOST_COUNTED = 20_000
FURTHEST = timedelta(days=366 * 5)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rule_of(
    *,
    frequency: str,
    interval: int = 1,
    weekdays: Sequence[str] = (),
    until: date | None = None,
    count: int | None = None,
) -> str:
    """Return the RRULE.

    Args:
        frequency: DAILY, WEEKLY, MONTHLY or YEARLY.
        interval: every so many of them.
        weekdays: two-letter names out of WEEKDAYS, for a weekly rule.
        until: the last local day on which it may begin.
        count: how many times, when no last day is given.
    """
    parts = [f"FREQ={frequency}"]
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    if weekdays:
        parts.append(f"BYDAY={','.join(weekdays)}")
    if until is not None:
        parts.append(f"UNTIL={until:%Y%m%d}T235959")
    elif count is not None:
        parts.append(f"COUNT={count}")
    return ";".join(parts)


def occurrences(
    rule: str, starts_at: datetime, *, since: datetime | None = None
) -> list[datetime]:
    """Return the beginnings of the series, the first of them `starts_at` or later.

    At most MOST_OCCURRENCES, none more than FURTHEST ahead. Those before `since` are
    passed over: of a series that began long ago there may be none left.

    Raises:
        EventRuleWrong: the rule cannot be read, or gives no day at all.
    """
    # Rules count in whole seconds; a fraction would put the first one before itself.
    wall = clock.local(starts_at).replace(tzinfo=None, microsecond=0)
    first = wall
    if since is not None:
        first = max(wall, clock.local(since).replace(tzinfo=None))
    walls = _walls(rule, wall, first)
    found = [_aware(each) for each in islice(walls, MOST_OCCURRENCES)]
    if not found and first == wall:
        raise EventRuleWrong(
            _("Quy tắc lặp không cho ngày nào. Xem lại ngày kết thúc.")
        )
    return found


def _walls(rule: str, wall: datetime, first: datetime) -> Iterator[datetime]:
    try:
        parsed = rrulestr(_without_zone(rule), dtstart=wall)
        # A rule of every second since long ago is not counted to its end.
        for each in islice(parsed, MOST_COUNTED):
            if each - first > FURTHEST:
                return
            if each >= first:
                yield each
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as err:
        raise EventRuleWrong(_("Không đọc được quy tắc lặp.")) from err


def _without_zone(rule: str) -> str:
    """Return the rule with its last moment on the wall clock, as its beginning is."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    last = parts.get("UNTIL", "")
    if last.endswith("Z"):
        moment = datetime.strptime(last, "%Y%m%dT%H%M%S%z")
        parts["UNTIL"] = f"{clock.local(moment):%Y%m%dT%H%M%S}"
    elif last and "T" not in last:
        parts["UNTIL"] = f"{last}T235959"
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _aware(wall: datetime) -> datetime:
    return timezone.make_aware(wall, timezone.get_default_timezone())


def day_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moments at which the first local day begins and the last ends."""
    begins = _aware(datetime.combine(first, time.min))
    return begins, _aware(datetime.combine(last, time.min) + timedelta(days=1))
