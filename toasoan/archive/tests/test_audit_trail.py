"""Every photo and document that comes, changes or goes leaves one line in the log."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.services import document_ingest, photo_ingest
from toasoan.archive.tests.factories import (
    person_make,
    photo_make,
    picture_bytes,
)
from toasoan.security.models import AuditEntry
from toasoan.security.selectors import audit_chain_check
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(unit):
    return person_make(unit, Role.PHOTO_VIDEO_EDITOR)


def lines(prefix):
    return list(
        AuditEntry.objects.filter(action__startswith=prefix)
        .order_by("sequence")
        .values_list("action", "actor", "unit_key", "target_label")
    )


def test_a_photo_brought_by_a_service_has_one_line(unit, person):
    file = ContentFile(picture_bytes(), name="cau-long-bien.jpg")

    photo = photo_ingest(unit=unit, file=file, by=person, details={"usage": "staff"})

    assert lines("archive.") == [
        ("archive.photo_added", person.pk, "hq", "cau-long-bien")
    ]
    after = AuditEntry.objects.get(action="archive.photo_added").data["after"]
    assert (after["usage"], after["collection_id"]) == ("staff", unit.collection_id)
    assert photo.content_hash in after["file"]


def test_a_photo_dropped_on_the_screen_and_described_has_two_lines(
    client, unit, person
):
    client.force_login(person)
    upload = SimpleUploadedFile("a.jpg", picture_bytes(), "image/jpeg")
    client.post(
        reverse("wagtailimages:add"),
        {"title": "Chợ nổi", "file": upload, "collection": unit.collection_id},
    )
    photo = Photo.objects.get()

    client.post(
        reverse("wagtailimages:edit", args=[photo.pk]),
        {"title": "Chợ nổi", "usage": "agency", "collection": unit.collection_id},
    )

    assert lines("archive.") == [
        ("archive.photo_added", person.pk, "hq", "Chợ nổi"),
        ("archive.photo_changed", person.pk, "hq", "Chợ nổi"),
    ]
    assert AuditEntry.objects.get(action="archive.photo_changed").data == {
        "changed": ["usage"],
        "before": {"usage": "unknown"},
        "after": {"usage": "agency"},
    }
    assert not AuditEntry.objects.filter(
        action__startswith="wagtail.", target_kind="archive.photo"
    ).exists()


def test_a_removed_photo_leaves_what_it_was(client, unit, person):
    photo = photo_make(unit, title="Chợ nổi")
    client.force_login(person)

    photo.delete()

    entry = AuditEntry.objects.get(action="archive.photo_removed")
    assert (entry.unit_key, entry.target_label) == ("hq", "Chợ nổi")
    assert entry.data["before"]["title"] == "Chợ nổi"


def test_a_save_that_changes_nothing_and_house_keeping_write_nothing(unit):
    photo = photo_make(unit, title="Chợ nổi")
    before = AuditEntry.objects.count()

    photo.save()
    photo.file_size = 5
    photo.save(update_fields=["file_size"])

    assert AuditEntry.objects.count() == before


def test_what_a_save_leaves_out_is_not_told_as_changed(unit):
    photo = photo_make(unit, title="Chợ nổi", credit="Ảnh: Gia Bảo")
    photo.title, photo.credit = "Chợ nổi Cái Răng", "chưa lưu"

    photo.save(update_fields=["title"])

    entry = AuditEntry.objects.get(action="archive.photo_changed")
    assert entry.data["changed"] == ["title"]


def test_photos_moved_in_bulk_have_a_line_each(client, unit, person):
    unit.collection.add_child(name="Ảnh cũ")
    old = unit.collection.get_children().get()
    photos = [photo_make(unit, title=f"Ảnh {n}") for n in (1, 2)]
    client.force_login(person)
    ids = "&".join(f"id={photo.pk}" for photo in photos)
    url = reverse("wagtail_bulk_action", args=["archive", "photo", "add_to_collection"])

    answer = client.post(f"{url}?{ids}", {"collection": old.pk})

    assert answer.status_code == 302
    assert set(Photo.objects.values_list("collection", flat=True)) == {old.pk}
    # Wagtail asks for what was ticked in no order.
    assert sorted(lines("archive.photo_changed")) == [
        ("archive.photo_changed", person.pk, "hq", "Ảnh 1"),
        ("archive.photo_changed", person.pk, "hq", "Ảnh 2"),
    ]


def test_a_document_comes_opens_to_readers_and_goes(unit, person):
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", name="bao-cao.pdf")
    document = document_ingest(unit=unit, file=file, by=person)
    document = ArchiveDocument.objects.get(pk=document.pk)
    document.is_public = True
    document.save()
    document.delete()

    assert [line[0] for line in lines("archive.")] == [
        "archive.document_added",
        "archive.document_changed",
        "archive.document_removed",
    ]
    assert AuditEntry.objects.get(action="archive.document_changed").data["after"] == {
        "is_public": True
    }
    assert audit_chain_check().broken_at is None
