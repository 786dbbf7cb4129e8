"""A unit says what a genre needs; its writers begin with a template and are led to gaps."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"
SECRETARY = "hoang.anh@tbtc.vidu.vn"
TEXT = "[data-contentpath=body] [role=textbox]"
GENRE = "Phóng sự"


def _profile(page):
    page.select_option("[name=genre]", label=GENRE)
    page.get_by_role("button", name="Thêm mẫu").click()
    page.uncheck("[name=short_headline-shown]")
    page.uncheck("[name=blocks][value=embed]")
    page.select_option("[name=tags-needed]", label="Bắt buộc khi nộp bài")
    page.fill("[name=body_max]", "800")
    page.fill("[name=sapo-help]", "Cảnh mở đầu, một câu.")
    page.get_by_role("button", name="Lưu mẫu").locator("visible=true").click()
    expect(page.get_by_text("Đã lưu mẫu.")).to_be_visible()


def _template(page):
    page.fill("[name=name]", "Phóng sự tuần")
    page.select_option("[name=scope]", label="Cả đơn vị")
    page.select_option("[name=genre]", label=GENRE)
    page.select_option("[name=section]", label="Thời sự")
    page.fill("[name=headline]", "Phóng sự {thứ}")
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    page.get_by_role("option", name="Đoạn văn").click()
    page.locator(TEXT).first.click()
    page.keyboard.type("Cảnh mở đầu.")
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Lưu bài mẫu").locator("visible=true").click()
    expect(page.get_by_text("Đã lưu bài mẫu “Phóng sự tuần”.")).to_be_visible()


def _offered(page):
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    options = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return [text.strip() for text in options]


def test_from_the_profile_to_the_gap_one_is_led_to(sign_in):
    keeper = sign_in(SECRETARY)
    _profile(keeper.open("don-vi/mau-tin/"))
    _template(keeper.open("bai/mau/moi/"))
    for width in (390, 1280):
        page = sign_in(REPORTER, width=width).open("bai/moi/")
        _begin(page)
        _editor_follows_the_profile(page)
        _led_to_the_gap(page)


def _begin(page):
    page.get_by_role("link", name="Phóng sự tuần").click()
    expect(page.get_by_text("Viết từ mẫu “Phóng sự tuần”.")).to_be_visible()
    assert re.match("Phóng sự (thứ|Chủ)", page.input_value("[name=headline]"))
    page.get_by_role("button", name="Mở bài để viết").locator("visible=true").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))


def _editor_follows_the_profile(page):
    expect(page.locator(TEXT)).to_contain_text("Cảnh mở đầu.")
    expect(page.locator("[data-body-count]")).to_have_text("3 chữ, mẫu: đến 800 chữ")
    expect(page.get_by_text("Cảnh mở đầu, một câu.")).to_be_visible()
    expect(page.locator("#id_short_headline")).to_have_count(0)
    offered = _offered(page)
    assert "Bảng số liệu" in offered
    assert "Nhúng từ nơi khác" not in offered


def _led_to_the_gap(page):
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_url(re.compile(r"/bai/\d+/"))
    refused = page.locator(".chk li", has_text="Thiếu từ khóa. Thêm từ khóa.")
    refused.first.get_by_role("link", name="Đến mục").click()
    page.wait_for_url(re.compile(r"/edit/#muc-tags"))

    expect(page.locator(".tagit")).to_be_in_viewport()
    expect(page.locator(TEXT)).to_contain_text("Cảnh mở đầu.")
