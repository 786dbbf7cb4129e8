"""Names on the map: written by us, no geographic data set.

The provinces are the 34 of resolution 202/2025/QH15, in force since 1 July 2025, each at
the town its offices lie in. Hoàng Sa and Trường Sa are Vietnam's and are always said to
be: both are special zones, of Đà Nẵng and Khánh Hòa.
"""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.archive.search.boxes import spot_label

EARTH_KM = 6371.0
# So near it is there; so far it says nothing any more.
THERE_KM, NEAR_KM = 25, 400


@dataclass(frozen=True)
class NamedPlace:
    """A place with a name; those of higher rank keep theirs where there is no room.

    Attributes:
        name: as it stands on the map.
        latitude: degrees, negative in the south.
        longitude: degrees, negative in the west.
        rank: 0 is always shown.
        under: a second line, such as whose it is.
        town: where the offices are, when the province is called otherwise.
        reach_km: how far from its middle an archipelago goes.
    """

    name: Any
    latitude: float
    longitude: float
    rank: int = 2
    under: Any = ""
    town: str = ""
    reach_km: int = 0

    def __str__(self) -> str:
        """Return the name in a sentence."""
        if self.town:
            return f"{self.town} ({self.name})"
        return f"{self.name} {self.under}" if self.under else str(self.name)


OURS = gettext_lazy("(Việt Nam)")
ISLANDS = (
    NamedPlace(gettext_lazy("Quần đảo Hoàng Sa"), 16.5, 112.0, 0, OURS, reach_km=120),
    NamedPlace(gettext_lazy("Quần đảo Trường Sa"), 9.6, 113.6, 0, OURS, reach_km=300),
)
PROVINCES = (
    NamedPlace("Hà Nội", 21.03, 105.85, 1),
    NamedPlace("TP. Hồ Chí Minh", 10.78, 106.70, 1),
    NamedPlace("Đà Nẵng", 16.06, 108.22, 1),
    NamedPlace("Hải Phòng", 20.87, 106.68, 1),
    NamedPlace("Huế", 16.46, 107.59, 1),
    NamedPlace("Cần Thơ", 10.03, 105.78, 1),
    NamedPlace("Lai Châu", 22.40, 103.47),
    NamedPlace("Điện Biên", 21.39, 103.02, town="Điện Biên Phủ"),
    NamedPlace("Sơn La", 21.33, 103.91),
    NamedPlace("Lạng Sơn", 21.85, 106.76),
    NamedPlace("Quảng Ninh", 20.95, 107.08, town="Hạ Long"),
    NamedPlace("Cao Bằng", 22.67, 106.26),
    NamedPlace("Tuyên Quang", 21.82, 105.21),
    NamedPlace("Lào Cai", 21.72, 104.91, town="Yên Bái"),
    NamedPlace("Thái Nguyên", 21.59, 105.85),
    NamedPlace("Phú Thọ", 21.32, 105.40, town="Việt Trì"),
    NamedPlace("Bắc Ninh", 21.28, 106.19, town="Bắc Giang"),
    NamedPlace("Hưng Yên", 20.65, 106.06),
    NamedPlace("Ninh Bình", 20.25, 105.97, town="Hoa Lư"),
    NamedPlace("Thanh Hóa", 19.81, 105.78),
    NamedPlace("Nghệ An", 18.68, 105.68, town="Vinh"),
    NamedPlace("Hà Tĩnh", 18.34, 105.91),
    NamedPlace("Quảng Trị", 17.47, 106.62, town="Đồng Hới"),
    NamedPlace("Quảng Ngãi", 15.12, 108.80),
    NamedPlace("Gia Lai", 13.78, 109.22, town="Quy Nhơn"),
    NamedPlace("Đắk Lắk", 12.67, 108.04, town="Buôn Ma Thuột"),
    NamedPlace("Khánh Hòa", 12.24, 109.19, town="Nha Trang"),
    NamedPlace("Lâm Đồng", 11.94, 108.44, town="Đà Lạt"),
    NamedPlace("Đồng Nai", 10.95, 106.82, town="Biên Hòa"),
    NamedPlace("Tây Ninh", 10.54, 106.41, town="Tân An"),
    NamedPlace("Đồng Tháp", 10.36, 106.36, town="Mỹ Tho"),
    NamedPlace("Vĩnh Long", 10.25, 105.97),
    NamedPlace("An Giang", 10.01, 105.08, town="Rạch Giá"),
    NamedPlace("Cà Mau", 9.18, 105.15),
)
CAPITALS = (
    NamedPlace(gettext_lazy("Bắc Kinh"), 39.90, 116.40, 3),
    NamedPlace("Tokyo", 35.68, 139.69, 3),
    NamedPlace("Seoul", 37.57, 126.98, 3),
    NamedPlace(gettext_lazy("Viêng Chăn"), 17.97, 102.63, 3),
    NamedPlace("Phnom Penh", 11.56, 104.92, 3),
    NamedPlace("Bangkok", 13.75, 100.50, 3),
    NamedPlace("Manila", 14.60, 120.98, 3),
    NamedPlace("Kuala Lumpur", 3.14, 101.69, 3),
    NamedPlace("Singapore", 1.35, 103.82, 3),
    NamedPlace("Jakarta", -6.21, 106.85, 3),
    NamedPlace("New Delhi", 28.61, 77.21, 3),
    NamedPlace("Canberra", -35.28, 149.13, 3),
    NamedPlace(gettext_lazy("Mát-xcơ-va"), 55.76, 37.62, 3),
    NamedPlace("Berlin", 52.52, 13.41, 3),
    NamedPlace("Paris", 48.86, 2.35, 3),
    NamedPlace("London", 51.51, -0.13, 3),
    NamedPlace("Cairo", 30.04, 31.24, 3),
    NamedPlace("Nairobi", -1.29, 36.82, 3),
    NamedPlace("Pretoria", -25.75, 28.19, 3),
    NamedPlace("Washington", 38.91, -77.04, 3),
    NamedPlace("Mexico", 19.43, -99.13, 3),
    NamedPlace("Brasília", -15.79, -47.88, 3),
    NamedPlace("Buenos Aires", -34.60, -58.38, 3),
)
PLACES = tuple(sorted((*ISLANDS, *PROVINCES, *CAPITALS), key=lambda place: place.rank))


def spot_said(latitude: float, longitude: float, *, is_wide: bool = False) -> str:
    """Return where a spot is: near a named place, so far from one, or its degrees.

    What is spread wide is just around the place.
    """
    km, place = min(
        ((_km(latitude, longitude, each), each) for each in PLACES),
        key=lambda pair: pair[0],
    )
    if is_wide and km <= NEAR_KM:
        return _("Quanh %(place)s") % {"place": place}
    if km <= THERE_KM:
        return _("Gần %(place)s") % {"place": place}
    if km <= NEAR_KM:
        return _("Cách %(place)s %(km)d km") % {"place": place, "km": round(km)}
    return spot_label(latitude, longitude)


def _km(latitude: float, longitude: float, place: NamedPlace) -> float:
    """Return how far it is along the globe (haversine), to where the place ends."""
    north, south = radians(latitude), radians(place.latitude)
    turned = radians(longitude - place.longitude) / 2
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(turned) ** 2
    return max(0.0, 2 * EARTH_KM * asin(min(1.0, sqrt(half))) - place.reach_km)
