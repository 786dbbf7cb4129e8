"""Pictures that lie together on a map, counted as one."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from math import floor

from toasoan.archive.mapping.looks import Look
from toasoan.archive.search.boxes import Box

CELLS_ACROSS = 10
# How far from the middle of its cell a circle may stand that has a neighbour.
OFF_MIDDLE = 0.3
WIDE_DEGREES = 1.0
Cell = tuple[int, int]


@dataclass(frozen=True)
class Cluster:
    """How many lie together, around which spot, within what; where one amidst them is."""

    count: int
    latitude: float
    longitude: float
    box: Box
    amidst: tuple[float, float]

    @property
    def is_wide(self) -> bool:
        """Whether its pictures lie too far apart to be near one place."""
        across, down = self.box.east - self.box.west, self.box.north - self.box.south
        return max(across, down) > WIDE_DEGREES


def clusters_of(spots: Iterable[tuple[float, float]], look: Look) -> list[Cluster]:
    """Return the spots gathered by cells, those of most pictures first.

    The cells lie fast on the globe, so that what is one stays one while the map moves.
    """
    size = look.across / CELLS_ACROSS
    cells: dict[Cell, list[tuple[float, float]]] = defaultdict(list)
    for latitude, longitude in spots:
        cells[floor(longitude / size), floor(latitude / size)].append(
            (latitude, longitude)
        )
    found = []
    for cell, lying in cells.items():
        gathered = _gathered(lying)
        has_next = _has_next(cell, cells)
        found.append(_apart(gathered, cell, size) if has_next else gathered)
    return sorted(found, key=lambda each: (-each.count, each.box.told()))


def _gathered(lying: list[tuple[float, float]]) -> Cluster:
    latitudes, longitudes = zip(*lying, strict=True)
    return Cluster(
        len(lying),
        sum(latitudes) / len(lying),
        sum(longitudes) / len(lying),
        Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes)),
        sorted(lying)[len(lying) // 2],
    )


def _has_next(cell: Cell, cells: Container[Cell]) -> bool:
    steps = (-1, 0, 1)
    around = ((cell[0] + east, cell[1] + north) for east in steps for north in steps)
    return any(each in cells for each in around if each != cell)


def _apart(cluster: Cluster, cell: Cell, size: float) -> Cluster:
    """Return the cluster drawn nearer to the middle of its cell, clear of the next."""
    east, north = ((place + 0.5) * size for place in cell)
    return replace(
        cluster,
        latitude=_nearer(cluster.latitude, north, OFF_MIDDLE * size),
        longitude=_nearer(cluster.longitude, east, OFF_MIDDLE * size),
    )


def _nearer(degrees: float, middle: float, most: float) -> float:
    return max(middle - most, min(middle + most, degrees))
