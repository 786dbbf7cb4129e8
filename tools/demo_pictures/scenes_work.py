"""Scenes of work: factory, field, classroom, hospital, desk."""

from __future__ import annotations

from tools.demo_pictures.shapes import (
    SKIN,
    at,
    bust,
    circle,
    ellipse,
    from_behind,
    hills,
    line,
    palm,
    paper,
    path,
    poly,
    rect,
    sky,
    standing,
    tree,
)


def _electronics_plant_ground() -> str:
    out = rect(0, 0, 1800, 1200, "#dde8ec") + rect(0, 0, 1800, 110, "#b9cbd3")
    for i in range(5):
        out += poly(
            [
                (60 + i * 370, 60),
                (300 + i * 370, 60),
                (330 + i * 370, 100),
                (30 + i * 370, 100),
            ],
            "#fffef2",
        )
        out += (
            rect(150 + i * 370, 160, 220, 260, "#c8d9df")
            + rect(165 + i * 370, 175, 190, 160, "#eef5f5")
            + rect(150 + i * 370, 430, 220, 8, "#a5bac4")
        )
    for i, x in enumerate((240, 640, 1040, 1440)):
        cap = path("M-58 -14 Q-58 -92 0 -92 Q58 -92 58 -14 Q0 -46 -58 -14Z", "#6fb1c4")
        mask = path("M-34 6 Q0 -6 34 6 Q32 44 0 46 Q-32 44 -34 6Z", "#f5f7f6")
        out += at(
            x,
            500,
            bust(SKIN[i], "#f2f6f7", shirt="#6fb1c4", long_hair=i % 2 == 0)
            + cap
            + mask,
            1.35,
        )
        out += line(
            f"M{x - 110} 720 Q{x - 90} 800 {x - 30} 800 M{x + 110} 720 Q{x + 90} 800 {x + 30} 800",
            "#e6edef",
            50,
        )
        out += circle(x - 34, 802, 24, SKIN[i]) + circle(x + 34, 802, 24, SKIN[i])
    return out


def electronics_plant() -> str:
    """Return workers along an assembly line."""
    out = _electronics_plant_ground()
    out += (
        rect(0, 820, 1800, 70, "#4b6470")
        + rect(0, 820, 1800, 14, "#7a95a1")
        + rect(0, 890, 1800, 310, "#8ea5ae")
    )
    for i in range(7):
        x = 60 + i * 262
        out += (
            rect(x, 774, 150, 50, "#2f7a64", 4)
            + rect(x + 16, 786, 34, 26, "#14212a")
            + rect(x + 64, 786, 20, 14, "#d8b45a")
            + rect(x + 96, 790, 38, 8, "#d8b45a")
        )
    for x in (110, 560, 1010, 1460):
        out += (
            rect(x, 960, 230, 180, "#d8a860")
            + rect(x, 960, 230, 26, "#c08f48")
            + rect(x + 90, 960, 50, 180, "#e8c68c")
        )
    return (
        out
        + line("M1760 110 V300 L1660 420 L1700 560", "#e08a3c", 30)
        + circle(1660, 420, 26, "#46545b")
    )


def rice_terraces() -> str:
    """Return a farmer walking along flooded terraces."""
    out = (
        sky("#bfe0dd", "#fbf2d8")
        + circle(420, 260, 84, "#fff6da")
        + hills(560, 260, "#9cc0a6", 14, 460)
        + hills(650, 180, "#7fae88", 4, 380)
    )
    tones = (
        "#d9c65f",
        "#b9c25a",
        "#8fb45a",
        "#cfd98a",
        "#6fa35a",
        "#b7c858",
        "#5c9450",
    )
    for i, c in enumerate(tones):
        y = 640 + i * 82
        out += path(
            f"M-20 {y} Q{300 + i * 70} {y - 70 + (i % 2) * 60} {760 + i * 20} {y + 10} T1820 {y - 30 + (i % 3) * 20} V1200 H-20Z",
            c,
        )
        out += line(
            f"M-20 {y} Q{300 + i * 70} {y - 70 + (i % 2) * 60} {760 + i * 20} {y + 10} T1820 {y - 30 + (i % 3) * 20}",
            "#6b6a3a",
            6,
        )
    out += path(
        "M0 900 Q500 830 980 920 T1800 870 V950 Q1300 1000 900 960 T0 970Z",
        "#bfe3e4",
        0.8,
    )
    farmer = (
        standing(SKIN[3], "#5b3f6b", "#2b2f38")
        + path("M-92 -380 L0 -452 L92 -380 Q0 -358 -92 -380Z", "#e7cf94")
        + line("M-150 -300 Q0 -330 150 -300", "#8a6a3f", 10)
    )
    for x in (-150, 150):
        farmer += (
            line(f"M{x} -300 L{x - 40} -180 M{x} -300 L{x + 40} -180", "#8a6a3f", 4)
            + path(f"M{x - 56} -184 H{x + 56} L{x + 36} -130 H{x - 36}Z", "#b5884c")
            + circle(x, -190, 34, "#7fae4a")
        )
    return (
        out
        + at(1240, 1080, farmer, 1.05)
        + tree(180, 720, 1.3, "#4f8753")
        + palm(1660, 800, 1.1, "#4f8753")
    )


