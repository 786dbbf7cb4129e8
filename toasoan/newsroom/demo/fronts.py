"""Figures and the hand-picked lead of the trial front pages."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from toasoan.content.curation.fronts import Placed
from toasoan.content.models import (
    ArticlePage,
    FrontPlan,
    HomeFigure,
    HomeSlot,
    TopicPage,
    TopicRule,
    UnitHomePage,
)
from toasoan.content.models.fronts import TOP
from toasoan.content.services import front_plan_add, topic_rule_set
from toasoan.core import clock

FIGURES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "tbtc": (
        ("Thu ngân sách 10 tháng", "1.987.400", "tỷ đồng"),
        ("Giải ngân đầu tư công", "61,8%", "kế hoạch năm"),
        ("Thu từ xuất nhập khẩu", "237.900", "tỷ đồng"),
        ("Trái phiếu 10 năm", "3,12%", "lợi suất"),
    ),
}
PLANNED = {"tbtc": "Bố cục sáng mai"}
GATHERED = {"tbtc": ["ngân sách", "thu thuế"]}
TRIAL_SOURCE = "Số liệu minh họa"


def figures_load(home: UnitHomePage) -> None:
    """Put the trial figures on a front page that has none."""
    if home.figures.exists():
        return
    for label, value, measure in FIGURES.get(home.unit.key, ()):
        HomeFigure.objects.create(
            home=home,
            label=label,
            value=value,
            measure=measure,
            source=TRIAL_SOURCE,
            expires_at=clock.now() + timedelta(days=30),
        )


def slots_load(home: UnitHomePage) -> None:
    """Let the most urgent story of the last two days lead a front with no slots.

    One with a picture: the lead of a front page shows one.
    """
    if home.slots.exists():
        return
    lead = (
        ArticlePage.objects.live()
        .filter(
            unit=home.unit,
            packagepage__isnull=True,
            lead_photo__isnull=False,
            first_published_at__gt=clock.now() - timedelta(days=2),
        )
        .order_by("story__priority", "-first_published_at")
        .first()
    )
    if lead is not None:
        HomeSlot.objects.create(
            home=home, article=lead, until=clock.now() + timedelta(days=2)
        )


def front_plan_load(home: UnitHomePage, by: Any) -> None:
    """Plan tomorrow's front of the first unit, led by what is approved or newest."""
    if home.unit.key not in PLANNED or home.front_plans.exists():
        return
    items = list(
        ArticlePage.objects.live()
        .filter(unit=home.unit, lead_photo__isnull=False)
        .order_by("-first_published_at", "-pk")[1:4]
    )
    now = clock.local(clock.now())
    starts = (now + timedelta(days=1)).replace(
        hour=7, minute=0, second=0, microsecond=0
    )
    front_plan_add(
        home=home,
        name=PLANNED[home.unit.key],
        starts_at=starts,
        ends_at=starts + timedelta(hours=5),
        slots=[Placed(TOP, item.pk) for item in items],
        by=by,
    )


def topic_rule_load(home: UnitHomePage, by: Any) -> None:
    """Let the first running story of the first unit gather articles by itself."""
    topic = TopicPage.objects.child_of(home).live().order_by("path").first()
    words = GATHERED.get(home.unit.key)
    if topic is None or words is None or TopicRule.objects.filter(topic=topic).exists():
        return
    topic_rule_set(topic=topic, version=0, by=by, words=words)


def figures_remove() -> None:
    """Take the trial figures off every front page."""
    HomeFigure.objects.filter(source=TRIAL_SOURCE).delete()


def plans_remove(people: QuerySet[Any]) -> None:
    """Take the trial people's plans of fronts and rules of topics out."""
    FrontPlan.objects.filter(by__in=people).delete()
    TopicRule.objects.filter(changed_by__in=people).delete()
