"""Scenes behind the counter: tax, bank, ledger, servers, board."""

from __future__ import annotations

import random

from tools.demo_pictures.shapes import (
    SKIN,
    at,
    bust,
    circle,
    ellipse,
    from_behind,
    line,
    palm,
    paper,
    path,
    poly,
    rect,
    standing,
)


def tax_counter() -> str:
    """Return two citizens at a tax counter with a queue screen."""
    out = (
        rect(0, 0, 1800, 1200, "#e6ebe4")
        + rect(0, 0, 1800, 150, "#14633c")
        + rect(700, 52, 400, 22, "#e2efe7")
        + rect(780, 94, 240, 14, "#9fcab2")
    )
    out += (
        rect(110, 230, 420, 230, "#21343b", 8)
        + rect(140, 262, 150, 26, "#74d19d")
        + rect(140, 316, 360, 100, "#2d474f")
        + rect(170, 340, 120, 52, "#f0d58a")
        + rect(330, 352, 140, 28, "#9fb6ba")
    )
    out += rect(1310, 220, 360, 250, "#f8f6ef") + rect(1345, 256, 180, 20, "#14633c")
    for i in range(5):
        out += rect(1345, 304 + i * 30, 290 - (i % 2) * 70, 12, "#c7cfc9")
    out += at(640, 500, bust(SKIN[2], "#f4f3ec", shirt="#14633c", long_hair=True), 1.35)
    out += at(1150, 490, bust(SKIN[0], "#dfe9f0", shirt="#3c5a75", glasses=True), 1.35)
    for x in (430, 940):
        out += (
            rect(x, 250, 440, 560, "#cfe3df", 0, 0.28)
            + rect(x, 250, 440, 10, "#9db4ae")
            + rect(x + 430, 250, 10, 560, "#9db4ae")
        )
    out += (
        rect(0, 790, 1800, 40, "#c9a574")
        + rect(0, 830, 1800, 370, "#a8814f")
        + rect(0, 830, 1800, 16, "#8c6a3f")
    )
    out += (
        rect(560, 720, 150, 76, "#2b3c42")
        + rect(572, 732, 126, 52, "#a9c9c1")
        + paper(1010, 770, 200, 34, "#14633c")
        + rect(1290, 730, 90, 62, "#2b3c42", 8)
    )
    out += at(420, 960, from_behind("#b65b49", long_hair=True), 1.5) + at(
        1330, 970, from_behind("#3f5f78"), 1.5
    )
    return out + palm(1735, 800, 1.3, "#4f8a5c")


def bank_counter() -> str:
    """Return a teller counting notes behind glass."""
    out = rect(0, 0, 1800, 1200, "#dfe3ea") + rect(0, 0, 1800, 230, "#2c4763")
    for i, w in enumerate((230, 180, 210)):
        out += (
            rect(120 + i * 560, 60, 420, 120, "#1d3149", 6)
            + rect(150 + i * 560, 84, w, 16, "#e7c46a")
            + rect(150 + i * 560, 122, 340, 10, "#6f8aa6")
            + rect(150 + i * 560, 146, 290, 10, "#6f8aa6")
        )
    out += at(880, 480, bust(SKIN[3], "#28415b", shirt="#f5f3ec", long_hair=True), 1.7)
    out += poly([(180, 230), (700, 230), (520, 800), (180, 800)], "#fff", 0.25) + poly(
        [(1180, 230), (1500, 230), (1320, 800), (1000, 800)], "#fff", 0.2
    )
    for x in (170, 560, 1180, 1620):
        out += rect(x - 6, 230, 12, 580, "#a9b6c4")
    out += (
        rect(0, 800, 1800, 50, "#d8c7a3")
        + rect(0, 850, 1800, 350, "#a98f64")
        + rect(640, 770, 520, 34, "#8d9aa6", 10)
    )
    for i in range(4):
        out += at(
            760 + i * 46,
            742 - i * 6,
            rect(0, 0, 200, 60, ("#8fb8a6", "#c98d7b")[i % 2], 3)
            + rect(14, 12, 60, 36, "#fff", 3, 0.35)
            + circle(140, 30, 16, "#fff", 0.35),
            1,
            -8 + i * 6,
        )
    out += (
        rect(220, 600, 300, 200, "#35495c", 8)
        + rect(236, 616, 268, 160, "#bcd0dc")
        + rect(346, 790, 60, 14, "#35495c")
    )
    out += (
        at(1360, 1000, from_behind("#8a5a4a"), 1.6)
        + rect(250, 900, 420, 14, "#c4ad80")
        + rect(1500, 700, 130, 100, "#f7f4ea")
        + rect(1520, 724, 80, 12, "#a8141b")
    )
    return out


def trading_board() -> str:
    """Return people watching a wide electronic board."""
    rng = random.Random(11)
    out = rect(0, 0, 1800, 1200, "#131b2b") + rect(80, 70, 1640, 700, "#0b111d", 10)
    for r in range(11):
        y = 110.0 + r * 56
        out += rect(120, y, 90, 24, "#9fb0cc")
        for c in range(4):
            colour = rng.choice(("#3fc08a", "#3fc08a", "#e0614f", "#e6c04c"))
            out += rect(250 + c * 120, y, rng.uniform(46, 84), 24, colour)
    out += rect(780, 110, 3, 610, "#2a3650")
    x, y = 830.0, 560.0
    d = f"M{x} {y}"
    for _ in range(26):
        x, y = x + 32, min(640, max(200, y + rng.uniform(-60, 44)))
        d += f" L{x:g} {y:g}"
        out += rect(x - 9, 720 - rng.uniform(20, 90), 18, 0, "#33466b")
    out += path(d + " V700 H830Z", "#3fc08a", 0.16) + line(d, "#5fe0a8", 8)
    for i in range(4):
        out += rect(830, 240 + i * 130, 850, 2, "#2a3650")
    for i in range(26):
        tall = rng.uniform(14, 60)
        out += rect(836 + i * 32, 745 - tall, 20, tall, "#4a5f92")
    out += rect(0, 790, 1800, 410, "#2c3a57")
    for x, s, coat, long_hair in (
        (230, 1.5, "#3a3f63", False),
        (620, 1.75, "#55339b", True),
        (1090, 1.6, "#2a4763", False),
        (1500, 1.5, "#4b3456", True),
    ):
        out += at(x, 960, from_behind(coat, long_hair=long_hair), s)
    return out


