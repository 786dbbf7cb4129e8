"""Which part of the globe a map shows, and where a spot lies on it.

A plate carrée that is true to its shapes in the middle of what is looked at: enough to
find pictures by, and a line of code to draw.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, cos, floor, log2, radians

from toasoan.archive.search.boxes import Box, box_read

# The map is a square of so many units; nearer by two steps is half as wide.
SIDE = 720
STEPS_MOST = 28
# Vietnam with Hoàng Sa and Trường Sa.
MIDDLE_LATITUDE, MIDDLE_LONGITUDE, MIDDLE_STEP = 15.2, 109.6, 8
LATITUDE_MOST = 80.0
# Around a single spot so much is shown that a name is likely to be in it.
AROUND_LEAST = 0.5
GRID_STEPS = (60, 30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005)
LINES_MOST = 6
TOLD = re.compile(
    r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?),(\d{1,2})", re.ASCII
)


@dataclass(frozen=True)
class Look:
    """A square of the globe: its middle, and how near it is seen."""

    latitude: float = MIDDLE_LATITUDE
    longitude: float = MIDDLE_LONGITUDE
    step: int = MIDDLE_STEP

    @classmethod
    def read(cls, text: str) -> "Look | None":
        """Return the look an address tells of, None when it tells of none."""
        told = TOLD.fullmatch(text)
        if told is None:
            return None
        return _bounded(float(told[1]), float(told[2]), int(told[3]))

    @classmethod
    def at(cls, box: Box) -> "Look":
        """Return the nearest look that shows the whole box, with something around it."""
        latitude = (box.south + box.north) / 2
        flattened = (box.north - box.south) / _shrink(latitude)
        across = max(box.east - box.west, flattened, AROUND_LEAST)
        step = floor(2 * log2(360 / across)) - 1
        return _bounded(latitude, (box.west + box.east) / 2, step)

    def told(self) -> str:
        """Return the look as an address has it."""
        return f"{self.latitude:.4f},{self.longitude:.4f},{self.step}"

    @property
    def across(self) -> float:
        """How many degrees of longitude it shows."""
        return float(360 / 2 ** (self.step / 2))

    @property
    def down(self) -> float:
        """How many degrees of latitude it shows."""
        return self.across * _shrink(self.latitude)

    @property
    def box(self) -> Box:
        """What it shows of the globe."""
        return Box(
            max(-180.0, self.longitude - self.across / 2),
            max(-90.0, self.latitude - self.down / 2),
            min(180.0, self.longitude + self.across / 2),
            min(90.0, self.latitude + self.down / 2),
        )

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a spot lies on the map, in units from its upper left corner."""
        return (
            SIDE * ((longitude - self.longitude) / self.across + 0.5),
            SIDE * ((self.latitude - latitude) / self.down + 0.5),
        )

    def moved(self, *, north: float = 0, east: float = 0, nearer: int = 0) -> "Look":
        """Return the look moved by parts of what it shows, and so many steps nearer."""
        return _bounded(
            self.latitude + north * self.down,
            self.longitude + east * self.across,
            self.step + nearer,
        )

    def lines(self) -> tuple[list[float], list[float]]:
        """Return the meridians and parallels to draw."""
        apart = next(
            (each for each in reversed(GRID_STEPS) if self.across / each <= LINES_MOST),
            GRID_STEPS[0],
        )
        box = self.box
        return (
            list(_multiples(box.west, box.east, apart)),
            [
                each
                for each in _multiples(box.south, box.north, apart)
                if abs(each) < 90
            ],
        )


WORLD = Look(15.0, 0.0, 0)


def look_read(text: str, box: str) -> Look:
    """Return the look asked for; without one what shows the box, or Vietnam."""
    asked = Look.read(text)
    if asked is not None:
        return asked
    around = box_read(box)
    return Look.at(around) if around else Look()


def _bounded(latitude: float, longitude: float, step: int) -> Look:
    return Look(
        max(-LATITUDE_MOST, min(LATITUDE_MOST, latitude)),
        max(-180.0, min(180.0, longitude)),
        max(0, min(STEPS_MOST, step)),
    )


def _shrink(latitude: float) -> float:
    return cos(radians(min(abs(latitude), LATITUDE_MOST)))


def _multiples(first: float, last: float, apart: float) -> Iterator[float]:
    for count in range(ceil(first / apart), floor(last / apart) + 1):
        yield round(count * apart, 6)
