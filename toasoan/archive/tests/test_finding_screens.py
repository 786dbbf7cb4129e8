"""The archive's grid, as a person of one unit meets it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from toasoan.archive.models import CatalogueEntry
from toasoan.archive.search import finding
from toasoan.archive.services import photo_renditions_build
from toasoan.archive.tests.factories import (
    closed_unit_make,
    document_make,
    person_make,
    photo_make,
    unit_make,
)

pytestmark = pytest.mark.django_db
GRID = "/toa-soan/kho/"


@pytest.fixture
def unit():
    return unit_make("ck")


@pytest.fixture
def browser(client, unit):
    client.force_login(person_make(unit))
    return client


def page(browser, query="", status=200):
    response = browser.get(GRID + query)
    assert response.status_code == status
    return response.content.decode()


def test_the_grid_shows_everything_of_the_unit_and_nothing_of_another(browser, unit):
    photo_make(unit, title="Cảng Cát Lái")
    document_make(unit, title="Nghị định 23")
    photo_make(closed_unit_make("hq"), title="Bí mật", credit="Người lạ").tags.add(
        "mật"
    )

    text = page(browser)

    assert "Cảng Cát Lái" in text
    assert "Nghị định 23" in text
    assert "Bí mật" not in text
    assert "Người lạ" not in text
    assert "the=m%E1%BA%ADt" not in text


def test_an_address_carries_words_and_facets_and_each_chip_takes_one_away(
    browser, unit
):
    photo_make(unit, title="Cảng", credit="Gia Bảo")
    document_make(unit, title="Giấy")

    text = page(browser, "?q=cang&loai=photo&nguon=Gia+B%E1%BA%A3o")

    assert "Giấy" not in text
    assert 'value="cang"' in text
    assert f'{GRID}?q=cang&amp;nguon=Gia+B%E1%BA%A3o"' in text
    assert f'{GRID}?q=cang&amp;loai=photo"' in text


def test_nothing_found_says_what_to_do_and_an_empty_archive_too(browser, unit):
    assert "Kho chưa có gì" in page(browser)

    photo_make(unit)

    assert "Không có mục nào hợp với tìm kiếm" in page(browser, "?q=khong-co")


@pytest.mark.parametrize(
    "query",
    [
        "?sau=abc",
        "?sau=-1",
        "?sau=99999999999999999999999",
        "?sau=٣",
        "?muc=abc",
        "?muc=999999999999999999999",
        "?loai=tank&tu=2026-02-30&den=9999-12-31&q=%00%27%22",
        "?don-vi=hq",
        "?q=" + "a" * 2000,
    ],
)
def test_garbage_in_the_address_is_never_an_error(browser, unit, query):
    photo_make(unit)

    page(browser, query)


def test_the_next_page_is_a_link_that_works_without_a_script(
    browser, unit, monkeypatch
):
    monkeypatch.setattr(finding, "PAGE_SIZE", 2)
    for number in range(3):
        photo_make(unit, title=f"Ảnh số {number}")

    first = page(browser, "?loai=photo")
    after = CatalogueEntry.objects.get(title="Ảnh số 1").place
    link = f"?loai=photo&amp;sau={after}"
    second = page(browser, f"?loai=photo&sau={after}")

    assert link in first
    assert "Ảnh số 0" not in first
    assert "Ảnh số 0" in second
    assert "Ảnh số 1" not in second
    assert "data-more" not in second


def test_a_thumbnail_is_one_the_job_made_and_never_made_by_the_page(
    browser, unit, monkeypatch
):
    asked = []
    monkeypatch.setattr(
        "toasoan.archive.search.cards.enqueue", lambda *job: asked.append(job)
    )
    photo = photo_make(unit)
    photo.renditions.all().delete()

    assert 'class="thing-pic"><svg' in page(browser)
    page(browser)
    assert asked == [("archive.renditions_build", photo.pk)]
    assert not photo.renditions.exists()

    photo_renditions_build(photo_id=photo.pk)
    text = page(browser)
    assert 'class="thing-pic"><img src="' in text
    assert "/renditions/" in text


def test_a_full_page_asks_as_little_as_a_page_of_one(browser, unit):
    photo_make(unit)
    page(browser)
    with_one = _queries(browser)
    for number in range(5):
        photo_make(unit, title=f"Ảnh {number}")

    assert _queries(browser) == with_one


def _queries(browser):
    with CaptureQueriesContext(connection) as asked:
        page(browser)
    return len(asked)


def test_the_ticked_ones_have_an_address_of_their_own_in_ones_own_units(browser, unit):
    one = photo_make(unit, title="Một")
    photo_make(unit, title="Không chọn")
    theirs = photo_make(closed_unit_make("hq"), title="Bí mật")

    text = page(browser, f"?muc={one.entry.pk}&muc={theirs.entry.pk}")

    assert "Một" in text
    assert "Không chọn" not in text
    assert "Bí mật" not in text


def test_an_entry_shows_what_is_known_and_another_units_is_not_there(browser, unit):
    photo = photo_make(unit, title="Cảng", credit="Gia Bảo", caption="Bốc dỡ")
    theirs = photo_make(closed_unit_make("hq"), title="Bí mật")

    response = browser.get(reverse("catalogue:entry", args=[photo.entry.pk]))
    panel = browser.get(f"{GRID}{photo.entry.pk}/?chi=khung").content.decode()

    assert "Bốc dỡ" in response.content.decode()
    assert "Gia Bảo" in panel
    assert "<html" not in panel
    for query in ("", "?chi=khung"):
        assert browser.get(f"{GRID}{theirs.entry.pk}/{query}").status_code == 404


def test_who_is_signed_out_is_sent_to_sign_in(client):
    assert client.get(GRID).status_code == 302


def test_the_menu_leads_there(browser, unit):
    assert f'"{GRID}"' in browser.get("/toa-soan/").content.decode()
