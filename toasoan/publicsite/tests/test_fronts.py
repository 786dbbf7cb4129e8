"""What stands where on fronts that have little to show."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from toasoan.content.tests.factories import make_genre, open_newsroom
from toasoan.publicsite.tests.factories import (
    make_section,
    make_topic,
    published,
    reader,
)

pytestmark = pytest.mark.django_db


def page_at(newsroom, path="/"):
    return BeautifulSoup(reader(newsroom).get(path).content.decode(), "lxml")


def headlines(document, selector):
    return [each.get_text() for each in document.select(selector)]


def test_what_stands_above_is_no_tile_below_and_a_section_with_nothing_else_is_left_out(
    newsroom,
):
    quiet = make_section(newsroom, "quoc-te", "Quốc tế")
    for n in range(7):
        published(newsroom, f"Bài {n}", hours_ago=n)
    published(newsroom, "Chỉ có bài này", section=quiet, hours_ago=-1)
    page = page_at(newsroom)
    assert headlines(page, ".lead h2") == ["Chỉ có bài này"]
    assert headlines(page, ".front .river h3") == [f"Bài {n}" for n in range(4)]
    assert headlines(page, ".sec .hd h2") == ["Thuế"]
    assert headlines(page, ".three.of3 .tile h3") == ["Bài 4", "Bài 5", "Bài 6"]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_row_says_how_many_tiles_it_holds(newsroom, count):
    section = make_section(newsroom, "quoc-te", "Quốc tế")
    for n in range(5):
        published(newsroom, f"Trên {n}", hours_ago=n)
    for n in range(count):
        published(newsroom, f"Dưới {n}", section=section, hours_ago=10 + n)
    (row,) = page_at(newsroom).select(".three")
    assert row["class"] == ["three", f"of{count}"]
    assert len(row.select(".tile")) == count


def test_a_band_of_opinions_says_how_many_it_holds(newsroom):
    for n in range(6):
        published(newsroom, f"Tin {n}", hours_ago=n, genre=make_genre("tin"))
    published(newsroom, "Ý kiến một", hours_ago=20, genre=make_genre("binh-luan"))
    assert headlines(page_at(newsroom), ".ops.of1 .op h3") == ["Ý kiến một"]


def test_a_section_with_one_item_has_no_empty_list_below_it(newsroom):
    published(newsroom, "Bài duy nhất")
    page = page_at(newsroom, "/thue/")
    assert headlines(page, ".lead h2") == ["Bài duy nhất"]
    assert page.select(".after, .river") == []

    make_topic(newsroom)
    page = page_at(newsroom, "/thue/")
    assert headlines(page, ".after:not(.split) h2") == ["Dòng sự kiện"]
    assert page.select(".river") == []


def test_the_portal_says_how_many_houses_it_shows(newsroom, portal):
    published(newsroom)
    published(open_newsroom("hq"))
    open_newsroom("thue")  # with nothing to show
    page = BeautifulSoup(
        Client(SERVER_NAME="localhost").get("/").content.decode(), "lxml"
    )
    assert page.select_one(".units")["class"] == ["page", "units", "of2"]
    assert "houses" in page.select_one("nav.nav")["class"]
