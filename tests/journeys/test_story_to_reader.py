"""The main job: a story from idea to reader, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from PIL import Image
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEWS_TITLES = (
    "//*[namespace-uri()='http://www.google.com/schemas/sitemap-news/0.9'"
    " and local-name()='title']"
)
HEADLINE = "Đà Nẵng thử nghiệm hoàn thuế trong một ngày"
SAPO = (
    "Hồ sơ rủi ro thấp được trả lời ngay trong ngày, người nộp thuế không phải đi lại."
)
TEXT = "Từ đầu tháng, cơ quan thuế nhận hồ sơ qua cổng điện tử."
REPORTER = "thu.ha@tbtc.vidu.vn"
HEAD = "dinh.khai@tbtc.vidu.vn"
CHAIN = [
    ("minh.duc@tbtc.vidu.vn", "Duyệt, gửi trưởng ban"),
    ("dinh.khai@tbtc.vidu.vn", "Duyệt, gửi thư ký tòa soạn"),
    ("hoang.anh@tbtc.vidu.vn", "Duyệt, gửi tổng biên tập"),
    ("thi.lan@tbtc.vidu.vn", "Duyệt, sẵn sàng xuất bản"),
]


def pitch(desk):
    page = desk.open("de-tai/moi/")
    page.fill("[name=title]", HEADLINE)
    page.fill("[name=brief]", "Hỏi doanh nghiệp đã thử, hỏi cơ quan thuế.")
    page.select_option("[name=subject]", label="Thuế")
    page.locator("summary", has_text="Thêm").first.click()
    page.select_option("[name=genre]", label="Bài")
    page.select_option("[name=section]", label="Thuế - Hải quan")
    page.get_by_role("button", name="Gửi đề xuất").click()
    expect(page.get_by_role("heading", name=HEADLINE)).to_be_visible()
    return page.url.split("/toa-soan/")[1]


def approve_and_assign(desk, story_path):
    page = desk.open(story_path)
    page.get_by_role("button", name="Duyệt đề tài").click()
    page.select_option("[name=kind]", "text")
    # Beside the name stands how much she has to do.
    chosen = page.locator("[name=assignee] option", has_text="Nguyễn Thu Hà")
    page.select_option("[name=assignee]", chosen.get_attribute("value"))
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_text("Đã giao").first).to_be_visible()


def start_writing(desk):
    page = desk.open("")
    row = page.locator("li.act", has_text=HEADLINE).first
    row.get_by_role("button", name="Nhận việc").click()
    row = page.locator("li.act", has_text=HEADLINE).first
    row.get_by_role("button", name="Viết bài").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    return page


def write(page, picture):
    page.fill("[name=sapo]", SAPO)
    body = page.locator("[data-contentpath=body]").first
    body.get_by_role("button", name="Viết đoạn đầu").click()
    expect(body.locator("[contenteditable=true]").first).to_be_focused()
    page.keyboard.type(TEXT)
    choose_picture(page, picture)


def choose_picture(page, picture):
    chooser = page.locator("[data-contentpath=lead_photo]")
    chooser.get_by_role("button", name="Chọn ảnh").click()
    modal = page.get_by_role("dialog")
    modal.get_by_role("tab", name="Tải lên").click()
    modal.locator("input[type=file]").set_input_files(str(picture))
    modal.locator("input[name$=credit]").fill("Bùi Gia Bảo")
    modal.locator("select[name$=usage]").select_option("staff")
    modal.get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text(picture.stem).first).to_be_visible(timeout=30_000)


def approve(desk, item_path, button):
    page = desk.open(item_path)
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("button", name=button)).to_have_count(0)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "quay-thue.jpg"
    Image.effect_noise((1600, 1067), 80).convert("RGB").save(path, quality=70)
    return path


def test_a_story_goes_from_a_reporters_idea_to_a_readers_phone(
    house, sign_in, reader, picture
):
    reporter = sign_in(REPORTER)
    story_path = pitch(reporter)
    approve_and_assign(sign_in(HEAD), story_path)

    page = start_writing(reporter)
    write(page, picture)
    page.get_by_role("button", name="Nộp bài").first.click()
    page.wait_for_url(re.compile(r"/toa-soan/bai/\d+/"))
    item_path = page.url.split("/toa-soan/")[1]
    pk = re.search(r"\d+", item_path)[0]

    for email, button in CHAIN:
        approve(sign_in(email, width=390), item_path, button)
    secretary = sign_in("hoang.anh@tbtc.vidu.vn", width=390).open(item_path)
    secretary.get_by_role("button", name="Xuất bản ngay").first.click()

    address = f"/thue-hai-quan/da-nang-thu-nghiem-hoan-thue-trong-mot-ngay-{pk}.html"
    house.wait_until(
        lambda: house.get(address, "tbtc.localhost").status_code == 200,
        "the article on the unit's site, its undo window over",
        seconds=45,
    )
    reader.goto(house.url(address, "tbtc.localhost"))
    expect(reader.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(reader.get_by_text(TEXT)).to_be_visible()
    expect(reader.get_by_text("Nguyễn Thu Hà").first).to_be_visible()
    assert reader.locator("article img, main img").first.evaluate(
        "image => image.decode().then(() => image.naturalWidth > 0)"
    )
    house.wait_until(
        lambda: HEADLINE in house.get("/", "tbtc.localhost").text,
        "the article on the unit's home page",
    )
    reader.goto(house.url("/", "tbtc.localhost"))
    expect(reader.get_by_role("link", name=HEADLINE).first).to_be_visible()
    assert titles(house, "/rss.xml", "//item/title")[0] == HEADLINE
    # The article, its home, section and feed are baked at once; the rest a little later.
    house.wait_until(
        lambda: HEADLINE in titles(house, "/sitemap-news.xml", NEWS_TITLES),
        "the article in the news sitemap",
    )


def titles(house, path, expression):
    tree = etree.fromstring(house.get(path, "tbtc.localhost").content)
    return [node.text for node in tree.xpath(expression)]


def test_reader_gets_the_page_while_the_database_is_away(house):
    with house.database_away():
        home = house.get("/", "tbtc.localhost")
        feed = house.get("/rss.xml", "tbtc.localhost")
        missing = house.get("/khong-co-trang-nay/", "tbtc.localhost")

    assert (home.status_code, feed.status_code) == (200, 200)
    assert "Thời báo Tài chính Việt Nam" in home.text
    assert missing.status_code == 404


def test_unknown_host_is_told_there_is_nothing(house):
    answer = house.get("/", "la.example")

    assert answer.status_code == 404
    assert "Thời báo" not in answer.text


def test_reader_host_does_not_show_the_staff_side(house):
    assert house.get("/toa-soan/", "tbtc.localhost").status_code == 404


# --- Axe-core finds nothing wrong (WCAG 2.2 AA) ---------------------------------

READER_PATHS = ("/", "/thue-hai-quan/", "/tim-kiem/?q=thue", "/luu-tru/", "/khong-co/")
STAFF_PATHS = ("", "bai/", "bai/moi/", "de-tai/", "de-tai/moi/", "don-vi/nguoi/")


def faults(page):
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["target"]) for each in found]


def test_reader_pages_have_no_accessibility_fault(house, reader):
    seen = {}
    for path in READER_PATHS:
        reader.goto(house.url(path, "tbtc.localhost"))
        seen[path] = faults(reader)

    assert {path: found for path, found in seen.items() if found} == {}


def test_staff_pages_have_no_accessibility_fault_on_a_phone(sign_in):
    desk = sign_in("hoang.anh@tbtc.vidu.vn", width=390)
    seen = {path: faults(desk.open(path)) for path in STAFF_PATHS}

    assert {path: found for path, found in seen.items() if found} == {}
