"""How much room each unit's archive takes, measured by a job and read by its keepers."""

import pytest
from django.urls import reverse

from toasoan.archive.keeping.bins import asset_bin
from toasoan.archive.keeping.storage import (
    largest_of,
    months_of,
    originals_of,
    parts_of,
    report_of,
    storage_measure,
)
from toasoan.archive.models import PhotoRendition
from toasoan.archive.services import photo_renditions_build
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
)
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
PHOTO, PAPER = len(picture_bytes()), len(b"%PDF-1.4\n%%EOF\n")


def figures(parts):
    return {part.label: (part.count, part.size) for part in parts if part.count}


def test_originals_renditions_and_the_bin_are_told_apart(unit, keeper):
    photo = photo_make(unit)
    document_make(unit)
    asset_bin(asset=photo_make(unit, title="Bỏ"), by=keeper)
    photo_make(unit_make("tbtc"))
    photo_renditions_build(photo_id=photo.pk)
    made = list(PhotoRendition.objects.all())

    assert storage_measure() == 2

    report = report_of(unit)
    assert figures(originals_of(report)) == {"Ảnh": (1, PHOTO), "Tài liệu": (1, PAPER)}
    assert figures(parts_of(report)) == {
        "Bản gốc": (2, PHOTO + PAPER),
        "Cỡ ảnh cho trang web": (len(made), sum(each.file.size for each in made)),
        "Thùng rác": (1, PHOTO),
    }
    assert [part.size for part in months_of(report)] == [PHOTO + PAPER]
    assert [(entry.title, size) for entry, size in largest_of(report)] == [
        ("Cảng", PHOTO),
        ("Thông báo", PAPER),
    ]


def test_renditions_made_before_sizes_were_noted_are_weighed(unit):
    photo = photo_make(unit)
    photo_renditions_build(photo_id=photo.pk)
    PhotoRendition.objects.update(file_size=None)

    storage_measure()

    assert not PhotoRendition.objects.filter(file_size__isnull=True).exists()
    assert PhotoRendition.objects.first().file_size > 0


def test_what_was_made_of_files_counts_for_who_has_the_file(unit, settings, tmp_path):
    settings.MADE_DIR = tmp_path
    photo = photo_make(unit)
    step = photo.entry.steps.first() or photo.entry.steps.create(
        name="scan", file_hash="ab" * 20, at=photo.created_at
    )
    folder = tmp_path / step.file_hash[:2] / step.file_hash / "film"
    folder.mkdir(parents=True)
    (folder / "phim.mp4").write_bytes(b"x" * 700)
    unit_make("tbtc")

    storage_measure()

    assert report_of(unit).figures["made"] == [1, 700]


def test_the_screen_says_when_and_the_table_is_no_formula(client, unit, keeper):
    client.force_login(keeper)
    url = reverse("keeping:storage")
    assert "Chưa đo lần nào" in client.get(url).content.decode()
    photo_make(unit, title="=HYPERLINK(1)")
    storage_measure()

    shown = client.get(url).content.decode()
    table = client.get(url, {"dang": "csv"}).content.decode("utf-8-sig")

    assert "Đo lúc" in shown
    assert f"Toàn kho,Bản gốc,1,{PHOTO}," in table
    assert "Tệp nặng nhất,'=HYPERLINK(1),1," in table


def test_only_the_units_keepers_read_it(client, unit):
    photo_make(unit, title="Riêng")
    storage_measure()
    url = reverse("keeping:storage")

    client.force_login(person_make(unit))
    assert client.get(url).status_code == 403
    client.force_login(person_make(unit_make("tbtc"), Role.ARCHIVIST))
    assert "Riêng" not in client.get(url).content.decode()
