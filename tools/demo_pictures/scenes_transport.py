"""Scenes of storage and transport: shelves, aircraft, boats, roads."""

from __future__ import annotations

import random

from tools.demo_pictures.shapes import (
    SKIN,
    at,
    circle,
    ellipse,
    head,
    hills,
    line,
    mirror,
    palm,
    path,
    peaks,
    poly,
    rect,
    ripples,
    sky,
    standing,
    truck,
)


def _warehouse_ground() -> str:
    out = sky("#e9e2d3", "#d6ccb8") + poly(
        [(0, 1200), (640, 780), (1160, 780), (1800, 1200)], "#b8ad98"
    )
    out += (
        rect(640, 330, 520, 450, "#f2eee4")
        + rect(700, 420, 400, 360, "#93a9ad")
        + rect(700, 420, 400, 18, "#72888c")
    )
    rng = random.Random(5)
    for side in (0, 1):
        for depth in range(4):
            for level in range(4):
                x = 20 + depth * 158
                size = 150 - depth * 22
                y = 1050 - depth * 92 - level * (238 - depth * 42)
                x = x if side == 0 else 1800 - x - size
                out += rect(
                    x,
                    y - size * 0.8,
                    size,
                    size * 0.8,
                    rng.choice(("#c79a62", "#b98a54", "#d8b07a", "#a9b7a4")),
                )
                out += rect(
                    x + size * 0.42,
                    y - size * 0.8,
                    size * 0.14,
                    size * 0.8,
                    "#efe2c6",
                    0,
                    0.7,
                )
                out += rect(x - 6, y, size + 14, 14, "#d26a34")
        for depth in range(5):
            x = 8 + depth * 158
            out += rect(
                x if side == 0 else 1790 - x,
                60 + depth * 70,
                12,
                1090 - depth * 130,
                "#31576a",
            )
    return out


def warehouse() -> str:
    """Return tall shelves and a forklift in a bonded warehouse."""
    out = _warehouse_ground()
    lift = path("M0 -60 V-190 H60 L90 -300 H230 V-60Z", "#e0a02e") + line(
        "M70 -190 L96 -330 H230 V-120", "#3b3f40", 14
    )
    lift += (
        rect(250, -420, 18, 400, "#3b3f40")
        + rect(266, -46, 150, 14, "#3b3f40")
        + rect(290, -170, 130, 124, "#b98a54")
    )
    lift += (
        circle(60, -36, 40, "#23292b")
        + circle(210, -36, 36, "#23292b")
        + at(
            120,
            -250,
            rect(-34, -30, 68, 90, "#2f5f73", 16) + at(0, -56, head(SKIN[0]), 0.55),
            1,
        )
    )
    return out + ellipse(905, 1098, 260, 18, "#a2967f") + at(720, 1100, lift, 1.15)


def air_cargo() -> str:
    """Return a freight aircraft being loaded at sunset."""
    out = (
        sky("#5f7f9c", "#f2c9a5")
        + circle(330, 640, 110, "#fbe7c4")
        + hills(760, 60, "#7a8798", 9, 450)
    )
    out += (
        rect(0, 760, 1800, 440, "#6b6f76")
        + line("M0 1010 H1800", "#d9c06a", 8)
        + rect(0, 760, 1800, 8, "#8a8e94")
    )
    plane = path(
        "M40 0 Q40 -170 300 -180 H1120 L1270 -400 H1370 L1330 -150 Q1330 -60 1200 -40 L300 20 Q80 30 40 0Z",
        "#f4f2ec",
    )
    plane += path(
        "M60 -14 Q200 20 300 20 L1200 -40 Q1300 -56 1326 -110 L900 -60 Q300 -30 60 -14Z",
        "#d5d9da",
    )
    plane += path("M1150 -215 L1270 -400 H1370 L1345 -240Z", "#2f6d7d") + path(
        "M110 -110 H210 L226 -76 H84Z", "#33464f"
    )
    plane += (
        path("M560 -40 L960 120 H1080 L840 -50Z", "#b9c2c5")
        + ellipse(700, 84, 92, 44, "#8c989c")
        + circle(625, 84, 36, "#4b585d")
    )
    plane += rect(330, -150, 240, 120, "#3c4a52") + rect(330, -165, 240, 16, "#e3e4e0")
    for x in (200, 760, 830):
        plane += rect(x - 6, 10, 12, 100, "#7d8588") + circle(x, 120, 34, "#24292b")
    out += ellipse(960, 1012, 640, 20, "#595d64") + at(240, 880, plane, 1)
    out += (
        rect(540, 900, 340, 20, "#d8a54a")
        + line("M560 1060 L860 920 M560 920 L860 1060", "#555b5e", 12)
        + rect(530, 1060, 360, 30, "#d8a54a")
    )
    out += (
        rect(600, 790, 110, 110, "#c79a62")
        + rect(720, 810, 120, 90, "#a9b7a4")
        + circle(590, 1100, 26, "#222")
        + circle(830, 1100, 26, "#222")
    )
    return out + at(
        1010, 1130, standing(SKIN[1], "#e39b3b", "#2d3b44", helmet="#f3efe4"), 0.75
    )


