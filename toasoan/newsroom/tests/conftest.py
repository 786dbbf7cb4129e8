"""Fixtures of the newsroom room."""

import pytest

from toasoan.content.tests.factories import open_newsroom
from toasoan.units.models import Desk, Membership


@pytest.fixture
def room(db):
    return open_newsroom()


@pytest.fixture
def desk(room):
    desk = Desk.objects.create(unit=room.unit, key="kinh-te", name="Ban Kinh tế")
    Membership.objects.filter(user=room.reporter).update(desk=desk)
    return desk


@pytest.fixture
def other(room):
    return Desk.objects.create(unit=room.unit, key="thoi-su", name="Ban Thời sự")
