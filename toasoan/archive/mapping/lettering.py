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


@dataclass(frozen=True)
class Lettered:
    """A name on the map; numbers are ready for SVG."""

    place: NamedPlace
    dot: tuple[str, str]
    side: str
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
        if not self.place.under:
            return [(str(self.place.name), one)]
        return [(str(self.place.name), two), (str(self.place.under), f"{LINE}em")]


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
        areas = [_around(*circle, font) for circle in circles]
        areas += [_area(look, each.place, each.side, font) for each in shown]
        held = {each.place for each in shown}
        rest = [place for place in within if place not in held]
        shown += _fitting(look, rest, areas, font)
    return shown


def _fitting(
    look: Look, places: Iterable[NamedPlace], areas: list[Area], font: int
) -> Iterator[Lettered]:
    for place in places:
        free = [
            side for side in SIDES if _is_free(_area(look, place, side, font), areas)
        ]
        if not free and place.rank != ALWAYS:
            continue
        side = free[0] if free else next(iter(SIDES))
        areas.append(_area(look, place, side, font))
        x, y = look.place(place.latitude, place.longitude)
        yield Lettered(place, (f"{x:.1f}", f"{y:.1f}"), side, font == WIDE_FONT)


def _area(look: Look, place: NamedPlace, side: str, font: int) -> Area:
    x, y = look.place(place.latitude, place.longitude)
    longest = max(len(str(place.name)), len(str(place.under)))
    across, down = longest * LETTER * font, (2 if place.under else 1) * LINE * font
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
