"""Two people and one article: who edits, who asks, and no word of either is lost."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"
EDITOR = "minh.duc@tbtc.vidu.vn"
HEAD = "dinh.khai@tbtc.vidu.vn"
SAVED = re.compile(r"Đã lưu \d\d:\d\d")


def _begin(desk, headline):
    page = desk.open("bai/moi/")
    page.fill("[name=headline]", headline)
    page.select_option("[name=section]", label="Thời sự")
    page.get_by_role("button", name="Mở bài để viết").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    expect(_word(page)).to_have_text("Chưa có gì mới")
    return page, int(re.search(r"/pages/(\d+)/", page.url)[1])


def _word(page):
    return page.locator(".ts-save-state")


def _write(page, sapo):
    page.fill("#id_sapo", sapo)
    expect(_word(page)).to_have_text(SAVED, timeout=20_000)


def _older_by(house, item, minutes):
    """Let the lease have had no sign of life for so long."""
    database = house.environment["DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(Path(database), timeout=20)) as connection:
        connection.execute(
            "UPDATE content_editlease SET beat_at = datetime(beat_at, ?),"
            " typing_at = datetime(typing_at, ?) WHERE item_id = ?",
            (f"-{minutes} minutes", f"-{minutes} minutes", item),
        )
        connection.commit()


def test_a_second_person_reads_asks_and_is_given_the_article(sign_in):
    writer, item = _begin(sign_in(REPORTER), "Bài hai người cùng mở")
    _write(writer, "Câu của Thu Hà")
    editor = sign_in(EDITOR).open(f"pages/{item}/edit/")

    expect(editor.get_by_text("Nguyễn Thu Hà đang sửa bài từ")).to_be_visible()
    expect(_word(editor)).to_have_text("Có người khác đang sửa")
    editor.get_by_role("button", name="Xin sửa").click()
    expect(editor.get_by_text("Bạn xin sửa lúc")).to_be_visible()

    # Within a beat; the page is looked at again, which is one.
    expect(writer.get_by_text("Trần Minh Đức xin sửa lúc")).to_be_visible(
        timeout=25_000
    )
    writer.get_by_role("button", name="Nhường").click()
    expect(writer.get_by_text("Trần Minh Đức đang sửa bài từ")).to_be_visible()

    expect(editor.get_by_text("Bạn sửa được rồi.")).to_be_visible(timeout=20_000)
    expect(editor.locator("#id_sapo")).to_have_value("Câu của Thu Hà")
    _write(editor, "Câu của Minh Đức")
    # The writer's window is shut: nothing typed there can be lost.
    assert writer.locator(".w-tabs").evaluate("each => each.inert")


def test_who_takes_over_gets_the_saved_text_and_what_was_typed_since_is_kept(
    sign_in, house
):
    writer, item = _begin(sign_in(REPORTER), "Bài bị giành quyền")
    _write(writer, "Đã lưu trước")
    head = sign_in(HEAD).open(f"bai/{item}/gianh-quyen/")
    head.fill("[name=reason]", "Tin gấp")
    # What the server does not get while the line is cut.
    writer.context.set_offline(True)
    writer.fill("#id_sapo", "Chữ gõ lúc mất mạng")
    expect(_word(writer)).to_have_text("Mất mạng, bài giữ trên máy này")
    head.get_by_role("button", name="Giành quyền sửa").click()
    expect(head.get_by_text("Bạn giữ bài.")).to_be_visible()

    writer.context.set_offline(False)

    kept = writer.get_by_text("Chữ bạn vừa gõ được giữ, chưa đưa vào bài.")
    expect(kept).to_be_visible(timeout=30_000)
    expect(writer.get_by_text("Vũ Đình Khải đang sửa bài từ")).to_be_visible()
    writer.get_by_role("link", name="Xem chỗ khác").click()
    expect(writer.locator(".diff ins").first).to_be_visible()
    assert "".join(writer.locator(".diff ins").all_inner_texts()) == "Chữgõlúc mất mạng"
    assert "".join(writer.locator(".diff del").all_inner_texts()) == "Đãlưutrước"


def test_a_vanished_holder_keeps_nobody_out_for_longer_than_three_minutes(
    sign_in, house
):
    writer, item = _begin(sign_in(REPORTER), "Bài của người vắng")
    _write(writer, "Câu cuối")
    # The browser dies without a word: no request of its leaving arrives.
    writer.evaluate("navigator.sendBeacon = () => true")
    writer.context.close()
    editor = sign_in(EDITOR).open(f"pages/{item}/edit/")
    expect(editor.get_by_text("Nguyễn Thu Hà đang sửa bài từ")).to_be_visible()

    _older_by(house, item, 3)

    expect(editor.get_by_text("Bạn sửa được rồi.")).to_be_visible(timeout=15_000)
    editor.get_by_role("button", name="Sửa bài").click()
    expect(_word(editor)).to_have_text("Chưa có gì mới")
    _write(editor, "Viết tiếp")


def test_text_of_an_ended_session_is_offered_back_after_the_sign_in(sign_in):
    page, item = _begin(sign_in(REPORTER), "Bài lúc hết phiên")
    _write(page, "Trước khi hết phiên")
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_sapo", "Gõ khi phiên đã hết")
    again = page.get_by_role("link", name="Phiên đã hết")
    expect(again).to_be_visible()

    again.click()
    page.fill("input[name=username]", REPORTER)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(rf"/pages/{item}/edit/"))
    expect(page.locator("#id_sapo")).to_have_value("Trước khi hết phiên")
    expect(page.get_by_text("Máy này còn bản bạn gõ")).to_be_visible()
    page.get_by_role("button", name="Đưa vào bài").click()
    expect(page.locator("#id_sapo")).to_have_value("Gõ khi phiên đã hết")


def test_the_same_person_in_a_second_tab_moves_the_lease_there(sign_in):
    desk = sign_in(REPORTER)
    first, item = _begin(desk, "Bài ở hai thẻ")
    _write(first, "Thẻ một")
    second = desk.page.context.new_page()
    second.goto(desk.house.url(f"/toa-soan/pages/{item}/edit/"))

    expect(second.get_by_text("Bạn đang sửa bài này ở thẻ khác.")).to_be_visible()
    second.get_by_role("button", name="Sửa ở thẻ này").click()

    expect(second.get_by_text("Bạn sửa được rồi.")).to_be_visible()
    first.bring_to_front()
    expect(first.get_by_text("Bạn đang sửa bài này ở thẻ khác.")).to_be_visible(
        timeout=25_000
    )


def test_a_reload_of_the_one_tab_goes_on_without_a_question(sign_in):
    page, _item = _begin(sign_in(REPORTER), "Bài tải lại")
    _write(page, "Câu một")

    page.reload()

    expect(_word(page)).to_have_text("Chưa có gì mới")
    expect(page.locator("#id_sapo")).to_have_value("Câu một")
    expect(page.locator("[data-lease-bar] .bar")).to_have_count(0)


def test_more_than_the_house_takes_stays_on_this_machine_and_says_so(sign_in):
    page, _item = _begin(sign_in(REPORTER), "Bài quá lớn")
    page.locator("#id_source").evaluate(
        "(each) => { each.removeAttribute('maxlength'); each.value = 'ă'.repeat(4e6); }"
    )

    page.fill("#id_sapo", "Câu cuối")

    expect(_word(page)).to_contain_text("Bài quá lớn để lưu (tối đa 6,0 MB)")
    page.wait_for_function(f"({KEPT_LENGTH})().then((n) => n > 4e6)")


# How much of the article this machine keeps.
KEPT_LENGTH = """() => new Promise((resolve) => {
  indexedDB.open("toasoan-drafts", 1).onsuccess = (opened) => {
    const all = opened.target.result.transaction("texts").objectStore("texts").getAll();
    all.onsuccess = () =>
      resolve(Math.max(0, ...all.result.map((row) => JSON.stringify(row.entries).length)));
  };
})"""
