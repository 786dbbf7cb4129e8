"""Where pictures were taken is read from their files, found, and told to whom it is for."""

import pytest

from toasoan.archive.holdings.sharing import grant_add
from toasoan.archive.incoming.inspection import picture_inspect
from toasoan.archive.metadata.spots import spot_of
from toasoan.archive.models import CatalogueEntry
from toasoan.archive.search.boxes import Box, box_label, box_read
from toasoan.archive.search.finding import (
    EntriesWanted,
    entries_find,
    entries_newer,
    facets_count,
    spots_matching,
)
from toasoan.archive.services import photo_ingest
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
    upload,
)
from toasoan.archive.tests.spot_material import (
    AROUND_HANOI,
    DANANG,
    GRID,
    HANOI,
    MAP,
    XMP,
    located,
    located_bytes,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return unit_make("ck")


@pytest.fixture
def reporter(unit):
    return person_make(unit)


@pytest.fixture
def browser(client, reporter):
    client.force_login(reporter)
    return client


def titles(user, **asked):
    found = entries_find(user, EntriesWanted(**asked))
    return [entry.title for entry in found.entries]


# --- What files say ---------------------------------------------------------------


def test_exif_and_xmp_say_where_a_picture_was_taken():
    exif = picture_inspect(upload(located_bytes(-33.8567, 151.2153))).embedded
    xmp = picture_inspect(upload(picture_bytes(xmp=XMP % (b"21,1.8N", b"105,51,0E"))))

    assert spot_of(exif) == (-33.8567, 151.2153)
    assert spot_of(xmp.embedded) == (21.03, 105.85)


@pytest.mark.parametrize(
    "gps",
    [
        {},
        "garbage",
        {"GPSLatitude": ["21", "1", "48"], "GPSLatitudeRef": "N"},
        {
            "GPSLatitude": ["0", "0", "0"],
            "GPSLatitudeRef": "N",
            "GPSLongitude": ["0", "0", "0"],
            "GPSLongitudeRef": "E",
        },
        {
            "GPSLatitude": ["91", "0", "0"],
            "GPSLatitudeRef": "N",
            "GPSLongitude": ["105", "0", "0"],
            "GPSLongitudeRef": "E",
        },
        {
            "GPSLatitude": ["nan", "0/0", ""],
            "GPSLatitudeRef": "N",
            "GPSLongitude": ["105", "75", "0"],
            "GPSLongitudeRef": "E",
        },
        {
            "GPSLatitude": ["21"],
            "GPSLatitudeRef": "",
            "GPSLongitude": [10**400],
            "GPSLongitudeRef": 7,
        },
    ],
)
def test_half_a_place_nonsense_and_a_camera_that_does_not_know_are_no_place(gps):
    assert spot_of({"exif": {"GPS": gps}, "xmp": {"latitude": ["N"]}}) is None


def test_a_photo_that_comes_in_is_on_the_map_and_a_new_file_moves_it(unit, reporter):
    photo = photo_ingest(unit=unit, file=upload(located_bytes(*HANOI)), by=reporter)
    entry = CatalogueEntry.objects.get(photo=photo)

    assert (entry.latitude, entry.longitude) == HANOI
    assert titles(reporter, box=AROUND_HANOI) == [photo.title]

    photo.embedded_metadata = {}
    photo.save()
    entry.refresh_from_db()
    assert (entry.latitude, entry.longitude) == (None, None)
    assert titles(reporter, box=AROUND_HANOI) == []


# --- Boxes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        "",
        "1,2,3",
        "1,2,3,4,5",
        "1,2,3,4,",
        "a,b,c,d",
        "3,2,1,4",
        "1,4,3,2",
        "-181,0,0,0",
        "0,0,0,91",
        "nan,0,0,0",
        "1e3,0,0,0",
        "１,2,3,4",
        "1,2,3,4'",
        "1.1234567,2,3,4",
    ],
)
def test_what_is_no_box_is_not_asked(told):
    assert box_read(told) is None
    assert EntriesWanted.read({"khung": told}).box == ""


def test_a_box_is_told_and_read_alike_and_said_in_words():
    box = Box(-105.123456, -8.5, 0, 22)

    assert box.told() == "-105.123456,-8.5,0,22"
    assert box_read(box.told()) == box
    assert box_label(box) == "8,5°N 105,12°T – 22°B 0°Đ"


def test_the_search_is_held_to_the_box_and_its_edges_belong_to_it(unit, reporter):
    located(unit, *HANOI, title="Hà Nội")
    located(unit, *DANANG, title="Đà Nẵng")
    photo_make(unit, title="Không rõ nơi")

    assert titles(reporter, box=AROUND_HANOI) == ["Hà Nội"]
    assert titles(reporter, box="105.85,21.03,105.85,21.03") == ["Hà Nội"]
    assert titles(reporter, box="100,0,110,30") == ["Đà Nẵng", "Hà Nội"]
    assert titles(reporter, box="100,0,110,30", words="đà") == ["Đà Nẵng"]
    assert titles(reporter, box="-10,0,10,30") == []


def test_a_kept_search_of_a_box_tells_of_what_lies_in_it_only(unit, reporter):
    wanted = EntriesWanted(box=AROUND_HANOI)
    inside = located(unit, *HANOI).entry
    located(unit, *DANANG)

    assert entries_newer(reporter, wanted, than=0, limit=10) == [inside.place]


# --- Whose it is to see -----------------------------------------------------------


@pytest.fixture
def theirs():
    """Return another unit's cleared photo: all see its words and its marked preview."""
    return located(unit_make("hq"), *HANOI, title="Ảnh đơn vị bạn")


def test_of_another_units_preview_nobody_learns_where_it_was_taken(
    browser, reporter, theirs
):
    box = Box(105, 20, 107, 22)
    assert titles(reporter) == ["Ảnh đơn vị bạn"]

    assert titles(reporter, box=AROUND_HANOI) == []
    assert spots_matching(reporter, EntriesWanted(), box, 10) == []
    places = entries_find(reporter, EntriesWanted(box="-180,-90,180,90")).places
    assert facets_count(reporter, places).kind == ()
    for address in (f"{MAP}?nhin=21,106,14", f"{GRID}?khung={AROUND_HANOI}"):
        text = browser.get(address).content.decode()
        assert "map-mark" not in text
        assert "Ảnh đơn vị bạn" not in text
    panel = browser.get(f"{GRID}{theirs.entry.pk}/?chi=khung").content.decode()
    assert "105,85" not in panel
    assert "Nơi chụp" not in panel


def test_what_is_opened_for_use_is_on_the_map_and_opened_as_preview_is_not(
    unit, reporter, theirs
):
    keeper = person_make(theirs.entry.unit, Role.ARCHIVIST)
    opened = {"from_unit": theirs.entry.unit, "to_unit": unit, "by": keeper}
    grant_add(**opened, entry=theirs.entry, level="preview")
    assert titles(reporter, box=AROUND_HANOI) == []

    grant_add(**opened, entry=theirs.entry, level="use")
    assert titles(reporter, box=AROUND_HANOI) == ["Ảnh đơn vị bạn"]


def test_who_keeps_the_platform_is_held_to_the_box_too(theirs):
    keeper = person_make(None, is_superuser=True)

    assert titles(keeper, box=AROUND_HANOI) == ["Ảnh đơn vị bạn"]
    assert titles(keeper, box="0,0,1,1") == []
