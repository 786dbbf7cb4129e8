"""Files dropped into the archive by a browser whose network breaks."""

import io
import os

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER = "thu.ha@tbtc.vidu.vn"
FILES = "[data-files][multiple]"


def noise():
    """Return a JPEG that no packing makes small: three pieces and more."""
    size = (3000, 2000)
    picture = Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=97)
    return out.getvalue()


def line(page, name):
    return page.locator("[data-list] li", has_text=name)


def test_a_photo_cut_off_in_the_middle_goes_on_when_it_is_chosen_again(
    sign_in, tmp_path
):
    path = tmp_path / "Cảng.jpg"
    path.write_bytes(noise())
    page = sign_in(REPORTER).open("kho/nhan/")
    page.fill("[name=credit]", "Gia Bảo")
    page.select_option("[name=usage]", "staff")
    sent = []

    def cut(route):
        if route.request.method == "PATCH":
            sent.append(int(route.request.headers["upload-offset"]))
            if len(sent) == 2:
                page.context.set_offline(True)
                route.abort()
                return
        route.continue_()

    page.route("**/tai-len/**", cut)
    page.set_input_files(FILES, path)
    expect(line(page, "Cảng.jpg")).to_contain_text("Chọn lại tệp này để gửi tiếp")
    page.context.set_offline(False)
    page.set_input_files(FILES, path)

    expect(line(page, "Cảng.jpg").last).to_contain_text("Đã vào kho")
    # The first piece was not sent again.
    assert sent[0] == 0
    assert sent[2] == sent[1] > 0
    page.get_by_role("link", name="Cảng.jpg").click()
    expect(page.locator("[name=credit]")).to_have_value("Gia Bảo")
