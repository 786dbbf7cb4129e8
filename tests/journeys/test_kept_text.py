"""What is typed in a staff form is not lost with the session or a stale page."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"
TITLE = "Kho bạc thử đối chiếu tự động"
BRIEF = "Hỏi ba kho bạc đã thử. Ảnh ở quầy."
RESTORED = "Đã khôi phục điều bạn vừa gõ."


def _type(page):
    page.fill("[name=title]", TITLE)
    page.fill("[name=brief]", BRIEF)


def _expect_restored(page):
    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    expect(page.locator("[name=brief]")).to_have_value(BRIEF)


def _kept(page):
    return page.evaluate("JSON.stringify(sessionStorage)")


def _send(page):
    page.get_by_role("button", name="Gửi đề xuất").click()


def _sign_in_again(page, email):
    page.fill("input[name=username]", email)
    page.fill("input[name=password]", PASSWORD)
    assert PASSWORD not in _kept(page)
    page.keyboard.press("Enter")


def test_a_pitch_outlives_the_session_and_a_stale_page(sign_in):
    page = sign_in(REPORTER).open("de-tai/moi/")
    _type(page)

    page.context.clear_cookies(name="sessionid")
    _send(page)
    _sign_in_again(page, REPORTER)
    _expect_restored(page)

    page.context.clear_cookies(name="csrftoken")
    _send(page)
    expect(page.get_by_role("heading", name="Chưa gửi được")).to_be_visible()
    page.get_by_role("link", name="Mở lại trang").click()
    _expect_restored(page)

    page.get_by_role("button", name="Bỏ đi").click()
    expect(page.locator("[name=title]")).to_have_value("")
    page.reload()
    expect(page.get_by_text(RESTORED)).to_have_count(0)
    expect(page.locator("[name=title]")).to_have_value("")


def test_what_was_typed_is_forgotten_once_the_form_is_accepted(sign_in):
    desk = sign_in(REPORTER)
    page = desk.open("de-tai/moi/")

    page.fill("[name=title]", TITLE)
    _send(page)
    expect(page.get_by_text("Chưa gửi được.")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    assert TITLE in _kept(page)
    page.fill("[name=brief]", BRIEF)
    page.select_option("[name=subject]", label="Thuế")
    _send(page)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert TITLE not in _kept(page)

    desk.open("de-tai/moi/")
    expect(page.get_by_text(RESTORED)).to_have_count(0)
    expect(page.locator("[name=title]")).to_have_value("")


def test_who_signs_in_next_in_the_same_tab_gets_nothing_of_who_typed(house, sign_in):
    page = sign_in(REPORTER).open("de-tai/moi/")
    _type(page)
    assert TITLE in _kept(page)

    page.context.clear_cookies(name="sessionid")
    page.goto(house.url("/toa-soan/de-tai/moi/"))
    _sign_in_again(page, "dinh.khai@tbtc.vidu.vn")

    expect(page.locator("[name=title]")).to_have_value("")
    expect(page.get_by_text(RESTORED)).to_have_count(0)
    assert TITLE not in _kept(page)


def test_signing_out_leaves_nothing_typed_behind(sign_in):
    page = sign_in(REPORTER).open("de-tai/moi/")
    _type(page)
    assert TITLE in _kept(page)

    page.locator("form[action$='/logout/'], a[href$='/logout/']").first.evaluate(
        "each => each.tagName === 'FORM' ? each.requestSubmit() : each.click()"
    )
    page.wait_for_url("**/login/**")

    assert TITLE not in _kept(page)
