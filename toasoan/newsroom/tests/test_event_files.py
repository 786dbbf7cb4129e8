"""Papers of an event: for the people of the unit, along with every change of a series."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from toasoan.archive.access import asset_require_unused
from toasoan.archive.errors import AssetInUse, FileIsProgram
from toasoan.archive.models import ArchiveDocument
from toasoan.content.tests.factories import open_newsroom
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.newsroom.services import event_file_detach, event_files_attach
from toasoan.planning import services
from toasoan.planning.errors import TooManyAttachments
from toasoan.planning.models import Event, EventAttachment
from toasoan.planning.services.attachments import MOST
from toasoan.security.selectors import audit_entries
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_subject
from toasoan.workspace.models import Notification

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(datetime.fromisoformat("2026-11-30T08:00+07:00")):
        yield


@pytest.fixture
def head(room):
    return room.people[Role.HEAD_OF_DESK]


@pytest.fixture
def series(room):
    return services.event_add(
        unit=room.unit,
        title="Giao ban",
        starts_at=clock.now() + HOUR,
        ends_at=clock.now() + 2 * HOUR,
        rule="FREQ=WEEKLY;COUNT=4",
        by=room.reporter,
    )


def pdf(name="Giấy mời.pdf", body=b"%PDF-1.4\n%%EOF\n"):
    return SimpleUploadedFile(name, body, content_type="application/pdf")


def attach(event, by, *files, scope="one"):
    return event_files_attach(event=event, files=files or (pdf(),), by=by, scope=scope)


def carried(event):
    return [each.title for each in EventAttachment.objects.filter(event=event)]


def status(client, url):
    answer = client.get(url)
    answer.close()
    return answer.status_code


def test_paper_is_kept_private_in_the_archive_of_the_unit(room, series):
    [attachment] = attach(series[0], room.reporter)

    document = ArchiveDocument.objects.get(pk=attachment.document_id)
    assert (document.collection, document.is_public) == (room.unit.collection, False)
    assert (attachment.title, attachment.kind, attachment.size) == (
        "Giấy mời",
        "pdf",
        15,
    )
    assert audit_entries().filter(action="planning.event_attached").count() == 1


def test_paper_goes_with_as_many_times_of_the_series_as_one_says(room, series):
    attach(series[1], room.reporter, scope="following")

    assert [carried(each) for each in series] == [
        [],
        ["Giấy mời"],
        ["Giấy mời"],
        ["Giấy mời"],
    ]
    assert ArchiveDocument.objects.count() == 1


@pytest.mark.parametrize("scope", ["one", "following", "all"])
def test_papers_stay_when_the_series_is_edited(room, series, scope):
    attach(series[1], room.reporter, scope="all")

    services.event_update(
        event=series[1],
        changes={"title": "Giao ban sớm", "starts_at": series[1].starts_at - HOUR},
        by=room.reporter,
        scope=scope,
    )

    assert [carried(each) for each in series] == [["Giấy mời"]] * 4


def test_who_has_work_of_the_event_is_told_once(room, head, series):
    photographer = room.people[Role.DESK_EDITOR]
    for event in series[:2]:
        story = services.event_story_pitch(
            event=event,
            by=room.reporter,
            desk=room.unit.desks.first(),
            slugline="giao-ban",
            title="Giao ban nói gì",
            brief="Số liệu",
            subject=make_subject("tax"),
        )
        services.story_approve(story=story, by=head)
        story.refresh_from_db()
        part = services.coverage_add(story=story, kind="text", by=head)
        services.assignment_give(coverage=part, assignee=photographer, by=head)
    Notification.objects.all().delete()

    attach(series[0], room.reporter, scope="all")

    told = Notification.objects.filter(kind="planning.event_attached")
    assert [(each.recipient, each.text) for each in told] == [
        (
            photographer,
            (
                f"{room.reporter} thêm tài liệu “Giấy mời” vào sự kiện “Giao ban” mà bạn có"
                " việc. Mở sự kiện để đọc."
            ),
        )
    ]


def test_file_the_archive_refuses_leaves_nothing_of_the_others(room, series):
    bad = SimpleUploadedFile("chuong-trinh.pdf", b"MZ\x90\x00")

    with pytest.raises(FileIsProgram) as refused:
        attach(series[0], room.reporter, pdf(), bad)

    assert refused.value.message.startswith("chuong-trinh.pdf: Tệp này là chương trình")

    assert (EventAttachment.objects.count(), ArchiveDocument.objects.count()) == (0, 0)


def test_an_event_has_only_so_many_papers(room, series):
    attach(series[0], room.reporter, *(pdf(f"{n}.pdf") for n in range(MOST)))

    with pytest.raises(TooManyAttachments, match="nhiều nhất 20"):
        attach(series[0], room.reporter, scope="all")

    assert EventAttachment.objects.count() == MOST


def test_who_may_not_change_the_event_puts_nothing_with_it(room, series):
    editor = room.people[Role.DESK_EDITOR]
    stranger = open_newsroom("hq").reporter

    for person in (editor, stranger):
        with pytest.raises(NotAllowed):
            attach(series[0], person)

    assert (EventAttachment.objects.count(), ArchiveDocument.objects.count()) == (0, 0)


def test_paper_taken_off_one_time_stays_with_the_others_and_goes_with_the_last(
    room, series
):
    [first, *_others] = attach(series[0], room.reporter, scope="all")

    event_file_detach(attachment=first, by=room.reporter)
    assert [len(carried(each)) for each in series] == [0, 1, 1, 1]
    assert ArchiveDocument.objects.count() == 1

    left = EventAttachment.objects.get(event=series[1])
    event_file_detach(attachment=left, by=room.reporter, scope="all")
    assert (EventAttachment.objects.count(), ArchiveDocument.objects.count()) == (0, 0)
    entries = audit_entries().filter(action="planning.event_detached").order_by("at")
    assert [entry.data for entry in entries] == [
        {"file": "Giấy mời", "n": 1},
        {"file": "Giấy mời", "n": 3},
    ]


def test_the_archive_does_not_delete_what_an_event_has(room, series):
    [attachment] = attach(series[0], room.reporter)
    document = ArchiveDocument.objects.get(pk=attachment.document_id)

    with pytest.raises(AssetInUse, match="Giao ban"):
        asset_require_unused(document, room.reporter)


def test_papers_are_read_by_the_unit_alone(client, room, series):
    [attachment] = attach(series[0], room.reporter)
    own = reverse("newsroom:event_file", args=[series[0].pk, attachment.pk])
    misplaced = reverse("newsroom:event_file", args=[series[1].pk, attachment.pk])
    direct = ArchiveDocument.objects.get().url
    statuses = {}
    for name, person in (
        ("nobody", None),
        ("colleague", room.people[Role.DESK_EDITOR]),
        ("stranger", open_newsroom("hq").reporter),
    ):
        client.logout()
        if person is not None:
            client.force_login(person)
        statuses[name] = [status(client, url) for url in (own, misplaced, direct)]

    assert statuses == {
        "nobody": [302, 302, 404],
        "colleague": [200, 404, 200],
        "stranger": [404, 404, 404],
    }


def test_papers_are_put_and_taken_off_on_the_screen_of_the_event(client, room, series):
    client.force_login(room.reporter)
    add = reverse("newsroom:event_file_add", args=[series[0].pk])

    assert "Chọn tệp." in client.post(add, {"scope": "one"}).content.decode()
    client.post(add, {"papers": [pdf(), pdf("Chương trình.pdf")], "scope": "one"})
    page = client.get(reverse("planning:event", args=[series[0].pk])).content.decode()
    first = EventAttachment.objects.get(title="Giấy mời")
    args = [series[0].pk, first.pk]
    client.post(reverse("newsroom:event_file_remove", args=args), {"scope": "one"})

    assert "Giấy mời" in page
    assert carried(series[0]) == ["Chương trình"]


def test_colleague_may_not_take_papers_off(client, room, series):
    [attachment] = attach(series[0], room.reporter)
    client.force_login(room.people[Role.DESK_EDITOR])
    url = reverse("newsroom:event_file_remove", args=[series[0].pk, attachment.pk])

    assert client.post(url, {"scope": "one"}).status_code == 403

    assert carried(series[0]) == ["Giấy mời"]


def test_event_written_by_mistake_goes_with_its_papers(room, series):
    attach(series[0], room.reporter, scope="all")

    services.event_remove(event=series[0], by=room.reporter, scope="all")

    assert (Event.objects.count(), EventAttachment.objects.count()) == (0, 0)
