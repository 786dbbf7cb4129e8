"""Filing from the field, in a real browser: cut off, closed, restarted, and out of time."""

import time

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PASSWORD
from tests.journeys.field_phone import (
    CHIEF,
    EDITOR,
    REPORTER,
    SHIFT,
    STAFF,
    add_photo,
    begin,
    give,
    look,
    open_app,
    photo,
    sent,
    sum_of,
    type_piece,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def picture(tmp_path):
    return photo(tmp_path, "ghe", 900)


def test_written_without_network_and_with_the_tab_closed_it_arrives_once(
    house, sign_in, picture
):
    give(house, "Chợ nổi không mạng")
    desk = sign_in(REPORTER, width=390)
    page = open_app(desk)
    context = page.context

    context.set_offline(True)
    begin(page, "Chợ nổi không mạng")
    type_piece(page, "Chợ nổi họp sớm")
    add_photo(page, picture)
    expect(page.locator("#saved")).to_contain_text("Đã lưu trên máy")
    page.close()

    page = context.new_page()
    page.goto(house.url("/hien-truong/#viet"))
    page.get_by_role("link", name="Chợ nổi họp sớm").click()
    expect(page.locator("#body")).to_have_value("Ghe về đông từ bốn giờ.")
    expect(page.locator(".shot img")).to_be_visible()
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.locator(".sent").first).to_contain_text("Chờ mạng")
    page.close()
    assert look(house, "Chợ nổi không mạng") == []

    page = context.new_page()
    page.goto(house.url("/hien-truong/#gui"))
    expect(page.locator(".sent").first).to_contain_text("Chợ nổi họp sớm")
    context.set_offline(False)
    sent(page)

    [article] = look(house, "Chợ nổi không mạng")
    assert article["title"] == "Chợ nổi họp sớm"
    assert article["body"] == "Ghe về đông từ bốn giờ."
    assert article["sums"] == [sum_of(picture)]
    assert (article["submitted"], article["revisions"]) == (1, 2)


def test_the_server_restarted_in_the_middle_of_a_file_the_file_is_whole(
    house, sign_in, tmp_path
):
    give(house, "Đê biển khởi động lại")
    page = open_app(sign_in(REPORTER, width=390))
    large = photo(tmp_path, "de-bien", 4200)
    assert 6_000_000 < large.stat().st_size < 30_000_000
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 20,
            "downloadThroughput": 4_000_000,
            "uploadThroughput": 1_500_000,
        },
    )

    begin(page, "Đê biển khởi động lại")
    type_piece(page, "Đê biển")
    add_photo(page, large)
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.locator(".file").first).to_contain_text("Đang gửi 2", timeout=30_000)
    house.web_restart()
    sent(page, timeout=120_000)

    [article] = look(house, "Đê biển khởi động lại")
    assert article["sums"] == [sum_of(large)]
    assert article["submitted"] == 1


@pytest.mark.parametrize(("year", "days"), [(2019, -2520), (2031, 1830)])
def test_a_phone_that_lives_in_another_year_files_in_time(
    house, sign_in, picture, year, days
):
    title = f"Máy ở năm {year}"
    give(house, title)
    desk = sign_in(REPORTER, width=390)
    desk.page.context.add_init_script(SHIFT % (days * 86_400_000))
    page = open_app(desk)
    assert abs(page.evaluate("new Date().getFullYear()") - year) <= 1

    begin(page, title)
    type_piece(page, f"{title}, đã nộp")
    add_photo(page, picture)
    page.get_by_role("button", name="Nộp", exact=True).click()
    sent(page)

    expect(page.locator(".sent").first).to_contain_text("Đã gửi vừa xong")
    [article] = look(house, title)
    assert article["at"] not in {2019, 2031}
    assert article["submitted"] == 1


def _public(house, title):
    for _try in range(60):
        [article] = look(house, title)
        if article["live"]:
            break
        time.sleep(0.5)
    return article


def _left_on_device(page):
    """Count what the app keeps; the editor's own store is emptied, not deleted."""
    return page.evaluate(
        "indexedDB.databases().then((all) =>"
        " all.filter(({ name }) => name.startsWith('hien-truong-')).length)"
    )


