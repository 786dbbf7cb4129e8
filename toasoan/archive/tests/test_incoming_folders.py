"""What is copied into a watched folder is in the unit's archive, once."""

import os
import time

import pytest
from django.core.files.base import ContentFile

from toasoan.archive.incoming import folders
from toasoan.archive.incoming.taking import incoming_take
from toasoan.archive.models import IncomingFile, Photo
from toasoan.archive.tests.factories import picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def watched(settings, tmp_path, unit):
    settings.INCOMING_DIR = tmp_path / "den"
    folder = settings.INCOMING_DIR / unit.key
    folder.mkdir(parents=True)

    def put(name, data, *, seconds_ago=60):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        moment = time.time() - seconds_ago
        os.utime(path, (moment, moment))
        return path

    put.folder = folder
    return put


def test_what_lies_still_in_a_units_folder_enters_its_archive_and_moves_away(
    watched, unit
):
    path = watched("2026/Cảng.jpg", picture_bytes())

    assert folders.folders_hold_something()
    assert folders.folders_look() == 1

    photo = Photo.objects.get()
    assert (photo.title, photo.collection, photo.uploaded_by_user) == (
        "Cảng",
        unit.collection,
        None,
    )
    assert not path.exists()
    assert [each.name for each in watched.folder.glob("da-nhan/*/*")] == ["Cảng.jpg"]
    assert not folders.folders_hold_something()


def test_what_is_refused_lies_beside_its_reason(watched):
    watched("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>")

    folders.folders_look()

    refused = sorted(each.name for each in watched.folder.glob("tu-choi/*/*"))
    assert refused == ["a.svg", "a.svg.vi-sao.txt"]
    why = next(watched.folder.glob("tu-choi/*/*.txt")).read_text()
    assert why.strip() == IncomingFile.objects.get().refusal != ""


@pytest.mark.parametrize("name", ["a.jpg.part", ".a.jpg", "~a.jpg", "a.tmp"])
def test_what_is_still_being_written_waits(watched, name):
    watched(name, picture_bytes())
    watched("moi.jpg", picture_bytes(), seconds_ago=0)

    assert folders.folders_look() == 0
    assert not folders.folders_hold_something()


def test_a_link_out_of_the_folder_is_not_followed(watched, tmp_path):
    secret = tmp_path / "bi-mat.jpg"
    secret.write_bytes(picture_bytes())
    (watched.folder / "a.jpg").symlink_to(secret)
    (watched.folder / "thu-muc").symlink_to(tmp_path)

    assert folders.folders_look() == 0
    assert secret.exists()


def test_stored_and_not_yet_moved_it_is_only_moved(watched, monkeypatch):
    watched("a.jpg", picture_bytes())
    with monkeypatch.context() as cut:
        cut.setattr(folders, "_move", lambda *_: (_ for _ in ()).throw(OSError))
        with pytest.raises(OSError):  # noqa: PT011
            folders.folders_look()

    folders.folders_look()

    assert Photo.objects.count() == 1
    assert len(list(watched.folder.glob("da-nhan/*/*"))) == 1


def test_what_may_not_be_read_keeps_no_other_waiting(watched, monkeypatch):
    watched("a.jpg", picture_bytes())
    watched("b.jpg", picture_bytes(colour=(9, 9, 99)))
    take = folders._take

    def barred(unit, path):
        if path.name == "a.jpg":
            raise PermissionError
        take(unit, path)

    monkeypatch.setattr(folders, "_take", barred)

    assert folders.folders_look() == 1
    assert [photo.title for photo in Photo.objects.all()] == ["b"]


def test_two_of_one_name_stand_beside_each_other(watched):
    watched("a.jpg", picture_bytes(colour=(1, 2, 3)))
    folders.folders_look()
    watched("a.jpg", picture_bytes(colour=(200, 2, 3)))
    folders.folders_look()

    names = sorted(each.name for each in watched.folder.glob("da-nhan/*/*"))
    assert names == ["a-2.jpg", "a.jpg"]
    assert Photo.objects.count() == 2


def test_a_folder_of_no_unit_is_left_alone(watched, settings):
    stray = settings.INCOMING_DIR / "la"
    stray.mkdir()
    (stray / "a.jpg").write_bytes(picture_bytes())

    assert folders.folders_look() == 0
    assert (stray / "a.jpg").exists()


def test_no_folder_is_watched_unless_one_is_named(settings):
    settings.INCOMING_DIR = None

    assert folders.folders_look() == 0


# --- Taking ----------------------------------------------------------------------


def test_taken_twice_it_is_one(unit):
    facts = {"key": "folder:hq:1", "source": "folder", "unit": unit}
    first = incoming_take(file=ContentFile(picture_bytes(), name="a.jpg"), **facts)
    again = incoming_take(file=ContentFile(picture_bytes(), name="a.jpg"), **facts)

    assert first == again
    assert first.entry.photo == Photo.objects.get()
