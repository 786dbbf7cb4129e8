"""A person is told once, of what happened, and not of what they did themselves."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from toasoan.core import clock
from toasoan.core.registry import UnknownKey
from toasoan.units.models import Membership
from toasoan.units.roles import Role
from toasoan.units.tests.factories import make_person, make_unit
from toasoan.workspace.errors import NotificationOutsideTransaction
from toasoan.workspace.models import Delivery, Notification
from toasoan.workspace.selectors import notifications_by_day, unread_count
from toasoan.workspace.services import (
    notification_read,
    notifications_prune,
    notifications_read,
    notifications_read_all,
)


def test_person_is_told_once_of_the_same_change(tell, head, reporter):
    tell(reporter, reporter, by=head)
    tell(reporter, by=head)

    told = Notification.objects.get()
    assert told.recipient == reporter
    assert told.text == "Vũ Đình Khải đổi “Thu ngân sách”. Xem lại."
    assert told.read_at is None
    assert Delivery.objects.count() == 1


def test_what_is_given_of_the_details_is_said_between_what_happened_and_what_to_do(
    tell, head, reporter
):
    tell(reporter, by=head, values={"reason": "thêm 100% số liệu"})

    assert Notification.objects.get().text == (
        "Vũ Đình Khải đổi “Thu ngân sách”. Lý do: thêm 100% số liệu. Xem lại."
    )


def test_who_did_it_and_who_left_are_not_told(tell, head, reporter):
    reporter.is_active = False
    reporter.save()

    tell(head, reporter, by=head)

    assert not Notification.objects.exists()


def test_telling_goes_with_the_change_when_it_is_rolled_back(tell, head, reporter):
    with transaction.atomic():
        tell(reporter, by=head)
        transaction.set_rollback(True)

    assert not Notification.objects.exists()
    assert not Delivery.objects.exists()


def test_unknown_kind_is_refused_and_nobody_is_told(tell, head, reporter):
    with pytest.raises(UnknownKey):
        tell(reporter, by=head, kind="tests.unknown")

    assert not Notification.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused(tell):
    assert not connection.in_atomic_block

    with pytest.raises(NotificationOutsideTransaction):
        tell()


# --- Reading ---------------------------------------------------------------------


def test_opening_a_screen_reads_what_was_told_of_it_and_nothing_else(
    tell, head, reporter
):
    tell(reporter, head, key="a", path="/toa-soan/bai/5/")
    tell(reporter, key="b", path="/toa-soan/bai/6/")

    assert notifications_read(by=reporter, path="/toa-soan/bai/5/") == 1
    assert notifications_read(by=reporter, path="/toa-soan/bai/5/") == 0

    assert (unread_count(reporter), unread_count(head)) == (1, 1)


def test_nobody_reads_for_another(tell, head, reporter):
    tell(reporter)
    told = Notification.objects.get()

    assert notification_read(by=head, pk=told.pk) == 0
    assert notifications_read_all(by=head) == 0

    assert unread_count(reporter) == 1


def test_unread_come_first_in_their_day(tell, reporter):
    now = clock.now()
    for key, hours in (("old", 50), ("first", 2), ("second", 1)):
        tell(reporter, key=key)
        Notification.objects.filter(key=key).update(
            created_at=now - timedelta(hours=hours)
        )
    Notification.objects.filter(key="second").update(read_at=now)

    told = [each.key for each in notifications_by_day(reporter)]

    assert told[-1] == "old"
    if clock.local(now).hour >= 2:
        assert told == ["first", "second", "old"]


def test_what_a_unit_told_is_gone_for_who_left_it(tell, unit, reporter):
    tell(reporter, key="theirs", unit=unit)
    tell(reporter, key="house")
    other = make_unit("hq")
    stranger = make_person("Người khác", unit=other, role=Role.REPORTER)
    tell(stranger, key="strange", unit=unit)

    Membership.objects.filter(user=reporter).delete()
    reporter = type(reporter).objects.get(pk=reporter.pk)

    assert [each.key for each in notifications_by_day(reporter)] == ["house"]
    assert unread_count(stranger) == 0


def test_only_what_was_read_over_ninety_days_ago_is_forgotten(tell, reporter):
    now = clock.now()
    for key, days in (("long ago", 91), ("lately", 89), ("never", None)):
        tell(reporter, key=key)
        read_at = now - timedelta(days=days) if days else None
        Notification.objects.filter(key=key).update(
            read_at=read_at, created_at=now - timedelta(days=200)
        )

    assert notifications_prune() == 1

    assert set(Notification.objects.values_list("key", flat=True)) == {
        "lately",
        "never",
    }
