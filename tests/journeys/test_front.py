"""The front: a lead carried to its place, tomorrow's planned, and seen before it comes."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SECRETARY = "hoang.anh@tbtc.vidu.vn"
HOST = "tbtc.localhost"
LEAD = "[data-place='top|0']"
# Briefs need no picture; all of them walk the whole chain and are public afterwards.
BRIEFS = """
from bench.articles import article_approved, publisher_of
from toasoan.content import services
from toasoan.units.models import PressUnit
unit = PressUnit.objects.get(key="tbtc")
for number in range(6):
    article = article_approved(unit, f"Tin trang chủ {number}", genre="tin")
    services.item_publish(item=article, by=publisher_of(unit))
"""


@pytest.fixture(scope="module", autouse=True)
def _briefs(house):
    house.manage("shell", "-v", "0", "-c", BRIEFS)


def carry(page, card, place):
    """Carry a card to a place by the mouse."""
    card.scroll_into_view_if_needed()
    start, end = card.bounding_box(), place.bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + 30, steps=8)
    expect(page.locator(".fp-ghost")).to_be_visible()
    page.mouse.up()


def lead_of(house):
    found = re.search(
        r'class="lead".*?<h2><a[^>]*>(.*?)</a>', house.get("/", HOST).text
    )
    return found[1] if found else ""


def test_the_lead_is_carried_tomorrow_is_planned_and_seen_before_it_comes(
    house, sign_in
):
    page = sign_in(SECRETARY, width=1280).open("trang-chu/")
    tray = page.locator(".fp-card")
    second, third = (tray.nth(n).locator(".ttl").inner_text() for n in (3, 4))

    carry(page, tray.nth(3), page.locator(LEAD))
    expect(page.locator(f"{LEAD} .ttl")).to_have_text(second)
    expect(page.locator("[data-said]")).to_have_text("Chưa lưu.")
    page.get_by_role("button", name="Lưu trang chủ").click()
    expect(
        page.get_by_text("Bạn đọc thấy trang chủ mới trong vài giây.")
    ).to_be_visible()
    house.wait_until(lambda: second in lead_of(house), "readers see the lead")

    page.get_by_role("link", name="Hẹn giờ", exact=True).click()
    page.get_by_role("link", name="Hẹn bố cục mới").click()
    carry(page, page.locator(".fp-card").nth(4), page.locator(LEAD))
    expect(page.locator(f"{LEAD} .ttl")).to_have_text(third)
    page.get_by_label("Tên bố cục").fill("Sáng mai của thử nghiệm")
    page.get_by_role("button", name="Lưu bố cục hẹn giờ").click()
    expect(page.get_by_text("Đã hẹn “Sáng mai của thử nghiệm”")).to_be_visible()

    page.locator(".fp-save").get_by_role("link", name="Xem trước").click()
    frame = page.frame_locator(".fp-phone iframe")
    expect(frame.locator(".draft")).to_contain_text("Xem trước lúc 07:00")
    expect(frame.locator(".lead h2")).to_have_text(third)
    assert second in lead_of(house)


def test_on_a_phone_an_item_is_put_by_two_presses(house, sign_in):
    page = sign_in(SECRETARY, width=390).open("trang-chu/")
    wanted = page.locator(".fp-card").nth(2)
    title = wanted.locator(".ttl").inner_text()
    wanted.get_by_role("button", name="Chọn chỗ").click()
    place = page.locator("[data-place='top|2']")
    place.get_by_role("button", name="Đặt vào đây").click()
    expect(page.locator("[data-place='top|2'] .ttl")).to_have_text(title)
    page.locator("[data-place='top|2']").get_by_role(
        "button", name="Đưa lên đầu"
    ).click()
    expect(page.locator(f"{LEAD} .ttl")).to_have_text(title)
