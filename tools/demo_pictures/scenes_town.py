"""Scenes of town and market life."""

from __future__ import annotations

import random

from tools.demo_pictures.shapes import (
    SKIN,
    at,
    bust,
    circle,
    ellipse,
    line,
    paper,
    path,
    poly,
    rect,
    ripples,
    sky,
    tree,
    windows,
)


def _invoice_phone_ground() -> str:
    out = rect(0, 0, 1800, 1200, "#f1dfb8") + path(
        "M0 0 H1800 V260 Q1500 330 1300 260 Q1100 330 900 260 Q700 330 500 260 Q300 330 0 250Z",
        "#c8553d",
    )
    for i in range(5):
        out += path(
            f"M{i * 400} 0 H{i * 400 + 200} V262 Q{i * 400 + 100} 312 {i * 400} 262Z",
            "#f6efe0",
        )
    out += rect(0, 860, 1800, 340, "#a6784a") + rect(0, 860, 1800, 24, "#c09262")
    for x, y, r, c in (
        (170, 820, 62, "#e0842e"),
        (280, 830, 58, "#e0842e"),
        (225, 740, 58, "#eb9a3c"),
        (1480, 826, 60, "#6f9d4c"),
        (1590, 820, 66, "#7fae57"),
        (1530, 740, 58, "#8fbb63"),
        (1690, 834, 54, "#c43c3a"),
    ):
        out += circle(x, y, r, c) + ellipse(
            x - r * 0.25, y - r * 0.35, r * 0.22, r * 0.14, "#fff6d8"
        )
    out += path(
        "M1120 1200 Q1230 860 1080 690 L1160 560 Q1500 800 1560 1200Z", "#d9a883"
    )
    return out


def invoice_phone() -> str:
    """Return a hand holding a phone with an electronic invoice."""
    out = _invoice_phone_ground()
    phone = (
        rect(0, 0, 440, 860, "#1d282d", 48)
        + rect(20, 30, 400, 800, "#fbfcfa", 28)
        + rect(56, 80, 220, 26, "#14633c")
        + rect(56, 126, 320, 12, "#c4ccc8")
        + rect(56, 152, 260, 12, "#c4ccc8")
    )
    for i in range(4):
        phone += (
            rect(56, 208 + i * 40, 170 + i % 2 * 30, 14, "#9aa8a2")
            + rect(310, 208 + i * 40, 66, 14, "#2c4a3a")
            + rect(56, 234 + i * 40, 320, 2, "#dfe4e1")
        )
    phone += (
        rect(56, 386, 120, 22, "#2c4a3a")
        + rect(256, 380, 120, 32, "#14633c")
        + rect(120, 450, 200, 200, "#1d282d")
    )
    rng = random.Random(2)
    for r in range(9):
        for c in range(9):
            if rng.random() < 0.5:
                phone += rect(130 + c * 20, 460 + r * 20, 20, 20, "#fbfcfa")
    for x, y in ((130, 460), (250, 460), (130, 580)):
        phone += (
            rect(x, y, 60, 60, "#1d282d")
            + rect(x + 10, y + 10, 40, 40, "#fbfcfa")
            + rect(x + 20, y + 20, 20, 20, "#1d282d")
        )
    phone += rect(56, 700, 320, 80, "#14633c", 12) + rect(140, 730, 150, 20, "#fff")
    out += at(700, 190, phone, 1.1, -5)
    for i in range(4):
        out += at(
            708 + i * 10,
            560 + i * 96,
            rect(-34, 0, 92, 70, "#cf9a74", 34) + rect(-34, 0, 92, 62, "#d9a883", 31),
            1,
            -5,
        )
    return out + path(
        "M1340 600 Q1200 610 1130 690 Q1080 750 1120 786 Q1170 806 1230 756 L1340 790Z",
        "#dcab86",
    )


