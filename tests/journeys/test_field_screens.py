"""The screens of the app for the field: nothing wrong, nothing too wide."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.field_phone import (
    CHIEF,
    REPORTER,
    add_photo,
    give,
    open_app,
    photo,
    sent,
    type_piece,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def picture(tmp_path):
    return photo(tmp_path, "ghe", 900)


SHOTS = os.environ.get("TOASOAN_SHOTS", "")


class Seen:
    """What is wrong on each screen a person came by."""

    def __init__(self, width):
        self.width = width
        self.faults = {}

    def see(self, page, name):
        found = Axe().run(page).response["violations"]
        self.faults[name] = [(each["id"], each["nodes"][0]["target"]) for each in found]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.faults[name] += [("too wide", wide)] if wide > 0 else []
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{self.width}.png", full_page=True)

    def wrong(self):
        return {name: found for name, found in self.faults.items() if found}


def walk_as_reporter(page, seen, title, picture):
    seen.see(page, "viec")
    page.get_by_role("link", name=title, exact=True).click()
    write = page.locator(".thumb").get_by_role("button", name="Viết bài")
    expect(write).to_be_visible()
    seen.see(page, "viec-mot")
    write.click()
    type_piece(page, f"{title}: ẲỄ đường dài chạy qua hai dòng")
    add_photo(page, picture)
    seen.see(page, "viet")
    page.context.set_offline(True)
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.locator(".sent").first).to_contain_text("Chờ mạng")
    seen.see(page, "gui-mat-mang")
    page.context.set_offline(False)
    sent(page)
    seen.see(page, "gui")
    page.get_by_role("link", name="Đề xuất").click()
    expect(page.get_by_role("button", name="Gửi đề xuất")).to_be_visible()
    seen.see(page, "de-xuat")


def walk_as_chief(page, seen, title):
    page.get_by_role("link", name="Duyệt", exact=True).click()
    expect(page.get_by_role("link", name=f"{title}: ")).to_be_visible()
    seen.see(page, "cho-duyet")
    page.get_by_role("link", name=f"{title}: ").click()
    expect(page.get_by_role("link", name="Trả lại", exact=True)).to_be_visible()
    seen.see(page, "duyet")
    page.get_by_role("link", name="Trả lại", exact=True).click()
    expect(page.get_by_label("Lý do")).to_be_visible()
    seen.see(page, "tra-lai")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_screens_have_no_accessibility_fault(house, sign_in, picture, width):
    title, seen = f"Không lỗi ở {width}", Seen(width)
    give(house, title)

    walk_as_reporter(open_app(sign_in(REPORTER, width=width)), seen, title, picture)
    walk_as_chief(open_app(sign_in(CHIEF, width=width)), seen, title)

    assert seen.wrong() == {}
