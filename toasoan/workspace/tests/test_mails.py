"""Mails: as each person chose, all that is due as one, and nothing twice."""

import smtplib
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from wagtail.users.models import UserProfile

from toasoan.core import clock
from toasoan.units.models import Membership
from toasoan.workspace.kinds import MailTiming
from toasoan.workspace.models import Delivery, Notification, NotificationHours
from toasoan.workspace.services import (
    deliveries_send,
    notifications_read,
    settings_save,
)
from toasoan.workspace.services.deliveries import BACKOFF, deliveries_are_due
from toasoan.workspace.tests.conftest import DAILY, KIND, URGENT

pytestmark = pytest.mark.django_db

HOURS = {
    "digest_at": time(7),
    "keeps_quiet": True,
    "quiet_from": time(22),
    "quiet_to": time(6),
}


def at(hour, minute=0, day=26):
    return datetime(2026, 11, day, hour, minute, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def noon():
    with time_machine.travel(at(12), tick=False) as traveller:
        yield traveller


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


class Server(EmailBackend):
    """The mail server of the memory, that fails as it is told."""

    on_open: Exception | None = None
    on_send: Exception | None = None
    opened = 0

    def open(self):
        type(self).opened += 1
        if self.on_open is not None:
            raise self.on_open

    def send_messages(self, messages):
        if self.on_send is not None:
            raise self.on_send
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    for name, value in (("on_open", None), ("on_send", None), ("opened", 0)):
        monkeypatch.setattr(Server, name, value)
    return Server


# --- What is due -----------------------------------------------------------------


def test_mail_at_once_says_what_happened_with_the_link(noon, tell, head, reporter):
    tell(reporter, by=head)

    assert deliveries_send() == 1

    (sent,) = mail.outbox
    assert sent.to == [reporter.email]
    assert sent.subject == "Vũ Đình Khải đổi “Thu ngân sách”. Xem lại."
    assert "http://localhost:8000/toa-soan/de-tai/1/" in sent.body
    assert "Chào Hà," in sent.body
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert states() == ["sent"]


def test_sent_again_nothing_goes(noon, tell, head, reporter):
    tell(reporter, by=head)
    deliveries_send()

    tell(reporter, by=head)
    assert not deliveries_are_due()
    assert deliveries_send() == 0

    assert len(mail.outbox) == 1


def test_the_days_news_is_one_mail_grouped_by_kind(noon, tell, head, reporter):
    tell(reporter, key="1", kind=DAILY, values={"title": "Bài một"})
    tell(reporter, key="2", kind=DAILY, values={"title": "Bài hai"})
    settings_save(by=reporter, chosen={KIND: (MailTiming.DIGEST, True)}, hours=HOURS)
    tell(reporter, by=head, key="3")
    assert deliveries_send() == 0

    noon.move_to(at(6, 59, day=27))
    assert deliveries_send() == 0
    noon.move_to(at(7, 0, day=27))
    assert deliveries_send() == 1

    (sent,) = mail.outbox
    assert sent.subject == "3 thông báo mới"
    assert sent.body.count("Thử ngày") == 1
    assert sent.body.index("Bài một") < sent.body.index("Bài hai")
    assert states() == ["sent"] * 3


def test_at_night_only_what_is_urgent_goes(noon, tell, head, reporter):
    noon.move_to(at(23))
    tell(reporter, by=head, key="calm")
    tell(reporter, key="urgent", kind=URGENT)

    assert deliveries_send() == 1
    assert [each.subject for each in mail.outbox] == [
        "“Thu ngân sách” bị gỡ. Xem lý do."
    ]
    noon.move_to(at(6, day=27))
    assert deliveries_send() == 1

    assert len(mail.outbox) == 2


def test_who_chose_no_mail_gets_none(noon, tell, head, reporter):
    settings_save(by=reporter, chosen={KIND: (MailTiming.NEVER, False)}, hours=HOURS)

    tell(reporter, head, by=None)

    assert deliveries_send() == 1
    assert mail.outbox[0].to == [head.email]


def test_what_equals_the_default_is_not_kept(reporter):
    settings_save(by=reporter, chosen={KIND: (MailTiming.NEVER, True)}, hours=HOURS)
    settings_save(by=reporter, chosen={KIND: (MailTiming.AT_ONCE, True)}, hours=HOURS)

    assert not reporter.notification_choices.exists()
    assert NotificationHours.objects.get().digest_at == time(7)


def test_what_was_read_meanwhile_is_not_mailed(noon, tell, reporter):
    tell(reporter, key="1", kind=DAILY)
    notifications_read(by=reporter, path="/toa-soan/de-tai/1/")

    noon.move_to(at(7, day=27))
    assert deliveries_send() == 0

    assert mail.outbox == []
    assert states() == ["skipped"]


def test_who_left_the_unit_or_the_house_is_not_mailed(noon, tell, unit, head, reporter):
    tell(reporter, head, key="1", unit=unit)
    Membership.objects.filter(user=reporter).delete()
    head.is_active = False
    head.save()

    assert deliveries_send() == 0

    assert mail.outbox == []
    assert states() == ["skipped", "skipped"]


def test_mail_is_in_the_language_of_who_reads(noon, tell, head, reporter):
    UserProfile.objects.create(user=reporter, preferred_language="en")
    tell(reporter, by=head)

    deliveries_send()

    assert "Hello Hà," in mail.outbox[0].body


# --- When something goes wrong ---------------------------------------------------


def test_server_that_is_away_is_tried_once_a_run_and_later_again(
    noon, tell, head, reporter, server
):
    tell(reporter, head, key="1")
    server.on_open = ConnectionRefusedError("refused")

    assert deliveries_send() == 0
    assert server.opened == 1
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 1]
    server.on_open = None
    assert deliveries_send() == 1
    noon.shift(BACKOFF[0])
    assert deliveries_send() == 1

    assert len(mail.outbox) == 2


