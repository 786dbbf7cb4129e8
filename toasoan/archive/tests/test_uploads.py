"""Resumable uploads: the tus protocol as a client meets it."""

import base64
import hashlib
import threading
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from toasoan.archive import uploading
from toasoan.archive.errors import FileRefused, UploadOffsetWrong, UploadUnfinished
from toasoan.archive.models import ArchiveDocument, Photo, Upload
from toasoan.archive.tests.factories import person_make, picture_bytes, unit_make
from toasoan.archive.uploading import (
    upload_begin,
    upload_keep,
    upload_look,
    upload_offset,
    upload_receive,
    uploads_sweep,
)
from toasoan.archive.views import uploads as views
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
ROOT = "/toa-soan/tai-len/"
PICTURE = picture_bytes((400, 300))
SIZE = len(PICTURE)
STREAM = "application/offset+octet-stream"


@pytest.fixture
def unit():
    return unit_make("tbtc")


@pytest.fixture
def reporter(unit):
    return person_make(unit)


@pytest.fixture
def phone(reporter):
    return signed_in(reporter)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def told(unit="tbtc", kind="photo", name="ảnh 1.jpg", **more):
    pairs = {"id": str(uuid.uuid4()), "unit": unit, "kind": kind, "filename": name}
    return pairs | more


def encoded(pairs):
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in pairs.items()
    )


def begin(client, pairs, length=SIZE, data=b"", **headers):
    return client.post(
        ROOT,
        data=data,
        content_type=STREAM if data else "text/plain",
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(length),
            "Upload-Metadata": encoded(pairs),
            **headers,
        },
    )


def patch(client, pk, at, data, content_type=STREAM, **headers):
    return client.patch(
        f"{ROOT}{pk}/",
        data=data,
        content_type=content_type,
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": str(at), **headers},
    )


def head(client, pk):
    return client.head(f"{ROOT}{pk}/", headers={"Tus-Resumable": "1.0.0"})


def begun(unit, by, data=PICTURE, kind="photo", name="anh.jpg", **fields):
    upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=unit,
        kind=kind,
        name=name,
        length=len(data),
        by=by,
        **fields,
    )
    return upload


def sent(unit, by, data=PICTURE, **fields):
    upload = begun(unit, by, data, **fields)
    upload_receive(upload=upload, at=0, pieces=[data])
    upload.refresh_from_db()
    return upload


# --- The protocol -----------------------------------------------------------------


def test_options_tell_version_extensions_and_checksums(phone):
    answer = phone.options(ROOT)

    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == (
        "creation,creation-with-upload,termination,expiration,checksum"
    )
    assert answer["Tus-Max-Size"] == str(1024 * 1024 * 1024)
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"


def test_an_upload_cut_at_90_percent_goes_on_and_is_the_same_file(phone, reporter):
    pairs = told()
    cut = len(PICTURE) * 9 // 10

    created = begin(phone, pairs)
    first = patch(phone, pairs["id"], 0, PICTURE[:cut])
    asked = head(phone, pairs["id"])
    rest = patch(phone, pairs["id"], cut, PICTURE[cut:])

    assert (created.status_code, created["Location"]) == (201, f"{ROOT}{pairs['id']}/")
    assert created["Upload-Offset"] == "0"
    assert (first.status_code, first["Upload-Offset"]) == (204, str(cut))
    assert (asked.status_code, asked["Upload-Offset"]) == (200, str(cut))
    assert asked["Upload-Length"] == str(len(PICTURE))
    assert asked["Upload-Metadata"] == encoded(pairs)
    assert asked["Cache-Control"] == "no-store, private"
    assert "Upload-Expires" in asked
    assert (rest.status_code, rest["Upload-Offset"]) == (204, str(len(PICTURE)))
    upload = Upload.objects.get()
    assert (upload.state, upload.by, upload.name) == ("received", reporter, "ảnh 1.jpg")
    assert upload.path.read_bytes() == PICTURE


def test_creation_takes_the_first_bytes_along(phone):
    pairs = told()

    created = begin(phone, pairs, data=PICTURE[:1000])

    assert (created.status_code, created["Upload-Offset"]) == (201, "1000")
    assert Upload.objects.get().path.read_bytes() == PICTURE[:1000]


def test_creation_sent_again_is_the_same_upload_and_adds_nothing(phone):
    pairs = told()
    begin(phone, pairs)
    patch(phone, pairs["id"], 0, PICTURE[:500])

    again = begin(phone, pairs, data=PICTURE[:1000])

    assert (again.status_code, again["Upload-Offset"]) == (201, "500")
    assert Upload.objects.count() == 1


def test_creation_under_a_key_in_use_for_another_file_is_refused(phone):
    pairs = told()
    begin(phone, pairs)

    other = begin(phone, pairs, length=77)

    assert (other.status_code, other.json()["code"]) == (409, "upload_id_taken")
    assert Upload.objects.get().length == len(PICTURE)


def test_wrong_offset_is_409_and_nothing_is_added(phone):
    pairs = told()
    begin(phone, pairs)
    patch(phone, pairs["id"], 0, PICTURE[:500])

    for at in (0, 499, 501):
        assert patch(phone, pairs["id"], at, b"xx").status_code == 409
    assert Upload.objects.get().path.read_bytes() == PICTURE[:500]


def test_more_than_was_announced_is_413_and_nothing_is_added(phone):
    pairs = told()
    begin(phone, pairs)

    answer = patch(phone, pairs["id"], 0, PICTURE + b"x")

    assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_long")
    assert upload_offset(Upload.objects.get()) == 0


