"""Pictures that lie together on a map, counted as one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from toasoan.archive.mapping.looks import Look
from toasoan.archive.search.boxes import Box

CELLS_ACROSS = 12


@dataclass(frozen=True)
class Cluster:
    """How many lie together, around which spot, and within what."""

    count: int
    latitude: float
    longitude: float
    box: Box


def clusters_of(spots: Iterable[tuple[float, float]], look: Look) -> list[Cluster]:
    """Return the spots gathered by cells, those of most pictures first.

    The cells lie fast on the globe, so that what is one stays one while the map moves.
    """
    across, down = look.across / CELLS_ACROSS, look.down / CELLS_ACROSS
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for latitude, longitude in spots:
        cell = floor(longitude / across), floor(latitude / down)
        cells[cell].append((latitude, longitude))
    found = [_gathered(lying) for lying in cells.values()]
    return sorted(found, key=lambda each: (-each.count, each.box.told()))


def _gathered(lying: list[tuple[float, float]]) -> Cluster:
    latitudes, longitudes = zip(*lying, strict=True)
    return Cluster(
        len(lying),
        sum(latitudes) / len(lying),
        sum(longitudes) / len(lying),
        Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes)),
    )
