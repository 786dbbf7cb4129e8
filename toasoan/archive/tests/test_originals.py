"""An original leaves the archive with a reason, and with the words of now inside."""

import io

import pytest
from django.urls import reverse
from PIL import Image, IptcImagePlugin

from toasoan.archive.metadata.originals import photo_original_give
from toasoan.archive.models import Photo
from toasoan.archive.tests.factories import (
    photo_make,
)
from toasoan.security.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, editor):
    client.force_login(editor)
    return client


def body(answer):
    sent = b"".join(answer.streaming_content)
    answer.close()
    return sent


def kept(photo):
    with photo.file.storage.open(photo.file.name) as file:
        return file.read()


def test_an_original_leaves_with_todays_words_and_a_reason(
    exiftool, browser, unit, editor
):
    photo = photo_make(unit, title="Chợ nổi", credit="Ái")
    before = kept(photo)
    url = reverse("archive_photos:original", args=[photo.pk])
    assert browser.get(url).status_code == 200

    answer = browser.post(url, {"reason": "in báo 2.9"})

    assert "attachment" in answer["Content-Disposition"]
    assert "Ch%E1%BB%A3_n%E1%BB%95i.jpg" in answer["Content-Disposition"]
    with Image.open(io.BytesIO(body(answer))) as picture:
        iim = IptcImagePlugin.getiptcinfo(picture)
    assert (iim[(2, 5)].decode(), iim[(2, 110)].decode()) == ("Chợ nổi", "Ái")
    entry = AuditEntry.objects.get(action="archive.photo_downloaded")
    assert (entry.actor, entry.unit_key, entry.target_label) == (
        editor,
        "hq",
        "Chợ nổi",
    )
    assert entry.data == {
        "reason": "in báo 2.9",
        "sha256": photo.content_hash,
        "words_written": True,
    }
    assert kept(Photo.objects.get()) == before


@pytest.mark.parametrize("reason", ["", "  \x07 "])
def test_without_a_reason_nothing_leaves(browser, unit, reason):
    photo = photo_make(unit)

    answer = browser.post(
        reverse("archive_photos:original", args=[photo.pk]), {"reason": reason}
    )

    assert answer.status_code == 422
    assert "Ghi lý do tải" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="archive.photo_downloaded").exists()


def test_without_exiftool_the_file_leaves_as_it_came_and_the_screen_says_so(
    browser, unit
):
    photo = photo_make(unit)
    url = reverse("archive_photos:original", args=[photo.pk])
    assert "Máy chủ chưa có exiftool" in browser.get(url).content.decode()

    answer = browser.post(url, {"reason": "in báo"}, follow=True)

    assert [status for _to, status in answer.redirect_chain] == [302]
    assert body(answer) == kept(photo)
    entry = AuditEntry.objects.get(action="archive.photo_downloaded")
    assert entry.data["words_written"] is False


def test_a_file_that_takes_no_words_is_offered_as_it_came(
    browser, unit, settings, tmp_path
):
    failing = tmp_path / "gia"
    failing.write_text("#!/bin/sh\nexit 1\n")
    failing.chmod(0o755)
    settings.EXIFTOOL = str(failing)
    photo = photo_make(unit)
    url = reverse("archive_photos:original", args=[photo.pk])

    answer = browser.post(url, {"reason": "in báo"})

    assert answer.status_code == 422
    assert "Tải bản như lúc vào kho" in answer.content.decode()
    assert not AuditEntry.objects.filter(action="archive.photo_downloaded").exists()
    answer = browser.post(url, {"reason": "in báo", "as_it_came": "1"}, follow=True)
    assert body(answer) == kept(photo)


def test_an_original_that_is_gone_is_said_to_be(browser, unit):
    photo = photo_make(unit)
    photo.file.storage.delete(photo.file.name)
    answer = browser.post(
        reverse("archive_photos:original", args=[photo.pk]), {"reason": "in báo"}
    )
    assert "Không đọc được tệp gốc trên máy chủ" in answer.content.decode()


def test_no_temporary_copy_stays(
    exiftool, unit, editor, settings, monkeypatch, tmp_path
):
    scratch = tmp_path / "tam"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    given = photo_original_give(pk=photo_make(unit).pk, by=editor, reason="in báo")
    given.file.close()
    assert list(scratch.iterdir()) == []
