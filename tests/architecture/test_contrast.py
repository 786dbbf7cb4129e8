"""Colours of tokens.css: text reaches 4.5 to 1 and controls 3 to 1, in both modes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static" / "tokens.css"
SURFACES = ("paper", "paper-2", "paper-3")
STATES = ("draft", "review", "wait", "late", "ok", "sched")
TEXT, CONTROL = 4.5, 3.0
# Foreground, background, least contrast: everything that stands on a fixed ground.
PAIRS = [
    *((ink, paper, TEXT) for ink in ("ink", "ink-2", "ink-3") for paper in SURFACES),
    *((link, paper, TEXT) for link in ("action", "accent") for paper in SURFACES),
    *(("control", paper, CONTROL) for paper in SURFACES),
    *((f"st-{state}-fg", f"st-{state}-bg", TEXT) for state in STATES),
    ("on-action", "action", TEXT),
    ("on-accent", "accent", TEXT),
    ("action", "action-soft", TEXT),
    ("accent", "accent-soft", TEXT),
    ("ink", "accent-soft", TEXT),
    ("ink", "mark", TEXT),
    ("ins-fg", "ins-bg", TEXT),
    ("del-fg", "del-bg", TEXT),
    ("side-fg", "side-bg", TEXT),
    ("side-on", "side-bg", TEXT),
    ("side-on", "side-sel", TEXT),
]
Colours = dict[str, str]


def blocks(css: str, selector: str) -> Iterator[Colours]:
    """Yield the hexadecimal colours of each rule whose selector list names `selector`."""
    for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        if selector in (name.strip() for name in names.split(",")):
            yield dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,8})\b", body))


def themes() -> dict[str, Colours]:
    """Return the colours of each mode and unit, plain modes included."""
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text("utf-8"), flags=re.DOTALL)
    screen = css.split("@media print")[0]
    units = sorted(set(re.findall(r"data-unit=([\w-]+)", screen)))
    light = merged(blocks(screen, ":root"))
    dark = light | merged(blocks(screen, ":root[data-mode=dark]"))
    system = light | merged(blocks(screen, ":root:not([data-mode=light])"))
    found = {"light": light, "dark": dark, "dark by the system": system}
    for unit in units:
        rule = f"[data-unit={unit}]"
        themed = merged(blocks(screen, rule))
        found[f"light {unit}"] = light | themed
        for mode, colours, root in (
            ("dark", dark, ":root[data-mode=dark]"),
            ("dark by the system", system, ":root:not([data-mode=light])"),
        ):
            # The theme of a unit on <html> and on a part of a page is the same.
            inner = merged(blocks(screen, f"{root} {rule}"))
            assert inner == merged(blocks(screen, f"{root}{rule}")), (mode, unit)
            found[f"{mode} {unit}"] = colours | themed | inner
    return found


def merged(parts: Iterator[Colours]) -> Colours:
    colours: Colours = {}
    for part in parts:
        colours |= part
    return colours


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio of WCAG 2.2, section 1.4.3: 1.0 to 21.0."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


THEMES = themes()


def test_black_on_white_is_21_to_1():
    assert contrast("#000", "#ffffff") == pytest.approx(21)


def test_six_units_have_a_theme_in_each_of_the_three_ways():
    assert len(THEMES) == 3 + 3 * 6


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_can_be_read(theme):
    colours = THEMES[theme]

    weak = {
        (front, ground): round(ratio, 2)
        for front, ground, least in PAIRS
        if (ratio := contrast(colours[front], colours[ground])) < least
    }

    assert weak == {}


def test_dark_is_the_same_whether_chosen_or_set_by_the_system():
    assert THEMES["dark"] == THEMES["dark by the system"]
