"""Which names stand on a map, and where, so that none lies over another.

A telephone shows the map at half the size, so its letters are twice as large: first the
names that have room even so, then those that have it on a wide screen only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toasoan.archive.mapping.gazetteer import PLACES, NamedPlace
from toasoan.archive.mapping.looks import SIDE, Look

Area = tuple[float, float, float, float]
NARROW_FONT, WIDE_FONT = 24, 13
# Of a letter, as a share of its height; of a line and of the gap beside the dot.
LETTER, LINE, GAP = 0.58, 1.15, 7
# side -> how the text is anchored, and its first line's way down for one line and two.
SIDES = {
    "right": ("start", "0.35em", "-0.2em"),
    "left": ("end", "0.35em", "-0.2em"),
    "above": ("middle", "-0.6em", "-1.7em"),
    "below": ("middle", "1.2em", "1.2em"),
}
ALWAYS = 0
# What must be said stands clear of the other names at least.
SIDES_ALWAYS = ("above", "below", "left", "right")
# From here on a town is called by its own name, not by its province's.
NEAR_STEP = 12


@dataclass(frozen=True)
class Lettered:
    """A name on the map; numbers are ready for SVG."""

    place: NamedPlace
    dot: tuple[str, str]
    side: str
    texts: tuple[str, ...]
    is_wide_only: bool

    @property
    def x(self) -> str:
        """Where the text is anchored."""
        shift = {"right": GAP, "left": -GAP}.get(self.side, 0)
        return f"{float(self.dot[0]) + shift:.1f}"

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The lines of the text with each one's way down."""
        _anchor, one, two = SIDES[self.side]
        first = one if len(self.texts) == 1 else two
        return [
            (text, f"{LINE}em" if n else first) for n, text in enumerate(self.texts)
        ]


def names_on(look: Look, taken: Iterable[tuple[float, float, float]]) -> list[Lettered]:
    """Return the names to draw beside circles of (x, y, radius), the chief ones first."""
    circles = list(taken)
    box = look.box
    within = [
        place
        for place in PLACES
        if box.west <= place.longitude <= box.east
        and box.south <= place.latitude <= box.north
    ]
    shown: list[Lettered] = []
    for font in (NARROW_FONT, WIDE_FONT):
        held = {each.place for each in shown}
        rest = [place for place in within if place not in held]
        names = [_area(look, each.place, each.side, font) for each in shown]
        around = [_around(*circle, font) for circle in circles]
        shown += _fitting(look, rest, names, around, font)
    return shown


def _fitting(
    look: Look,
    places: Iterable[NamedPlace],
    names: list[Area],
    around: list[Area],
    font: int,
) -> Iterator[Lettered]:
    for place in places:
        areas = {side: _area(look, place, side, font) for side in SIDES}
        free = [side for side in SIDES if _is_free(areas[side], [*names, *around])]
        if not free and place.rank == ALWAYS:
            free = [side for side in SIDES_ALWAYS if _is_free(areas[side], names)]
            free = free or [SIDES_ALWAYS[0]]
        if not free:
            continue
        names.append(areas[free[0]])
        x, y = look.place(place.latitude, place.longitude)
        yield Lettered(
            place,
            (f"{x:.1f}", f"{y:.1f}"),
            free[0],
            _texts(place, look),
            is_wide_only=font == WIDE_FONT,
        )


def _texts(place: NamedPlace, look: Look) -> tuple[str, ...]:
    if place.under:
        return str(place.name), str(place.under)
    if place.town and look.step >= NEAR_STEP:
        return place.town, f"({place.name})"
    return (str(place.name),)


def _area(look: Look, place: NamedPlace, side: str, font: int) -> Area:
    x, y = look.place(place.latitude, place.longitude)
    texts = _texts(place, look)
    across = max(map(len, texts)) * LETTER * font
    down = len(texts) * LINE * font
    if side in ("right", "left"):
        left = x + GAP if side == "right" else x - GAP - across
        return left, y - down / 2, left + across, y + down / 2
    top = y - GAP - down if side == "above" else y + GAP
    return x - across / 2, top, x + across / 2, top + down


def _around(x: float, y: float, radius: float, font: int) -> Area:
    half = radius * (2 if font == NARROW_FONT else 1)
    return x - half, y - half, x + half, y + half


def _is_free(area: Area, areas: Iterable[Area]) -> bool:
    left, top, right, bottom = area
    if left < 0 or top < 0 or right > SIDE or bottom > SIDE:
        return False
    return not any(
        left < other[2] and right > other[0] and top < other[3] and bottom > other[1]
        for other in areas
    )
