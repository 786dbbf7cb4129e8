"""A keeper of the archive throws away and takes back, and lets somebody outside look."""

import io
import os
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEEPER = "gia.bao@tbtc.vidu.vn"
SCREENS = (
    "kho/thung-rac/",
    "kho/luu-giu/",
    "kho/da-dang/",
    "kho/kiem-tra-tep/",
    "kho/dung-luong/",
    "kho/chia-se/",
    "kho/bo-suu-tap/",
    "kho/danh-muc/",
    "kho/danh-muc/?loai=person",
    "kho/mo-kho/",
)
PASSWORD = "Chỉ anh Nam biết"


def _brought_in(desk, tmp_path, title):
    """Bring a picture nobody else has into the archive; return its key."""
    out = io.BytesIO()
    Image.frombytes("RGB", (64, 64), os.urandom(64 * 64 * 3)).save(out, "PNG")
    path = tmp_path / f"{title}.png"
    path.write_bytes(out.getvalue())
    page = desk.open("kho/nhan/")
    page.set_input_files("[data-files][multiple]", path)
    expect(page.locator("[data-list] li").last).to_contain_text("Đã vào kho")
    page.get_by_role("link", name=title).click()
    page.wait_for_url(re.compile(r"/images/\d+/"))
    return page.url.rstrip("/").rpartition("/")[2]


def test_a_photo_goes_into_the_bin_and_comes_back(sign_in, tmp_path):
    desk = sign_in(KEEPER)
    key = _brought_in(desk, tmp_path, "Bỏ rồi lấy lại")

    page = desk.open(f"images/{key}/delete/")
    page.get_by_role("button", name="Bỏ vào thùng rác").click()
    page = desk.open("kho/thung-rac/")
    thrown = page.locator(".ls li", has_text="Bỏ rồi lấy lại")
    expect(thrown).to_contain_text("còn 30 ngày")
    thrown.get_by_role("button", name="Khôi phục").click()

    expect(page.locator("body")).to_contain_text("Đã khôi phục “Bỏ rồi lấy lại”")
    page = desk.open(f"images/{key}/")
    expect(page.locator("[name=title]")).to_have_value("Bỏ rồi lấy lại")


def test_a_link_shows_what_was_ticked_to_who_has_the_password_until_it_is_revoked(
    sign_in, reader, tmp_path
):
    desk = sign_in(KEEPER)
    _brought_in(desk, tmp_path, "Gửi phòng báo chí")
    page = desk.open("kho/?q=gửi phòng báo chí")
    page.locator("[data-tick]").first.check()
    page.get_by_role("button", name="Chia sẻ ra ngoài").click()
    page.fill("[name=name]", "Phòng báo chí")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Tạo đường chia sẻ").click()
    address = page.locator("[data-share-address]").input_value()

    reader.goto(address)
    reader.fill("[name=password]", "đoán bừa")
    reader.keyboard.press("Enter")
    expect(reader.locator("body")).to_contain_text("Mật khẩu không đúng")
    reader.fill("[name=password]", PASSWORD)
    reader.keyboard.press("Enter")
    expect(reader.locator("h2")).to_have_text("Gửi phòng báo chí")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390

    page.get_by_role("button", name="Thu hồi ngay").click()
    reader.reload()
    expect(reader.locator("h2")).to_have_count(0)


def test_no_screen_of_the_archives_keeper_is_wider_than_a_phone(sign_in):
    desk = sign_in(KEEPER, width=390)

    for screen in SCREENS:
        page = desk.open(screen)
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, screen
