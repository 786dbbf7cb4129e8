"""In the editor words are found, replaced and brought to the house style in place."""

import re

import pytest
from playwright.sync_api import expect

from toasoan.content.tests.test_pasting import WORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"
SECRETARY = "hoang.anh@tbtc.vidu.vn"
TEXT = "[data-contentpath=body] [role=textbox]"


def _rule(sign_in, line):
    page = sign_in(SECRETARY).open("don-vi/quy-uoc/")
    page.fill("[name=lines]", line)
    page.get_by_role("button", name="Thêm các dòng này").click()
    expect(page.get_by_text("Đã thêm 1 quy ước.")).to_be_visible()


def _article(page, headline):
    page.fill("[name=headline]", headline)
    page.select_option("[name=section]", label="Thời sự")
    page.get_by_role("button", name="Mở bài để viết").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    page.get_by_role("option", name="Đoạn văn").click()


def _write(page, *paragraphs):
    page.locator(TEXT).first.click()
    for number, words in enumerate(paragraphs):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(words)


def _save(page):
    # The preview's frame navigates too, so the answer itself is waited for.
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")
    ):
        page.get_by_role("button", name="Lưu bản nháp").click()
    page.wait_for_load_state()
    page.reload()


def _text_is(page, *paragraphs):
    expect(page.locator(f"{TEXT} [data-block]")).to_have_text(list(paragraphs))


@pytest.mark.parametrize("width", [390, 1280])
def test_words_are_replaced_in_headline_and_text_and_stay_after_saving(sign_in, width):
    page = sign_in(REPORTER, width=width).open("bai/moi/")
    _article(page, "Giá điện tăng")
    _write(page, "Giá điện và giá nước.", "giá điện lên")

    page.locator("[data-find] summary").click()
    page.fill("#find-words", "giá điện")
    page.get_by_role("button", name="Tìm tiếp").click()
    expect(page.locator("[data-find-said]")).to_have_text("Chỗ 1 trên 3")
    page.fill("#find-instead", "tiền điện")
    page.get_by_role("button", name="Thay tất cả").click()
    expect(page.locator("[data-find-said]")).to_have_text("Đã thay 3 chỗ.")
    _save(page)

    assert page.input_value("#id_title") == "tiền điện tăng"
    _text_is(page, "tiền điện và giá nước.", "tiền điện lên")


def test_house_style_is_told_while_writing_and_mended_with_one_click(sign_in):
    _rule(sign_in, "ubnd tp => UBND thành phố")
    page = sign_in(REPORTER, width=1280).open("bai/moi/")
    _article(page, "UBND TP họp")
    _write(page, "Ubnd tp Hà Nội báo cáo.")

    expect(page.locator("[data-style-said]")).to_have_text(
        "Quy ước viết: 2 chỗ cần xem"
    )
    page.locator("[data-style] summary").click()
    page.locator("[data-style-hits]").get_by_role("button", name="Sửa").click()

    expect(page.locator("[data-style-said]")).to_have_text("Đúng quy ước viết")
    assert page.input_value("#id_title") == "UBND thành phố họp"
    _text_is(page, "UBND thành phố Hà Nội báo cáo.")


def test_vietnamese_typed_by_telex_in_parts_is_kept_whole(sign_in):
    """An input method composes "tiếng" from t, ie, s, ng and commits it at the end."""
    page = sign_in(REPORTER, width=1280).open("bai/moi/")
    _article(page, "Gõ tiếng Việt")
    page.locator(TEXT).first.click()
    session = page.context.new_cdp_session(page)
    for composed in ("t", "ti", "tie", "tiê", "tiế", "tiến", "tiếng"):
        session.send(
            "Input.imeSetComposition",
            {
                "text": composed,
                "selectionStart": len(composed),
                "selectionEnd": len(composed),
            },
        )
    session.send("Input.insertText", {"text": "tiếng"})
    page.keyboard.type(" ")
    session.send(
        "Input.imeSetComposition",
        {"text": "Việ", "selectionStart": 3, "selectionEnd": 3},
    )
    session.send("Input.insertText", {"text": "Việt"})

    _text_is(page, "tiếng Việt")
    page.locator("#id_sapo").click()
    session.send(
        "Input.imeSetComposition",
        {"text": "đườ", "selectionStart": 3, "selectionEnd": 3},
    )
    session.send("Input.insertText", {"text": "đường"})
    assert page.input_value("#id_sapo") == "đường"
    _save(page)
    _text_is(page, "tiếng Việt")


PASTE = """(box, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "chữ thường");
  box.dispatchEvent(new ClipboardEvent(
    "paste", { clipboardData: data, bubbles: true, cancelable: true },
  ));
}"""


def test_what_is_pasted_from_word_is_text_where_one_writes_and_a_table_after_it(
    sign_in,
):
    page = sign_in(REPORTER, width=1280).open("bai/moi/")
    _article(page, "Dán từ Word")
    _write(page, "Mở đầu. ")

    page.locator(TEXT).first.evaluate(PASTE, WORD)

    _text_is(
        page,
        "Mở đầu. Thu ngân sách",
        "Tổng thu ước đạt 1.987.400 tỷ đồng, theo báo cáo[1].",
        "Thu nội địa",
        "Thu từ dầu thô",
        "Bước một",
        "Hết.",
    )
    expect(
        page.locator("[id$=handsontable-container] .ht_master td").nth(2)
    ).to_have_text("Nội địa")
    _save(page)
    expect(
        page.locator("[id$=handsontable-container] .ht_master td").nth(2)
    ).to_have_text("Nội địa")


def test_too_long_a_paste_is_told_and_what_was_written_stays(sign_in):
    page = sign_in(REPORTER, width=390).open("bai/moi/")
    _article(page, "Dán quá dài")
    _write(page, "Đã viết.")

    page.locator(TEXT).first.evaluate(
        PASTE, "<p style='mso-x:y'>" + "chữ " * 600_000 + "</p>"
    )

    expect(page.locator(".messages .error")).to_contain_text("Đoạn dán quá dài")
    _text_is(page, "Đã viết.")
