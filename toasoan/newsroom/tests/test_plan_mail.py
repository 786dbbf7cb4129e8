"""A list of the plan goes again when it surely did not arrive, and never twice."""

import smtplib
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django_tasks_db.models import DBTaskResult

from toasoan.newsroom.services.plan_mail import AGAIN_AFTER, plan_send

pytestmark = pytest.mark.django_db
NOON = "2026-11-30T12:00+07:00"


class Server(EmailBackend):
    """A mail server that answers as it is told to."""

    fails_open: Exception | None = None
    fails_send: Exception | None = None

    def open(self):
        if self.fails_open is not None:
            raise self.fails_open
        return True

    def send_messages(self, messages):
        if self.fails_send is not None:
            raise self.fails_send
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(datetime.fromisoformat(NOON), tick=False):
        yield


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    for name in ("fails_open", "fails_send"):
        monkeypatch.setattr(Server, name, None)
    return Server


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}
    }


def later():
    """Return what was put off: for how long, and which attempt it is."""
    noon = datetime.fromisoformat(NOON)
    rows = DBTaskResult.objects.filter(
        task_path="toasoan.newsroom.tasks.plan_send"
    ).order_by("run_after")
    return [(row.run_after - noon, row.args_kwargs["args"][-2:]) for row in rows]


def send(room, attempt=1, mail_key="thu-1"):
    return plan_send(
        unit_pk=room.unit.pk,
        kind="ngay",
        filters={},
        to=room.chief.pk,
        by=room.reporter.pk,
        note="",
        mail=mail_key,
        attempt=attempt,
    )


def test_mail_server_that_is_away_is_tried_again_ever_later(room, server):
    server.fails_open = OSError("away")

    done = [send(room, attempt) for attempt in range(1, len(AGAIN_AFTER) + 2)]

    assert done == [False] * 6
    assert later() == [
        (timedelta(minutes=minutes), ["thu-1", attempt])
        for attempt, minutes in enumerate((1, 5, 15, 60, 180), 2)
    ]
    server.fails_open = None
    assert send(room, attempt=7)
    assert [sent.to for sent in mail.outbox] == [[room.chief.email]]


def test_line_that_broke_while_it_was_sent_is_not_tried_again(room, server):
    server.fails_send = smtplib.SMTPServerDisconnected("broken")

    assert send(room) is False

    assert later() == []


def test_refused_address_is_not_tried_again(room, server):
    refusal = {room.chief.email: (550, b"nobody")}
    server.fails_send = smtplib.SMTPRecipientsRefused(refusal)

    assert send(room) is False

    assert later() == []


def test_job_run_again_after_its_worker_died_sends_nothing_twice(room, server):
    assert send(room)

    assert send(room) is False

    assert len(mail.outbox) == 1
    assert later() == []
