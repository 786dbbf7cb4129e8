"""The desk board in two browsers: carried, read through and sent by many, seen live."""

import re
import time
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"
HEAD = "dinh.khai@tbtc.vidu.vn"
SEEN_WITHIN_S = 3


def begin(desk, headline):
    """Begin an article at the writer's desk; return its key."""
    page = desk.open("bai/moi/")
    page.fill("[name=headline]", headline)
    page.select_option("[name=section]", label="Thời sự")
    page.get_by_role("button", name="Mở bài để viết").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    return int(re.search(r"/pages/(\d+)/", page.url)[1])


def board(desk, words):
    """Open the board of the person's own desk, of the items with these words alone.

    The house is that of every journey, and a column shows its first twenty.
    """
    page = desk.open("ban/")
    page.locator("section", has_text="Ban của tôi").locator(".ttl a").first.click()
    page.wait_for_url(re.compile(r"/ban/\d+/"))
    page.goto(f"{page.url}?q={quote_plus(words)}")
    return page


def card(page, item):
    return page.locator(f"[data-list] [data-story='{item}']")


def column(page, name):
    return page.locator(f".colm[data-name='{name}']")


@pytest.fixture
def two(sign_in):
    """Two people of one desk, its board before each, and three items new on it."""
    reporter, head = sign_in(REPORTER), sign_in(HEAD)
    items = [begin(reporter, f"Bảng ban {number}") for number in range(3)]
    return board(reporter, "Bảng ban"), board(head, "Bảng ban"), items


def test_what_one_carries_to_another_column_a_colleague_sees_go(two):
    theirs, mine, items = two
    item = f"[data-story='{items[0]}']"
    # Few cards: a column longer than the screen scrolls away from under the mouse.
    mine.goto(f"{mine.url}+0")

    card(mine, items[0]).drag_to(column(mine, "Chờ nhận"))

    began = time.monotonic()
    expect(column(theirs, "Chờ nhận").locator(item)).to_be_visible()
    assert time.monotonic() - began <= SEEN_WITHIN_S
    expect(mine.locator("[data-toast]")).to_contain_text("Đã chuyển “Bảng ban 0”")
    mine.get_by_role("button", name="Hoàn tác").click()
    expect(column(mine, "Đang viết").locator(item)).to_be_visible()


def test_items_are_read_one_after_the_other_and_going_back_ends_it(two):
    _theirs, mine, items = two
    panel = mine.locator("[data-panel]")

    card(mine, items[0]).locator(".ttl a").focus()
    mine.keyboard.press("Enter")
    expect(panel.locator("h3")).to_have_text("Bảng ban 0")
    mine.keyboard.press("j")
    expect(panel.locator("h3")).to_have_text("Bảng ban 1")
    assert mine.url.endswith(f"#bai-{items[1]}")
    mine.keyboard.press("k")
    expect(panel.locator("h3")).to_have_text("Bảng ban 0")
    mine.go_back()

    expect(panel).to_be_hidden()
    expect(mine).to_have_url(re.compile(r"/ban/\d+/\?q=[^#]+$"))


def test_many_are_ticked_sent_together_and_come_back_in_one_press(two):
    theirs, mine, items = two
    target = "Chờ nhận"
    card(mine, items[0]).locator("[data-pick]").click()
    card(mine, items[2]).locator("[data-pick]").click(modifiers=["Shift"])
    expect(mine.locator("[data-many-count]")).to_have_text("Đã chọn 3 bài")

    mine.keyboard.press("s")
    # Every desk has a stage of that name; the column says which is meant.
    stage = column(mine, target).get_attribute("data-to")
    mine.locator("[data-fold=chuyen] [name=to]").select_option(stage)
    mine.get_by_role("button", name="Chuyển các bài đã chọn").click()

    for item in items:
        expect(column(theirs, target).locator(f"[data-story='{item}']")).to_be_visible()
    mine.get_by_role("button", name="Hoàn tác").click()
    for item in items:
        expect(
            column(theirs, "Đang viết").locator(f"[data-story='{item}']")
        ).to_be_visible()


def test_on_a_phone_the_preview_is_the_whole_screen_with_a_way_on_and_back(sign_in):
    items = [begin(sign_in(REPORTER), f"Trên điện thoại {n}") for n in range(2)]
    page = board(sign_in(HEAD, width=390), "Trên điện thoại")
    panel = page.locator("[data-panel]")

    card(page, items[0]).locator(".ttl a").click()

    expect(panel.locator("h3")).to_have_text("Trên điện thoại 0")
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 900}
    panel.get_by_role("button", name="Bài sau").last.click()
    expect(panel.locator("h3")).to_have_text("Trên điện thoại 1")
    panel.get_by_role("button", name="Về bảng").click()
    expect(panel).to_be_hidden()
    expect(card(page, items[1])).to_be_visible()
    assert (
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        == 0
    )
