"""A kept search tells of what other units begin to show, if its keeper wants that."""

from datetime import timedelta

import pytest

from toasoan.archive.holdings.showing import unit_sharing_set
from toasoan.archive.models import AssetSearch, Photo
from toasoan.archive.search.asset_searches import asset_search_keep, asset_searches_tell
from toasoan.archive.tests.factories import person_make, photo_make, unit_make
from toasoan.archive.tests.spot_material import located
from toasoan.core import clock
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


@pytest.fixture
def unit():
    return unit_make("ck")


@pytest.fixture
def other():
    return unit_make("hq")


@pytest.fixture
def keeper(unit):
    return person_make(unit)


def keep(unit, by, **more):
    asked = {"name": "Cảng", "told": {"q": "cang"}, "alert": "at_once"} | more
    return asset_search_keep(unit=unit, by=by, **({"hears_others": True} | asked))


def tell():
    asset_searches_tell(at=clock.now() + LATER)
    return [each.values["n"] for each in Notification.objects.order_by("pk")]


def test_what_is_cleared_long_after_it_came_is_told_once(unit, other, keeper):
    photo = photo_make(other, usage=Photo.Usage.UNKNOWN)
    keep(unit, keeper)
    assert tell() == []

    photo.usage = Photo.Usage.STAFF
    photo.save()
    assert tell() == ["1"]
    assert tell() == ["1"]

    photo.usage = Photo.Usage.UNKNOWN
    photo.save()
    assert tell() == ["1"]
    photo.usage = Photo.Usage.STAFF
    photo.save()
    assert tell() == ["1"]


def test_two_tellings_without_anything_of_ones_own_are_two(unit, other, keeper):
    keep(unit, keeper)

    photo_make(other)
    assert tell() == ["1"]
    photo_make(other)
    photo_make(other)
    assert tell() == ["1", "2"]


def test_what_was_shown_when_it_was_kept_and_what_is_hidden_is_not_told(
    unit, other, keeper
):
    photo_make(other)
    keep(unit, keeper)
    photo_make(other, title="Khác hẳn")
    photo_make(other, usage=Photo.Usage.FORBIDDEN)
    assert tell() == []

    chief = person_make(other, Role.ARCHIVIST)
    unit_sharing_set(unit=other, shows_previews=False, terms="", by=chief)
    photo_make(other)
    assert tell() == []


def test_who_does_not_want_that_is_told_of_ones_own_only(unit, other, keeper):
    keep(unit, keeper, hears_others=False)
    photo_make(other)

    assert tell() == []
    assert AssetSearch.objects.get().others_seen == []


def test_others_use_and_places_stay_their_own_affair(unit, other, keeper):
    keep(unit, keeper, told={"dung": "chua"}, name="Chưa dùng")
    keep(unit, keeper, told={"khung": "105,20,107,22"}, name="Hà Nội")
    located(other, 21.03, 105.85)

    assert tell() == []