def solar_field() -> str:
    """Return rows of solar panels under a high sun."""
    out = (
        sky("#8fc3e0", "#fdf0cf")
        + circle(1400, 230, 110, "#ffe08a")
        + circle(1400, 230, 160, "#ffe9ab", 0.4)
        + hills(600, 130, "#a7b98c", 22, 500)
        + rect(0, 600, 1800, 600, "#c9b57c")
    )
    for x, s in ((240, 1.0), (620, 0.7), (980, 0.85)):
        out += at(
            x,
            600,
            line("M0 0 V-330", "#f3f4f0", 14)
            + line(
                "M0 -330 L-10 -500 M0 -330 L150 -250 M0 -330 L-140 -240", "#f8f8f4", 12
            )
            + circle(0, -330, 14, "#d7d9d4"),
            s,
        )
    for row in range(5):
        y, h, w = 640 + row * 105, 60 + row * 22, 230 + row * 70
        for i in range(-1, 9):
            x = i * (w + 26) - row * 70
            out += poly(
                [(x + h * 0.5, y), (x + w + h * 0.5, y), (x + w, y + h), (x, y + h)],
                "#21456b",
            ) + poly(
                [
                    (x + h * 0.5, y),
                    (x + w * 0.5 + h * 0.5, y),
                    (x + w * 0.3, y + h),
                    (x, y + h),
                ],
                "#335f8d",
            )
            for k in (0.25, 0.5, 0.75):
                out += line(
                    f"M{x + w * k + h * 0.5} {y} L{x + w * k} {y + h}", "#86abc9", 2
                )
            out += line(
                f"M{x + h * 0.25} {y + h / 2} H{x + w + h * 0.25}", "#86abc9", 2
            ) + rect(x + w / 2, y + h, 8, 18, "#6d6a5d")
    return out


def training_room() -> str:
    """Return trainees at laptops facing a teacher."""
    out = (
        rect(0, 0, 1800, 1200, "#eef0e6")
        + rect(0, 720, 1800, 480, "#cdbb98")
        + rect(330, 110, 900, 470, "#24443d")
        + rect(318, 98, 924, 14, "#a9814f")
        + rect(318, 578, 924, 18, "#a9814f")
    )
    out += rect(400, 170, 320, 18, "#dfe9e2") + line(
        "M420 500 H800 M420 500 V250", "#dfe9e2", 6
    )
    for i, h in enumerate((70, 120, 105, 180, 215)):
        out += rect(450 + i * 68, 500 - h, 44, h, ("#e6c04c", "#7fc8a6")[i % 2])
    for i in range(4):
        out += rect(880, 250 + i * 60, 280 - (i % 2) * 80, 12, "#a8c3ba")
    out += (
        rect(1400, 130, 300, 420, "#bcd9e4")
        + rect(1390, 120, 320, 14, "#fff")
        + rect(1544, 130, 12, 420, "#fff")
        + rect(1400, 330, 300, 12, "#fff")
    )
    out += at(
        1270, 860, standing(SKIN[2], "#a8584a", "#2d3440", long_hair=True), 1.25
    ) + line("M1180 500 L1060 420", "#8a6a3f", 8)
    coats = ("#3f6a7b", "#7d8f58", "#6a5a8c", "#c08a4a", "#4a6b58", "#8c4f5c")
    for row in range(2):
        for i in range(4):
            x, y, s = 150 + i * 480 - row * 60, 800 + row * 190, 1.15 + row * 0.3
            out += at(
                x,
                y,
                from_behind(coats[(i + row * 3) % 6], long_hair=(i + row) % 2 == 0),
                s,
            )
            out += at(
                x + 140 * s,
                y + 60 * s,
                rect(0, 0, 150, 96, "#3a454a", 6) + rect(10, 10, 130, 74, "#cfe6ea"),
                s,
            )
        out += rect(
            0, 920 + row * 230, 1800, 40 + row * 30, ("#b58b58", "#9d7546")[row]
        )
    return out


