"""The editor's chooser finds as the grid does and tells the right to each photo."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from toasoan.archive.holdings.sharing import grant_add
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    unit_make,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
RESULTS = "wagtailimages_chooser:choose_results"


@pytest.fixture
def unit():
    return unit_make("ck")


@pytest.fixture
def browser(unit):
    client = Client()
    client.force_login(person_make(unit))
    return client


def tiles(browser, **asked):
    """Return what is listed, in order: (title, whether it may be chosen)."""
    text = browser.get(reverse(RESULTS), asked).content.decode()
    found = re.findall(
        r'<a [^>]*class="(image-choice|chooser-other)" title="([^"]*)"', text
    )
    return [(title, kind == "image-choice") for kind, title in found], text


def test_it_finds_folded_words_and_facets_the_newest_first(unit, browser):
    photo_make(unit, title="Cảng Cát Lái", credit="Gia Bảo")
    photo_make(unit, title="Bến cảng", usage="handout")
    photo_make(unit, title="Xưởng")

    assert tiles(browser, q="cang")[0] == [("Bến cảng", True), ("Cảng Cát Lái", True)]
    assert tiles(browser, q='"cat lai"')[0] == [("Cảng Cát Lái", True)]
    assert tiles(browser, q="gia bao")[0] == [("Cảng Cát Lái", True)]
    assert tiles(browser, quyen="handout")[0] == [("Bến cảng", True)]
    assert len(tiles(browser)[0]) == 3
    assert tiles(browser, q="khong co")[0] == []


def test_each_photo_says_why_it_may_not_be_used(unit, browser):
    photo_make(unit, title="Chưa rõ", usage="unknown")
    [tile], text = tiles(browser)
    assert tile == ("Chưa rõ", True)
    assert "right-words--no" in text


def test_what_another_unit_only_shows_is_no_choice_but_may_be_asked_for(unit, browser):
    other = unit_make("hq")
    photo = photo_make(other, title="Của báo bạn", credit="Nguyễn An")
    [tile], text = tiles(browser)
    assert tile == ("Của báo bạn", False)
    assert reverse("holdings:entry", args=[photo.entry.pk]) in text
    assert reverse("wagtailimages_chooser:chosen", args=[photo.pk]) not in text
    assert "/renditions/" not in text

    grant_add(
        from_unit=other,
        to_unit=unit,
        level="use",
        by=person_make(other, Role.ARCHIVIST),
    )
    [tile], text = tiles(browser)
    assert tile == ("Của báo bạn", True)
    assert "Phải ghi nguồn: Nguyễn An" in text


def test_pages_go_on_and_one_that_is_not_there_is_not_found(unit, browser):
    for number in range(21):
        photo_make(unit, title=f"Ảnh {number}")
    assert len(tiles(browser)[0]) == 20
    assert len(tiles(browser, p=2)[0]) == 1
    assert browser.get(reverse(RESULTS), {"p": 3}).status_code == 404
