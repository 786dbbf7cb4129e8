"""Second thoughts: published, counted down, undone; published again, and out."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SECRETARY = "hoang.anh@tbtc.vidu.vn"
HOST = "tbtc.localhost"
HEADLINE = "Kho bạc thử đối chiếu tự động mười phút một lần"
# Approved by everyone, with a picture of its own: only the order to publish is missing.
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
    title="Quầy thuế",
    credit="Ảnh: Gia Bảo",
    collection=unit.collection,
    usage=Photo.Usage.STAFF,
    file=ContentFile(buffer.getvalue(), name="anh.jpg"),
).save()
article = article_approved(unit, "{HEADLINE}")
print("made", article.pk, address_of(article))
"""


@pytest.fixture
def article(house):
    """The number and the address of an article that waits for its publisher."""
    made = re.search(r"made (\d+) (\S+)", house.manage("shell", "-c", MATERIAL))
    return int(made[1]), made[2]


def publish(page):
    page.get_by_role("button", name="Xuất bản ngay").first.click()
    expect(page.get_by_text("Trước giờ ấy còn hoàn tác được.")).to_be_visible()
    return page.locator("[data-leaving-left]")


def is_out(house, address):
    return house.get(address, HOST).status_code == 200


def test_a_publication_is_undone_within_its_seconds_and_the_next_one_leaves(
    house, sign_in, article
):
    pk, address = article
    page = sign_in(SECRETARY, width=390).open(f"bai/{pk}/")

    left = publish(page)
    expect(left).to_have_text(re.compile(r"^1[0-5]$"))
    expect(left).to_have_text(re.compile(r"^[1-9]$"), timeout=10_000)
    assert not is_out(house, address)
    page.locator(".late-bar").get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Chưa có gì rời tòa soạn.")).to_be_visible()
    expect(page.locator("[data-leaving]")).to_have_count(0)
    page.wait_for_timeout(16_000)
    assert not is_out(house, address)
    assert HEADLINE not in house.get("/rss.xml", HOST).text

    publish(page)
    expect(page.get_by_text("Hết giờ hoàn tác, bài đang lên trang.")).to_be_visible(
        timeout=20_000
    )
    house.wait_until(lambda: is_out(house, address), "the article is out", 30)
    house.wait_until(
        lambda: HEADLINE in house.get("/rss.xml", HOST).text, "the feed tells of it"
    )
    page.reload()
    expect(page.get_by_role("button", name="Hoàn tác")).to_have_count(0)
