"""The sheet of keys: it opens over every staff screen and names what works there."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"


def _listed(page):
    rows = page.locator("#key-sheet tbody tr:visible")
    return [" ".join(words.split()) for words in rows.all_inner_texts()]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("address", "n_does"),
    [("", "N Viết bài"), ("de-tai/", "N Đề xuất đề tài"), ("account/", None)],
)
def test_the_sheet_names_the_keys_of_its_screen(sign_in, width, address, n_does):
    page = sign_in(REPORTER, width=width).open(address)
    sheet = page.locator("#key-sheet")

    page.keyboard.press("?")

    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("button", name="Đóng")).to_be_focused()
    assert [line for line in _listed(page) if line.startswith("N ")] == (
        [n_does] if n_does else []
    )
    assert "? Mở bảng này; Esc để đóng" in _listed(page)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_a_question_mark_that_is_typed_stays_a_letter(sign_in):
    page = sign_in(REPORTER).open("")

    page.keyboard.press("/")
    page.keyboard.type("ai?")

    expect(page.locator("#staff-find")).to_have_value("ai?")
    expect(page.locator("#key-sheet")).to_be_hidden()


def test_the_button_at_the_foot_opens_the_sheet_and_its_own_closes_it(sign_in):
    page = sign_in(REPORTER, width=390).open("")

    page.get_by_role("button", name="Phím tắt").click()
    page.locator("#key-sheet").get_by_role("button", name="Đóng").click()

    expect(page.locator("#key-sheet")).to_be_hidden()
    expect(page.get_by_role("button", name="Phím tắt")).to_be_focused()
