"""How numbers, money, times and icons look on every screen (design/look.md)."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from toasoan.core import clock
from toasoan.core.money import NBSP, digits_group, money_format, money_format_short

register = template.Library()

ICON_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SVG_INSIDE = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)
UNITS = (
    "nghìn|triệu|tỷ|tỉ|đồng|đ|%|USD|phút|giờ|giây|ngày|tuần|tháng|năm|tuổi|người|"
    "bài|tin|ảnh|chữ|trang|kỳ|lượt|km|m|m²|ha|kg|tấn|GB|MB|kB"
)
NUMBER_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?!\w))")
MILLION_UNIT = re.compile(
    r"(?<=\d[ \u00a0])(nghìn|triệu|tỷ|tỉ) (?=(?:đồng|đ|USD)(?!\w))"
)


class IconUnknown(LookupError):
    """No such icon is vendored under static/vendor/icons."""


@register.filter
def figures(value: Any, places: int | None = None) -> str:
    """Return "1.234.567,5"; with `places`, always that many decimals."""
    if value is None or value == "":
        return ""
    number = Decimal(str(value))
    if places is not None:
        number = round(number, int(places))
    sign = "\u2212" if number < 0 else ""
    whole, _, fraction = f"{abs(number):f}".partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    tail = f",{fraction}" if fraction else ""
    return f"{sign}{digits_group(int(whole))}{tail}"


@register.filter
def vnd(value: int | None, form: str = "") -> str:
    """Return "49.000 đồng", or "49.000 đ" with `form` "short", no line break inside."""
    if value is None:
        return ""
    if form == "short":
        return money_format_short(value)
    return money_format(value).replace(" ", NBSP)


@register.filter
def time_vi(value: datetime | None) -> str:
    """Return "08:15"."""
    return clock.format_time_vi(value) if value else ""


@register.filter
def date_vi(value: date | None) -> str:
    """Return "23/11/2026"."""
    return clock.format_date_vi(value) if value else ""


@register.filter
def datetime_vi(value: datetime | None) -> str:
    """Return "08:15, 23/11/2026"."""
    return clock.format_datetime_vi(value) if value else ""


@register.filter
def moment_typed(value: datetime | None) -> str:
    """Return "2026-11-23T08:15", as a browser's field for date and time wants it."""
    return f"{clock.local(value):%Y-%m-%dT%H:%M}" if value else ""


@register.filter
def weekday_only_vi(value: date | None) -> str:
    """Return "Thứ Hai"."""
    return clock.weekday_vi(value) if value else ""


@register.filter
def weekday_vi(value: date | None) -> str:
    """Return "Thứ Hai, 23/11/2026"."""
    return clock.weekday_date_vi(value) if value else ""


@register.filter
def relative_vi(value: datetime | None) -> str:
    """Return "25 phút trước" under 24 hours, else the date and time."""
    return clock.relative_vi(value) if value else ""


@register.filter(is_safe=True)
@stringfilter
def nbsp_units(value: str) -> str:
    """Return the text with a no-break space between each number and its unit."""
    return MILLION_UNIT.sub(rf"\1{NBSP}", NUMBER_UNIT.sub(NBSP, value))


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str) -> SafeString:
    """Return the vendored icon as inline SVG, hidden from screen readers.

    Raises:
        IconUnknown: it is not vendored.
    """
    return format_html(
        '<svg class="i" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
        ' aria-hidden="true">{}</svg>',
        _strokes(name),
    )


def _strokes(name: str) -> SafeString:
    path = Path(settings.BASE_DIR) / "static" / "vendor" / "icons" / f"{name}.svg"
    if not ICON_NAME.fullmatch(name) or not path.is_file():
        raise IconUnknown(f"icon {name!r}: list it in static/vendor/manifest.json")
    found = SVG_INSIDE.search(path.read_text("utf-8"))
    if not found:
        raise IconUnknown(f"icon {name!r}: {path.name} holds no svg")
    # Vendored and checked against the manifest, so not a stranger's markup.
    return mark_safe(" ".join(found[1].split()))  # noqa: S308
