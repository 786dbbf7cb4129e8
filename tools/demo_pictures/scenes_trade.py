"""Scenes of goods on the move: ports, borders, scanners."""

from __future__ import annotations

import random

from tools.demo_pictures.shapes import (
    SKIN,
    at,
    circle,
    container,
    ellipse,
    hills,
    line,
    path,
    peaks,
    poly,
    rect,
    ripples,
    sky,
    standing,
    tree,
    truck,
)

BOXES = ("#b5523f", "#2f5f73", "#d8a54a", "#5e7f6a", "#e4ded0", "#7b4a55", "#44738c")


def _crane(colour: str) -> str:
    out = line(
        "M0 0 V-640 M230 0 V-640 M0 -300 H230 M0 -640 H230 M0 0 L230 -300", colour, 22
    )
    out += line(
        "M-90 -640 H640 M60 -640 L60 -800 L600 -650 M60 -800 L-80 -650", colour, 16
    )
    return out + line("M430 -636 V-420 M480 -636 V-420", "#3b3f40", 4)


def port_at_dawn() -> str:
    """Return a quay with cranes and a ship against the morning."""
    out = sky("#f0c9a4", "#f8ecd8") + circle(1290, 420, 130, "#fff4dc")
    out += hills(640, 150, "#d6b7a0", 3, 420) + rect(0, 640, 1800, 360, "#86a3a6")
    out += ripples((0, 670, 1800, 980), "#f6dfc0", 60, 4)
    out += path("M560 700 H1700 L1610 850 H650Z", "#26414d") + path(
        "M632 820 H1630 L1610 850 H650Z", "#a8412f"
    )
    rng = random.Random(8)
    for col in range(9):
        for row in range(rng.choice((2, 3, 3, 4))):
            out += container(690 + col * 92, 640 - row * 60, rng.choice(BOXES), 88, 58)
    out += (
        rect(1545, 500, 110, 200, "#f3eee2")
        + rect(1560, 525, 80, 22, "#39515c")
        + rect(1575, 440, 40, 60, "#a8412f")
    )
    out += rect(0, 960, 1800, 240, "#5a5f60") + rect(0, 960, 1800, 14, "#d8a54a")
    out += at(150, 965, _crane("#7d3b32"), 1) + at(820, 965, _crane("#7d3b32"), 1)
    out += at(560, 1130, truck("#e8e2d4", "#2f5f73"), 1.05) + at(
        1260, 1165, truck("#d8a54a", "#b5523f"), 1.1
    )
    return out


def container_yard() -> str:
    """Return an officer with a tablet before walls of containers."""
    out = sky("#bcd3dc", "#eef0e8")
    rng = random.Random(21)
    for row in range(4):
        for col in range(4):
            out += container(
                -60 + col * 330, 230 + row * 170, rng.choice(BOXES), 320, 164
            )
    for row in range(5):
        out += poly(
            [
                (1800, 40 + row * 215),
                (1800, 245 + row * 215),
                (1350, 330 + row * 148),
                (1350, 190 + row * 148),
            ],
            BOXES[(row * 3) % 7],
        )
        out += poly(
            [
                (1800, 40 + row * 215),
                (1800, 60 + row * 215),
                (1350, 204 + row * 148),
                (1350, 190 + row * 148),
            ],
            "#fff",
            0.25,
        )
    out += poly(
        [(0, 910), (1350, 910), (1800, 1120), (1800, 1200), (0, 1200)], "#8b8f8b"
    )
    out += rect(0, 905, 1350, 12, "#000", 0, 0.2) + line(
        "M120 1080 H1500", "#e9dfb8", 12
    )
    out += ellipse(1085, 1150, 150, 22, "#6f7471")
    out += at(
        1080, 1150, standing(SKIN[0], "#c9d3c4", "#2b3c46", helmet="#f1c232"), 1.5
    )
    out += at(
        1150,
        860,
        rect(-10, 0, 150, 110, "#22292c", 10) + rect(2, 12, 126, 86, "#9cc7cf"),
        1,
        -12,
    )
    return out