def test_mail_of_which_nobody_knows_is_not_sent_again(
    noon, tell, head, reporter, server
):
    tell(reporter, by=head)
    server.on_send = smtplib.SMTPServerDisconnected("gone in the middle")

    deliveries_send()
    server.on_send = None
    noon.shift(timedelta(days=1))
    assert deliveries_send() == 0

    assert mail.outbox == []
    row = Delivery.objects.get()
    assert row.state == "unconfirmed"
    assert row.problem == "SMTPServerDisconnected: gone in the middle"
    assert Notification.objects.get().read_at is None


def test_mail_whose_sender_died_is_unconfirmed_and_not_sent_again(
    noon, tell, head, reporter
):
    tell(reporter, by=head)
    Delivery.objects.update(state="sending", claimed_at=clock.now())

    assert deliveries_send() == 0
    assert states() == ["sending"]
    noon.shift(timedelta(minutes=6))
    assert deliveries_are_due()
    assert deliveries_send() == 0

    assert mail.outbox == []
    assert states() == ["unconfirmed"]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPDataError(451, b"later"), "waiting"),
        (smtplib.SMTPDataError(550, b"no"), "failed"),
        (smtplib.SMTPSenderRefused(421, b"busy", "a@b.vn"), "waiting"),
        (smtplib.SMTPRecipientsRefused({"a@b.vn": (550, b"unknown")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"a@b.vn": (450, b"grey")}), "waiting"),
        (TimeoutError("timed out"), "unconfirmed"),
    ],
)
def test_what_the_server_refused_in_words_surely_did_not_arrive(
    noon, tell, reporter, server, error, state
):
    tell(reporter)
    server.on_send = error

    deliveries_send()

    assert states() == [state]


def test_after_six_waits_it_is_given_up(noon, tell, head, reporter, server):
    tell(reporter, by=head)
    server.on_send = smtplib.SMTPDataError(451, b"later")

    for _round in range(10):
        deliveries_send()
        noon.shift(BACKOFF[-1])

    row = Delivery.objects.get()
    assert (row.state, row.attempts) == ("failed", 7)


def test_of_two_senders_at_once_one_sends(noon, tell, head, reporter, monkeypatch):
    tell(reporter, by=head)
    claims = []

    def both(self, message):
        claims.append(deliveries_send())
        return original(self, message)

    original = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", both)

    deliveries_send()

    assert claims == [0]
    assert len(mail.outbox) == 1


# --- Tried again, and the night ---------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "again"), [(KIND, at(6, day=27)), (URGENT, at(22, 0))]
)
def test_retry_waits_for_the_end_of_the_quiet_hours_unless_it_is_urgent(
    noon, server, tell, reporter, kind, again
):
    settings_save(by=reporter, chosen={kind: (MailTiming.AT_ONCE, False)}, hours=HOURS)
    noon.move_to(at(21, 59))
    tell(reporter, kind=kind)
    server.on_open = ConnectionRefusedError("refused")

    deliveries_send()

    assert Delivery.objects.get().due_at == again