def _hospital_ground() -> str:
    out = (
        rect(0, 0, 1800, 1200, "#e9f3f1")
        + poly([(0, 1200), (680, 720), (1120, 720), (1800, 1200)], "#bcd8d4")
        + rect(680, 300, 440, 420, "#f9fcfb")
    )
    out += (
        poly([(0, 0), (680, 300), (680, 720), (0, 1200)], "#d5e8e4")
        + poly([(1800, 0), (1120, 300), (1120, 720), (1800, 1200)], "#cbe0dd")
        + poly([(0, 0), (680, 300), (1120, 300), (1800, 0)], "#f6faf9")
    )
    for i in range(4):
        out += poly(
            [
                (800 - i * 60, 270 - i * 66),
                (1000 + i * 60, 270 - i * 66),
                (1014 + i * 66, 246 - i * 74),
                (786 - i * 66, 246 - i * 74),
            ],
            "#fffbe0",
        )
    for k in range(3):
        x, w = 70 + k * 215, 130 - k * 26
        top, low = 330 + k * 40, 1140 - k * 150
        out += poly(
            [(x, top), (x + w, top + w * 0.32), (x + w, low - w * 0.7), (x, low)],
            "#6fa79f",
        ) + circle(x + w - 18, (top + low) / 2, 9, "#f3e9c8")
        out += poly(
            [
                (1800 - x, top),
                (1800 - x - w, top + w * 0.32),
                (1800 - x - w, low - w * 0.7),
                (1800 - x, low),
            ],
            "#7fb3ab",
        )
    return out


def hospital() -> str:
    """Return a doctor in a bright corridor."""
    out = _hospital_ground()
    out += (
        rect(780, 400, 240, 320, "#8fbfb8")
        + rect(896, 400, 8, 320, "#6fa79f")
        + rect(850, 330, 100, 46, "#c8402f")
        + rect(892, 336, 16, 34, "#fff")
        + rect(882, 345, 36, 16, "#fff")
    )
    out += ellipse(900, 1150, 170, 22, "#a5c4c0") + at(
        900, 1145, standing(SKIN[0], "#fdfdfb", "#4b6f84"), 1.6
    )
    out += line("M868 690 Q900 790 932 690", "#35505c", 8) + circle(
        900, 745, 12, "#35505c"
    )
    bed = (
        rect(0, -110, 420, 34, "#f7f4ea", 8)
        + rect(0, -80, 420, 16, "#8aa0a6")
        + line("M30 -64 L60 -20 M390 -64 L360 -20", "#8aa0a6", 10)
        + circle(60, -14, 16, "#444")
        + circle(360, -14, 16, "#444")
        + rect(16, -142, 90, 36, "#fff", 14)
        + rect(120, -126, 300, 30, "#6fb1c4", 8)
    )
    return (
        out
        + at(1230, 1150, bed, 1.05)
        + at(420, 1130, standing(SKIN[2], "#9fd0cb", "#9fd0cb", long_hair=True), 1.3)
    )


def _audit_desk_ground() -> str:
    out = rect(0, 0, 1800, 1200, "#b98d5e")
    for i in range(7):
        out += rect(0, i * 180, 1800, 4, "#a67c4f")
    out += at(
        560,
        120,
        rect(10, 14, 700, 440, "#000", 20, 0.2)
        + rect(0, 0, 700, 440, "#39444a", 20)
        + rect(24, 24, 652, 392, "#eaf1f4")
        + rect(60, 60, 200, 22, "#0b4a8f"),
        1,
        2,
    )
    for i, h in enumerate((90, 150, 120, 200, 170, 240)):
        out += at(
            560,
            120,
            rect(70 + i * 62, 370 - h, 40, h, ("#0b4a8f", "#8bbcf7")[i % 2]),
            1,
            2,
        )
    out += at(
        560,
        120,
        circle(560, 220, 84, "#d8a54a")
        + path("M560 220 V136 A84 84 0 0 1 640 246Z", "#a8141b")
        + circle(560, 220, 40, "#eaf1f4"),
        1,
        2,
    )
    return out


def audit_desk() -> str:
    """Return a desk from above with papers, stamp and laptop."""
    out = _audit_desk_ground()
    out += at(
        530,
        580,
        rect(0, 0, 740, 300, "#4a555b", 20)
        + rect(40, 24, 660, 160, "#2f383d", 8)
        + rect(280, 200, 180, 84, "#5d696f", 8),
        1,
        2,
    )
    out += (
        paper(90, 180, 380, 520, "#0b4a8f", -9)
        + paper(150, 470, 380, 520, "#a8141b", 6)
        + paper(1380, 430, 360, 500, "#14633c", 9)
    )
    out += at(
        330,
        820,
        circle(0, 0, 74, "#c8402f", 0.75)
        + circle(0, 0, 58, "#fbf9f3")
        + circle(0, 0, 46, "#c8402f", 0.55),
        1,
    )
    out += (
        circle(1560, 230, 120, "#f4efe4")
        + circle(1560, 230, 96, "#5c3a22")
        + circle(1560, 230, 120, "#000", 0.05)
        + line("M1670 190 q80 20 30 90", "#f4efe4", 22)
    )
    out += at(
        1180,
        1010,
        rect(0, 0, 460, 26, "#22303a", 12) + path("M460 0 L520 13 L460 26Z", "#d9b25a"),
        1,
        -16,
    ) + line(
        "M700 1040 h110 v70 h-110z M850 1040 h110 v70 h-110z M810 1066 h40",
        "#22303a",
        10,
    )
    return out
