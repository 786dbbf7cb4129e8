"""The map of where pictures were taken: its names, its circles, its outline."""

import json
import re

import pytest
from django.urls import reverse

from toasoan.archive.mapping.clusters import clusters_of
from toasoan.archive.mapping.gazetteer import ISLANDS, PROVINCES, spot_said
from toasoan.archive.mapping.lettering import NARROW_FONT, _area, _is_free, names_on
from toasoan.archive.mapping.looks import SIDE, WORLD, Look, look_read
from toasoan.archive.mapping.outline import outline_paths
from toasoan.archive.search.asset_searches import (
    asset_search_address,
    asset_search_keep,
)
from toasoan.archive.search.boxes import Box
from toasoan.archive.tests.factories import (
    person_make,
    unit_make,
)
from toasoan.archive.tests.spot_material import (
    AROUND_HANOI,
    DANANG,
    GRID,
    HANOI,
    MAP,
    located,
)

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


# --- The map ----------------------------------------------------------------------


def test_all_34_provinces_and_both_archipelagos_are_named_as_vietnams():
    assert len({place.name for place in PROVINCES}) == 34
    assert [str(place) for place in ISLANDS] == [
        "Quần đảo Hoàng Sa (Việt Nam)",
        "Quần đảo Trường Sa (Việt Nam)",
    ]


def meet(look, *names):
    one, other = (_area(look, each.place, each.side, NARROW_FONT) for each in names)
    return not _is_free(one, [other]) and _is_free(one, [])


@pytest.mark.parametrize("step", range(9))
def test_the_archipelagos_are_on_every_map_that_shows_their_sea_however_full(step):
    look = Look(step=step)
    crowded = [(SIDE / 2, SIDE / 2, SIDE / 2.0)]

    names = [str(each.place) for each in names_on(look, crowded)]

    assert names[:2] == [str(place) for place in ISLANDS]
    first, second = names_on(look, crowded)[:2]
    assert not first.is_wide_only
    assert not second.is_wide_only
    assert not meet(look, first, second)


def test_names_do_not_lie_over_each_other():
    shown = names_on(Look(), [])
    chief = [each for each in shown if not each.is_wide_only]

    assert 8 <= len(chief) < len(shown) <= 60
    assert len({each.place for each in shown}) == len(shown)


def test_a_spot_is_said_by_what_lies_near():
    assert spot_said(21.05, 105.80) == "Gần Hà Nội"
    assert spot_said(13.78, 109.22) == "Gần Quy Nhơn (Gia Lai)"
    assert spot_said(20.0, 103.0) == "Cách Điện Biên Phủ (Điện Biên) 155 km"
    assert spot_said(8.65, 111.92) == "Gần Quần đảo Trường Sa (Việt Nam)"
    assert spot_said(-60.0, -150.0) == "60°N 150°T"


@pytest.mark.parametrize(
    "told", ["", "a", "1,2", "91,0,99", "1,2,3,4", "1,2,-1", "٣,1,1"]
)
def test_a_look_that_is_none_is_vietnams_and_a_wild_one_is_bounded(told):
    look = look_read(told, "")

    assert look == Look() or (look.latitude, look.step) == (80.0, 28)


def test_a_spot_lies_where_the_look_shows_it_and_a_box_is_shown_whole():
    look = Look(16, 108, 8)
    assert look.place(16, 108) == (SIDE / 2, SIDE / 2)
    assert look.place(look.box.north, look.box.west) == pytest.approx((0, 0))

    box = Box(105, 20, 107, 22)
    around = look_read("", box.told()).box
    assert around.west < box.west < box.east < around.east
    assert around.south < box.south < box.north < around.north
    assert WORLD.box.west == -180


def test_pictures_that_lie_together_are_one_circle_and_none_is_lost():
    spots = [HANOI, HANOI, (21.04, 105.86), DANANG]

    whole = clusters_of(spots, Look())
    near = clusters_of(spots, Look(21, 105.8, 24))

    assert [each.count for each in whole] == [3, 1]
    assert whole[0].box == Box(105.85, 21.03, 105.86, 21.04)
    assert sorted(each.count for each in near) == [1, 1, 2]


def test_what_is_spread_wide_is_said_to_lie_around_where_most_of_it_is():
    spots = [HANOI] * 5 + [(19.2, 104.1), (21.4, 106.0)]

    (whole,) = clusters_of(spots, WORLD)

    assert whole.is_wide
    assert spot_said(*whole.amidst, is_wide=whole.is_wide) == "Quanh Hà Nội"


