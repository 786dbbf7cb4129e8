"""Work given rings the bell of who shall do it, and leads them to it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REPORTER = "thu.ha@tbtc.vidu.vn"
HEAD = "dinh.khai@tbtc.vidu.vn"
TITLE = "Cục thuế mở điểm hỗ trợ tại bến xe"


def give_work(desk):
    page = desk.open("de-tai/moi/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=brief]", "Ai được giúp, giờ mở cửa.")
    page.select_option("[name=subject]", label="Thuế")
    page.get_by_role("button", name="Gửi đề xuất").click()
    page.get_by_role("button", name="Duyệt đề tài").click()
    page.select_option("[name=kind]", "text")
    # Beside the name stands how much there is to do.
    chosen = page.locator("[name=assignee] option", has_text="Nguyễn Thu Hà")
    page.select_option("[name=assignee]", chosen.get_attribute("value"))
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text("Đã giao").first).to_be_visible()


def faults(page):
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["target"]) for each in found]


def test_work_given_rings_within_seconds_and_is_read_when_opened(sign_in):
    page = sign_in(REPORTER, width=390).open("")
    bell = page.locator("[data-bell]")
    before = int(bell.get_attribute("data-unread"))
    page.evaluate("window.sameLoad = true")

    give_work(sign_in(HEAD))

    expect(bell).to_have_attribute("data-unread", str(before + 1), timeout=30_000)
    assert page.evaluate("window.sameLoad") is True
    expect(bell).to_have_accessible_name(f"Thông báo: {before + 1} thông báo chưa đọc")
    bell.click()
    expect(page.get_by_role("heading", name="Hôm nay")).to_be_visible()
    page.get_by_role("link", name=re.compile(f"giao cho bạn: “{TITLE}”")).click()

    page.wait_for_url(re.compile(r"/toa-soan/phan-cong/\d+/"))
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(bell).to_have_attribute("data-unread", str(before))
    page.go_back()
    page.reload()
    row = page.locator("li", has_text=TITLE).first
    expect(row.get_by_text("Mới", exact=True)).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["thong-bao/", "thong-bao/cai-dat/"])
def test_centre_and_its_settings_are_for_everybody(sign_in, width, address):
    page = sign_in(REPORTER, width=width).open(address)

    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_settings_are_changed_by_thumb(sign_in):
    page = sign_in(REPORTER, width=390).open("thong-bao/cai-dat/")

    page.fill("[name=digest_at]", "08:30")
    page.get_by_label("Thư: Bài lên trang").select_option("never")
    page.get_by_role("button", name="Lưu cách báo").click()

    expect(page.get_by_text("Đã lưu cách báo.")).to_be_visible()
    expect(page.locator("[name=digest_at]")).to_have_value("08:30")
    expect(page.get_by_label("Thư: Bài lên trang")).to_have_value("never")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ["", "account/", "images/", "bai/"])
def test_bell_covers_nothing(sign_in, width, address):
    page = sign_in(REPORTER, width=width).open(address)
    bell = page.locator("[data-bell]")

    expect(bell).to_be_visible()
    covered = page.evaluate(
        """() => {
          const bell = document.querySelector("[data-bell]").getBoundingClientRect();
          const meets = (box) => box.width && box.height && box.left < bell.right &&
            box.right > bell.left && box.top < bell.bottom && box.bottom > bell.top;
          return [...document.querySelectorAll("a, button, input, select")]
            .filter((each) => !each.closest(".bell-place") && meets(each.getBoundingClientRect()))
            .map((each) => each.outerHTML.slice(0, 90));
        }"""
    )
    assert covered == []
