"""A letter from outside is kept with its request, and read by the request's people alone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from toasoan.archive.errors import FileIsProgram
from toasoan.archive.models import ArchiveDocument, Photo
from toasoan.archive.tests.factories import picture_bytes
from toasoan.content import services
from toasoan.content.errors import ItemNotReady
from toasoan.content.models import RequestLetter
from toasoan.content.services.request_letters import MOST_LETTERS
from toasoan.content.tests.factories import make_published, open_newsroom
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(newsroom):
    return services.request_record(
        unit=newsroom.unit,
        item=make_published(newsroom, "Nợ xấu nhóm doanh nghiệp nhỏ"),
        kind="removal",
        requester="Công ty Lan Anh",
        contact="0912 345 678",
        text="Bài nêu sai số nợ.",
        received_at=clock.now() - timedelta(hours=1),
        by=newsroom.reporter,
    )


def scan(name="Đơn của bà Lan.pdf", body=b"%PDF-1.4\n%%EOF\n"):
    return SimpleUploadedFile(name, body)


def keep(asked, by, **file):
    return services.request_letter_add(request=asked, file=scan(**file), by=by)


def test_letter_lies_apart_from_the_archive_and_its_name_in_no_log(newsroom, asked):
    photos = Photo.objects.count()
    letter = keep(asked, newsroom.reporter)
    picture = keep(
        asked, newsroom.reporter, name="anh.png", body=picture_bytes((40, 30))
    )

    assert (letter.name, letter.kind, picture.kind) == ("Đơn của bà Lan", "pdf", "jpg")
    assert "Lan" not in letter.file.name
    assert (ArchiveDocument.objects.count(), Photo.objects.count()) == (0, photos)
    lines = AuditEntry.objects.filter(action="content.request_letter_added")
    assert [line.data["kind"] for line in lines.order_by("sequence")] == ["pdf", "jpg"]
    assert "Lan" not in str([line.data for line in lines])


def test_program_is_refused_and_nothing_is_kept(newsroom, asked):
    with pytest.raises(FileIsProgram):
        keep(asked, newsroom.reporter, body=b"MZ\x90\x00")

    assert RequestLetter.objects.count() == 0


def test_a_request_keeps_only_so_many(newsroom, asked):
    for _number in range(MOST_LETTERS):
        keep(asked, newsroom.reporter)

    with pytest.raises(ItemNotReady, match="nhiều nhất 20"):
        keep(asked, newsroom.reporter)


def test_letter_is_read_by_who_may_read_the_request(client, newsroom, asked):
    letter = keep(asked, newsroom.reporter)
    url = reverse("content:request_letter", args=[asked.pk, letter.pk])
    found = {}
    for name, person in (
        ("nobody", None),
        ("recorder", newsroom.reporter),
        ("chief", newsroom.chief),
        ("colleague", newsroom.people[Role.DESK_EDITOR]),
        ("stranger", open_newsroom("hq").chief),
    ):
        client.logout()
        if person is not None:
            client.force_login(person)
        answer = client.get(url)
        found[name] = answer.status_code
        if answer.status_code == 200:
            assert answer["Content-Disposition"].startswith("attachment")
            assert b"".join(answer.streaming_content).startswith(b"%PDF")
        answer.close()

    assert found == {
        "nobody": 302,
        "recorder": 200,
        "chief": 200,
        "colleague": 404,
        "stranger": 404,
    }
    client.logout()
    assert client.get(f"{settings.MEDIA_URL}{letter.file.name}").status_code == 404


def test_who_may_not_read_the_request_adds_nothing(client, newsroom, asked):
    colleague = newsroom.people[Role.DESK_EDITOR]
    with pytest.raises(NotAllowed):
        keep(asked, colleague)
    client.force_login(colleague)
    url = reverse("content:request_letter_add", args=[asked.pk])

    assert client.post(url, {"file": scan()}).status_code == 404

    assert RequestLetter.objects.count() == 0


def test_letter_is_added_on_the_screen_of_the_request(client, newsroom, asked):
    client.force_login(newsroom.reporter)
    url = reverse("content:request_letter_add", args=[asked.pk])

    assert "Chọn tệp." in client.post(url).content.decode()
    answer = client.post(url, {"file": scan()}, follow=True)

    assert "Đơn của bà Lan" in answer.content.decode()