def test_a_brief_with_a_photo_is_public_within_eight_taps(house, sign_in, picture):
    """Seven taps: three of the reporter, four of the chief.

    Counted from the typed brief on. Choosing the photo in the phone's own picker is
    one tap here. The chief passes the three steps before theirs at once.
    """
    give(house, "Tám lần chạm")
    taps = []
    page = open_app(sign_in(REPORTER, width=390))
    begin(page, "Tám lần chạm")
    type_piece(page, "Giá gạo tăng phiên thứ ba")

    def tap(locator):
        taps.append(str(locator))
        locator.click()

    with page.expect_file_chooser() as chooser:
        tap(page.get_by_text("Thêm ảnh"))
    chooser.value.set_files(str(picture))
    tap(page.get_by_text(STAFF))
    tap(page.get_by_role("button", name="Nộp", exact=True))
    sent(page)

    chief = open_app(sign_in(CHIEF, width=390))
    tap(chief.get_by_role("link", name="Duyệt", exact=True))
    tap(chief.get_by_role("link", name="Giá gạo tăng phiên thứ ba"))
    tap(chief.get_by_role("button", name="Duyệt thay 3 bước, sẵn sàng xuất bản"))
    tap(chief.get_by_role("button", name="Xuất bản ngay"))
    # The undo window of the unit: nothing leaves before it is over.
    expect(chief.get_by_text("Trước giờ ấy còn hoàn tác được.")).to_be_visible()

    assert len(taps) == 7
    article = _public(house, "Tám lần chạm")
    assert article["live"] is True
    assert article["sums"] == [sum_of(picture)]


def test_when_the_session_ends_the_outbox_waits_and_goes_on(house, sign_in, picture):
    give(house, "Phiên hết giữa chừng")
    page = open_app(sign_in(REPORTER, width=390))
    begin(page, "Phiên hết giữa chừng")
    type_piece(page, "Phiên hết")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.locator(".sent").first).to_contain_text("Chờ đăng nhập")

    page.reload()
    page.get_by_role("link", name="Đăng nhập").first.click()
    page.fill("input[name=username]", REPORTER)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(house.url("/hien-truong/"))
    page.goto(house.url("/hien-truong/#gui"))
    sent(page)

    assert len(look(house, "Phiên hết giữa chừng")) == 1


def test_another_version_is_shown_and_both_are_kept(house, sign_in):
    give(house, "Hai người cùng sửa")
    page = open_app(sign_in(REPORTER, width=390))
    begin(page, "Hai người cùng sửa")
    type_piece(page, "Bản thứ nhất")
    page.get_by_role("button", name="Gửi bản nháp, chưa nộp").click()
    sent(page)
    [article] = look(house, "Hai người cùng sửa")
    house.manage(
        "shell",
        "-c",
        "from toasoan.content.models import ArticlePage\n"
        f"d = ArticlePage.objects.get(pk={article['pk']}).get_latest_revision_as_object()\n"
        "d.sapo = 'Sapo của biên tập viên.'; d.save_revision()",
    )

    page.goto(house.url("/hien-truong/#viet"))
    page.get_by_role("link", name="Bản thứ nhất").click()
    page.fill("#sapo", "Sapo của phóng viên.")
    page.get_by_role("button", name="Gửi bản nháp, chưa nộp").click()
    expect(page.locator(".vers")).to_contain_text("Sapo của biên tập viên.")
    expect(page.locator(".vers")).to_contain_text("Sapo của phóng viên.")
    [held] = look(house, "Hai người cùng sửa")
    assert held["sapo"] == "Sapo của biên tập viên."

    page.get_by_role("button", name="Gửi bản trên máy").click()
    sent(page)
    [held] = look(house, "Hai người cùng sửa")
    assert (held["sapo"], held["revisions"]) == ("Sapo của phóng viên.", 4)


