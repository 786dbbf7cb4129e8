"""The archive's grid in a browser: keys, the quick look, facets, on both widths."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"


def test_keys_move_tick_and_open_and_the_slash_goes_to_the_grids_own_box(sign_in):
    page = sign_in(REPORTER, width=1280).open("kho/")
    things = page.locator("[data-thing]")

    page.keyboard.press("ArrowRight")
    expect(things.nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(things.nth(1)).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator("[data-tick]:checked")).to_have_count(1)
    expect(page.locator("[data-catalogue-count]")).to_have_text("Đã chọn 1 mục")
    things.nth(1).click()
    expect(page.locator("[data-look-body] h3")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(things.nth(0)).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(page.locator("[data-look]")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("[data-catalogue-words]")).to_be_focused()
    things.nth(0).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".entry-page h3")).to_be_visible()


def test_on_a_phone_the_facets_are_folded_and_nothing_is_wider_than_the_screen(sign_in):
    page = sign_in(REPORTER, width=390).open("kho/")

    expect(page.locator("[data-facets] .facet").first).to_be_hidden()
    page.get_by_text("Lọc", exact=True).click()
    expect(page.locator("[data-facets] .facet").first).to_be_visible()
    box = page.locator("[data-catalogue-words]").bounding_box()
    assert box["x"] + box["width"] <= 390
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