def city_night() -> str:
    """Return a river city with lit windows after dark."""
    out = sky("#1d2a4d", "#c07a6a") + circle(1420, 220, 64, "#f6e6c4")
    for x, w, h, c in (
        (0, 150, 420, "#2b3a63"),
        (130, 130, 560, "#32426d"),
        (280, 170, 380, "#2b3a63"),
        (430, 120, 640, "#3a4a76"),
        (560, 180, 470, "#2f3e68"),
        (720, 110, 760, "#3f4f7c"),
        (840, 190, 520, "#2b3a63"),
        (1010, 140, 610, "#36466f"),
        (1160, 200, 430, "#2f3e68"),
        (1340, 120, 580, "#3a4a76"),
        (1470, 180, 460, "#2b3a63"),
        (1640, 170, 540, "#32426d"),
    ):
        out += rect(x, 860 - h, w, h, c) + windows(
            x + 16,
            884 - h,
            (w - 24) // 28,
            (h - 40) // 40,
            (28, 40),
            (14, 20),
            ("#f3d28a", "#22305a", "#22305a", "#f7e3b4", "#22305a"),
            x + 1,
        )
    out += poly([(720, 100), (775, 20), (830, 100)], "#3f4f7c") + rect(
        0, 850, 1800, 350, "#24345a"
    )
    out += ripples((0, 870, 1800, 1180), "#d8a07a", 90, 7)
    out += rect(0, 905, 1800, 24, "#10182f")
    for x in (300, 900, 1500):
        out += path(
            f"M{x - 300} 905 Q{x} 700 {x + 300} 905 H{x + 286} Q{x} 724 {x - 286} 905Z",
            "#c9543f",
        ) + rect(x - 300, 905, 26, 120, "#10182f")
        for k in range(-4, 5):
            out += rect(
                x + k * 60 - 2,
                800 + abs(k) ** 2 * 6,
                4,
                105 - abs(k) ** 2 * 6,
                "#c9543f",
            )
    for i in range(14):
        out += circle(60 + i * 132, 896, 7, "#ffe9b0")
    return out


def _metro_line_ground() -> str:
    out = sky("#cfe3ea", "#f7ecdc")
    for x, w, h, c in (
        (0, 220, 620, "#c7b9a6"),
        (210, 170, 480, "#d9a98b"),
        (370, 200, 700, "#b3c2bd"),
        (1180, 180, 560, "#d6b98f"),
        (1350, 210, 720, "#a9bcc4"),
        (1550, 250, 520, "#cf9a86"),
    ):
        out += rect(x, 1000 - h, w, h, c) + windows(
            x + 24,
            1030 - h,
            (w - 20) // 46,
            h // 70,
            (46, 66),
            (26, 38),
            ("#f4efe3", "#8ba3ac", "#6f8a95"),
            x + 3,
        )
    out += (
        rect(0, 640, 1800, 26, "#9aa09e")
        + rect(0, 666, 1800, 70, "#c9cbc6")
        + rect(0, 730, 1800, 10, "#a3a6a2")
    )
    for x in (180, 760, 1340):
        out += (
            path(f"M{x - 110} 736 H{x + 170} L{x + 80} 800 H{x - 20}Z", "#b7bab5")
            + rect(x - 14, 790, 88, 330, "#c9cbc6")
            + rect(x + 50, 790, 24, 330, "#aeb2ad")
        )
    return out