def test_checksum_that_does_not_fit_throws_the_piece_away(phone):
    pairs = told()
    begin(phone, pairs)
    right = base64.b64encode(hashlib.sha1(PICTURE[:900]).digest()).decode()

    wrong = patch(
        phone, pairs["id"], 0, PICTURE[1:901], **{"Upload-Checksum": f"sha1 {right}"}
    )
    unknown = patch(
        phone, pairs["id"], 0, PICTURE[:900], **{"Upload-Checksum": f"md5 {right}"}
    )
    good = patch(
        phone, pairs["id"], 0, PICTURE[:900], **{"Upload-Checksum": f"sha1 {right}"}
    )

    assert (wrong.status_code, unknown.status_code) == (460, 400)
    assert (good.status_code, good["Upload-Offset"]) == (204, "900")
    assert [p.name for p in Path(settings.UPLOAD_DIR).iterdir()] == [
        uuid.UUID(pairs["id"]).hex
    ]


def test_termination_throws_the_upload_away(phone):
    pairs = told()
    begin(phone, pairs)
    patch(phone, pairs["id"], 0, PICTURE[:500])

    gone = phone.delete(f"{ROOT}{pairs['id']}/", headers={"Tus-Resumable": "1.0.0"})

    assert gone.status_code == 204
    assert head(phone, pairs["id"]).status_code == 404
    assert list(Path(settings.UPLOAD_DIR).iterdir()) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "1e3"}, 400),
        ({"Upload-Metadata": ""}, 400),
        ({"Upload-Metadata": "filename YQ==,filename YQ=="}, 400),
        ({"Upload-Metadata": "tên YQ=="}, 400),
    ],
)
def test_garbage_in_the_headers_is_refused_and_nothing_begins(phone, headers, status):
    sane = {key: value.encode().decode("latin-1") for key, value in headers.items()}

    assert begin(phone, told(), **sane).status_code == status
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    "pairs",
    [
        told(kind="program"),
        told(name="../../"),
        told(sha256="xyz"),
        told(id="1"),
        told(owner="x"),
    ],
)
def test_garbage_in_the_metadata_is_refused(phone, pairs):
    assert begin(phone, pairs).status_code == 400
    assert Upload.objects.count() == 0


def test_name_loses_its_folders(phone):
    begin(phone, told(name="C:\\DCIM\\ảnh.jpg"))

    assert Upload.objects.get().name == "ảnh.jpg"


def test_other_content_type_is_415(phone):
    pairs = told()
    begin(phone, pairs)

    answer = patch(phone, pairs["id"], 0, PICTURE[:10], content_type="image/jpeg")

    assert answer.status_code == 415
    assert upload_offset(Upload.objects.get()) == 0


def test_a_method_in_a_header_counts_with_post_alone(phone):
    pairs = told()
    begin(phone, pairs)
    headers = {"Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": "DELETE"}

    assert phone.get(f"{ROOT}{pairs['id']}/", headers=headers).status_code == 405
    assert Upload.objects.count() == 1
    assert phone.post(f"{ROOT}{pairs['id']}/", headers=headers).status_code == 204
    assert Upload.objects.count() == 0


# --- Who --------------------------------------------------------------------------


def test_nobody_signed_in_is_401_and_nothing_begins():
    answer = begin(Client(), told())

    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")
    assert Upload.objects.count() == 0


def test_without_the_token_of_the_cookie_nothing_is_taken(reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)

    assert begin(client, told()).status_code == 403
    assert Upload.objects.count() == 0


def test_anothers_upload_is_as_if_there_were_none(phone, unit):
    pairs = told()
    begin(phone, pairs)
    other = signed_in(person_make(unit))

    assert head(other, pairs["id"]).status_code == 404
    assert patch(other, pairs["id"], 0, PICTURE[:9]).status_code == 404
    assert begin(other, pairs).status_code == 409
    assert upload_offset(Upload.objects.get()) == 0


def test_the_archive_of_a_unit_one_is_not_in_is_404(phone):
    unit_make("hq")

    assert begin(phone, told(unit="hq")).status_code == 404
    assert Upload.objects.count() == 0


def test_who_only_reads_in_the_unit_brings_nothing(unit):
    client = signed_in(person_make(unit, Role.ANALYST))

    assert begin(client, told()).status_code == 403
    assert Upload.objects.count() == 0


# --- Too much ---------------------------------------------------------------------


def test_size_limit_is_that_of_the_kind(phone):
    too_much = settings.UPLOAD_LIMITS["photo"] + 1

    assert begin(phone, told(), length=too_much).status_code == 413
    assert begin(phone, told(kind="video"), length=too_much).status_code == 201
    assert begin(phone, told(), length=0).status_code == 400


def test_one_person_has_only_so_much_on_the_way(phone, settings):
    settings.UPLOAD_SHARE_OF_PERSON = 2 * len(PICTURE)
    begin(phone, told())
    begin(phone, told())

    third = begin(phone, told())

    assert (third.status_code, third.json()["code"]) == (413, "upload_share_full")
    assert Upload.objects.count() == 2


def test_a_full_disk_is_507(phone, settings):
    settings.UPLOAD_DISK_RESERVE = 10**18

    assert begin(phone, told()).status_code == 507
    assert Upload.objects.count() == 0


def test_when_every_writer_is_taken_a_phone_is_asked_to_come_again(phone):
    pairs = told()
    begin(phone, pairs)
    with views._writers:
        answer = patch(phone, pairs["id"], 0, PICTURE)

    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert patch(phone, pairs["id"], 0, PICTURE).status_code == 204


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
