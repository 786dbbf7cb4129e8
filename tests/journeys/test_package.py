"""Three articles under one headline: put together, approved, out at once, read."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOST = "tbtc.localhost"
REPORTER = "thu.ha@tbtc.vidu.vn"
CHIEF = "thi.lan@tbtc.vidu.vn"
SECRETARY = "hoang.anh@tbtc.vidu.vn"
NAMES = ("Kho bạc đối chiếu tự động", "Kho bạc trả lương", "Kho bạc khóa sổ")
HEADLINE = "Một tuần ở kho bạc"
# Each approved by everyone, with a picture of its own.
MATERIAL = f"""
import io
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image
from bench.articles import address_of, article_approved
from toasoan.archive.models import Photo
from toasoan.units.models import PressUnit
translation.activate("vi")
unit = PressUnit.objects.get(key="tbtc")
buffer = io.BytesIO()
Image.new("RGB", (900, 600), "#3a6ea5").save(buffer, "JPEG")
Photo(
    title="Quầy kho bạc",
    credit="Ảnh: Gia Bảo",
    collection=unit.collection,
    usage=Photo.Usage.STAFF,
    file=ContentFile(buffer.getvalue(), name="kho-bac.jpg"),
).save()
for name in {NAMES!r}:
    article = article_approved(unit, name)
    print("made", article.pk, address_of(article))
"""


@pytest.fixture
def members(house):
    """The address of each of the three."""
    made = house.manage("shell", "-c", MATERIAL)
    return [address for _pk, address in re.findall(r"made (\d+) (\S+)", made)]


def is_out(house, address):
    return house.get(address, HOST).status_code == 200


def begin(desk):
    page = desk.open("bai/")
    for name in NAMES:
        page.get_by_label(f"Chọn “{name}” cho chùm bài").check()
    page.get_by_role("button", name="Tạo chùm bài").click()
    expect(page.get_by_text("3 bài đã chọn")).to_be_visible()
    page.fill("[name=headline]", HEADLINE)
    page.select_option("[name=section]", label="Thời sự")
    page.get_by_role("button", name="Mở chùm để xếp bài").click()
    expect(page.locator("[data-pk-row]")).to_have_count(3)


def titles(page):
    return page.locator("[data-pk-row] .ttl").all_inner_texts()


def arrange(page):
    """Name a group, move by key, carry into a new group; all of it saved by itself."""
    saved = page.locator("[data-pk-said]")
    before = titles(page)
    row = page.locator("[data-pk-row]").nth(2)
    row.locator("[name=mh]").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[data-pk-row] .ttl").nth(1)).to_have_text(before[2])
    page.get_by_role("button", name="Thêm nhóm").click()
    expect(page.locator("[data-pk-group]")).to_have_count(2)
    page.keyboard.type("Cuối tuần")
    expect(saved).to_contain_text("Đã lưu lúc")
    page.locator("[data-pk-row]").nth(0).locator(".pk-grip").drag_to(
        page.locator("[data-pk-group]").nth(1)
    )
    last = page.locator("[data-pk-group]").nth(1).locator("[data-pk-row] .ttl")
    expect(last).to_have_text([before[0]])
    expect(page.locator("[data-pk-form][aria-busy]")).to_have_count(0)
    page.reload()
    assert titles(page) == [before[2], before[1], before[0]]
    expect(page.locator("[name=g]").nth(1)).to_have_value("Cuối tuần")
    return titles(page)


def hand_in(page):
    page.get_by_role("link", name="Viết tít, sapo").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    page.fill("[name=sapo]", "Ba bài về một tuần bận rộn.")
    page.get_by_role("button", name="Nộp bài").first.click()
    page.wait_for_url(re.compile(r"/toa-soan/bai/\d+/"))
    return page.url.split("/toa-soan/")[1]


def faults(page):
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["target"]) for each in found]


def test_a_package_of_three_is_made_approved_published_and_read(
    house, sign_in, reader, members
):
    reporter = sign_in(REPORTER)
    begin(reporter)
    order = arrange(reporter.page)
    assert faults(reporter.page) == []
    item_path = hand_in(reporter.page)

    chief = sign_in(CHIEF, width=390).open(item_path)
    chief.get_by_role("button", name=re.compile("sẵn sàng xuất bản")).first.click()
    secretary = sign_in(SECRETARY, width=390).open(item_path)
    secretary.get_by_role("button", name="Xuất bản ngay").first.click()
    expect(secretary.locator("[data-leaving]")).to_have_count(1)
    assert not any(is_out(house, address) for address in members)

    pk = re.search(r"\d+", item_path)[0]
    address = f"/thoi-su/mot-tuan-o-kho-bac-{pk}.html"
    house.wait_until(lambda: is_out(house, address), "the package is out", 45)
    assert all(is_out(house, each) for each in members)
    house.wait_until(
        lambda: order[0] in house.get(address, HOST).text, "its page lists them", 30
    )
    # A member may have been baked a moment before its package was known to be out.
    house.wait_until(
        lambda: all("inpack" in house.get(each, HOST).text for each in members),
        "each member leads to the package",
        45,
    )
    reader.goto(house.url(address, HOST))
    expect(reader.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(reader.locator(".pack .hl")).to_have_text(order)
    expect(reader.locator(".pack > h2")).to_have_text(["Cuối tuần"])
    assert faults(reader) == []
    reader.get_by_role("link", name=order[0]).first.click()
    expect(reader.locator(".inpack")).to_have_text(f"Trong chùm bài: {HEADLINE}")
    reader.get_by_role("link", name=order[1]).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(order[1])