def metro_line() -> str:
    """Return an elevated metro train above a busy street."""
    out = _metro_line_ground()
    for i in range(4):
        x = 180 + i * 372
        out += (
            rect(x, 470, 360, 160, "#f3f4f1", 14)
            + rect(x, 580, 360, 26, "#1f7a56")
            + rect(x + 20, 500, 320, 64, "#35505c", 6)
        )
        for k in (92, 236):
            out += rect(x + k, 490, 34, 116, "#dfe3df") + rect(
                x + k + 5, 500, 24, 60, "#7fa3ae"
            )
        out += rect(x + 40, 626, 90, 18, "#3d4447") + rect(
            x + 230, 626, 90, 18, "#3d4447"
        )
    out += (
        path("M1650 470 H1700 Q1772 480 1784 600 V632 H1650Z", "#f3f4f1")
        + path("M1690 494 Q1744 500 1756 564 H1690Z", "#35505c")
        + rect(1650, 580, 132, 26, "#1f7a56")
    )
    out += rect(0, 1030, 1800, 170, "#6d7274") + line("M0 1120 H1800", "#e9dfb8", 6)

    def scooter(coat: str, helmet: str) -> str:
        body = (
            circle(-60, -26, 26, "#23292b")
            + circle(70, -26, 26, "#23292b")
            + path("M-80 -50 H20 L60 -60 L50 -110 H66 L86 -40 L20 -24 H-70Z", "#b5442f")
        )
        return (
            body
            + path("M-40 -60 Q-50 -150 0 -156 Q24 -120 10 -60Z", coat)
            + line("M0 -130 L52 -104", coat, 16)
            + circle(2, -182, 24, SKIN[0])
            + path("M-26 -184 Q-24 -216 4 -216 Q32 -214 30 -184Z", helmet)
        )

    for x, y, c, h in (
        (240, 1110, "#3c6178", "#e5b04a"),
        (560, 1160, "#7b4a55", "#f0efe8"),
        (980, 1105, "#4b7050", "#c8402f"),
        (1240, 1165, "#d8a54a", "#2f5f73"),
        (1580, 1110, "#55339b", "#f0efe8"),
    ):
        out += at(x, y, scooter(c, h), 0.9)
    return out + tree(90, 1030, 1.6, "#5b8f5f") + tree(1120, 1030, 1.4, "#5b8f5f")


def _market_stall_ground() -> str:
    out = rect(0, 0, 1800, 1200, "#e7dcc6") + rect(0, 300, 1800, 560, "#d3c3a4")
    for i in range(9):
        c = ("#2f7a64", "#f4eddc")[i % 2]
        out += rect(i * 200, 0, 200, 190, c) + path(
            f"M{i * 200} 190 H{i * 200 + 200} Q{i * 200 + 100} 290 {i * 200} 190Z", c
        )
    for x, c in (
        (140, "#c8553d"),
        (330, "#d8a54a"),
        (1330, "#5b7f9a"),
        (1530, "#b56a80"),
    ):
        out += rect(x, 330, 150, 260, c, 10) + rect(
            x + 20, 350, 110, 14, "#fff", 0, 0.35
        )
    seller = bust(SKIN[3], "#7a4a8c", shirt="#f2e6d0") + path(
        "M-96 -30 L0 -120 L96 -30 Q0 -6 -96 -30Z", "#e7cf94"
    )
    out += (
        at(820, 520, seller, 1.7)
        + circle(330, 250, 26, "#fff2b8")
        + circle(1440, 250, 26, "#fff2b8")
    )
    return out


def market_stall() -> str:
    """Return a seller with fruit, a notebook and a code to pay by."""
    out = _market_stall_ground()
    out += poly([(60, 820), (1740, 820), (1800, 1200), (0, 1200)], "#8a5f3a") + rect(
        60, 800, 1680, 30, "#a9794c"
    )
    rng = random.Random(4)
    for x0, c in (
        (100, "#e0842e"),
        (410, "#c43c3a"),
        (1060, "#8fbb4f"),
        (1390, "#e6c04c"),
    ):
        for k in range(15):
            out += circle(
                x0 + 40 + (k % 5) * 54 + rng.uniform(-6, 6), 890 - (k // 5) * 46, 33, c
            ) + circle(x0 + 32 + (k % 5) * 54, 880 - (k // 5) * 46, 8, "#fff3d6", 0.7)
        out += path(
            f"M{x0} 880 H{x0 + 300} L{x0 + 270} 1020 H{x0 + 30}Z", "#c9a05f"
        ) + rect(x0, 876, 300, 20, "#dcb878")
    out += rect(740, 690, 170, 200, "#fbfaf5", 8) + rect(766, 716, 118, 118, "#1d282d")
    for r in range(7):
        for col in range(7):
            if rng.random() < 0.5:
                out += rect(773 + col * 15, 723 + r * 15, 15, 15, "#fbfaf5")
    return (
        out
        + rect(780, 850, 90, 14, "#2f7a64")
        + paper(520, 1050, 240, 130, "#a8141b", -8)
    )
