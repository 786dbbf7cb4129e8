"""Files brought in many at once, and what a ZIP of them becomes."""

import io
import uuid
import zipfile

import pytest
from django.urls import reverse

from toasoan.archive.errors import FileRefused, UploadNotFound, UploadUnfinished
from toasoan.archive.incoming import bundles
from toasoan.archive.incoming.bundles import BundleRefused, bundle_inspect
from toasoan.archive.incoming.taking import incoming_take
from toasoan.archive.incoming.unpacking import bundle_go_on, bundle_take
from toasoan.archive.incoming.uploading import upload_begin, upload_keep, upload_receive
from toasoan.archive.models import ArchiveDocument, IncomingFile, Photo, Upload
from toasoan.archive.tests.factories import person_make, picture_bytes, unit_make
from toasoan.units.models import Membership
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


def zipped(files, **how):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **how) as bundle:
        for name, data in files:
            bundle.writestr(name, data)
    return out.getvalue()


def came(unit, person, data, name="anh.zip"):
    """The ZIP as it came in over tus."""
    upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=unit,
        kind="bundle",
        name=name,
        length=len(data),
        by=person,
    )
    upload_receive(upload=upload, at=0, pieces=[data])
    return Upload.objects.get(pk=upload.pk)


@pytest.fixture
def unit(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return unit_make("hq")


@pytest.fixture
def person(unit):
    return person_make(unit)


@pytest.fixture
def take(person, django_capture_on_commit_callbacks):
    """Have the person's ZIP unpacked, the job done."""

    def take(upload, **details):
        with django_capture_on_commit_callbacks(execute=True):
            bundle_take(upload=upload, by=person, details=details)

    return take


# --- A ZIP -----------------------------------------------------------------------


def test_every_file_of_a_zip_is_in_the_archive_with_what_was_said_of_all(
    unit, person, take
):
    files = [("Cảng/một.jpg", picture_bytes()), ("giấy.pdf", PDF), ("rỗng.jpg", b"")]
    upload = came(unit, person, zipped(files))

    take(upload, credit="Gia Bảo", usage="staff")

    photo, paper = Photo.objects.get(), ArchiveDocument.objects.get()
    assert (photo.title, photo.credit, photo.usage) == ("một", "Gia Bảo", "staff")
    assert (paper.title, paper.uploaded_by_user) == ("giấy", person)
    rows = IncomingFile.objects.order_by("pk")
    assert [(row.name, row.state) for row in rows] == [
        ("một.jpg", "kept"),
        ("giấy.pdf", "kept"),
        ("rỗng.jpg", "refused"),
    ]
    assert rows[2].refusal.startswith("Tệp trống")
    upload.refresh_from_db()
    assert upload.state == "kept"


def test_cut_off_in_the_middle_it_goes_on_and_nothing_comes_in_twice(
    unit, person, monkeypatch, django_capture_on_commit_callbacks
):
    files = [(f"{n}.jpg", picture_bytes(colour=(n * 9, 0, 0))) for n in range(5)]
    upload = came(unit, person, zipped(files))
    taken = []

    def dies_at_the_third(**facts):
        if len(taken) == 2:
            raise KeyboardInterrupt
        taken.append(facts["key"])
        return incoming_take(**facts)

    monkeypatch.setattr(bundles, "incoming_take", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        bundle_go_on(upload_id=upload.pk, details={})
    monkeypatch.undo()

    with django_capture_on_commit_callbacks(execute=True):
        assert bundle_go_on(upload_id=upload.pk, details={}) == 5
    assert bundle_go_on(upload_id=upload.pk, details={}) == 0

    assert sorted(Photo.objects.values_list("title", flat=True)) == list("01234")
    assert not upload.path.exists()


def test_a_file_that_is_damaged_inside_the_zip_stops_no_other(unit, person, take):
    data = bytearray(zipped([("a.txt", b"mot hai ba " * 9)], compression=8))
    at = data.index(b"a.txt") + len("a.txt")
    data[at : at + 6] = b"\xff" * 6
    with zipfile.ZipFile(out := io.BytesIO(bytes(data)), "a") as bundle:
        bundle.writestr("b.jpg", picture_bytes())

    take(came(unit, person, out.getvalue()))

    rows = IncomingFile.objects.order_by("pk").values_list("name", "state")
    assert list(rows) == [("a.txt", "refused"), ("b.jpg", "kept")]


def test_what_systems_add_and_links_are_no_files(unit, person, take):
    link = zipfile.ZipInfo("duong.jpg")
    link.external_attr = 0o120777 << 16
    files = [("__MACOSX/._a.jpg", b"x"), (".DS_Store", b"x"), ("Thumbs.db", b"x")]
    data = zipped([*files, (link, b"/etc/passwd"), ("a.jpg", picture_bytes())])

    take(came(unit, person, data))

    assert [row.name for row in IncomingFile.objects.all()] == ["a.jpg"]


def test_a_name_that_leads_out_of_the_zip_is_only_a_name(unit, person, take):
    data = zipped([("../../etc/a.jpg", picture_bytes())])

    take(came(unit, person, data))

    assert IncomingFile.objects.get().name == "a.jpg"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 hong", "hỏng"),
        (zipped([]), "không có tệp nào"),
        (zipped([("a.txt", b"0" * 3_000_000)], compression=8), "quá lớn"),
    ],
)
def test_a_zip_that_should_not_be_unpacked_is_refused_with_a_reason(data, said):
    with pytest.raises(BundleRefused, match=said):
        bundle_inspect(io.BytesIO(data))


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(bundles, "MOST_FILES", 2)

    with pytest.raises(BundleRefused, match="có 3 tệp, kho nhận đến 2"):
        bundle_inspect(io.BytesIO(zipped([(f"{n}.txt", b"a") for n in range(3)])))


