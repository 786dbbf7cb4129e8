"""What an item takes from a template, and which template a desk begins with."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from toasoan.content.beginnings.day_words import day_filled
from toasoan.content.models import ItemTemplate, TemplateRun, TemplateSchedule
from toasoan.core import clock
from toasoan.planning.models import Genre
from toasoan.units.models import Desk

PLAIN = ("layout", "source", "lead_caption")
CHOSEN = ("genre", "subject", "lead_photo")


def template_headline(template: ItemTemplate, day: date) -> str:
    """Return the headline of the day; the template's name where it has no pattern."""
    return day_filled(template.headline, day) or template.name


def template_fields(template: ItemTemplate, day: date) -> dict[str, Any]:
    """Return what the template gives an article of the day, headline and place apart."""
    fields: dict[str, Any] = {name: getattr(template, name) for name in PLAIN}
    fields |= {name: getattr(template, name) for name in CHOSEN}
    fields["sapo"] = day_filled(template.sapo, day)
    fields["body"] = template.body
    fields["tags"] = list(template.tags)
    return fields


def template_default(desk: Desk | None, genre: Genre | None) -> ItemTemplate | None:
    """Return what the desk's articles of the genre begin with, if it said so."""
    if desk is None or genre is None:
        return None
    return ItemTemplate.objects.filter(
        desk=desk, genre=genre, is_default=True, archived_at__isnull=True
    ).first()


# --- Its hour -----------------------------------------------------------------------


def schedules_due(now: datetime) -> QuerySet[TemplateSchedule]:
    """Return the schedules of open desks whose hour of today has come, not served yet.

    Late on the same day they are still due; days gone by are not made up for.
    """
    here = clock.local(now)
    today = here.date()
    served = TemplateRun.objects.filter(day=today).values("template")
    waiting = (
        TemplateSchedule.objects.filter(is_on=True, at__lte=here.time())
        .filter(template__archived_at__isnull=True, template__desk__is_active=True)
        .exclude(template__in=served)
        .order_by("at", "pk")
    )
    due = [each.pk for each in waiting if is_due(each, now)]
    return waiting.filter(pk__in=due)


def is_due(schedule: TemplateSchedule, now: datetime) -> bool:
    """Return whether its hour of today has come, after it was set."""
    here = clock.local(now)
    hour = datetime.combine(here.date(), schedule.at, tzinfo=here.tzinfo)
    return (
        schedule.is_on
        and here.weekday() in schedule.weekdays
        and schedule.counts_from <= hour <= here
    )


def next_hour(schedule: TemplateSchedule, now: datetime) -> datetime | None:
    """Return when the schedule makes its next item, or None when it does not."""
    here, desk = clock.local(now), schedule.template.desk
    if not schedule.is_on or desk is None or not desk.is_active:
        return None
    for ahead in range(8):
        day = here.date() + ahead * clock.DAY
        hour = datetime.combine(day, schedule.at, tzinfo=here.tzinfo)
        if day.weekday() in schedule.weekdays and hour > here:
            return hour
    return None