def test_the_next_person_on_the_phone_sees_nothing_of_the_first(house, sign_in):
    give(house, "Điện thoại mượn")
    page = open_app(sign_in(REPORTER, width=390))
    begin(page, "Điện thoại mượn")
    type_piece(page, "Chỉ của Thu Hà")
    expect(page.locator("#saved")).to_contain_text("Đã lưu trên máy")

    page.context.clear_cookies(name="sessionid")
    page.goto(house.url("/toa-soan/login/?next=/hien-truong/"))
    page.fill("input[name=username]", EDITOR)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(house.url("/hien-truong/"))
    page.goto(house.url("/hien-truong/#viet"))
    expect(page.get_by_text("Chưa có bài nào trên máy")).to_be_visible()
    expect(page.get_by_text("Chỉ của Thu Hà")).to_have_count(0)
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("Chưa có bài nào trên máy")).to_be_visible()
    page.context.set_offline(False)


def test_signing_out_leaves_nothing_on_the_phone(house, sign_in):
    give(house, "Đăng xuất sạch")
    page = open_app(sign_in(REPORTER, width=390))
    begin(page, "Đăng xuất sạch")
    type_piece(page, "Sẽ bị xóa")
    page.goto(house.url("/hien-truong/#viec"))
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/login/**")

    assert _left_on_device(page) == 0
    kept = "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((c) => c.keys())))).then((all) => all.flat().map((r) => new URL(r.url).pathname))"
    for path in page.evaluate(kept):
        assert (
            path.startswith(("/static/", "/toa-soan/jsi18n/"))
            or path == "/hien-truong/"
        )


def test_signing_out_on_a_staff_screen_asks_about_what_was_not_sent(house, sign_in):
    give(house, "Đăng xuất ở bàn")
    page = open_app(sign_in(REPORTER, width=390))
    begin(page, "Đăng xuất ở bàn")
    type_piece(page, "Chưa gửi")
    page.context.set_offline(True)
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.locator(".sent").first).to_contain_text("Chờ mạng")
    page.get_by_role("button", name="Tạm dừng").click()
    page.context.set_offline(False)
    page.goto(house.url("/toa-soan/"))
    asked = []
    leave = "document.querySelector('form[action$=\"/logout/\"]').requestSubmit()"

    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.evaluate(leave)
    page.wait_for_timeout(1000)
    assert page.url.endswith("/toa-soan/")
    assert "Còn 1 việc" in asked[0]
    page.once("dialog", lambda dialog: dialog.accept())
    page.evaluate(leave)
    page.wait_for_url("**/login/**")

    assert _left_on_device(page) == 0


def test_a_pitch_and_a_photo_handed_in_without_network_arrive(house, sign_in, picture):
    give(house, "Ảnh bến tàu", kind="photo")
    page = open_app(sign_in(REPORTER, width=390))
    page.context.set_offline(True)
    page.get_by_role("link", name="Đề xuất").click()
    page.fill("#pitch-title", "Bến tàu sắp dời")
    page.fill("#pitch-brief", "Dời về đâu, ai mất việc.")
    page.get_by_label("Lĩnh vực").select_option(index=1)
    page.get_by_role("button", name="Gửi đề xuất").click()
    expect(page.locator(".sent").first).to_contain_text("Bến tàu sắp dời")
    page.get_by_role("link", name="Việc", exact=True).click()
    page.locator("article.it", has_text="Ảnh bến tàu").get_by_role("button").click()
    add_photo(page, picture)
    page.get_by_role("button", name="Nộp sản phẩm").click()
    expect(page.locator(".sent")).to_have_count(2)

    page.context.set_offline(False)
    expect(page.locator(".sent[data-state=done]")).to_have_count(2, timeout=60_000)

    said = house.manage(
        "shell",
        "-c",
        "from toasoan.planning.models import *; from toasoan.archive.models import *\n"
        "a = Assignment.objects.get(coverage__story__title='Ảnh bến tàu')\n"
        "print(a.state, [p.content_hash for p in Photo.objects.filter(pk__in=a.handed_in_photos)])\n"
        "print(Story.objects.filter(title='Bến tàu sắp dời').count(), 'đề tài')",
    )
    assert f"submitted ['{sum_of(picture)}']" in said
    assert "1 đề tài" in said
