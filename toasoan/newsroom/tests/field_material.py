"""A phone in the field, for the tests of what it asks and sends."""

import uuid
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from toasoan.archive.incoming.uploading import upload_begin, upload_receive
from toasoan.archive.tests.factories import picture_bytes
from toasoan.planning.models import Coverage
from toasoan.planning.services import assignment_give, coverage_add, story_approve
from toasoan.planning.tests.factories import pitch
from toasoan.units.roles import Role

ROOT = "/hien-truong/"
PICTURE = picture_bytes((300, 200))


def give(room, kind=Coverage.Kind.TEXT):
    head = room.people[Role.HEAD_OF_DESK]
    story = story_approve(story=pitch(room.unit, room.reporter), by=head)
    coverage = coverage_add(story=story, kind=kind, by=head)
    return assignment_give(
        coverage=coverage,
        assignee=room.reporter,
        by=head,
        due_at=timezone.now() + timedelta(hours=2),
    )


def phone(person):
    client = Client()
    client.force_login(person)
    return client


def post(client, path, **body):
    body.setdefault("id", str(uuid.uuid4()))
    return client.post(f"{ROOT}{path}", body, content_type="application/json")


def piece(**more):
    return {
        "draft": str(uuid.uuid4()),
        "title": "Chợ nổi sáng nay",
        "sapo": "Ghe về đông hơn mọi năm.",
        "parts": [{"id": "", "text": "Đoạn một.\n\nĐoạn hai <b>."}],
        **more,
    }


def arrived(room, kind="photo", data=PICTURE, name="anh.jpg"):
    upload, _new = upload_begin(
        id=uuid.uuid4(),
        unit=room.unit,
        kind=kind,
        name=name,
        length=len(data),
        by=room.reporter,
    )
    upload_receive(upload=upload, at=0, pieces=[data])
    return str(upload.pk)


def kept(room, client, **more):
    key = arrived(room, **more)
    answer = post(client, f"tep/{key}/", credit="Thu Hà", usage="staff", caption="Ghe")
    assert answer.status_code == 200
    return key
