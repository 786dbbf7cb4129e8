"""The day, written into a template's headline: {ngày}, {tháng}, {năm}, {thứ}."""

import re
from datetime import date

from toasoan.core import clock

PLACE = re.compile(r"\{([^{}]*)\}")
# As they are typed between braces, whatever language the screen is in.
WORDS = ("ngày", "tháng", "năm", "thứ")


def day_filled(pattern: str, day: date) -> str:
    """Return the text with the day's words in place; other braces stay as they are."""
    words = {
        "ngày": f"{day:%d}",
        "tháng": f"{day:%m}",
        "năm": f"{day:%Y}",
        "thứ": _weekday_within(day),
    }

    def filled(place: re.Match[str]) -> str:
        return words.get(_name(place[1]), place[0])

    text = PLACE.sub(filled, pattern)
    return text[:1].upper() + text[1:]


def words_unknown(pattern: str) -> list[str]:
    """Return what stands between braces and names no part of a day."""
    return [found for found in PLACE.findall(pattern) if _name(found) not in WORDS]


def _name(found: str) -> str:
    return " ".join(found.lower().split())


def _weekday_within(day: date) -> str:
    """Return "thứ Năm", as it is written within a sentence."""
    name = clock.weekday_vi(day)
    return name[:1].lower() + name[1:] if name.startswith("Thứ") else name
