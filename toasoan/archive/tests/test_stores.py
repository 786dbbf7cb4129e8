"""Every store keeps, gives back and refuses alike: a disk, an S3 server, two at once."""

import io
import os
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test.utils import override_settings

from toasoan.archive.models import Photo
from toasoan.archive.services import photo_renditions_build
from toasoan.archive.storing.local import local_copy
from toasoan.archive.storing.s3 import PART_BYTES
from toasoan.archive.storing.stores import StoreSilent, digest_of
from toasoan.archive.tests.factories import document_make, photo_make, unit_make
from toasoan.archive.tests.s3_material import both, storages_of

NAME = "documents/Thông tư số 5 “về thuế” (bản ký).pdf"
# sha256 of b"abc", of FIPS 180-2.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def kept(store, name=NAME, data=b"0123456789"):
    store.put_whole(name, io.BytesIO(data))
    return name


def read(store, name):
    with store.open(name) as file:
        return file.read()


def test_a_file_is_read_back_under_its_vietnamese_name(store):
    name = store.save("documents/Số liệu quý III.csv", ContentFile("đủ".encode()))

    assert read(store, name).decode() == "đủ"
    assert store.exists(name)
    assert list(store.names()) == [name]


def test_a_name_that_is_taken_is_not_written_over(store):
    first = store.save("documents/a.txt", ContentFile(b"mot"))
    second = store.save("documents/a.txt", ContentFile(b"hai"))

    assert first == "documents/a.txt"
    assert second != first
    assert [read(store, each) for each in (first, second)] == [b"mot", b"hai"]


def test_what_another_stored_between_the_look_and_the_writing_stays(on_s3, monkeypatch):
    first = on_s3.save("documents/a.txt", ContentFile(b"mot"))
    monkeypatch.setattr(on_s3, "get_available_name", lambda name, **_kw: name)

    second = on_s3.save("documents/a.txt", ContentFile(b"hai"))

    assert second != first
    assert [read(on_s3, each) for each in (first, second)] == [b"mot", b"hai"]


def test_a_file_put_under_a_name_that_is_taken_is_refused(store):
    kept(store)

    with pytest.raises(FileExistsError):
        store.put_whole(NAME, io.BytesIO(b"khac"))

    assert read(store, NAME) == b"0123456789"


def test_a_part_of_a_file_is_read_without_the_rest(store):
    kept(store)

    assert store.size(NAME) == 10
    assert b"".join(store.pieces(NAME, 2, 3)) == b"234"
    assert b"".join(store.pieces(NAME, 8, 100)) == b"89"
    assert b"".join(store.pieces(NAME, 0, 0)) == b""


