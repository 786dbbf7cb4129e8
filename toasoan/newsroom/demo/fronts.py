"""Figures on the trial front pages."""

from datetime import timedelta

from toasoan.content.models import HomeFigure, UnitHomePage
from toasoan.core import clock

FIGURES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "tbtc": (
        ("Thu ngân sách 10 tháng", "1.987.400", "tỷ đồng"),
        ("Giải ngân đầu tư công", "61,8%", "kế hoạch năm"),
        ("Thu từ xuất nhập khẩu", "237.900", "tỷ đồng"),
        ("Trái phiếu 10 năm", "3,12%", "lợi suất"),
    ),
}


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
            source="Số liệu minh họa",
            expires_at=clock.now() + timedelta(days=30),
        )