def _ledger_and_coins_ground() -> str:
    out = rect(0, 0, 1800, 1200, "#2f5a55") + path(
        "M0 840 Q900 760 1800 860 V1200 H0Z", "#274b47"
    )
    book = (
        rect(14, 18, 900, 620, "#000", 8, 0.2)
        + rect(0, 0, 900, 620, "#8c3a2c", 10)
        + rect(20, 16, 425, 588, "#fbf6e8")
        + rect(452, 16, 428, 588, "#f5eedb")
        + rect(440, 16, 18, 588, "#d9cdb0")
    )
    for r in range(13):
        book += rect(48, 70 + r * 38, 370, 3, "#cdbf9f") + rect(
            484, 70 + r * 38, 370, 3, "#cdbf9f"
        )
        book += rect(56, 50 + r * 38, 90 + (r * 53) % 90, 10, "#6f7d7f") + rect(
            330, 50 + r * 38, 30 + (r * 31) % 50, 10, "#2f5a55"
        )
        book += rect(492, 50 + r * 38, 80 + (r * 37) % 110, 10, "#6f7d7f") + rect(
            770, 50 + r * 38, 30 + (r * 29) % 50, 10, "#a8412f"
        )
    out += at(170, 270, book, 1.08, -7)
    return out


def ledger_and_coins() -> str:
    """Return an account book with stacks of coins."""
    out = _ledger_and_coins_ground()
    for i, tall in enumerate((4, 7, 10, 13)):
        x = 1240 + i * 135
        out += ellipse(x + 8, 950, 74, 24, "#1f3d39")
        for k in range(tall):
            out += (
                ellipse(x, 936 - k * 30, 62, 22, "#a97a24")
                + rect(x - 62, 916 - k * 30, 124, 20, "#c8962f")
                + ellipse(x, 914 - k * 30, 62, 22, "#e8be58")
            )
    out += at(
        820,
        1010,
        rect(0, 0, 520, 26, "#1d2b33", 12)
        + path("M520 0 L580 13 L520 26Z", "#d9b25a")
        + rect(60, 0, 16, 26, "#d9b25a"),
        1,
        -24,
    )
    calc = (
        rect(8, 10, 260, 340, "#000", 18, 0.2)
        + rect(0, 0, 260, 340, "#e9e4d6", 18)
        + rect(24, 26, 212, 64, "#9fb7a8", 6)
    )
    for r in range(4):
        for c in range(4):
            calc += rect(
                26 + c * 54, 114 + r * 54, 42, 40, "#d26a34" if c == 3 else "#b9b3a2", 6
            )
    return out + at(1370, 60, calc, 1.1, 10)


def _data_centre_ground() -> str:
    out = (
        rect(0, 0, 1800, 1200, "#16262f")
        + poly([(0, 1200), (700, 760), (1100, 760), (1800, 1200)], "#2b4450")
        + rect(700, 300, 400, 460, "#3d6270")
    )
    rng = random.Random(9)
    for side in (0, 1):
        for k in range(4):
            x0, x1 = k * 180.0, k * 180.0 + 168
            y0, y1 = 20 + k * 72, 20 + (k + 0.93) * 72
            b0, b1 = 1180 - k * 112, 1180 - (k + 0.93) * 112
            pts = [(x0, y0), (x1, y1), (x1, b1), (x0, b0)]
            out += poly(
                pts if side == 0 else [(1800 - x, y) for x, y in pts], "#0d1a21"
            )
            for j in range(17):
                t = (j + 0.6) / 17.5
                for f in (0.2, 0.42, 0.64, 0.82):
                    x = x0 + (x1 - x0) * f
                    y = (y0 + (y1 - y0) * f) * (1 - t) + (b0 + (b1 - b0) * f) * t
                    out += rect(
                        x if side == 0 else 1790 - x,
                        y,
                        20 - k * 3,
                        8,
                        rng.choice(
                            ("#4fd0b0", "#3b8ea5", "#25404c", "#25404c", "#e6b54c")
                        ),
                    )
    return out


def data_centre() -> str:
    """Return a technician between rows of servers."""
    out = _data_centre_ground()
    for i in range(4):
        out += poly(
            [
                (560 + i * 24, 40 + i * 70),
                (1240 - i * 24, 40 + i * 70),
                (1220 - i * 24, 66 + i * 70),
                (580 + i * 24, 66 + i * 70),
            ],
            "#bfe6e3",
            0.9 - i * 0.16,
        )
    out += ellipse(900, 1120, 170, 22, "#203641") + at(
        900, 1115, standing(SKIN[2], "#d9e4e2", "#8ea4b0", long_hair=True), 1.45
    )
    return out + at(
        985,
        800,
        rect(0, 0, 190, 120, "#0b1216", 8) + rect(12, 12, 166, 90, "#7fd6c4"),
        1,
        -8,
    )
