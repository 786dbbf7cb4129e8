"""Scenes of public rooms: treasury, meeting hall, interview."""

from __future__ import annotations

from tools.demo_pictures.shapes import (
    SKIN,
    at,
    bust,
    circle,
    ellipse,
    from_behind,
    line,
    mirror,
    palm,
    path,
    rect,
    sky,
    standing,
    windows,
)


def _treasury_ground() -> str:
    out = sky("#e9c58f", "#faf0d9") + circle(1480, 250, 90, "#fff3cf")
    out += (
        rect(0, 930, 1800, 270, "#d8cbb0")
        + rect(120, 420, 1560, 520, "#ead9b4")
        + rect(120, 400, 1560, 34, "#d2bd91")
        + rect(90, 380, 1620, 26, "#e8d7b2")
    )
    for side in (150, 1330):
        for i in range(3):
            for j in range(2):
                x, y = side + 20 + i * 105, 480 + j * 220
                out += (
                    rect(x, y, 66, 140, "#58727a", 0)
                    + rect(x - 8, y - 14, 82, 14, "#cdb789")
                    + rect(x + 30, y, 6, 140, "#ead9b4")
                )
    out += (
        rect(500, 440, 800, 500, "#d9c59a")
        + rect(868, 640, 78, 300, "#5b4028")
        + rect(904, 640, 6, 300, "#3f2b1a")
        + path("M868 640 Q907 570 946 640Z", "#6f8a90")
    )
    for i in range(6):
        x = 520 + i * 144
        out += (
            rect(x, 470, 54, 450, "#f6ecd2")
            + rect(x + 36, 470, 18, 450, "#dccaa2")
            + rect(x - 12, 450, 78, 24, "#f1e3c1")
            + rect(x - 12, 915, 78, 24, "#d9c79e")
        )
    return out


def treasury() -> str:
    """Return the colonnade of a treasury building in the afternoon."""
    out = _treasury_ground()
    out += (
        path("M440 440 L900 230 L1360 440Z", "#e8d5aa")
        + path("M530 418 L900 252 L1270 418Z", "#d5bf8f")
        + circle(900, 356, 44, "#7a4700")
        + circle(900, 356, 28, "#e9c873")
    )
    out += (
        rect(893, 90, 10, 150, "#6b5a3f")
        + path("M903 96 h130 v80 h-130z", "#c53529")
        + path(
            "M968 112 l7 21 h22 l-18 13 l7 21 l-18 -13 l-18 13 l7 -21 l-18 -13 h22z",
            "#f5d14a",
        )
    )
    for i in range(4):
        out += rect(
            420 - i * 50, 940 + i * 30, 960 + i * 100, 30, ("#efe4cb", "#e2d4b4")[i % 2]
        )
    out += at(330, 1160, standing(SKIN[1], "#31526b", "#23303a"), 0.5) + at(
        1440, 1165, standing(SKIN[2], "#a2483a", "#3a2e35", long_hair=True), 0.5
    )
    return out + palm(70, 960, 1.5, "#60864f") + palm(1740, 960, 1.5, "#60864f")