def test_a_heavy_file_goes_in_parts_and_comes_back_whole(store):
    data = os.urandom(1024) * (2 * PART_BYTES // 1024) + b"cuoi"
    kept(store, data=data)

    assert store.size(NAME) == 2 * PART_BYTES + 4
    assert b"".join(store.pieces(NAME, 2 * PART_BYTES, 4)) == b"cuoi"
    assert read(store, NAME) == data
    with pytest.raises(FileExistsError):
        store.put_whole(NAME, io.BytesIO(data))


def test_the_digest_is_that_of_the_stored_bytes(store):
    assert digest_of(store, kept(store, data=b"abc")) == ABC


def test_an_empty_file_is_a_file(store):
    kept(store, data=b"")

    assert (store.size(NAME), read(store, NAME)) == (0, b"")


def test_what_is_not_there_is_said_to_be_missing(store):
    assert not store.exists(NAME)
    for ask in (store.open, store.size, store.holder):
        with pytest.raises(FileNotFoundError):
            ask(NAME)
    with pytest.raises(FileNotFoundError):
        list(store.pieces(NAME, 0, 5))


def test_deleted_it_is_gone_and_deleted_again_nothing_happens(store):
    kept(store)
    store.delete(NAME)
    store.delete(NAME)

    assert not store.exists(NAME)


@pytest.mark.parametrize("name", ["../ngoai.txt", "documents/../../ngoai.txt"])
def test_no_name_leads_out_of_the_store(store, name):
    with pytest.raises(SuspiciousOperation):
        store.save(name, ContentFile(b"x"))
    with pytest.raises(SuspiciousOperation):
        store.exists(name)


def test_a_file_has_the_same_address_in_every_store(store):
    assert store.url("renditions/ab/cd.jpg") == "/tep/renditions/ab/cd.jpg"


def test_a_put_that_broke_off_leaves_nothing(store):
    class Broken(io.BytesIO):
        def read(self, *_args):
            if self.tell():
                raise OSError("rút dây")
            return super().read(PART_BYTES)

    with pytest.raises(OSError, match="rút dây"):
        store.put_whole(NAME, Broken(b"x" * PART_BYTES))

    assert list(store.names()) == []
    assert not store.exists(NAME)


def test_a_silent_store_is_no_missing_file(s3, on_s3):
    on_s3.save("documents/a.txt", ContentFile(b"mot"))
    gone = {**s3, "OPTIONS": {**s3["OPTIONS"], "endpoint_url": "http://127.0.0.1:1"}}
    with override_settings(STORAGES=storages_of(gone, gone)):
        for ask in (storages["default"].exists, storages["default"].open):
            with pytest.raises(StoreSilent, match="Kho tệp không trả lời"):
                ask("documents/a.txt")


def test_a_bucket_shows_nothing_to_who_has_no_key(on_s3):
    """Every object is written without an access list: the bucket's policy holds."""
    name = kept(on_s3)
    grants = on_s3.bucket.Object(f"tòa soạn/{name}").Acl().grants

    assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL"]
    assert all("AllUsers" not in str(grant) for grant in grants)


# --- What the archive does with them ----------------------------------------------


def test_programs_get_a_path_in_every_store_and_no_copy_stays(
    store, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept(store)
    field = type("Tep", (), {"name": NAME, "storage": store})()
    try:
        field.path = store.path(NAME)
    except NotImplementedError:
        field = _Remote(NAME, store)

    with local_copy(field) as path:
        assert path.suffix == ".pdf"
        assert path.read_bytes() == b"0123456789"

    assert list(tmp_path.glob("toasoan-*")) == []


class _Remote:
    def __init__(self, name, storage):
        self.name, self.storage = name, storage

    @property
    def path(self):
        return self.storage.path(self.name)


@pytest.mark.django_db
def test_photos_their_renditions_and_documents_live_in_every_store(
    store, django_capture_on_commit_callbacks
):
    unit = unit_make()
    photo = photo_make(unit)
    document = document_make(unit)
    assert photo_renditions_build(photo_id=photo.pk) > 0

    names = set(store.names())
    photo = Photo.objects.get()
    renditions = {each.file.name for each in photo.renditions.all()}
    assert {photo.file.name, document.file.name} | renditions == names
    assert all(
        each.url.startswith("/tep/renditions/") for each in photo.renditions.all()
    )
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert set(store.names()) == {document.file.name}


def test_files_on_disk_that_are_on_their_way_have_no_name(tmp_path):
    disk = storages["files_disk"]
    kept(disk)
    Path(disk.path("documents/.coming-0123")).write_bytes(b"nua")

    assert list(disk.names()) == [NAME]
    disk.left_behind_clear()
    assert not Path(disk.path("documents/.coming-0123")).exists()


def test_while_files_move_the_new_store_is_read_first_and_both_are_emptied(s3):
    with override_settings(STORAGES=storages_of(both("s3", "disk"), s3)):
        new, old = storages["files_s3"], storages["files_disk"]
        kept(old, data=b"cu")
        assert read(storages["default"], NAME) == b"cu"
        kept(new, data=b"moi")
        assert read(storages["default"], NAME) == b"moi"
        storages["default"].delete(NAME)
        assert not old.exists(NAME)
        assert not new.exists(NAME)
