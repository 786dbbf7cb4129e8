"""Whom one can give work to now: who is away, who is on duty, who has how much."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toasoan.core import clock
from toasoan.planning.models import Assignment, Shift
from toasoan.planning.selectors import absences_between, shifts_between
from toasoan.units.models import PressUnit


@dataclass(frozen=True)
class Availability:
    """How free a person is.

    Attributes:
        open_work: how many assignments they have still to hand in.
        duty: the shift they are on now.
        away_until: the last day of their absence today.
    """

    open_work: int = 0
    duty: Shift | None = None
    away_until: date | None = None

    @property
    def words(self) -> list[str]:
        """What to know before giving them work, the weightiest first."""
        said = []
        if self.away_until is not None:
            said.append(
                _("vắng đến hết %(day)s")
                % {"day": clock.format_date_vi(self.away_until)}
            )
        if self.duty is not None:
            said.append(
                _("đang trực đến %(at)s")
                % {"at": clock.format_time_vi(self.duty.ends_at)}
            )
        if self.open_work:
            said.append(
                ngettext("đang giữ %(n)d việc", "đang giữ %(n)d việc", self.open_work)
                % {"n": self.open_work}
            )
        return said


def availability_in(unit: PressUnit, at: datetime) -> dict[int, Availability]:
    """Return person id → how free they are, for who is not simply free."""
    day = clock.local(at).date()
    away = {
        absence.user_id: absence.last_day
        for absence in absences_between(unit, day, day)
    }
    duty = {shift.user_id: shift for shift in shifts_between(unit, at, at)}
    open_work = Counter(
        Assignment.objects.filter(
            coverage__story__unit=unit, state__in=Assignment.TO_DO_STATES
        ).values_list("assignee", flat=True)
    )
    return {
        person: Availability(
            open_work=open_work[person],
            duty=duty.get(person),
            away_until=away.get(person),
        )
        for person in {*away, *duty, *open_work}
    }


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among people that says how free each is."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label=label, queryset=get_user_model().objects.none(), **kwargs
        )
        self.unit: PressUnit | None = None
        self._known: dict[int, Availability] | None = None

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, and what to know before giving them work."""
        if self._known is None and self.unit is not None:
            self._known = availability_in(self.unit, clock.now())
        words = (self._known or {}).get(obj.pk, Availability()).words
        return f"{obj} ({', '.join(words)})" if words else str(obj)