def test_a_refused_zip_is_gone_and_says_why(unit, person):
    upload = came(unit, person, b"PK\x03\x04 hong")

    with pytest.raises(FileRefused, match="Nén lại"):
        bundle_take(upload=upload, by=person, details={})
    assert not upload.path.exists()


def test_nobody_else_unpacks_ones_zip_nor_half_of_it(unit, person):
    upload = came(unit, person, zipped([("a.jpg", picture_bytes())]))
    half, _new = upload_begin(
        id=uuid.uuid4(), unit=unit, kind="bundle", name="b.zip", length=9, by=person
    )

    with pytest.raises(UploadNotFound):
        bundle_take(upload=upload, by=person_make(unit), details={})
    with pytest.raises(UploadUnfinished):
        bundle_take(upload=half, by=person, details={})
    with pytest.raises(FileRefused, match="Nhận tệp"):
        upload_keep(upload=upload, by=person)

    assert not IncomingFile.objects.exists()


def test_who_left_the_unit_meanwhile_brings_nothing_in(unit, person):
    upload = came(unit, person, zipped([("a.jpg", picture_bytes())]))
    Membership.objects.all().delete()

    bundle_go_on(upload_id=upload.pk, details={})

    row = IncomingFile.objects.get()
    assert (row.state, row.refusal) == (
        "refused",
        "Người gửi không còn được đưa tệp vào kho đơn vị này.",
    )
    assert not Photo.objects.exists()


# --- The screen ------------------------------------------------------------------


def test_a_photo_that_came_in_is_kept_with_what_was_said_and_led_to(
    client, unit, person
):
    data = picture_bytes()
    upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=unit,
        kind="photo",
        name="a.jpg",
        length=len(data),
        by=person,
    )
    upload_receive(upload=upload, at=0, pieces=[data])
    client.force_login(person)

    said = client.post(
        reverse("incoming:keep", args=[upload.pk]),
        {"credit": "Gia Bảo", "usage": "staff"},
    ).json()

    photo = Photo.objects.get()
    assert (photo.credit, photo.usage) == ("Gia Bảo", "staff")
    assert said == {
        "said": "Đã vào kho",
        "url": reverse("wagtailimages:edit", args=[photo.pk]),
    }


def test_a_zip_is_unpacked_behind_the_screen_which_then_lists_its_files(
    client, unit, person, django_capture_on_commit_callbacks
):
    upload = came(
        unit, person, zipped([("một.jpg", picture_bytes()), ("x.svg", b"<svg/>")])
    )
    client.force_login(person)

    with django_capture_on_commit_callbacks(execute=True):
        said = client.post(
            reverse("incoming:keep", args=[upload.pk]), {"usage": "unknown"}
        ).json()
    page = client.get(reverse("incoming:intake")).text

    assert said["said"] == "Đang bung gói, xem kết quả ở dưới sau ít phút"
    assert "một.jpg</a>" in page
    assert "x.svg" in page
    assert "Bị từ chối" in page


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"usage": "gì"}, 400, "Chọn lại quyền sử dụng"),
        ({"usage": "staff", "credit": "a" * 201}, 400, "không quá 200 ký tự"),
    ],
)
def test_what_is_said_wrongly_is_answered_and_the_file_waits(
    client, unit, person, sent, status, said
):
    upload = came(unit, person, zipped([("a.jpg", picture_bytes())]))
    client.force_login(person)

    answer = client.post(reverse("incoming:keep", args=[upload.pk]), sent)

    assert answer.status_code == status
    assert said in answer.json()["message"]
    assert Upload.objects.get().state == "received"


def test_anothers_upload_is_as_one_that_is_not_there(client, unit, person):
    upload = came(unit, person, zipped([("a.jpg", picture_bytes())]))
    client.force_login(person_make(unit))

    answer = client.post(reverse("incoming:keep", args=[upload.pk]), {"usage": "staff"})

    assert answer.status_code == 404
    assert not IncomingFile.objects.exists()


def test_another_units_incoming_files_are_not_listed(client, unit, person, take):
    take(came(unit, person, zipped([("Mật.jpg", picture_bytes())])))
    client.force_login(person_make(unit_make("ck")))

    page = client.get(reverse("incoming:intake"))

    assert page.status_code == 200
    assert "Mật" not in page.text


def test_who_brings_nothing_in_does_not_see_the_screen(client, unit):
    client.force_login(person_make(unit, Role.ANALYST))

    assert client.get(reverse("incoming:intake")).status_code == 403
