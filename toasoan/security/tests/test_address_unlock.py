"""One office behind one address: locked together, opened together."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from toasoan.security.models import AuditEntry, SignInCounter
from toasoan.security.selectors import addresses_locked
from toasoan.security.services import address_unlock
from toasoan.security.tests.test_sign_in import sign_in

OFFICE = "203.0.113.7"


def guess(address, email="la@example.vn"):
    return sign_in(Client(REMOTE_ADDR=address), email, "sai")


@pytest.fixture
def locked(settings, chief):
    settings.SIGN_IN_LIMIT_ADDRESS = 3
    for n in range(3):
        guess(OFFICE, f"la{n}@example.vn")
    guess("198.51.100.9")
    return OFFICE


def may_sign_in(address=OFFICE):
    return sign_in(Client(REMOTE_ADDR=address)).status_code == 302


def test_the_command_opens_a_locked_address(locked, capsys):
    assert not may_sign_in()

    call_command("user_unlock", address=OFFICE)

    assert capsys.readouterr().out == "203.0.113.7 may try again.\n"
    assert may_sign_in()
    entry = AuditEntry.objects.get(action="security.address_unlocked")
    assert (entry.target_kind, entry.target_label, entry.actor) == (
        "security.address",
        "203.0.113.7",
        None,
    )


def test_an_address_that_was_not_locked_is_said_so_and_not_logged(db, capsys):
    call_command("user_unlock", address=OFFICE)

    assert capsys.readouterr().out == "203.0.113.7 was not locked.\n"
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "arguments", [["--address", "văn phòng"], [], ["ha@example.vn", "--address", "::1"]]
)
def test_what_is_no_address_or_not_one_thing_is_refused(locked, arguments):
    with pytest.raises(CommandError):
        call_command("user_unlock", *arguments)

    assert not may_sign_in()


def test_locked_addresses_are_listed_and_others_are_not(locked):
    (only,) = addresses_locked()

    assert only.address == OFFICE
    assert only.until > timezone.now()
    address_unlock(address=OFFICE, by=None)
    assert addresses_locked() == []


def test_a_lock_that_has_ended_is_not_listed(locked):
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert addresses_locked() == []


def test_an_office_with_ipv6_is_listed_and_opened_as_a_network(settings, chief):
    settings.SIGN_IN_LIMIT_ADDRESS = 3
    for n in range(3):
        guess(f"2001:db8:1:2::{n + 1}", f"la{n}@example.vn")

    (only,) = addresses_locked()
    assert only.address == "2001:db8:1:2::/64"
    assert address_unlock(address=only.address, by=None)
    assert not SignInCounter.objects.filter(kind="address").exists()


def test_an_account_locked_by_itself_stays_locked(locked, chief):
    SignInCounter.objects.filter(kind="address").delete()
    for n in range(5):
        guess(f"198.51.100.{n}", chief.email)

    address_unlock(address=OFFICE, by=None)

    assert not may_sign_in()
