"""Resumable uploads: the tus protocol as a client meets it."""

import base64
import hashlib
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from toasoan.archive.incoming.uploading import upload_offset
from toasoan.archive.models import Upload
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.archive.tests.upload_material import (
    PICTURE,
    ROOT,
    begin,
    encoded,
    head,
    patch,
    signed_in,
    told,
)
from toasoan.archive.views import uploads as views
from toasoan.units.roles import Role

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


# --- The protocol -----------------------------------------------------------------


def test_options_tell_version_extensions_and_checksums(phone):
    answer = phone.options(ROOT)

    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == (
        "creation,creation-with-upload,termination,expiration,checksum"
    )
    assert answer["Tus-Max-Size"] == str(2048 * 1024 * 1024)
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
