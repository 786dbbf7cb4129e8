"""Everything the screen of the map draws, ready for its template."""

from dataclasses import dataclass
from math import log10
from typing import Any

from django.utils.translation import gettext as _

from toasoan.archive.mapping.clusters import Cluster, clusters_of
from toasoan.archive.mapping.gazetteer import spot_said
from toasoan.archive.mapping.lettering import Lettered, names_on
from toasoan.archive.mapping.looks import SIDE, WORLD, Look
from toasoan.archive.mapping.outline import outline_paths
from toasoan.archive.search.boxes import Box, latitude_label, longitude_label
from toasoan.archive.search.finding import EntriesWanted, spots_matching

# The newest so many pictures of what is looked at are on the map.
SPOTS_MOST = 5000
LEAST_RADIUS, RADIUS_EACH = 11.0, 4.5
PAN = 0.4


@dataclass(frozen=True)
class Line:
    """A meridian or parallel: its path, its degrees, and where these stand."""

    path: str
    label: str
    x: str
    y: str


@dataclass(frozen=True)
class Mark:
    """A cluster on the map: where, how large, what it says."""

    cluster: Cluster
    x: str
    y: str
    radius: str
    near: str


@dataclass(frozen=True)
class Way:
    """A way to another look: its name in the script, its words, its icon."""

    key: str
    label: str
    icon: str
    look: Look


@dataclass(frozen=True)
class MapSheet:
    """What is drawn, and what lies beside it."""

    look: Look
    land: list[str]
    lines: list[Line]
    names: list[Lettered]
    marks: list[Mark]
    chosen: tuple[str, str, str, str] | None
    count: int
    count_is_more: bool
    side: int = SIDE


def map_sheet(user: Any, wanted: EntriesWanted, look: Look, chosen: Any) -> MapSheet:
    """Return the map of what the person looks for and may have the files of."""
    spots = spots_matching(user, wanted, look.box, SPOTS_MOST + 1)
    clusters = clusters_of(spots[:SPOTS_MOST], look)
    marks = [_mark(cluster, look) for cluster in clusters]
    circles = [(float(each.x), float(each.y), float(each.radius)) for each in marks]
    return MapSheet(
        look=look,
        land=outline_paths(look),
        lines=_lines(look),
        names=names_on(look, circles),
        marks=marks,
        chosen=_frame(chosen, look) if chosen else None,
        count=min(len(spots), SPOTS_MOST),
        count_is_more=len(spots) > SPOTS_MOST,
    )


def ways_from(look: Look) -> list[Way]:
    """Return where one goes from the look, by button and by key."""
    return [
        Way("nearer", _("Phóng to"), "plus", look.moved(nearer=2)),
        Way("farther", _("Thu nhỏ"), "minus", look.moved(nearer=-2)),
        Way("west", _("Sang tây"), "arrow-left", look.moved(east=-PAN)),
        Way("north", _("Lên bắc"), "arrow-up", look.moved(north=PAN)),
        Way("south", _("Xuống nam"), "arrow-down", look.moved(north=-PAN)),
        Way("east", _("Sang đông"), "arrow-right", look.moved(east=PAN)),
        Way("home", _("Việt Nam"), "flag", Look()),
        Way("world", _("Thế giới"), "globe", WORLD),
    ]


def _mark(cluster: Cluster, look: Look) -> Mark:
    x, y = look.place(cluster.latitude, cluster.longitude)
    radius = LEAST_RADIUS + RADIUS_EACH * log10(cluster.count)
    near = spot_said(*cluster.amidst, is_wide=cluster.is_wide)
    return Mark(cluster, f"{x:.1f}", f"{y:.1f}", f"{radius:.1f}", near)


def _lines(look: Look) -> list[Line]:
    meridians, parallels = look.lines()
    # Of degrees as many digits as tell neighbours apart.
    digits = 0 if look.across > LEAST_RADIUS else 3
    box = look.box
    left, top = look.place(box.north, box.west)
    right, bottom = look.place(box.south, box.east)
    found = []
    for longitude in meridians:
        x, _y = look.place(look.latitude, longitude)
        label = longitude_label(longitude, digits)
        found.append(
            Line(
                f"M{x:.1f} {top:.1f}V{bottom:.1f}",
                label,
                f"{x + 4:.1f}",
                f"{bottom - 6:.1f}",
            )
        )
    for latitude in parallels:
        _x, y = look.place(latitude, look.longitude)
        label = latitude_label(latitude, digits)
        found.append(
            Line(
                f"M{left:.1f} {y:.1f}H{right:.1f}",
                label,
                f"{left + 4:.1f}",
                f"{y - 4:.1f}",
            )
        )
    return found


def _frame(box: Box, look: Look) -> tuple[str, str, str, str]:
    """Return the box as a rectangle to draw, at least as large as the eye can see."""
    left, top = look.place(box.north, box.west)
    right, bottom = look.place(box.south, box.east)
    edges = (left - 8, top - 8, right - left + 16, bottom - top + 16)
    first, second, third, fourth = (f"{each:.1f}" for each in edges)
    return first, second, third, fourth
