"""Uploads under two writers, after a crash and past their time; what is kept of them."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from toasoan.archive.errors import FileRefused, UploadOffsetWrong, UploadUnfinished
from toasoan.archive.incoming import uploading
from toasoan.archive.incoming.uploading import (
    upload_keep,
    upload_look,
    upload_offset,
    upload_receive,
    uploads_sweep,
)
from toasoan.archive.models import ArchiveDocument, Photo, Upload
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.archive.tests.upload_material import (
    PICTURE,
    begin,
    begun,
    head,
    patch,
    sent,
    signed_in,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return unit_make("tbtc")


@pytest.fixture
def reporter(unit):
    return person_make(unit)


@pytest.fixture
def phone(reporter):
    return signed_in(reporter)


# --- Two at once, a restart, time -------------------------------------------------


def test_of_two_writers_at_one_place_one_is_told_and_the_file_is_whole(unit, reporter):
    upload = begun(unit, reporter)
    third = len(PICTURE) // 3

    def slow():
        yield PICTURE[:third]
        # The phone has come back on another connection and sends the same once more.
        upload_receive(upload=Upload.objects.get(), at=third, pieces=[PICTURE[third:]])
        yield PICTURE[third : 2 * third]

    with pytest.raises(UploadOffsetWrong):
        upload_receive(upload=upload, at=0, pieces=slow())

    assert upload.path.read_bytes() == PICTURE
    assert Upload.objects.get().state == "received"


def test_many_writers_at_once_leave_one_whole_file(unit, reporter):
    data = hashlib.sha512(b"x").digest() * 4096
    path = begun(unit, reporter, data, kind="video").path
    refused = []

    def write():
        pieces = (data[i : i + 1000] for i in range(0, len(data), 1000))
        try:
            uploading.quarantine.pieces_append(path, 0, pieces, len(data))
        except UploadOffsetWrong:
            refused.append(1)

    writers = [threading.Thread(target=write) for _ in range(6)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()

    held = path.read_bytes()
    assert data.startswith(held)
    assert len(refused) >= 5


def test_after_a_crash_at_the_last_byte_asking_finishes_the_upload(unit, reporter):
    upload = begun(unit, reporter)
    uploading.quarantine.pieces_append(upload.path, 0, [PICTURE], len(PICTURE))
    assert Upload.objects.get().state == "receiving"

    assert head(signed_in(reporter), upload.pk)["Upload-Offset"] == str(len(PICTURE))
    assert Upload.objects.get().state == "received"


def test_an_upload_nobody_went_on_with_is_swept_and_can_be_begun_anew(phone, unit):
    pairs = told()
    begin(phone, pairs)
    patch(phone, pairs["id"], 0, PICTURE[:500])
    noise = told()
    begin(phone, noise)
    Upload.objects.filter(pk=pairs["id"]).update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )

    assert head(phone, pairs["id"]).status_code == 404
    assert uploads_sweep() == 1
    assert not Upload.objects.filter(pk=pairs["id"]).exists()
    assert head(phone, noise["id"]).status_code == 200
    assert begin(phone, pairs)["Upload-Offset"] == "0"


# --- Into the archive -------------------------------------------------------------


def test_a_received_photo_enters_the_archive_once(
    unit, reporter, django_capture_on_commit_callbacks
):
    upload = sent(unit, reporter)
    details = {"caption": "Quầy thuế", "credit": "Thu Hà", "usage": "staff"}

    with django_capture_on_commit_callbacks(execute=True):
        first = upload_keep(upload=upload, by=reporter, details=details)
        again = upload_keep(upload=upload, by=reporter, details=details)

    photo = Photo.objects.get()
    assert (first.photo, again.photo) == (photo, photo)
    assert (photo.caption, photo.credit, photo.usage) == (
        "Quầy thuế",
        "Thu Hà",
        "staff",
    )
    assert photo.content_hash == hashlib.sha256(PICTURE).hexdigest()
    assert not upload.path.exists()
    assert upload_offset(Upload.objects.get()) == len(PICTURE)


def test_a_program_is_refused_with_the_reason_and_leaves_nothing(unit, reporter):
    upload = sent(unit, reporter, b"MZ" + bytes(500), name="anh.jpg")

    assert upload.state == "refused"
    assert "chương trình" in upload.refusal
    assert not upload.path.exists()
    with pytest.raises(FileRefused, match="chương trình"):
        upload_keep(upload=upload, by=reporter)
    assert Photo.objects.count() == 0


def test_what_came_hurt_is_refused(unit, reporter):
    upload = sent(unit, reporter, sha256=hashlib.sha256(b"another").hexdigest())

    assert (upload.state, "khác với tệp trên máy" in upload.refusal) == (
        "refused",
        True,
    )


def test_an_unfinished_file_is_not_kept(unit, reporter):
    upload = begun(unit, reporter)
    upload_receive(upload=upload, at=0, pieces=[PICTURE[:5]])

    with pytest.raises(UploadUnfinished):
        upload_keep(upload=upload, by=reporter)
    assert upload_look(upload=upload).state == "receiving"


@pytest.mark.parametrize(
    ("head_bytes", "kind", "ending"),
    [
        (b"\x00\x00\x00\x18ftypmp42", "video", ".mp4"),
        (b"\x00\x00\x00\x14ftypqt  ", "video", ".mov"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio", ".m4a"),
        (b"ID3\x04", "audio", ".mp3"),
        (b"\x1aE\xdf\xa3", "audio", ".webm"),
        (b"OggS", "audio", ".ogg"),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio", ".wav"),
    ],
)
def test_film_and_sound_become_documents_of_the_archive(
    unit, reporter, head_bytes, kind, ending
):
    upload = sent(unit, reporter, head_bytes + bytes(600), kind=kind, name="ghi.bin")

    kept = upload_keep(upload=upload, by=reporter, details={"credit": "Thu Hà"})

    document = ArchiveDocument.objects.get()
    assert kept.document == document
    assert document.file.name.endswith(ending)
    assert (document.credit, document.is_public) == ("Thu Hà", False)
