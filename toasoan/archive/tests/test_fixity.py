"""Every file is read again: what is lost or changed is found, told once, and put back."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from toasoan.archive.keeping import fixity
from toasoan.archive.keeping.bins import asset_bin
from toasoan.archive.keeping.errors import FileDiffers, FileNotDamaged
from toasoan.archive.keeping.fixity import fixity_check
from toasoan.archive.keeping.repair import file_repair
from toasoan.archive.models import FileCheck, FixityRound
from toasoan.archive.tests.factories import (
    document_make,
    person_make,
    photo_make,
    picture_bytes,
    unit_make,
    upload,
)
from toasoan.archive.tests.test_bin import in_days
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.units.roles import Role
from toasoan.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(unit):
    return photo_make(unit)


def place(asset):
    return Path(asset.file.path)


def results():
    return dict(FileCheck.objects.values_list("entry__title", "result"))


def told():
    return Notification.objects.filter(kind="archive.files_damaged")


def test_whole_files_are_found_whole_and_their_hash_is_known(unit, photo):
    document_make(unit)

    assert fixity_check() == 2

    assert results() == {"Cảng": "ok", "Thông báo": "ok"}
    assert FileCheck.objects.get(entry=photo.entry).sha256 == photo.content_hash
    done = FixityRound.objects.get()
    assert done.ended_at is not None
    assert done.bytes_read == len(picture_bytes()) + len(b"%PDF-1.4\n%%EOF\n")
    assert fixity_check() == 0


def test_lost_and_changed_files_are_found_and_told_once(unit, keeper, photo):
    paper = document_make(unit)
    place(photo).unlink()
    place(paper).write_bytes(b"%PDF-1.4\n%%EOG\n")

    fixity_check()
    fixity_check(anew=True)

    assert results() == {"Cảng": "missing", "Thông báo": "changed"}
    assert told().count() == 1
    assert told().get().recipient == keeper


def test_a_round_goes_on_where_its_slice_ended(unit):
    for n in range(5):
        photo_make(unit, title=f"Ảnh {n}")

    read = [fixity_check(most_files=2) for _slice in range(4)]

    assert read == [2, 2, 1, 0]
    assert FixityRound.objects.count() == 1
    assert FileCheck.objects.count() == 5


def test_a_slice_reads_no_file_more_once_its_bytes_are_spent(unit):
    for n in range(3):
        photo_make(unit, title=f"Ảnh {n}")

    assert fixity_check(most_bytes=1) == 1


def test_two_slices_at_once_are_one(photo):
    FixityRound.objects.create(held_until=clock.now() + timedelta(minutes=5))

    assert fixity_check() == 0
    FixityRound.objects.update(held_until=clock.now() - timedelta(seconds=1))
    assert fixity_check() == 1


def test_the_next_round_comes_after_its_days(photo):
    fixity_check()

    with in_days(29):
        assert not fixity.fixity_due()
    with in_days(31):
        assert fixity_check() == 1
    assert FixityRound.objects.count() == 2


def test_a_disk_that_is_not_there_makes_no_file_missing(photo, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "khong-co")

    assert fixity_check() == 0
    assert not FileCheck.objects.exists()


def test_what_lies_in_the_bin_is_read_too(keeper, photo):
    asset_bin(asset=photo, by=keeper)

    assert fixity_check() == 1


def test_the_same_content_puts_the_file_back(keeper, photo):
    place(photo).write_bytes(b"hong")
    fixity_check()
    check = FileCheck.objects.get()

    file_repair(check=check, file=io.BytesIO(picture_bytes()), by=keeper)

    assert place(photo).read_bytes() == picture_bytes()
    check.refresh_from_db()
    assert check.result == "ok"
    assert check.told_at is None
    with pytest.raises(FileNotDamaged):
        file_repair(check=check, file=io.BytesIO(picture_bytes()), by=keeper)


def test_another_content_is_refused_and_nothing_is_written(keeper, photo):
    place(photo).unlink()
    fixity_check()

    with pytest.raises(FileDiffers):
        file_repair(check=FileCheck.objects.get(), file=io.BytesIO(b"khac"), by=keeper)

    assert not place(photo).exists()
    assert results() == {"Cảng": "missing"}


def test_a_document_nobody_had_read_comes_back_by_the_hash_it_came_with(unit, keeper):
    paper = document_make(unit)
    content = place(paper).read_bytes()
    place(paper).unlink()
    fixity_check()
    check = FileCheck.objects.get()

    with pytest.raises(FileDiffers):
        file_repair(check=check, file=io.BytesIO(content + b"\n"), by=keeper)
    file_repair(check=check, file=io.BytesIO(content), by=keeper)

    assert place(paper).read_bytes() == content


def test_who_does_not_keep_the_archive_puts_nothing_back(unit, photo):
    place(photo).unlink()
    fixity_check()

    with pytest.raises(NotAllowed):
        file_repair(
            check=FileCheck.objects.get(),
            file=io.BytesIO(picture_bytes()),
            by=person_make(unit),
        )

    assert not place(photo).exists()


def test_the_screen_shows_counts_and_takes_the_file(client, keeper, photo):
    place(photo).unlink()
    fixity_check()
    client.force_login(keeper)
    check = FileCheck.objects.get()
    url = reverse("keeping:mend", args=[check.pk])

    shown = client.get(reverse("keeping:fixity")).content.decode()
    refused = client.post(url, {"file": upload(b"khac")})
    taken = client.post(url, {"file": upload(picture_bytes())})

    assert "Mất tệp" in shown
    assert "Cảng" in shown
    assert refused.status_code == 400
    assert "không khớp" in refused.content.decode()
    assert taken.status_code == 302
    assert place(photo).exists()


def test_another_units_keeper_sees_no_damage_of_ours(client, photo):
    place(photo).unlink()
    fixity_check()
    client.force_login(person_make(unit_make("tbtc"), Role.ARCHIVIST))
    url = reverse("keeping:mend", args=[FileCheck.objects.get().pk])

    assert "Cảng" not in client.get(reverse("keeping:fixity")).content.decode()
    assert client.get(url).status_code == 404
    answer = client.post(url, {"file": upload(picture_bytes())})
    assert answer.status_code == 404
    assert not place(photo).exists()


def test_the_command_reads_everything_reports_and_puts_back(photo, tmp_path):
    place(photo).unlink()
    out = io.StringIO()

    with pytest.raises(CommandError):
        call_command("archive_fixity", stdout=out)
    copy = tmp_path / "ban-sao.jpg"
    copy.write_bytes(picture_bytes())
    call_command("archive_fixity", "--put", photo.file.name, str(copy), stdout=out)
    call_command("archive_fixity", "--report", stdout=out)

    said = out.getvalue()
    assert f"missing\thq\t{photo.file.name}" in said
    assert "1 files are whole, 0 are damaged." in said
