"""An S3 server on this machine for the tests that ask for one."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test.utils import override_settings


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
