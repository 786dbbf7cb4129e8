"""Kept searches: whose they are, and what their keepers are told, once."""

from datetime import UTC, datetime, timedelta

import pytest

from toasoan.archive import uses_noting
from toasoan.archive.errors import AssetSearchWrong
from toasoan.archive.models import AssetSearch, CatalogueEntry
from toasoan.archive.search.asset_searches import (
    MOST_SEARCHES,
    asset_search_keep,
    asset_search_remove,
    asset_searches_tell,
    asset_searches_visible,
)
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    unit_make,
)
from toasoan.archive.uses_noting import entries_used_note
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.core.registry import Registry
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db
MORNING = datetime(2030, 1, 1, 1, 0, tzinfo=UTC)  # eight o'clock in Vietnam
LATER = timedelta(minutes=5)
PHOTOS = {"loai": "photo"}


@pytest.fixture
def unit():
    return unit_make("ck")


@pytest.fixture
def keeper(unit):
    return person_make(unit)


def keep(unit, by, **more):
    asked = {"name": "Cảng", "told": PHOTOS, "alert": "at_once"} | more
    return asset_search_keep(unit=unit, by=by, **asked)


def came(unit, at=None, **fields):
    photo = photo_make(unit, **fields)
    entry = CatalogueEntry.objects.get(photo=photo)
    entry.added_at = at or clock.now() + timedelta(minutes=1)
    entry.save()


def told():
    return [each.values["n"] for each in Notification.objects.order_by("pk")]


def test_the_keeper_is_told_of_what_came_in_since_and_not_twice(unit, keeper):
    photo_make(unit, title="Có sẵn")
    CatalogueEntry.objects.update(place=1)
    keep(unit, keeper)
    came(unit)
    came(unit)

    soon = clock.now() + LATER
    assert asset_searches_tell(at=soon) == 1
    assert asset_searches_tell(at=soon) == 0
    assert told() == ["2"]
    notice = Notification.objects.get()
    assert (notice.recipient, notice.path) == (keeper, "/toa-soan/kho/?loai=photo")

    came(unit, at=soon + LATER)
    assert asset_searches_tell(at=soon + LATER * 2) == 1
    assert told() == ["2", "1"]


def test_what_does_not_match_or_is_another_units_is_not_told(unit, keeper):
    keep(unit, keeper)
    document_make(unit)
    came(unit_make("hq"))

    assert asset_searches_tell(at=clock.now() + LATER) == 0
    assert told() == []


def test_what_just_came_waits_until_it_is_settled(unit, keeper):
    keep(unit, keeper)
    came(unit, at=(now := clock.now()) + timedelta(seconds=1))

    assert asset_searches_tell(at=now + timedelta(seconds=30)) == 0
    assert asset_searches_tell(at=now + LATER) == 1


def test_a_daily_alert_comes_once_a_day_in_the_morning(unit, keeper):
    keep(unit, keeper, alert="daily")
    came(unit, at=MORNING - timedelta(hours=5))

    assert asset_searches_tell(at=MORNING - timedelta(hours=2)) == 0
    assert asset_searches_tell(at=MORNING) == 1
    came(unit, at=MORNING + LATER)
    assert asset_searches_tell(at=MORNING + timedelta(hours=3)) == 0
    assert asset_searches_tell(at=MORNING + timedelta(days=1)) == 1
    assert told() == ["1", "1"]


def test_a_search_without_an_alert_tells_nothing(unit, keeper):
    keep(unit, keeper, alert="never")
    came(unit)

    assert asset_searches_tell(at=clock.now() + LATER) == 0


def test_who_left_is_told_nothing(unit, keeper):
    keep(unit, keeper)
    came(unit)
    keeper.is_active = False
    keeper.save()

    assert asset_searches_tell(at=clock.now() + LATER) == 0


def test_kept_again_under_its_name_it_is_the_new_one(unit, keeper):
    keep(unit, keeper)
    keep(unit, keeper, told={"q": "tàu"}, alert="never")

    search = AssetSearch.objects.get()
    assert (search.told, search.alert) == ({"q": "tàu"}, "never")


@pytest.mark.parametrize(
    "wrong",
    [
        {"told": {}},
        {"told": {"loai": "tank"}},
        {"name": "  "},
        {"alert": "hourly"},
    ],
)
def test_what_cannot_be_kept_is_refused(unit, keeper, wrong):
    with pytest.raises(AssetSearchWrong):
        keep(unit, keeper, **wrong)
    assert not AssetSearch.objects.exists()


def test_nobody_keeps_too_many(unit, keeper):
    for number in range(MOST_SEARCHES):
        keep(unit, keeper, name=str(number))

    with pytest.raises(AssetSearchWrong):
        keep(unit, keeper, name="nữa")
    keep(unit, keeper, name="0")


def test_one_sees_ones_own_and_the_shared_ones_of_the_unit(unit, keeper):
    keep(unit, keeper, name="Riêng")
    keep(unit, keeper, name="Chung", is_shared=True)
    colleague, stranger = person_make(unit), person_make(unit_make("hq"))

    def names(user):
        return [each.name for each in asset_searches_visible(user, unit)]

    assert names(keeper) == ["Chung", "Riêng"]
    assert names(colleague) == ["Chung"]
    with pytest.raises(NotAllowed):
        names(stranger)
    with pytest.raises(NotAllowed):
        keep(unit, stranger)


def test_only_its_keeper_forgets_it(unit, keeper):
    search = keep(unit, keeper, is_shared=True)

    with pytest.raises(NotAllowed):
        asset_search_remove(search=search, by=person_make(unit))
    asset_search_remove(search=search, by=keeper)
    assert not AssetSearch.objects.exists()


def test_the_screens_keep_list_and_forget(unit, keeper, client):
    client.force_login(keeper)
    new = "/toa-soan/kho/tim-da-luu/moi/"
    fields = {"name": "Ảnh cảng", "alert": "daily", "query": "loai=photo&q=cang"}

    assert 'value="q=cang&amp;loai=photo"' in (
        client.get(f"{new}?loai=photo&q=cang").content.decode()
    )
    assert client.post(new, fields).status_code == 302
    assert client.post(new, fields | {"query": ""}).status_code == 200
    listed = client.get("/toa-soan/kho/tim-da-luu/").content.decode()
    assert "Ảnh cảng" in listed
    search = AssetSearch.objects.get()
    remove = f"/toa-soan/kho/tim-da-luu/{search.pk}/bo/"
    client.force_login(person_make(unit))
    assert client.post(remove).status_code == 404
    client.force_login(keeper)
    assert client.post(remove).status_code == 302
    assert not AssetSearch.objects.exists()


def test_the_job_notes_what_rooms_say_they_show_and_forgets_it_again(unit, monkeypatch):
    photo, other = photo_make(unit, title="Dùng"), photo_make(unit)
    document = document_make(unit)
    shown = [("photo", photo.pk), ("document", document.pk), ("photo", 999_999)]
    rooms = Registry("assets in use")
    rooms.add("test", lambda: list(shown))
    monkeypatch.setattr(uses_noting, "assets_in_use", rooms)

    assert entries_used_note() == 2
    assert entries_used_note() == 0
    assert CatalogueEntry.objects.get(photo=photo).is_used
    assert "used1" in CatalogueEntry.objects.get(document=document).marks
    assert not CatalogueEntry.objects.get(photo=other).is_used

    photo.save()
    assert CatalogueEntry.objects.get(photo=photo).is_used

    shown.clear()
    assert entries_used_note() == 2
    assert not CatalogueEntry.objects.filter(is_used=True).exists()
