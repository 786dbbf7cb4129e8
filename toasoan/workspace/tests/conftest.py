"""Two kinds of news and the people of a unit."""

import pytest

from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit
from toasoan.workspace.kinds import MailTiming, NotificationKind, notification_kinds
from toasoan.workspace.push.fake import FakePushService
from toasoan.workspace.services import device_add, notification_send

KIND = "tests.told"
DAILY = "tests.daily"
URGENT = "tests.urgent"
KINDS = {
    KIND: NotificationKind(
        label="Thử",
        sentence="%(by)s đổi “%(title)s”.",
        details={"reason": "Lý do: %(reason)s."},
        todo="Xem lại.",
        mail=MailTiming.AT_ONCE,
        push=True,
    ),
    DAILY: NotificationKind(label="Thử ngày", sentence="“%(title)s” đã lên trang."),
    URGENT: NotificationKind(
        label="Thử khẩn", sentence="“%(title)s” bị gỡ. Xem lý do.", urgent=True
    ),
}


@pytest.fixture(autouse=True)
def kinds():
    for key, kind in KINDS.items():
        if key not in notification_kinds:
            notification_kinds.add(key, kind)
    yield
    for key in KINDS:
        notification_kinds._values.pop(key, None)


@pytest.fixture
def unit(db):
    return make_unit()


@pytest.fixture
def head(unit):
    return make_person("Vũ Đình Khải", unit=unit, role=Role.HEAD_OF_DESK)


@pytest.fixture
def reporter(unit):
    return make_person("Nguyễn Thu Hà", unit=unit, role=Role.REPORTER)


@pytest.fixture
def tell():
    def send(*people, by=None, key="story:1:changed", kind=KIND, **options):
        notification_send(
            kind=kind,
            to=people,
            path=options.pop("path", "/toa-soan/de-tai/1/"),
            key=key,
            values={"title": "Thu ngân sách", **options.pop("values", {})},
            by=by,
            **options,
        )

    return send


@pytest.fixture
def push_service(settings):
    settings.PUSH_SERVICE_PRIVATE = True
    with FakePushService() as service:
        yield service


@pytest.fixture
def phone(push_service, reporter):
    endpoint, public_key, auth_secret = push_service.subscribe()
    return device_add(
        endpoint=endpoint,
        public_key=public_key,
        auth_secret=auth_secret,
        name="Chrome, Android",
        by=reporter,
    )
