"""Hands for tests of fronts: arranging one, planning one, looking at it."""

from datetime import timedelta

from django.utils import timezone

from toasoan.content import services
from toasoan.content.curation.fronts import Placed, front_slots, front_version
from toasoan.content.models import FrontPlan, UnitHomePage

MORNING = timezone.datetime(2026, 11, 27, 7, 0, tzinfo=timezone.get_default_timezone())
EVE = MORNING - timedelta(hours=10)


def home_of(newsroom):
    return UnitHomePage.objects.get(unit=newsroom.unit)


def top(*items):
    return [Placed("top", item.pk if item else None) for item in items]


def shown(newsroom):
    return [slot.item_id for slot in front_slots(home_of(newsroom).pk)]


def arrange(newsroom, slots, *, by=None, version=None):
    home = home_of(newsroom)
    return services.front_arrange(
        home=home,
        slots=slots,
        version=front_version(home.pk) if version is None else version,
        by=by or newsroom.secretary,
    )


def plan(newsroom, slots, starts_at=MORNING, ends_at=None, name="Sáng"):
    return services.front_plan_add(
        home=home_of(newsroom),
        name=name,
        starts_at=starts_at,
        ends_at=ends_at,
        slots=slots,
        by=newsroom.secretary,
    )


def state_of(plan):
    return FrontPlan.objects.get(pk=plan.pk).state
