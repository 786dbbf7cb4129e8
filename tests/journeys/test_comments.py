"""Two people and one text: one writes, the other says what is to be looked at."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"
EDITOR = "minh.duc@tbtc.vidu.vn"
LIVE_MS = 5_000
FIRST = "Thu nội địa tăng 12,6% so với cùng kỳ."
SECOND = "Tổng thu ước đạt 1.987.400 tỷ đồng 📈 cả năm."
PASSAGE = "1.987.400 tỷ đồng"


def _begin(desk, headline):
    page = desk.open("bai/moi/")
    page.fill("[name=headline]", headline)
    page.select_option("[name=section]", label="Thời sự")
    page.get_by_role("button", name="Mở bài để viết").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    page.fill("#id_sapo", "Sapo của bài")
    _body(page).click()
    page.keyboard.type(FIRST)
    page.keyboard.press("Enter")
    page.keyboard.type(SECOND)
    expect(page.locator(".ts-save-state")).to_have_text(
        re.compile(r"Đã lưu \d\d:\d\d"), timeout=20_000
    )
    return page, int(re.search(r"/pages/(\d+)/", page.url)[1])


def _body(page):
    block = page.locator('[data-contentpath="body"] .public-DraftEditor-content')
    if not block.count():
        page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
        page.get_by_role("option", name="Đoạn văn").click()
    return block.first


def _choose(page, words):
    """Choose the words as a mouse would, and let the page hear of it."""
    page.evaluate(
        """(words) => {
          const walk = document.createTreeWalker(
            document.querySelector("[data-text]"), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(
              walk.currentNode, at, walk.currentNode, at + words.length);
          }
        }""",
        words,
    )


# What the browser colours, as text.
MARKED = """() => [...(CSS.highlights.get("ts-comment") ?? []),
  ...(CSS.highlights.get("ts-comment-now") ?? [])].map(String)"""


def test_a_comment_made_beside_a_held_text_is_seen_live_and_stays_at_its_passage(
    sign_in,
):
    writer, item = _begin(sign_in(REPORTER), "Bài có ý kiến")
    reader = sign_in(EDITOR).open(f"bai/{item}/y-kien/")

    _choose(reader, PASSAGE)
    reader.get_by_role("button", name="Ý kiến", exact=True).click()
    box = reader.locator("[data-new] textarea")
    box.type("Nguồn nào vậy @thu ha")
    reader.get_by_role("option", name="Nguyễn Thu Hà").click()
    reader.get_by_role("button", name="Gửi ý kiến").click()
    expect(reader.locator(".thread .who")).to_have_text("@Nguyễn Thu Hà")
    assert reader.evaluate(MARKED) == [PASSAGE]

    counter = writer.locator(
        "[data-side-panel-toggle='y-kien'] [data-side-panel-toggle-counter]"
    )
    expect(counter).to_have_text("1", timeout=LIVE_MS)
    assert writer.evaluate(MARKED) == [PASSAGE]

    _body(writer).click()
    writer.keyboard.press("Control+Home")
    writer.keyboard.type("Câu mới 📈 đứng trước. ")
    writer.wait_for_timeout(600)
    assert writer.evaluate(MARKED) == [PASSAGE]

    writer.locator("[data-side-panel-toggle='y-kien']").click()
    thread = writer.locator(".thread")
    expect(thread.locator(".words")).to_contain_text("Nguồn nào vậy")
    thread.get_by_role("button", name="Xong").click()
    expect(writer.locator(".thread")).to_have_count(0)
    expect(reader.locator(".thread")).to_have_count(0, timeout=LIVE_MS)


def test_what_is_typed_and_not_sent_is_there_again(sign_in):
    _page, item = _begin(sign_in(REPORTER), "Bài có ý kiến dở")
    reader = sign_in(EDITOR).open(f"bai/{item}/y-kien/")
    _choose(reader, PASSAGE)
    reader.get_by_role("button", name="Ý kiến", exact=True).click()
    reader.locator("[data-new] textarea").type("Câu chưa gửi")

    reader.context.set_offline(True)
    reader.get_by_role("button", name="Gửi ý kiến").click()
    expect(
        reader.get_by_text("Chưa gửi được. Chữ bạn gõ giữ trên máy này")
    ).to_be_visible()
    reader.context.set_offline(False)
    reader.reload()

    expect(reader.locator("[data-new] textarea")).to_have_value("Câu chưa gửi")
    expect(reader.locator("[data-new] [data-about]")).to_have_text(PASSAGE)
    reader.get_by_role("button", name="Gửi ý kiến").dblclick()
    expect(reader.locator(".thread")).to_have_count(1)
