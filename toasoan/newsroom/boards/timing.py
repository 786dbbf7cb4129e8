"""The planned slot against what became of it, in words and with a look.

static/staff/board/clock.js says the same once a minute.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

HOUR, DAY = 60, 24 * 60
# An editor's "on the minute": what readers and colleagues do not notice.
ON_TIME = timedelta(minutes=5)
SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Timing:
    """How a story stands to its hour.

    Attributes:
        look: late, warn, good or mut of the stylesheet.
        waits: whether the words change as time passes.
    """

    text: str
    look: str
    waits: bool = False


def span(length: timedelta) -> str:
    """Return "25 phút", "3 giờ" or "2 ngày"."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < HOUR:
        return _("%(n)d phút") % {"n": max(minutes, 1)}
    if minutes < 2 * DAY:
        return _("%(n)d giờ") % {"n": minutes // HOUR}
    return _("%(n)d ngày") % {"n": minutes // DAY}


def timing_of(
    planned: datetime | None, published: datetime | None, at: datetime, *, is_open: bool
) -> Timing | None:
    """Return how the story stands to its planned hour; None where there is nothing to say."""
    if planned is None:
        return None
    if published is not None:
        return _kept(published - planned)
    return _waiting(planned - at) if is_open else None


def _kept(off: timedelta) -> Timing:
    if abs(off) <= ON_TIME:
        return Timing(_("Đúng giờ"), "good")
    if off < timedelta(0):
        return Timing(_("Sớm %(span)s") % {"span": span(off)}, "good")
    return Timing(_("Muộn %(span)s") % {"span": span(off)}, "warn")


def _waiting(left: timedelta) -> Timing | None:
    if left <= timedelta(0):
        return Timing(_("Trễ %(span)s") % {"span": span(left)}, "late", waits=True)
    if left >= timedelta(days=1):
        return None
    look = "warn" if left < SOON else "mut"
    return Timing(_("Còn %(span)s") % {"span": span(left)}, look, waits=True)
