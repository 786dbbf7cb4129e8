"""A false alarm: who administers the unit lets the file go, with a reason."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from toasoan.archive.errors import QuarantinedFileLost
from toasoan.archive.metadata.errors import ReasonMissing
from toasoan.archive.models import CatalogueEntry, ProcessingStep, Quarantine
from toasoan.archive.selectors import right_to_use
from toasoan.archive.steps import processing, scan_step
from toasoan.archive.steps.quarantine_release import asset_release
from toasoan.archive.tests.factories import person_make, unit_make
from toasoan.archive.tests.media_material import document_entry, states
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db
DATA = b"sach ma may quet bao nham"


@pytest.fixture
def admin(unit):
    return person_make(unit, Role.UNIT_ADMINISTRATOR)


@pytest.fixture
def held(unit, settings, tmp_path, monkeypatch):
    """An entry of which the scanner says what it says of malware."""
    settings.MADE_DIR = tmp_path / "made"
    settings.QUARANTINE_DIR = tmp_path / "quarantine"
    settings.CLAMD = "/khong/co.sock"
    monkeypatch.setattr(scan_step, "malware_in", lambda *_a, **_k: "Lam-Tuong")
    entry = document_entry("a.txt", DATA, unit)
    processing.asset_process(entry_pk=entry.pk)
    return CatalogueEntry.objects.get(pk=entry.pk)


def stored(entry):
    document = CatalogueEntry.objects.get(pk=entry.pk).document
    return Path(document.file.path)


def test_let_go_the_file_is_back_and_its_steps_go_on(
    held, admin, unit, settings, django_capture_on_commit_callbacks
):
    assert not stored(held).exists()

    with django_capture_on_commit_callbacks(execute=True):
        assert (
            asset_release(entry=held, by=admin, reason=" Đã gửi hãng kiểm tra ") is True
        )
    processing.asset_process(entry_pk=held.pk)

    assert stored(held).read_bytes() == DATA
    assert list(Path(settings.QUARANTINE_DIR).iterdir()) == []
    assert states(held) == {"scan": "done", "text": "done"}
    scan = ProcessingStep.objects.get(entry=held, name="scan")
    assert scan.why == "Báo nhầm (Lam-Tuong): Đã gửi hãng kiểm tra"
    entry = AuditEntry.objects.get(action="archive.asset_released")
    assert entry.data["reason"] == "Đã gửi hãng kiểm tra"
    assert entry.data["signature"] == "Lam-Tuong"


def test_by_what_right_it_may_be_used_is_said_anew(held, admin, unit):
    asset_release(entry=held, by=admin, reason="Báo nhầm")

    document = CatalogueEntry.objects.get(pk=held.pk).document
    assert document.usage == "unknown"
    assert not right_to_use(document, unit).allowed
    document.usage = "staff"
    document.save()
    assert right_to_use(document, unit).allowed


def test_let_go_twice_it_is_once(held, admin):
    asset_release(entry=held, by=admin, reason="Báo nhầm")

    assert asset_release(entry=held, by=admin, reason="Báo nhầm") is False
    assert AuditEntry.objects.filter(action="archive.asset_released").count() == 1


def test_what_a_release_that_was_cut_off_has_left_is_made_whole(held, admin):
    file = held.document.file
    file.storage.save(file.name, ContentFile(DATA[:5]))

    asset_release(entry=held, by=admin, reason="Báo nhầm")

    assert stored(held).read_bytes() == DATA


@pytest.mark.parametrize(
    "role", [Role.REPORTER, Role.ARCHIVIST, Role.PHOTO_VIDEO_EDITOR]
)
def test_who_does_not_administer_the_unit_lets_nothing_go(held, unit, role):
    with pytest.raises(NotAllowed):
        asset_release(entry=held, by=person_make(unit, role), reason="Báo nhầm")

    assert_held(held)


def test_another_units_administrator_finds_nothing(held, client):
    client.force_login(person_make(unit_make("ck"), Role.UNIT_ADMINISTRATOR))

    answer = client.post(
        reverse("archive_staff:processing_release", args=[held.pk]), {"reason": "x"}
    )

    assert answer.status_code == 404
    assert_held(held)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_is_let_go(held, admin, reason):
    with pytest.raises(ReasonMissing):
        asset_release(entry=held, by=admin, reason=reason)

    assert_held(held)


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_a_held_file_that_is_gone_or_another_is_not_put_back(
    held, admin, settings, harm
):
    (path,) = Path(settings.QUARANTINE_DIR).iterdir()
    if harm == "gone":
        path.unlink()
    else:
        path.chmod(0o600)
        path.write_bytes(b"khac")

    with pytest.raises(QuarantinedFileLost):
        asset_release(entry=held, by=admin, reason="Báo nhầm")

    assert Quarantine.objects.count() == 1
    assert not stored(held).exists()


def test_the_screen_offers_it_to_who_may_and_keeps_what_was_typed(
    held, admin, unit, client
):
    address = reverse("archive_staff:processing", args=[held.pk])
    client.force_login(person_make(unit, Role.ARCHIVIST))
    assert "Thả tệp" not in client.get(address).text
    client.force_login(admin)
    assert "Thả tệp: máy quét báo nhầm" in client.get(address).text

    release = reverse("archive_staff:processing_release", args=[held.pk])
    refused = client.post(release, {"reason": ""})
    done = client.post(release, {"reason": "Đã kiểm tra"}, follow=True)

    assert refused.status_code == 400
    assert "Ghi lý do thả tệp." in refused.text
    assert "Đã thả tệp." in done.text
    assert not Quarantine.objects.exists()


def assert_held(entry):
    assert Quarantine.objects.count() == 1
    assert not stored(entry).exists()
    assert CatalogueEntry.objects.get(pk=entry.pk).usage == "forbidden"
    assert not AuditEntry.objects.filter(action="archive.asset_released").exists()
