"""A unit with its people, exiftool, and an S3 server for the tests that ask for one."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test.utils import override_settings

from toasoan.archive.metadata import program
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.units.models import PressUnit
from toasoan.units.roles import Role


@pytest.fixture
def unit() -> PressUnit:
    return unit_make()


@pytest.fixture
def keeper(unit: PressUnit) -> Any:
    return person_make(unit, Role.ARCHIVIST)


@pytest.fixture
def editor(unit: PressUnit) -> Any:
    return person_make(unit, Role.PHOTO_VIDEO_EDITOR)


@pytest.fixture
def exiftool(settings: Any) -> None:
    """Let the real program run; without it the test is skipped."""
    settings.EXIFTOOL = "exiftool"
    if program.exiftool_path() is None:
        pytest.skip(
            "exiftool is not on this machine (apt install libimage-exiftool-perl)"
        )


def material() -> Any:
    """Return what speaks S3: a second to load, and most tests ask for none."""
    return importlib.import_module("toasoan.archive.tests.s3_material")


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    with material().s3_running() as endpoint:
        yield endpoint


@pytest.fixture
def s3(s3_server: str) -> dict[str, object]:
    """Return the settings of a store with a bucket of its own."""
    return material().bucket_make(s3_server)


@pytest.fixture(params=["disk", "s3", "disk then s3", "s3 then disk"])
def store(request: pytest.FixtureRequest, s3: dict[str, object]) -> Iterator[object]:
    """Yield each store in turn, as the one the whole house uses."""
    kinds = {
        "disk": material().DISK,
        "s3": s3,
        "disk then s3": material().both("disk", "s3"),
        "s3 then disk": material().both("s3", "disk"),
    }
    with override_settings(STORAGES=material().storages_of(kinds[request.param], s3)):
        yield storages["default"]


@pytest.fixture
def on_s3(s3: dict[str, object]) -> Iterator[object]:
    """Yield the S3 store, as the one the whole house uses."""
    with override_settings(STORAGES=material().storages_of(s3, s3)):
        yield storages["default"]
