"""Deciding on the road: without network the decision waits, and never meets another text."""

import pytest
from playwright.sync_api import expect

from tests.journeys.field_phone import (
    CHIEF,
    REPORTER,
    begin,
    give,
    look,
    open_app,
    sent,
    type_piece,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
APPROVE = "Duyệt thay 3 bước, sẵn sàng xuất bản"


def hand_in(page, title):
    page.goto(page.url.split("#")[0] + "#viec")
    begin(page, title)
    type_piece(page, title)
    page.get_by_role("button", name="Nộp", exact=True).click()
    sent(page)


def reading(house, page, title):
    """Open the article with network, so that the phone keeps it."""
    page.goto(house.url("/hien-truong/#duyet"))
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("button", name=APPROVE)).to_be_visible()


def approve_offline(house, page, title):
    page.context.set_offline(True)
    page.get_by_role("button", name=APPROVE).click()
    expect(page.get_by_text("quyết định chờ ở Hộp gửi đi")).to_be_visible()
    # The app goes back to its list by itself; before that it would overtake us.
    page.wait_for_url(house.url("/hien-truong/#duyet"))
    page.goto(house.url("/hien-truong/#gui"))
    expect(page.locator(".sent", has_text=title)).to_have_attribute(
        "data-state", "waiting"
    )


def test_decided_without_network_it_is_done_once_and_not_on_another_text(
    house, sign_in
):
    for title in ("Giữ nguyên", "Vừa sửa lại"):
        give(house, title)
    reporter = open_app(sign_in(REPORTER, width=390))
    for title in ("Giữ nguyên", "Vừa sửa lại"):
        hand_in(reporter, title)
    chief = open_app(sign_in(CHIEF, width=390))

    reading(house, chief, "Giữ nguyên")
    approve_offline(house, chief, "Giữ nguyên")
    chief.goto(house.url("/hien-truong/#duyet"))
    chief.get_by_role("link", name="Giữ nguyên").click()
    expect(chief.get_by_text("đang chờ gửi")).to_be_visible()
    chief.context.set_offline(False)
    chief.goto(house.url("/hien-truong/#gui"))
    sent(chief)

    reading(house, chief, "Vừa sửa lại")
    approve_offline(house, chief, "Vừa sửa lại")
    [article] = look(house, "Vừa sửa lại")
    house.manage(
        "shell",
        "-c",
        "from toasoan.content.models import ArticlePage\n"
        f"d = ArticlePage.objects.get(pk={article['pk']}).get_latest_revision_as_object()\n"
        "d.sapo = 'Sapo mới của biên tập.'; d.save_revision()",
    )
    chief.context.set_offline(False)
    row = chief.locator(".sent", has_text="Vừa sửa lại")
    expect(row).to_have_attribute("data-state", "conflict", timeout=60_000)
    expect(row).to_contain_text("Chưa duyệt: bài đã có bản mới")
    expect(row).to_contain_text("Sapo mới của biên tập.")
    row.get_by_role("button", name="Đọc bản mới rồi quyết").click()
    expect(chief.get_by_role("button", name=APPROVE)).to_be_visible()