def fishing_port() -> str:
    """Return wooden boats tied up in a fishing harbour."""
    out = (
        sky("#9cc4cc", "#f3ead6")
        + hills(560, 190, "#7fa394", 12, 520)
        + rect(0, 560, 1800, 640, "#5a929b")
    )
    out += ripples((0, 590, 1800, 1180), "#a7cdcf", 80, 3)

    def boat(hull: str, trim: str) -> str:
        body = path(
            "M0 0 Q60 120 140 130 H520 Q640 110 720 -50 Q560 10 360 10 Q120 10 0 0Z",
            hull,
        )
        body += path(
            "M0 0 Q120 12 360 10 Q560 10 720 -50 L714 -22 Q560 36 360 36 Q120 36 10 22Z",
            trim,
        )
        body += (
            rect(130, -150, 210, 156, "#efe8d6")
            + rect(116, -166, 240, 20, trim)
            + rect(156, -120, 60, 50, "#44646f")
            + rect(240, -120, 60, 50, "#44646f")
        )
        body += line(
            "M430 0 V-260 M430 -250 L600 -40 M430 -250 L330 -160", "#5c4a3a", 9
        ) + path("M430 -260 h70 l-20 24 l20 24 h-70z", "#c8402f")
        return body + circle(640, 0, 12, "#f3efe4")

    out += at(1010, 640, boat("#3f6d8a", "#d8a54a"), 0.75) + at(
        180, 720, boat("#3b7a63", "#e7d9b5"), 0.95
    )
    out += mirror(1740, 850, boat("#a6493a", "#efe4c8"), 1.2)
    out += poly([(0, 1060), (1060, 1060), (1240, 1200), (0, 1200)], "#b39a76") + rect(
        0, 1060, 1060, 14, "#cdb58f"
    )
    for i in range(5):
        out += rect(
            90 + i * 150,
            970 - (i % 2) * 30,
            120,
            90 + (i % 2) * 30,
            ("#d7dfe0", "#7fb0b6")[i % 2],
        ) + ellipse(150 + i * 150, 970 - (i % 2) * 30, 54, 18, "#b7c6c9")
    return out + palm(1720, 560, 1.1, "#4b7a55") + palm(60, 570, 0.9, "#4b7a55")


def viaduct() -> str:
    """Return a motorway viaduct being built over a valley."""
    out = sky("#c4dbe4", "#f6eddc") + peaks(
        [(330, 380), (980, 330), (1600, 420)], "#a9c3b8", "#98b4a8"
    )
    out += hills(820, 170, "#7ba07c", 2, 420) + hills(980, 120, "#5f8963", 5, 520)
    for i, x in enumerate((120, 470, 820, 1170)):
        out += (
            rect(x, 560, 66, 470 - i * 10, "#cfc4ae")
            + rect(x + 44, 560, 22, 470 - i * 10, "#b5a98f")
            + rect(x - 50, 536, 166, 36, "#ded5c2")
        )
    out += (
        rect(0, 480, 1010, 60, "#e7dfce")
        + rect(0, 530, 1010, 14, "#b5a98f")
        + rect(0, 462, 1010, 12, "#9aa3a3")
    )
    out += line("M700 400 H1330 M700 452 H1330", "#d2562f", 14)
    for i in range(10):
        out += line(
            f"M{700 + i * 63} 452 L{731 + i * 63} 400 L{763 + i * 63} 452", "#d2562f", 7
        )
    out += line("M800 452 V480 M1195 452 V540 M1080 452 V500", "#7c3a24", 12) + rect(
        1020, 500, 250, 34, "#d7cdb8"
    )
    out += line(
        "M1560 1010 V330 M1560 340 H1240 M1560 340 L1740 340 M1560 260 L1260 338 M1560 260 L1730 338 M1560 330 V260",
        "#e0a02e",
        13,
    )
    out += (
        line("M1320 342 V640", "#555", 4)
        + rect(1270, 640, 100, 40, "#8f8b80")
        + rect(1690, 340, 70, 60, "#8f8b80")
    )
    out += poly([(0, 1200), (0, 1120), (1800, 1040), (1800, 1200)], "#c3a878") + at(
        250, 1150, truck("#e0a02e", "#8b6b46", boxed=False), 0.8
    )
    return (
        out
        + at(
            1120, 1120, standing(SKIN[0], "#e58a35", "#3b4a55", helmet="#f6f2e6"), 0.55
        )
        + at(
            1200, 1124, standing(SKIN[1], "#e58a35", "#3b4a55", helmet="#f1c232"), 0.55
        )
    )
