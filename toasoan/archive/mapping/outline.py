"""Coasts and borders, if the operator has a file of them: none comes with the house."""

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from pathlib import Path
from typing import Any

from django.conf import settings

from toasoan.archive.mapping.looks import Look
from toasoan.archive.search.boxes import Box

log = logging.getLogger("toasoan.archive")
BYTES_MOST = 4 * 1024 * 1024
# Nearer than this two corners are one to the eye.
UNITS_APART = 1.0
CORNERS_LEAST = 3
Spot = tuple[float, float]


@dataclass(frozen=True)
class Ring:
    """A closed line of (longitude, latitude), and the box around it."""

    spots: tuple[Spot, ...]
    box: Box


def outline_paths(look: Look) -> list[str]:
    """Return the SVG paths of what the operator's file draws within the look."""
    if not settings.MAP_OUTLINE:
        return []
    box = look.box
    rings = (ring for ring in _rings(settings.MAP_OUTLINE) if _meet(ring.box, box))
    paths = (_path(_clipped(ring.spots, box), look) for ring in rings)
    return [path for path in paths if path]


@lru_cache(maxsize=2)
def _rings(path: Path) -> tuple[Ring, ...]:
    """Return the rings of the file, read once; what is wrong with it is logged once."""
    try:
        _bytes_check(path.stat().st_size)
        told = json.loads(path.read_text("utf-8"))
        return tuple(_ring(corners) for shape in _shapes(told) for corners in shape)
    except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
        log.warning("TOASOAN_MAP_OUTLINE: %s is not drawn: %s", path, error)
        return ()


def _bytes_check(size: int) -> None:
    if size > BYTES_MOST:
        raise ValueError(f"more than {BYTES_MOST} bytes")


def _shapes(told: Any) -> Iterator[Any]:
    """Yield the polygons, each its rings, of what is told of in one of GeoJSON's ways."""
    match told["type"]:
        case "FeatureCollection":
            for feature in told["features"]:
                yield from _shapes(feature)
        case "Feature" if told["geometry"]:
            yield from _shapes(told["geometry"])
        case "Polygon":
            yield told["coordinates"]
        case "MultiPolygon":
            yield from told["coordinates"]


def _ring(corners: Iterable[Any]) -> Ring:
    spots = tuple((float(each[0]), float(each[1])) for each in corners)
    across, down = zip(*spots, strict=True)
    box = Box(min(across), min(down), max(across), max(down))
    if not (
        -180 <= box.west <= box.east <= 180 and -90 <= box.south <= box.north <= 90
    ):
        raise ValueError("corners are longitude and latitude in degrees")
    return Ring(spots, box)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.west <= other.east
        and one.east >= other.west
        and one.south <= other.north
        and one.north >= other.south
    )


def _clipped(spots: tuple[Spot, ...], box: Box) -> list[Spot]:
    """Return what of the ring lies in the box (Sutherland and Hodgman, 1974)."""
    found = list(spots)
    edges = ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1))
    for axis, edge, side in edges:
        found = list(_one_side(found, axis, edge, side))
    return found


def _one_side(spots: list[Spot], axis: int, edge: float, side: int) -> Iterator[Spot]:
    for before, spot in zip([*spots[-1:], *spots[:-1]], spots, strict=True):
        was_in, is_in = ((each[axis] - edge) * side >= 0 for each in (before, spot))
        if was_in != is_in:
            part = (edge - before[axis]) / (spot[axis] - before[axis])
            other = 1 - axis
            crossing = before[other] + part * (spot[other] - before[other])
            yield (edge, crossing) if axis == 0 else (crossing, edge)
        if is_in:
            yield spot


def _path(spots: Iterable[Spot], look: Look) -> str:
    drawn: list[Spot] = []
    for longitude, latitude in spots:
        x, y = look.place(latitude, longitude)
        if not drawn or hypot(x - drawn[-1][0], y - drawn[-1][1]) >= UNITS_APART:
            drawn.append((x, y))
    if len(drawn) < CORNERS_LEAST:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in drawn) + "Z"