def meeting_hall() -> str:
    """Return a full hall listening to a speaker."""
    out = rect(0, 0, 1800, 1200, "#6b2f2a") + rect(0, 0, 1800, 640, "#8f3a31")
    for i in range(19):
        out += rect(i * 100, 0, 8, 640, "#7d3029")
    out += (
        rect(520, 90, 760, 300, "#f1e8d3")
        + rect(600, 150, 600, 30, "#a8141b")
        + rect(680, 220, 440, 20, "#b9a887")
        + rect(740, 270, 320, 16, "#cdbf9f")
        + rect(0, 560, 1800, 100, "#a87446")
    )
    out += (
        at(900, 470, bust(SKIN[0], "#263947", shirt="#f3f1ea"), 0.9)
        + path("M780 560 H1020 L990 720 H810Z", "#7d5230")
        + rect(770, 545, 260, 24, "#936239")
        + line("M930 550 L918 500", "#222", 6)
    )
    for x in (240, 400, 1400, 1560):
        out += at(
            x,
            470,
            bust(SKIN[(x // 100) % 4], ("#33475a", "#54463f")[x % 3 % 2], shirt="#eee"),
            0.62,
        )
    out += rect(140, 575, 370, 90, "#8a5a34") + rect(1290, 575, 370, 90, "#8a5a34")
    coats = ("#3d5266", "#6d5a4d", "#2f4a47", "#7d4b45", "#4b4a68", "#8b7a5b")
    for row in range(3):
        y, s, step = 790 + row * 150, 0.85 + row * 0.25, 190 + row * 50
        out += rect(0, y + 60, 1800, 200, ("#5a2a24", "#4d231e", "#3f1c18")[row])
        for i in range(-1, int(1800 / step) + 2):
            out += at(
                i * step + (row % 2) * step / 2,
                y,
                from_behind(coats[(i * 2 + row) % 6], long_hair=(i + row) % 3 == 0),
                s,
            )
    return out


def _lap(cloth: str) -> str:
    out = (
        path("M-120 340 H120 L126 420 H-126Z", cloth)
        + rect(-116, 400, 84, 130, cloth)
        + rect(32, 400, 84, 130, cloth)
    )
    return (
        out + ellipse(-78, 534, 52, 20, "#241f24") + ellipse(78, 534, 52, 20, "#241f24")
    )


def _interview_ground() -> str:
    out = (
        rect(0, 0, 1800, 1200, "#d9cfe6")
        + rect(0, 900, 1800, 300, "#a893bd")
        + rect(460, 110, 880, 560, "#f7f2ea")
    )
    out += rect(490, 140, 820, 500, "#bcd6e2")
    for x, h in (
        (500, 190),
        (610, 280),
        (720, 220),
        (850, 340),
        (960, 250),
        (1080, 310),
        (1200, 210),
    ):
        out += rect(x, 640 - h, 96, h, ("#8aa7bb", "#9db8c8")[x % 3 % 2]) + windows(
            x + 14, 656 - h, 3, h // 46, (26, 42), (12, 20), ("#e9f0ee", "#7795aa"), x
        )
    out += (
        rect(890, 140, 18, 500, "#f7f2ea")
        + path("M380 80 H540 Q520 400 400 700 H380Z", "#8d6fb0")
        + path("M1420 80 H1260 Q1280 400 1400 700 H1420Z", "#8d6fb0")
    )
    return out


def interview() -> str:
    """Return two people talking in armchairs by a window."""
    out = _interview_ground()
    chair = (
        rect(-190, 40, 380, 330, "#55339b", 40)
        + rect(-240, 200, 90, 230, "#472a83", 30)
        + rect(150, 200, 90, 230, "#472a83", 30)
        + rect(-170, 360, 340, 70, "#6a47b3", 20)
        + rect(-200, 430, 24, 60, "#33245a")
        + rect(176, 430, 24, 60, "#33245a")
    )
    left = (
        chair
        + at(
            0,
            80,
            bust(SKIN[0], "#2c3b4d", shirt="#f2f0ea", glasses=True, grey=True),
            1.25,
        )
        + _lap("#232f3d")
    )
    right = (
        chair
        + at(0, 80, bust(SKIN[2], "#c8694f", shirt="#f6efe2", long_hair=True), 1.25)
        + _lap("#4a2f3b")
    )
    out += (
        ellipse(900, 1080, 760, 70, "#97809f")
        + at(470, 540, left, 1)
        + at(1330, 540, right, 1)
    )
    out += (
        ellipse(900, 880, 170, 36, "#8a5f3c")
        + rect(888, 880, 24, 190, "#6f4a2e")
        + ellipse(900, 1070, 90, 18, "#6f4a2e")
        + rect(850, 820, 44, 56, "#fbf8f1", 6)
        + rect(930, 830, 40, 46, "#fbf8f1", 6)
    )
    return out + mirror(150, 960, palm(0, 0, 1.6, "#5f8a63"))
