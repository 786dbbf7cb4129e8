"""A person is told once, of what happened, and not of what they did themselves."""

import pytest
from django.db import connection, transaction

from toasoan.core.registry import UnknownKey
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit
from toasoan.workspace.errors import NotificationOutsideTransaction
from toasoan.workspace.kinds import NotificationKind, notification_kinds
from toasoan.workspace.models import Notification
from toasoan.workspace.services import notification_send

KIND = "tests.told"


@pytest.fixture(autouse=True)
def kind():
    if KIND not in notification_kinds:
        notification_kinds.add(
            KIND,
            NotificationKind(label="Thử", sentence="%(by)s đổi “%(title)s”. Xem lại."),
        )


@pytest.fixture
def unit(db):
    return make_unit()


@pytest.fixture
def head(unit):
    return make_person("Vũ Đình Khải", unit=unit, role=Role.HEAD_OF_DESK)


@pytest.fixture
def reporter(unit):
    return make_person("Nguyễn Thu Hà", unit=unit, role=Role.REPORTER)


def tell(*people, by=None, key="story:1:changed", kind=KIND):
    notification_send(
        kind=kind,
        to=people,
        path="/toa-soan/de-tai/1/",
        key=key,
        values={"title": "Thu ngân sách"},
        by=by,
    )


def test_person_is_told_once_of_the_same_change(head, reporter):
    tell(reporter, reporter, by=head)
    tell(reporter, by=head)

    told = Notification.objects.get()
    assert told.recipient == reporter
    assert told.text == "Vũ Đình Khải đổi “Thu ngân sách”. Xem lại."
    assert told.read_at is None


def test_who_did_it_and_who_left_are_not_told(head, reporter):
    reporter.is_active = False
    reporter.save()

    tell(head, reporter, by=head)

    assert not Notification.objects.exists()


def test_telling_goes_with_the_change_when_it_is_rolled_back(head, reporter):
    with transaction.atomic():
        tell(reporter, by=head)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()


def test_unknown_kind_is_refused_and_nobody_is_told(head, reporter):
    with pytest.raises(UnknownKey):
        tell(reporter, by=head, kind="tests.unknown")

    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused():
    assert not connection.in_atomic_block

    with pytest.raises(NotificationOutsideTransaction):
        tell()
