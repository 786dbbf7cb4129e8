"""A rectangle on the globe, as an address tells it: west, south, east, north."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

TOLD = re.compile(r"(-?\d{1,3}(?:\.\d{1,6})?)(?:,(?!$)|$)", re.ASCII)
EDGES = (180.0, 90.0, 180.0, 90.0)


@dataclass(frozen=True)
class Box:
    """Degrees, negative in the west and south; both edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    def told(self) -> str:
        """Return the box as an address has it."""
        return ",".join(
            f"{each:.6f}".rstrip("0").rstrip(".")
            for each in (self.west, self.south, self.east, self.north)
        )

    def rows(self) -> Q:
        """Return what rows of the catalogue lie in it."""
        return Q(
            latitude__gte=self.south,
            latitude__lte=self.north,
            longitude__gte=self.west,
            longitude__lte=self.east,
        )


def box_read(text: str) -> Box | None:
    """Return the box an address tells of, None when it tells of none."""
    edges = [float(each) for each in TOLD.findall(text)]
    if len(edges) != len(EDGES) or TOLD.sub("", text):
        return None
    if any(abs(edge) > most for edge, most in zip(edges, EDGES, strict=True)):
        return None
    box = Box(*edges)
    return box if box.west <= box.east and box.south <= box.north else None


def box_label(box: Box) -> str:
    """Return the box in words, its corners south-west and north-east."""
    low, high = spot_label(box.south, box.west), spot_label(box.north, box.east)
    return low if low == high else f"{low} – {high}"


def spot_label(latitude: float, longitude: float) -> str:
    """Return a spot as it is said in Vietnamese, such as "21,03°B 105,85°Đ"."""
    return f"{latitude_label(latitude)} {longitude_label(longitude)}"


def latitude_label(degrees: float, digits: int = 2) -> str:
    """Return the degrees north or south."""
    said = _("%(n)s°B") if degrees >= 0 else _("%(n)s°N")
    return said % {"n": _figure(degrees, digits)}


def longitude_label(degrees: float, digits: int = 2) -> str:
    """Return the degrees east or west."""
    said = _("%(n)s°Đ") if degrees >= 0 else _("%(n)s°T")
    return said % {"n": _figure(degrees, digits)}


def _figure(degrees: float, digits: int) -> str:
    text = f"{abs(degrees):.{digits}f}"
    text = text.rstrip("0").rstrip(".") if digits else text
    return text.replace(".", ",")
