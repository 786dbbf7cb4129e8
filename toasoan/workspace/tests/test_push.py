"""Web push: as the standards say, once for what is due, and to living devices only."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from toasoan.core.errors import NotFound
from toasoan.security.models import AuditEntry
from toasoan.workspace.errors import DeviceRefused
from toasoan.workspace.models import Delivery, PushDevice
from toasoan.workspace.push.encoding import from_text, to_text
from toasoan.workspace.push.encryption import (
    CURVE,
    message_encrypt,
    point_of,
)
from toasoan.workspace.push.fake import FakeBrowser, Refused, authorization_require
from toasoan.workspace.push.sending import MOST_BYTES, message_bytes
from toasoan.workspace.push.vapid import authorization, house_key, public_key_text
from toasoan.workspace.services import deliveries_send, device_add, device_remove
from toasoan.workspace.tests.conftest import DAILY, URGENT

VECTOR = json.loads(
    (Path(__file__).parent / "fixtures" / "rfc8291_section5.json").read_text("utf-8")
)
# RFC 8291 section 5 and appendix A.
SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
RECEIVER_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"


def private_key(text):
    return ec.derive_private_key(int.from_bytes(from_text(text), "big"), CURVE)


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.PUSH_KEY_PATH = tmp_path / "push-key.pem"


@pytest.fixture
def noon():
    moment = datetime(2026, 11, 26, 12, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(moment, tick=False) as traveller:
        yield traveller


# --- The standards ---------------------------------------------------------------


def test_message_is_the_one_of_rfc_8291_appendix_a():
    body = message_encrypt(
        VECTOR["plaintext"].encode(),
        receiver=from_text(RECEIVER_PUBLIC),
        auth_secret=from_text(VECTOR["auth_secret"]),
        sender=private_key(SENDER_PRIVATE),
        salt=from_text("DGv6ra1nlYgDCS1FRnbzlw"),
    )

    assert to_text(body) == VECTOR["body_aes128gcm"]


def test_strict_browser_reads_the_message_of_the_rfc_and_no_changed_one():
    browser = FakeBrowser(
        path="/",
        private_key=private_key(VECTOR["receiver_private"]),
        auth_secret=from_text(VECTOR["auth_secret"]),
    )
    body = from_text(VECTOR["body_aes128gcm"])

    assert to_text(browser.public_key) == RECEIVER_PUBLIC
    assert browser.read(body).decode() == VECTOR["plaintext"]
    with pytest.raises(Refused, match="not made for this browser"):
        browser.read(body[:-1] + bytes([body[-1] ^ 1]))


def test_every_message_has_a_key_and_salt_of_its_own():
    sealed = {
        message_encrypt(
            b"x", receiver=from_text(RECEIVER_PUBLIC), auth_secret=bytes(16)
        )[:86]
        for _round in range(3)
    }

    assert len(sealed) == 3


def test_push_service_is_told_who_sends_and_for_whom():
    header = authorization("https://push.vidu.vn:8443/abc?d=1")

    authorization_require(header, "https://push.vidu.vn:8443")
    with pytest.raises(Refused, match="not for this service"):
        authorization_require(header, "https://other.vidu.vn")
    with pytest.raises(Refused, match="signed by another key"):
        authorization_require(
            re.sub(r"k=.*", f"k={RECEIVER_PUBLIC}", header), "https://push.vidu.vn:8443"
        )


def test_key_of_the_house_is_made_once_and_readable_by_it_alone(settings, tmp_path):
    first = public_key_text()
    kept = settings.PUSH_KEY_PATH.read_bytes()

    assert public_key_text() == first
    assert settings.PUSH_KEY_PATH.read_bytes() == kept
    assert settings.PUSH_KEY_PATH.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["push-key.pem"]
    assert to_text(point_of(house_key().public_key())) == first


def test_long_words_give_way_to_three_kilobytes():
    message = {"title": "Đ" * 100, "body": "ằ" * 4000, "path": "/x/", "tag": "tb-1"}

    data = message_bytes(message)

    assert len(data) <= MOST_BYTES
    assert json.loads(data)["path"] == "/x/"


# --- Ringing ---------------------------------------------------------------------


def test_device_reads_what_happened_and_where(
    noon, tell, head, reporter, phone, push_service
):
    tell(reporter, by=head)

    deliveries_send()

    (told,) = push_service.taken
    assert push_service.refusals == []
    assert told["title"] == "Thử"
    assert told["body"] == "Vũ Đình Khải đổi “Thu ngân sách”. Xem lại."
    assert told["path"] == "/toa-soan/de-tai/1/"
    (headers,) = push_service.headers
    assert (headers["ttl"], headers["urgency"]) == ("86400", "normal")
    assert headers["topic"] == told["tag"]
    assert PushDevice.objects.get().rung_at is not None


def test_what_came_in_the_night_rings_once_in_the_morning(
    noon, tell, head, reporter, phone, push_service
):
    noon.shift(timedelta(hours=11))
    tell(reporter, by=head, key="1", values={"title": "Một"})
    tell(reporter, by=head, key="2", values={"title": "Hai"})
    tell(reporter, key="3", kind=DAILY)
    deliveries_send()
    assert push_service.taken == []

    noon.shift(timedelta(hours=7))
    deliveries_send()

    (told,) = push_service.taken
    assert told["title"] == "2 thông báo mới"
    assert told["body"].splitlines()[0] == "Vũ Đình Khải đổi “Hai”. Xem lại."
    assert told["path"] == "/toa-soan/thong-bao/"


def test_urgent_rings_in_the_night(noon, tell, reporter, phone, push_service):
    noon.shift(timedelta(hours=11))
    tell(reporter, kind=URGENT)

    deliveries_send()

    assert push_service.headers[0]["urgency"] == "high"


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize("status", [404, 410])
def test_device_that_is_gone_is_forgotten(tell, phone, push_service, status):
    push_service.answers.append((status, {}))
    tell(phone.user)

    deliveries_send()

    assert not PushDevice.objects.exists()
    assert list(Delivery.objects.values_list("device", "state")) == [(None, "sent")]


@pytest.mark.parametrize(
    ("answer", "minutes"),
    [
        ((429, {"Retry-After": "600"}), 10),
        ((503, {}), 1),
        ((500, {"Retry-After": "soon"}), 1),
    ],
)
def test_service_in_trouble_is_asked_again_when_it_says(
    noon, tell, phone, push_service, answer, minutes
):
    push_service.answers.append(answer)
    tell(phone.user)
    deliveries_send()

    noon.shift(timedelta(minutes=minutes, seconds=-1))
    deliveries_send()
    assert push_service.taken == []
    noon.shift(timedelta(seconds=1))
    deliveries_send()

    assert len(push_service.taken) == 1
    row = Delivery.objects.get(device__isnull=False)
    assert (row.state, row.attempts) == ("sent", 2)


def test_ring_whose_sender_died_goes_again_under_the_same_tag(
    noon, tell, head, reporter, phone, push_service
):
    tell(reporter, by=head)
    deliveries_send()
    Delivery.objects.filter(device__isnull=False).update(state="sending")

    noon.shift(timedelta(minutes=6))
    deliveries_send()

    tags = [told["tag"] for told in push_service.taken]
    assert len(tags) == 2
    assert len(set(tags)) == 1


def test_service_that_refuses_is_not_asked_again(
    noon, tell, head, reporter, phone, push_service
):
    push_service.answers.append((403, {}))
    tell(reporter, by=head)
    deliveries_send()
    noon.shift(timedelta(days=1))
    deliveries_send()

    assert push_service.taken == []
    row = Delivery.objects.get(device__isnull=False)
    assert (row.state, row.problem) == ("failed", "status 403")


@pytest.mark.usefixtures("noon")
def test_house_does_not_ring_at_private_addresses(settings, tell, phone, push_service):
    settings.PUSH_SERVICE_PRIVATE = False
    tell(phone.user)

    deliveries_send()

    assert push_service.taken == []
    assert push_service.refusals == []
    assert Delivery.objects.get(device__isnull=False).state == "failed"


# --- Devices ---------------------------------------------------------------------


def subscription(**changes):
    return {
        "endpoint": "https://push.vidu.vn/abc",
        "public_key": RECEIVER_PUBLIC,
        "auth_secret": VECTOR["auth_secret"],
        "name": "Firefox, Linux",
        **changes,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"endpoint": "http://push.vidu.vn/abc"},
        {"endpoint": "ftp://push.vidu.vn/abc"},
        {"endpoint": "https:///abc"},
        {"endpoint": "https://[push/abc"},
        {"endpoint": f"https://push.vidu.vn/{'a' * 1000}"},
        {"endpoint": ""},
        {"public_key": ""},
        {"public_key": "đây không phải khóa"},
        {"public_key": to_text(b"\x04" + bytes(64))},
        {"auth_secret": to_text(bytes(15))},
    ],
)
def test_what_is_no_subscription_is_refused(reporter, changes):
    with pytest.raises(DeviceRefused):
        device_add(**subscription(**changes), by=reporter)

    assert not PushDevice.objects.exists()


def test_browser_added_again_is_one_device_and_rings_for_who_added_it_last(
    reporter, head
):
    device_add(**subscription(), by=reporter)
    device_add(**subscription(name="Firefox"), by=reporter)
    assert PushDevice.objects.get().name == "Firefox"

    device_add(**subscription(), by=head)

    assert PushDevice.objects.get().user == head


def test_eleventh_device_is_refused_in_words(reporter):
    for number in range(10):
        device_add(
            **subscription(endpoint=f"https://push.vidu.vn/{number}"), by=reporter
        )

    with pytest.raises(DeviceRefused) as refusal:
        device_add(**subscription(), by=reporter)

    assert refusal.value.message == (
        "Bạn đã có 10 thiết bị nhận báo. Bỏ bớt một rồi bật lại."
    )
    assert PushDevice.objects.count() == 10


def test_nobody_drops_anothers_device(reporter, head):
    device = device_add(**subscription(), by=reporter)

    with pytest.raises(NotFound):
        device_remove(pk=device.pk, by=head)
    assert PushDevice.objects.count() == 1
    device_remove(pk=device.pk, by=reporter)

    assert not PushDevice.objects.exists()
    assert list(
        AuditEntry.objects.filter(action__startswith="workspace").values_list(
            "action", flat=True
        )
    ) == ["workspace.device_removed", "workspace.device_added"]
