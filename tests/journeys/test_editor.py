"""The editor as it lies on a phone and on a desktop."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# As far to the right as a script, or the focus, can drag what scrolls.
SIDEWAYS = """() => {
  const form = document.querySelector("main");
  form.scrollTo({ left: 2000, behavior: "instant" });
  return form.scrollLeft + window.scrollX;
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_the_form_cannot_be_dragged_sideways_once_the_picture_dialog_has_closed(
    sign_in, width
):
    page = sign_in("thu.ha@tbtc.vidu.vn", width=width).open("bai/moi/")
    page.fill("[name=headline]", "Bài thử bề ngang")
    page.select_option("[name=section]", label="Thời sự")
    page.get_by_role("button", name="Mở bài để viết").click()
    page.wait_for_url(re.compile(r"/pages/\d+/edit/"))
    chooser = page.locator("[data-contentpath=lead_photo]")
    chooser.get_by_role("button", name="Chọn ảnh").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("tab", name="Tải lên")).to_be_visible()

    dialog.locator("[data-dismiss=modal]").first.click()

    expect(dialog).to_have_count(0)
    assert page.evaluate(SIDEWAYS) == 0
