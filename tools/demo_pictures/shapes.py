"""Small SVG building blocks that the scenes are composed of."""

from __future__ import annotations

import random

Points = list[tuple[float, float]]
SKIN = ("#d9a883", "#cf9a74", "#dcab86", "#c98f68")
HAIR = "#2b2320"


def rect(  # noqa: PLR0913, PLR0917 - a rectangle has four numbers and a look
    x: float, y: float, w: float, h: float, fill: str, rx: float = 0, op: float = 1
) -> str:
    """Return a filled rectangle."""
    more = (f' rx="{rx}"' if rx else "") + (f' opacity="{op}"' if op < 1 else "")
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" fill="{fill}"{more}/>'
    )


def circle(x: float, y: float, r: float, fill: str, op: float = 1) -> str:
    """Return a filled circle."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}" opacity="{op}"/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str) -> str:
    """Return a filled ellipse."""
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"/>'


def path(d: str, fill: str, op: float = 1) -> str:
    """Return a filled path."""
    return f'<path d="{d}" fill="{fill}" opacity="{op}"/>'


def line(d: str, stroke: str, width: float = 6) -> str:
    """Return a stroked path with round joints."""
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def poly(points: Points, fill: str, op: float = 1) -> str:
    """Return a filled polygon."""
    text = " ".join(f"{x:g},{y:g}" for x, y in points)
    return f'<polygon points="{text}" fill="{fill}" opacity="{op}"/>'


def at(x: float, y: float, body: str, scale: float = 1, turn: float = 0) -> str:
    """Return the body moved, scaled and turned."""
    return f'<g transform="translate({x:g} {y:g}) scale({scale:g}) rotate({turn:g})">{body}</g>'


def mirror(x: float, y: float, body: str, scale: float = 1) -> str:
    """Return the body moved and turned to face the other way."""
    return (
        f'<g transform="translate({x:g} {y:g}) scale({-scale:g} {scale:g})">{body}</g>'
    )


def sky(top: str, bottom: str, w: int = 1800, h: int = 1200, name: str = "sky") -> str:
    """Return a ground that fades from one colour to another."""
    return (
        f'<defs><linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{top}"/><stop offset="1" stop-color="{bottom}"/>'
        f'</linearGradient></defs><rect width="{w}" height="{h}" fill="url(#{name})"/>'
    )


def hills(base: float, rise: float, fill: str, seed: int, step: float = 300) -> str:
    """Return a soft ridge over the whole width, filled to the foot of the picture."""
    rng = random.Random(seed)
    d = f"M-40 {base:g}"
    x = -40.0
    while x < 1840:
        peak = base - rise * rng.uniform(0.45, 1)
        d += f" Q{x + step / 2:g} {peak:g} {x + step:g} {base - rise * rng.uniform(0, 0.25):g}"
        x += step
    return path(d + " V1200 H-40Z", fill)


def peaks(points: Points, fill: str, shade: str) -> str:
    """Return sharp mountains, each with a shaded flank."""
    out = []
    for x, y in points:
        half = (900 - y) * 0.72
        out.append(poly([(x - half, 900), (x, y), (x + half, 900)], fill))
        out.append(
            poly(
                [
                    (x, y),
                    (x + half, 900),
                    (x + half * 0.2, 900),
                    (x - half * 0.08, y + 160),
                ],
                shade,
            )
        )
    return "".join(out)


def ripples(
    area: tuple[float, float, float, float], fill: str, count: int, seed: int
) -> str:
    """Return short strokes of light scattered over water."""
    rng = random.Random(seed)
    x0, y0, x1, y1 = area
    out = []
    for _ in range(count):
        y = rng.uniform(y0, y1)
        w = rng.uniform(40, 90) * (0.6 + (y - y0) / (y1 - y0))
        out.append(rect(rng.uniform(x0, x1 - w), y, w, 5, fill, 2, 0.7))
    return "".join(out)


def tree(x: float, y: float, size: float, leaf: str, trunk: str = "#6d5138") -> str:
    """Return a round tree standing on the given point."""
    body = rect(-7, -70, 14, 70, trunk) + circle(0, -105, 55, leaf)
    body += circle(-34, -85, 36, leaf) + circle(36, -88, 38, leaf)
    return at(x, y, body, size)


def palm(x: float, y: float, size: float, leaf: str) -> str:
    """Return an areca palm standing on the given point."""
    body = line("M0 0 Q8 -120 0 -230", "#8d7a5f", 13)
    for dx, dy in ((-110, -210), (-85, -270), (0, -310), (85, -270), (110, -210)):
        body += line(f"M0 -230 Q{dx * 0.6:g} {dy - 30:g} {dx} {dy + 30}", leaf, 15)
    return at(x, y, body, size)


def container(x: float, y: float, fill: str, w: float = 200, h: float = 84) -> str:
    """Return one shipping container seen from its side."""
    out = rect(x, y, w, h, fill)
    for i in range(1, int(w // 20)):
        out += rect(x + i * 20, y + 8, 4, h - 16, "#000", 0, 0.13)
    return (
        out
        + rect(x, y, w, 6, "#fff", 0, 0.22)
        + rect(x, y + h - 6, w, 6, "#000", 0, 0.2)
    )


def truck(cab: str, load: str, *, boxed: bool = True) -> str:
    """Return a lorry 420 wide, wheels on y = 0, driving to the right."""
    out = rect(0, -40, 410, 16, "#30383b")
    out += container(-6, -150, load, 290, 112) if boxed else rect(0, -70, 284, 32, load)
    out += path("M300 -36 V-150 H372 L412 -92 V-36Z", cab)
    out += path("M330 -138 H366 L394 -94 H330Z", "#cfe0e4")
    out += rect(396, -62, 16, 14, "#f4e3a8")
    for cx in (48, 108, 232, 352):
        out += circle(cx, -24, 26, "#23292b") + circle(cx, -24, 11, "#9aa3a4")
    return out


def windows(  # noqa: PLR0913, PLR0917 - a grid has an origin, counts, steps and a look
    x: float,
    y: float,
    cols: int,
    rows: int,
    step: tuple[float, float],
    size: tuple[float, float],
    fills: tuple[str, ...],
    seed: int,
) -> str:
    """Return a grid of lit and unlit windows."""
    rng = random.Random(seed)
    out = ""
    for r in range(rows):
        for c in range(cols):
            out += rect(
                x + c * step[0], y + r * step[1], size[0], size[1], rng.choice(fills)
            )
    return out


def head(
    skin: str, *, long_hair: bool = False, glasses: bool = False, grey: bool = False
) -> str:
    """Return a head centred on the origin, about 110 high."""
    hair = "#8d8a86" if grey else HAIR
    out = (
        path("M-52 -8 Q-58 -86 0 -88 Q58 -86 52 -8 L58 74 H-58Z", hair)
        if long_hair
        else ""
    )
    out += rect(-17, 28, 34, 54, skin) + path(
        "M-17 44 Q0 62 17 44 V58 H-17Z", "#000", 0.12
    )
    out += ellipse(0, -8, 44, 54, skin)
    out += path(
        "M-46 -8 Q-52 -70 0 -72 Q52 -70 46 -8 Q34 -42 0 -42 Q-34 -42 -46 -8Z", hair
    )
    if glasses:
        out += line("M-34 -6 h26 v16 h-26z M8 -6 h26 v16 h-26z M-8 0 h16", "#2c2f31", 4)
    return out


def bust(
    skin: str,
    coat: str,
    *,
    shirt: str = "",
    long_hair: bool = False,
    glasses: bool = False,
    grey: bool = False,
) -> str:
    """Return head and shoulders; the shoulders end at y = 230."""
    out = path("M-34 64 L0 98 L34 64Z", skin)
    out += path("M-108 230 Q-108 78 -34 66 L0 94 L34 66 Q108 78 108 230Z", coat)
    if shirt:
        out += path("M-24 62 L0 150 L24 62 L0 92Z", shirt)
    return head(skin, long_hair=long_hair, glasses=glasses, grey=grey) + out


def from_behind(coat: str, *, long_hair: bool = False) -> str:
    """Return a seated person seen from behind; the shoulders end at y = 200."""
    out = path("M-104 200 Q-104 70 -36 60 H36 Q104 70 104 200Z", coat)
    out += rect(-16, 26, 32, 44, SKIN[1]) + ellipse(0, -8, 46, 54, HAIR)
    return out + (path("M-48 -8 L-54 76 H54 L48 -8Z", HAIR) if long_hair else "")


def standing(
    skin: str, coat: str, legs: str, *, helmet: str = "", long_hair: bool = False
) -> str:
    """Return a whole standing person, feet on y = 0, about 400 high."""
    out = path("M-46 0 L-40 -190 H40 L46 0 H12 L0 -150 L-12 0Z", legs)
    out += path("M-62 -170 Q-70 -300 -28 -314 H28 Q70 -300 62 -170Z", coat)
    out += line("M-56 -286 Q-84 -220 -70 -160", coat, 30) + line(
        "M56 -286 Q84 -220 70 -160", coat, 30
    )
    out += circle(-70, -152, 15, skin) + circle(70, -152, 15, skin)
    out += at(0, -362, head(skin, long_hair=long_hair), 0.72)
    if helmet:
        out += path(
            "M-40 -372 Q-38 -426 0 -428 Q38 -426 40 -372 H54 V-362 H-40Z", helmet
        )
    return out


def paper(x: float, y: float, w: float, h: float, accent: str, turn: float = 0) -> str:
    """Return a printed sheet with lines of text."""
    body = rect(6, 8, w, h, "#000", 0, 0.12) + rect(0, 0, w, h, "#fbf9f3")
    body += rect(w * 0.1, h * 0.09, w * 0.45, h * 0.045, accent)
    y_line = h * 0.2
    while y_line < h * 0.9:
        wide = 0.8 if int(y_line) % 3 else 0.55
        body += rect(w * 0.1, y_line, w * wide, h * 0.022, "#c9cfcd")
        y_line += h * 0.07
    return at(x, y, body, 1, turn)


def svg(body: str, w: int = 1800, h: int = 1200) -> str:
    """Return the finished drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" '
        f'width="{w}" height="{h}">{body}</svg>'
    )
