"""Ticked entries: a contact sheet as PDF, and two to four side by side."""

import io
from datetime import timedelta

import pypdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from toasoan.archive.errors import SheetWrong
from toasoan.archive.models import ContactSheet, Photo
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.archive.using.sheets import (
    contact_sheet_ask,
    contact_sheet_make,
    contact_sheets_sweep,
    sheet_place,
)
from toasoan.core import clock
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return unit_make("ck")


@pytest.fixture
def reporter(unit):
    return person_make(unit)


@pytest.fixture
def browser(reporter):
    client = Client()
    client.force_login(reporter)
    return client


def pages(sheet):
    reader = pypdf.PdfReader(io.BytesIO(sheet_place(sheet).read_bytes()))
    return [page.extract_text() for page in reader.pages]


def made(unit, by, *assets):
    sheet = contact_sheet_ask(
        unit=unit, keys=[asset.entry.pk for asset in assets], title="Bộ ảnh", by=by
    )
    assert contact_sheet_make(sheet_pk=sheet.pk) in {True, False}
    sheet.refresh_from_db()
    return sheet


def test_a_sheet_carries_number_title_credit_usage_and_day_in_vietnamese(
    unit, reporter
):
    photos = [
        photo_make(
            unit,
            picture_bytes(colour=(n * 9, 60, 40)),
            title=f"Đường Ẵm Ngữ {n}",
            credit="Nguyễn Thị Ánh",
        )
        for n in range(13)
    ]
    document = document_make(unit, title="Thông báo")
    sheet = made(unit, reporter, *photos, document)

    first, second = pages(sheet)

    assert "1. Đường Ẵm Ngữ 0" in first
    assert "12. Đường Ẵm Ngữ 11" in first
    assert "Nguyễn Thị Ánh" in first
    assert "Ảnh của đơn vị" in first
    assert clock.format_date_vi(clock.today()) in first
    assert "13. Đường Ẵm Ngữ 12" in second
    assert "14. Thông báo" in second
    reader = pypdf.PdfReader(io.BytesIO(sheet_place(sheet).read_bytes()))
    assert len(reader.pages[0].images) == 12
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx(
        [595.28, 841.89], abs=0.1
    )


def test_only_what_the_person_may_see_is_on_it_others_with_the_mark(unit, reporter):
    other = unit_make("hq")
    shown = photo_make(other, picture_bytes((600, 400)), title="Của báo bạn")
    hidden = photo_make(other, title="Bí mật", usage=Photo.Usage.UNKNOWN)
    sheet = made(unit, reporter, shown, hidden)
    assert sheet.keys == [shown.entry.pk]
    [text] = pages(sheet)
    assert "Của báo bạn" in text
    assert "Bí mật" not in text
    with pytest.raises(SheetWrong):
        contact_sheet_ask(unit=unit, keys=[hidden.entry.pk], title="", by=reporter)
    assert ContactSheet.objects.count() == 1


def test_a_right_that_ended_before_the_job_ran_leaves_it_out(unit, reporter):
    theirs = photo_make(unit_make("hq"), title="Của báo bạn")
    own = photo_make(unit, title="Của mình")
    keys = [theirs.entry.pk, own.entry.pk]
    sheet = ContactSheet.objects.create(unit=unit, by=reporter, title="X", keys=keys)
    theirs.usage = Photo.Usage.FORBIDDEN
    theirs.save()
    assert contact_sheet_make(sheet_pk=sheet.pk)
    [text] = pages(sheet)
    assert ("Của mình" in text, "Của báo bạn" in text) == (True, False)


def test_made_twice_it_is_one_and_its_asker_is_told_once(unit, reporter):
    sheet = made(unit, reporter, photo_make(unit))
    assert not contact_sheet_make(sheet_pk=sheet.pk)
    told = Notification.objects.filter(kind="archive.sheet_ready")
    assert [each.recipient for each in told] == [reporter]


def test_a_picture_that_cannot_be_read_leaves_its_place_empty(unit, reporter):
    photo = photo_make(unit, title="Hỏng")
    with photo.file.storage.open(photo.file.name, "wb") as file:
        file.write(b"x")
    [text] = pages(made(unit, reporter, photo))
    assert "Hỏng" in text


def test_a_sheet_is_its_askers_alone_and_goes_after_a_week(unit, reporter, browser):
    sheet = made(unit, reporter, photo_make(unit))
    address = reverse("using:sheet_file", args=[sheet.pk])
    answer = browser.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    answer.close()
    colleague = Client()
    colleague.force_login(person_make(unit))
    for name in ("sheet", "sheet_file"):
        url = reverse(f"using:{name}", args=[sheet.pk])
        assert colleague.get(url).status_code == 404
    place = sheet_place(sheet)
    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert contact_sheets_sweep() == 1
    assert not place.exists()


def test_the_sheet_is_asked_for_from_the_grid(unit, reporter, browser):
    photo = photo_make(unit, title="Cảng")
    grid = browser.get("/toa-soan/kho/").content.decode()
    assert f'formaction="{reverse("using:sheet_new")}"' in grid
    form = browser.get(reverse("using:sheet_new"), {"muc": photo.entry.pk})
    assert "1 mục" in form.content.decode()
    sent = browser.post(
        reverse("using:sheet_new"), {"muc": photo.entry.pk, "ten": "Bộ cảng"}
    )
    sheet = ContactSheet.objects.get()
    assert (sent.url, sheet.title) == (
        reverse("using:sheet", args=[sheet.pk]),
        "Bộ cảng",
    )
    assert "Bộ cảng" in browser.get(sent.url).content.decode()
    nothing = browser.post(reverse("using:sheet_new"), {"muc": ["x", "999999"]})
    assert nothing.status_code == 409


def test_two_to_four_are_compared_with_the_right_to_each(unit, browser):
    own = photo_make(unit, title="Của mình", caption="Bốc dỡ")
    theirs = photo_make(unit_make("hq"), title="Của báo bạn")
    hidden = photo_make(theirs.entry.unit, title="Bí mật", usage="unknown")
    keys = [own.entry.pk, theirs.entry.pk, hidden.entry.pk]
    text = browser.get(reverse("using:compare"), {"muc": keys}).content.decode()
    assert "Bốc dỡ" in text
    assert "mới cho xem trước" in text
    assert "Bí mật" not in text
    one = browser.get(reverse("using:compare"), {"muc": keys[:1]}).content.decode()
    assert "Chọn hai đến bốn mục" in one
