"""Whoever is put on duty, taken off it, or written down as away by somebody else knows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import ngettext

from toasoan.core import clock
from toasoan.planning.models import Absence, Shift
from toasoan.workspace.services import notification_send

SHOWN = 3


def duty_told(
    change: Literal["added", "removed"], shifts: Sequence[Shift], *, by: Any
) -> None:
    """Each person of the shifts knows once what was added or removed."""
    theirs: defaultdict[Any, list[Shift]] = defaultdict(list)
    for shift in shifts:
        theirs[shift.user].append(shift)
    for person, own in theirs.items():
        first = own[0]
        notification_send(
            kind="planning.duty_changed",
            to=[person],
            path=f"{reverse('planning:rota')}?tu={clock.local(first.starts_at):%Y-%m-%d}",
            key=f"shift:{first.pk}:{change}:{len(own)}",
            values={change: _hours(own)},
            by=by,
            unit=first.unit,
        )


def _hours(shifts: Sequence[Shift]) -> str:
    named = ", ".join(
        f"{clock.format_datetime_vi(each.starts_at)} – {clock.format_time_vi(each.ends_at)}"
        for each in shifts[:SHOWN]
    )
    more = len(shifts) - SHOWN
    if more <= 0:
        return named
    return f"{named}, " + ngettext("còn %(n)d ca", "còn %(n)d ca", more) % {"n": more}


def absence_told(change: Literal["away", "back"], absence: Absence, *, by: Any) -> None:
    """Whoever was written down as away, or no longer, by a colleague knows it."""
    days = (
        f"{clock.format_date_vi(absence.first_day)} – "
        f"{clock.format_date_vi(absence.last_day)}"
    )
    notification_send(
        kind="planning.duty_changed",
        to=[absence.user],
        path=f"{reverse('planning:rota')}?tu={absence.first_day:%Y-%m-%d}",
        key=f"absence:{absence.pk}:{change}",
        values={change: days},
        by=by,
    )
