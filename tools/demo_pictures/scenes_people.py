"""Upright portraits for pen names."""

from __future__ import annotations

from tools.demo_pictures.shapes import SKIN, at, bust, circle, palm, rect


def _portrait(ground: str, disc: str, person: str, extra: str = "") -> str:
    out = rect(0, 0, 1200, 1600, ground) + extra + circle(600, 740, 480, disc)
    return out + at(600, 742, person, 3.75)


def writer() -> str:
    """Return a woman in a red jacket before shelves."""
    shelves = ""
    for r in range(5):
        shelves += rect(0, 300 + r * 300, 1200, 22, "#b79d76")
        for i in range(17):
            tall = 150 + (i * 67 + r * 41) % 90
            shelves += rect(
                10 + i * 70,
                300 + r * 300 - tall,
                52,
                tall,
                ("#8c5a4a", "#54707a", "#c2a25a", "#6d7f5f")[(i + r) % 4],
                0,
                0.55,
            )
    person = bust(SKIN[2], "#a8141b", shirt="#f6efe2", long_hair=True)
    return _portrait("#e3d7c1", "#f1e8d6", person, shelves)


def scholar() -> str:
    """Return a grey-haired man with glasses."""
    person = bust(SKIN[0], "#2c3b4d", shirt="#e9eef2", glasses=True, grey=True)
    extra = (
        rect(0, 1150, 1200, 450, "#9db0a6")
        + rect(120, 120, 300, 400, "#d8e2dc")
        + rect(150, 150, 240, 340, "#b9ccc4")
    )
    return _portrait("#c5d3cb", "#dde7e0", person, extra)


def analyst() -> str:
    """Return a young woman with glasses and plants behind."""
    person = bust(SKIN[1], "#0b4a8f", shirt="#f3f1ea", long_hair=True, glasses=True)
    extra = palm(140, 1320, 3, "#6f9a7c") + palm(1090, 1320, 3, "#6f9a7c")
    return _portrait("#d5dfe8", "#edf2f5", person, extra)