def test_pressing_a_circle_lists_just_its_pictures(browser, unit):
    for number in range(3):
        located(unit, 21.03 + number / 1000, 105.85, title=f"Hồ Gươm {number}")
    located(unit, *DANANG, title="Cầu Rồng")

    text = browser.get(MAP).content.decode()
    circles = re.findall(r'class="map-mark" href="([^"]+)" aria-label="([^"]+)"', text)
    addresses = {label: address for address, label in circles}
    listed = browser.get(addresses["3 ảnh. Gần Hà Nội"].replace("&amp;", "&"))

    assert set(addresses) == {"3 ảnh. Gần Hà Nội", "1 ảnh. Gần Đà Nẵng"}
    assert listed.content.decode().count('class="thing"') == 3
    assert "Trên bản đồ: 21,03°B 105,85°Đ" in listed.content.decode()


def test_the_map_is_of_the_search_and_its_ways_keep_it(browser, unit):
    located(unit, *HANOI, title="Hồ Gươm")
    located(unit, *DANANG, title="Cầu Rồng")

    text = browser.get(f"{MAP}?q=rong&khung={AROUND_HANOI}").content.decode()

    assert text.count('class="map-mark"') == 0
    assert 'class="map-chosen"' in text
    assert "Không có ảnh nào ghi nơi chụp trong khung này" in text
    home = re.search(r'href="([^"]+)" data-way="home"', text)[1].replace("&amp;", "&")
    moved = browser.get(MAP + home).content.decode()
    assert moved.count('class="map-mark"') == 1
    assert "Gần Đà Nẵng" in moved


def test_the_map_asks_the_database_as_little_for_many_as_for_one(
    browser, unit, django_assert_max_num_queries
):
    for number in range(5):
        located(unit, 9 + 3 * number, 105.5, title=f"Ảnh {number}")

    browser.get(MAP)
    with django_assert_max_num_queries(30):
        assert browser.get(MAP).content.decode().count('class="map-mark"') == 5


def test_ones_own_picture_says_where_it_was_taken_and_leads_to_the_map(browser, unit):
    photo = located(unit, *HANOI)

    page = browser.get(reverse("catalogue:entry", args=[photo.entry.pk]))

    assert f'href="{MAP}?khung=105.85,21.03,105.85,21.03">21,03°B 105,85°Đ' in (
        page.content.decode()
    )


def test_a_search_of_a_box_is_kept_and_leads_back_to_it(unit, reporter):
    search = asset_search_keep(
        unit=unit, name="Hà Nội", told={"khung": AROUND_HANOI}, by=reporter
    )

    assert asset_search_address(search) == f"{GRID}?khung=105%2C20%2C107%2C22"


def test_who_is_signed_out_sees_no_map(client):
    assert client.get(MAP).status_code == 302


# --- The operator's outline -------------------------------------------------------


@pytest.fixture
def outline(tmp_path, settings):
    def drawn(told):
        settings.MAP_OUTLINE = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        text = told if isinstance(told, str) else json.dumps(told)
        settings.MAP_OUTLINE.write_text(text, "utf-8")
        return outline_paths(Look())

    return drawn


def square(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_the_outline_is_drawn_where_the_look_is_and_cut_at_its_edges(outline):
    world = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "geometry": square(0, 0, 180, 80)},
            {"type": "Feature", "geometry": square(-60, -20, -50, -10)},
            {"type": "Feature", "geometry": None},
        ],
    }

    (path,) = outline(world)

    numbers = [float(each) for each in re.findall(r"-?\d+\.\d", path)]
    assert set(numbers) == {0.0, float(SIDE)}


@pytest.mark.parametrize(
    "told",
    [
        "no json",
        "[]",
        '{"type": "Polygon"}',
        '{"type": "Polygon", "coordinates": [[]]}',
        '{"type": "Polygon", "coordinates": [[[]]]}',
        '{"type": "Polygon", "coordinates": [[[500000, 2300000]]]}',
        '{"type": "Polygon", "coordinates": [["x"]]}',
    ],
)
def test_a_file_that_is_no_outline_is_logged_and_nothing_is_drawn(
    outline, caplog, told
):
    assert outline(told) == []
    assert "TOASOAN_MAP_OUTLINE" in caplog.text


def test_without_the_setting_or_the_file_the_map_is_there_all_the_same(
    browser, settings, tmp_path
):
    assert settings.MAP_OUTLINE is None
    settings.MAP_OUTLINE = tmp_path / "gone.json"

    assert browser.get(MAP).status_code == 200
