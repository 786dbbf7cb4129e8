"""Figures and the hand-picked lead of the trial front pages."""

from datetime import timedelta

from toasoan.content.models import ArticlePage, HomeFigure, HomeSlot, UnitHomePage
from toasoan.core import clock

FIGURES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "tbtc": (
        ("Thu ngân sách 10 tháng", "1.987.400", "tỷ đồng"),
        ("Giải ngân đầu tư công", "61,8%", "kế hoạch năm"),
        ("Thu từ xuất nhập khẩu", "237.900", "tỷ đồng"),
        ("Trái phiếu 10 năm", "3,12%", "lợi suất"),
    ),
}
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


def figures_remove() -> None:
    """Take the trial figures off every front page."""
    HomeFigure.objects.filter(source=TRIAL_SOURCE).delete()
