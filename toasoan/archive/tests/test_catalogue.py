"""The catalogue says what the assets say, one entry each."""

import importlib
from datetime import date

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from wagtail.models import Collection

from toasoan.archive import services
from toasoan.archive.models import CatalogueEntry
from toasoan.archive.tests.factories import (
    document_make,
    photo_make,
    picture_bytes,
    unit_make,
)

pytestmark = pytest.mark.django_db


def test_a_photo_has_an_entry_that_follows_its_words_and_rights():
    photo = photo_make(unit := unit_make(), title="Cảng Cát Lái", credit="Gia Bảo")
    photo.caption, photo.rights_to = "Bốc dỡ", date(2027, 1, 2)
    photo.save()

    entry = CatalogueEntry.objects.get()

    assert (entry.asset, entry.unit, entry.kind) == (photo, unit, "photo")
    assert (entry.title, entry.credit) == ("Cảng Cát Lái", "Gia Bảo")
    assert entry.words == "cang cat lai boc do gia bao"
    assert (entry.usage, entry.rights_to) == ("staff", date(2027, 1, 2))
    assert entry.shape == "lying"


@pytest.mark.parametrize(
    ("size", "shape"),
    [((60, 40), "lying"), ((40, 60), "standing"), ((60, 59), "square")],
)
def test_a_picture_lies_stands_or_is_square(size, shape):
    photo_make(unit_make(), picture_bytes(size))

    assert CatalogueEntry.objects.get().shape == shape


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.mp4", "video"), ("a.m4a", "audio"), ("a.pdf", "document")],
)
def test_a_document_is_known_by_the_kind_of_its_file(name, kind):
    document = document_make(unit_make())
    document.file.save(name, ContentFile(b"%PDF-1.4"), save=True)

    entry = CatalogueEntry.objects.get()

    assert (entry.asset, entry.kind, entry.shape) == (document, kind, "")


def test_what_moves_to_another_units_archive_is_that_units_in_the_catalogue():
    photo, other = photo_make(unit_make("hq")), unit_make("ck")

    services.assets_move(assets=[photo], collection=other.collection)

    assert CatalogueEntry.objects.get().unit == other


def test_what_lies_in_no_units_archive_has_no_unit():
    photo = photo_make(unit_make())

    services.assets_move(assets=[photo], collection=Collection.get_first_root_node())

    assert CatalogueEntry.objects.get().unit is None


def test_the_entry_goes_with_the_asset():
    document = document_make(unit_make())

    document.delete()

    assert not CatalogueEntry.objects.exists()


def test_the_migration_enters_what_is_there_already_and_twice_is_once():
    migration = importlib.import_module("toasoan.archive.migrations.0006_catalogue")
    unit = unit_make()
    photo_make(unit, title="Cũ")
    document_make(unit)
    CatalogueEntry.objects.all().delete()

    migration.enter(apps, None)
    migration.enter(apps, None)

    kinds = CatalogueEntry.objects.order_by("kind").values_list("kind", "unit", "title")
    assert list(kinds) == [
        ("document", unit.pk, "Thông báo"),
        ("photo", unit.pk, "Cũ"),
    ]
