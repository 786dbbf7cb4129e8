"""The house as it is before anyone has written a word: units, genres, sections."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

import toasoan.planning
import toasoan.units
from toasoan.content.services import portal_open, standard_pages_add, unit_open
from toasoan.planning.services import genres_load
from toasoan.units.models import PressUnit
from toasoan.units.services import organisations_load, press_units_load

UNITS_DATA = Path(toasoan.units.__path__[0]) / "data"
PLANNING_DATA = Path(toasoan.planning.__path__[0]) / "data"


def house_setup() -> list[PressUnit]:
    """Make the units, their trees and sites exist; run again, nothing doubles."""
    organisations_load(rows=_read(UNITS_DATA / "organisations.yaml")["organisations"])
    genres_load(rows=_read(PLANNING_DATA / "genres.yaml")["genres"])
    data = _read(UNITS_DATA / "press_units.yaml")
    units = press_units_load(
        subjects=data["subjects"],
        units=data["units"],
        domain=settings.TOASOAN_DOMAIN,
    )
    portal_open(
        title=settings.PORTAL_TITLE,
        hostname=settings.TOASOAN_DOMAIN,
        port=settings.PUBLIC_PORT,
    )
    for unit, row in zip(units, data["units"], strict=True):
        unit_open(unit=unit, sections=row["sections"], port=settings.PUBLIC_PORT)
        standard_pages_add(unit=unit)
    return units


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))
