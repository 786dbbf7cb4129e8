"""The trial material as it lies on disk."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


@cache
def units() -> dict[str, dict[str, Any]]:
    """Return the trial imprint, topics and authors of each unit, by key."""
    return {row["key"]: row for row in _read("units.yaml")["units"]}


@cache
def people() -> list[dict[str, Any]]:
    """Return the trial people with their memberships."""
    return list(_read("people.yaml")["people"])


@cache
def pictures() -> dict[str, dict[str, Any]]:
    """Return the trial pictures by key."""
    return {row["key"]: row for row in _read("pictures.yaml")["pictures"]}


def picture_path(row: dict[str, Any]) -> Path:
    """Return where the picture's file lies."""
    return FOLDER / "pictures" / str(row["file"])


@cache
def stories() -> list[dict[str, Any]]:
    """Return the trial stories of every unit, each with its `unit` key."""
    found = []
    for path in sorted((FOLDER / "stories").glob("*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        found += [{**row, "unit": data["unit"]} for row in data["stories"]]
    return found


@cache
def events() -> list[dict[str, Any]]:
    """Return the trial events of every unit."""
    return list(_read("events.yaml")["events"])


@cache
def duty() -> dict[str, Any]:
    """Return the trial rota, absences, contributors, house style and offers."""
    return dict(_read("duty.yaml"))


@cache
def desk_work() -> dict[str, Any]:
    """Return the trial drafts of one's own, marks and what lies in the bin."""
    return dict(_read("desk_work.yaml"))


@cache
def holdings() -> dict[str, Any]:
    """Return the trial papers, grants, requests and recordings of the archive."""
    return dict(_read("holdings.yaml"))


def beginnings() -> dict[str, Any]:
    """Return the trial profiles and templates."""
    return dict(_read("beginnings.yaml"))


def stories_of(unit_key: str) -> list[dict[str, Any]]:
    """Return the trial stories of one unit."""
    return [row for row in stories() if row["unit"] == unit_key]


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))
