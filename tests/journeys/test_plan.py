"""The plan in two browsers: carried, read and answered by one, seen live by another."""

import time

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"
HEAD = "dinh.khai@tbtc.vidu.vn"
SEEN_WITHIN_S = 3


def pitch(desk, title, planned_at=""):
    """Propose a story by the form; return its key."""
    page = desk.open("de-tai/moi/")
    page.fill("[name=title]", title)
    page.fill("[name=brief]", "Hỏi cục thuế, hỏi doanh nghiệp.")
    page.select_option("[name=subject]", label="Thuế")
    page.locator("summary", has_text="Thêm").first.click()
    page.fill("[name=planned_at]", planned_at)
    page.get_by_role("button", name="Gửi đề xuất").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    return page.url.rstrip("/").rsplit("/", 1)[1]


def card(page, story):
    return page.locator(f"[data-list] [data-story='{story}']")


def seen_within_limit(check):
    """Wait for `check` and fail when it took longer than a colleague may wait."""
    began = time.monotonic()
    check()
    assert time.monotonic() - began <= SEEN_WITHIN_S


def days_of(page):
    """Return the days of the week on screen."""
    return page.locator("[data-day]").evaluate_all(
        "cells => [...new Set(cells.map(cell => cell.dataset.day))]"
    )


def test_a_story_is_dragged_to_another_day_and_a_colleague_sees_it_go(sign_in):
    head, reporter = sign_in(HEAD), sign_in(REPORTER)
    first = days_of(head.open("ke-hoach/tuan/"))[0]
    story = pitch(reporter, "Kéo sang ngày khác", f"{first}T10:20")
    mine, theirs = (desk.open("ke-hoach/tuan/?q=keo") for desk in (head, reporter))
    friday = days_of(mine)[4]
    target = f"[data-day='{friday}'][data-band='9']"

    card(mine, story).drag_to(mine.locator(target))

    expect(mine.locator("[data-toast]")).to_contain_text("Đã dời “Kéo sang ngày khác”")
    seen_within_limit(
        lambda: theirs.wait_for_selector(f"{target} [data-story='{story}']")
    )
    expect(card(mine, story)).to_contain_text("10:20")
    mine.get_by_role("button", name="Hoàn tác").click()
    mine.wait_for_selector(
        f"[data-day='{first}'][data-band='9'] [data-story='{story}']"
    )


def test_a_drag_the_house_refuses_goes_back_and_says_why(sign_in):
    head, reporter = sign_in(HEAD), sign_in(REPORTER)
    first = days_of(head.open("ke-hoach/tuan/"))[0]
    story = pitch(head, "Không phải của phóng viên", f"{first}T10:20")
    page = reporter.open("ke-hoach/tuan/?q=khong+phai")

    card(page, story).drag_to(
        page.locator(f"[data-day='{days_of(page)[1]}'][data-band='9']")
    )

    expect(page.locator("[data-toast].is-bad")).to_be_visible()
    page.wait_for_selector(
        f"[data-day='{first}'][data-band='9'] [data-story='{story}']"
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_a_story_is_read_commented_on_and_replanned_beside_the_list(sign_in, width):
    head = sign_in(HEAD, width=width)
    story = pitch(head, f"Làm tại chỗ {width}")
    page = head.open("ke-hoach/bang/")
    panel = page.locator("[data-panel]")

    began = time.monotonic()
    card(page, story).locator(".ttl a").click()
    expect(panel.get_by_role("heading", name=f"Làm tại chỗ {width}")).to_be_visible()
    opened_s = time.monotonic() - began

    panel.get_by_label("Ý kiến của bạn").fill("Chờ số liệu")
    panel.get_by_role("button", name="Gửi ý kiến").click()
    expect(panel.locator(".said")).to_contain_text("Chờ số liệu")
    panel.locator("summary", has_text="Không duyệt").click()
    panel.locator("[data-ask=khong-duyet] button").click()
    expect(panel.locator("[data-refusal]")).to_contain_text("Chưa có gì thay đổi.")
    panel.get_by_role("button", name="Duyệt đề tài").click()
    page.wait_for_selector(f"[data-place-of=approved] [data-story='{story}']")
    # The panel is read anew after a deed.
    expect(panel.get_by_role("button", name="Duyệt đề tài")).to_have_count(0)
    panel.locator("summary", has_text="Đổi giờ").click()
    panel.locator("[name=planned_at]").fill("2030-01-02T08:30")
    panel.get_by_role("button", name="Đổi giờ").click()
    expect(panel.locator(".facts")).to_contain_text("08:30, 02/01/2030")
    assert opened_s < 2  # of a house that shares its cores with two browsers


def test_what_a_colleague_does_waits_while_it_would_move_the_line_one_is_on(sign_in):
    head, reporter = sign_in(HEAD), sign_in(REPORTER)
    below = pitch(reporter, "Dưới con trỏ", "2031-01-02T10:00")
    page = head.open("ke-hoach/bang/")
    card(page, below).hover()
    before = card(page, below).bounding_box()

    above = pitch(reporter, "Chen lên trên", "2031-01-01T10:00")

    news = page.locator("[data-news]")
    expect(news).to_have_text("1 thay đổi mới")
    assert card(page, below).bounding_box() == before
    assert card(page, above).count() == 0
    news.click()
    expect(card(page, above)).to_be_visible()


def test_the_plan_is_walked_by_keys(sign_in):
    head = sign_in(HEAD)
    first = pitch(head, "Phím một", "2032-01-01T10:00")
    second = pitch(head, "Phím hai", "2032-01-02T10:00")
    page = head.open("ke-hoach/bang/?q=phim")
    heading = page.locator("[data-panel] h3")

    page.keyboard.press("j")
    expect(card(page, first).locator("a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Phím một")
    page.get_by_label("Ý kiến của bạn").fill("Chưa gửi")
    page.get_by_label("Ý kiến của bạn").blur()
    page.keyboard.press("n")
    expect(heading).to_have_text("Phím hai")
    expect(page.get_by_label("Ý kiến của bạn")).to_have_value("")
    page.keyboard.press("p")
    expect(heading).to_have_text("Phím một")
    expect(page.get_by_label("Ý kiến của bạn")).to_have_value("Chưa gửi")
    page.keyboard.press("Escape")
    expect(page.locator("[data-panel]")).to_be_hidden()
    expect(card(page, second)).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/ke-hoach/hang-muc/?q=phim")
    page.keyboard.press("?")
    expect(page.locator("#key-sheet")).to_contain_text("G rồi N ngày")