def border_gate() -> str:
    """Return lorries waiting at a mountain border gate."""
    out = sky("#a9c8d3", "#edf1e6")
    out += peaks([(260, 330), (1560, 300)], "#8fabab", "#7d9a9b") + peaks(
        [(700, 430), (1160, 390)], "#7f9f90", "#6f8f80"
    )
    out += hills(820, 130, "#5f8263", 6, 360) + poly(
        [(540, 1200), (830, 760), (970, 760), (1500, 1200)], "#6f7475"
    )
    for y, w, h in ((1110, 34, 70), (960, 22, 50), (850, 13, 36), (790, 9, 22)):
        out += rect(935 - w / 2, y, w, h, "#efe7cd")
    out += rect(480, 430, 60, 420, "#d9cdb4") + rect(1260, 430, 60, 420, "#d9cdb4")
    out += rect(870, 480, 44, 320, "#cbbfa6") + path(
        "M400 440 L460 330 H1340 L1400 440Z", "#8c3a2c"
    )
    out += path("M560 330 L620 240 H1180 L1240 330Z", "#a2493a") + rect(
        430, 440, 940, 44, "#efe5cf"
    )
    out += rect(650, 366, 500, 40, "#f3dca0") + circle(900, 286, 30, "#f3dca0")
    out += at(600, 1010, truck("#3f6a7b", "#d8a54a"), 0.72) + at(
        1010, 905, truck("#e8e2d4", "#b5523f"), 0.4
    )
    out += at(1130, 1160, truck("#b5523f", "#e4ded0"), 1.1)
    out += rect(560, 800, 16, 90, "#3b3f40") + line("M568 806 L820 770", "#d4553f", 14)
    out += at(480, 1120, standing(SKIN[1], "#9db08d", "#3c4a3d", helmet="#5d6d54"), 0.8)
    return out + tree(140, 1010, 2.3, "#4b7050") + tree(1690, 880, 1.3, "#4b7050")


def cargo_scanner() -> str:
    """Return a lorry under the arch of a cargo scanner."""
    out = rect(0, 0, 1800, 1200, "#dfe4e2") + rect(0, 0, 1800, 130, "#c7cfce")
    for i in range(7):
        out += rect(60 + i * 260, 40, 150, 26, "#fbfbf2") + rect(
            i * 260, 130, 14, 740, "#cbd3d1"
        )
    out += (
        rect(0, 870, 1800, 330, "#9aa19f")
        + rect(0, 990, 1800, 16, "#e5cf7a")
        + rect(0, 870, 1800, 10, "#868d8b")
    )
    out += at(260, 1080, truck("#d9dcd6", "#2f5f73"), 2.2)
    out += (
        rect(700, 260, 120, 840, "#31505c")
        + rect(1000, 260, 120, 840, "#3b5f6d")
        + rect(640, 220, 540, 120, "#27434e")
    )
    out += rect(720, 256, 380, 48, "#0f2028") + rect(740, 270, 230, 20, "#7fd0b4")
    out += path("M760 340 L700 1080 H820Z", "#8fe0ca", 0.25) + path(
        "M1060 340 L1000 1080 H1120Z", "#8fe0ca", 0.25
    )
    out += rect(1360, 500, 380, 430, "#f0ebdd") + rect(1390, 540, 320, 210, "#1d3138")
    for x, y, w, h in (
        (1420, 640, 60, 70),
        (1490, 610, 70, 100),
        (1570, 655, 50, 55),
        (1630, 600, 50, 110),
    ):
        out += rect(x, y, w, h, "#6fb7c2", 0, 0.85)
    out += (
        rect(1570, 655, 50, 55, "#e0a63e")
        + rect(1340, 760, 420, 24, "#b9ac92")
        + rect(1400, 784, 26, 240, "#a3977e")
    )
    return out + at(
        1590, 1110, standing(SKIN[2], "#4b6a77", "#25343b", long_hair=True), 1.1
    )
