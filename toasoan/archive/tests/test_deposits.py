"""What items showed is in the deposit: its version is kept, whatever becomes of the item."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.images.forms import get_image_form

from toasoan.archive.forms import PhotoForm
from toasoan.archive.holdings.ledger import uses_record
from toasoan.archive.keeping.bins import asset_bin, bin_empty
from toasoan.archive.keeping.errors import AssetDeposited
from toasoan.archive.keeping.fixity import deposits_hash
from toasoan.archive.models import AssetDeposit, BinStay, Photo
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
    upload,
)
from toasoan.archive.tests.test_bin import in_days
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(unit):
    return photo_make(unit, title="Cảng")


def publish(unit, *assets, credit="Thu Hà", title="Bài 7"):
    uses_record(
        item_id=7,
        item_title=title,
        unit=unit,
        shown=[(asset, credit) for asset in assets],
        by=None,
    )


def test_a_publication_notes_version_title_credit_and_item(unit, photo):
    publish(unit, photo)
    publish(unit, photo)

    kept = AssetDeposit.objects.get()
    assert kept.sha256 == photo.content_hash
    assert kept.file_name == photo.file.name
    assert (kept.title, kept.credit) == ("Cảng", "Thu Hà")
    assert (kept.item_id, kept.item_title, kept.unit) == (7, "Bài 7", unit)


def test_another_credit_is_another_line_and_the_first_stays(unit, photo):
    publish(unit, photo)
    publish(unit, photo, credit="Gia Bảo")

    found = AssetDeposit.objects.order_by("pk").values_list("credit", flat=True)
    assert list(found) == ["Thu Hà", "Gia Bảo"]


def test_what_was_published_is_not_deleted_for_good(unit, keeper, photo):
    publish(unit, photo)

    with pytest.raises(AssetDeposited), transaction.atomic():
        photo.delete()
    asset_bin(asset=Photo.objects.get(), by=keeper)
    with in_days(31):
        assert bin_empty() == 0

    assert BinStay.objects.get().kept_for == "Đã đăng, phải lưu bản đã đăng"
    assert Photo.with_binned.get().file.storage.exists(photo.file.name)


def test_a_new_file_leaves_the_published_one_where_it_is(client, unit, keeper, photo):
    publish(unit, photo)
    shown = photo.file.name
    form = get_image_form(Photo)(
        {"title": "Cảng", "collection": unit.collection_id, "usage": "staff"},
        {"file": upload(picture_bytes(colour=(0, 90, 0)), "moi.jpg")},
        instance=photo,
        user=keeper,
    )

    assert isinstance(form, PhotoForm)
    assert form.is_valid(), form.errors
    form.save()

    photo.refresh_from_db()
    assert photo.file.name != shown
    assert photo.file.storage.exists(shown)
    client.force_login(keeper)
    kept = AssetDeposit.objects.get()
    answer = client.get(reverse("keeping:deposit_file", args=[kept.pk]))
    assert b"".join(answer) == picture_bytes()
    answer.close()


def test_a_document_has_its_hash_once_it_was_read(unit):
    document = document_make(unit)
    publish(unit, document)
    assert AssetDeposit.objects.get().sha256 == ""

    assert deposits_hash() == 1
    assert deposits_hash() == 0

    assert len(AssetDeposit.objects.get().sha256) == 64


def test_only_the_publishing_units_keepers_see_the_deposit(client, unit, keeper, photo):
    publish(unit, photo)
    kept = AssetDeposit.objects.get()
    file = reverse("keeping:deposit_file", args=[kept.pk])

    client.force_login(keeper)
    assert "Bài 7" in client.get(reverse("keeping:deposits")).content.decode()
    client.force_login(person_make(unit))
    assert client.get(reverse("keeping:deposits")).status_code == 403
    assert client.get(file).status_code == 403
    client.force_login(person_make(unit_make("tbtc"), Role.ARCHIVIST))
    assert "Bài 7" not in client.get(reverse("keeping:deposits")).content.decode()
    assert client.get(file).status_code == 404
