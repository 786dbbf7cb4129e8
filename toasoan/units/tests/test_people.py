"""Memberships and delegations over time: none doubles, revives or outlives its people."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from toasoan.core import clock
from toasoan.security.models import AuditEntry
from toasoan.units.access import (
    roles_of,
    signs_for,
    standing_forget,
    units_visible,
    user_holds_role,
    user_may,
)
from toasoan.units.errors import DelegationInvalid, MembershipInvalid
from toasoan.units.models import Delegation, Desk, Membership
from toasoan.units.roles import Action, Role
from toasoan.units.services import delegation_add, membership_end
from toasoan.units.tests.factories import LONG_AGO, give_role, make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(db):
    return make_unit()


@pytest.fixture
def chief(unit):
    return make_person("Đặng Thị Lan", unit=unit, role=Role.EDITOR_IN_CHIEF)


@pytest.fixture
def deputy(unit):
    return make_person("Hồ Tuấn Kiệt", unit=unit, role=Role.EDITORIAL_SECRETARY)


@pytest.fixture
def delegation(unit, chief, deputy):
    return delegation_add(
        unit=unit,
        principal=chief,
        deputy=deputy,
        role=Role.EDITOR_IN_CHIEF,
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=30),
        reason="Đi công tác",
        by=chief,
    )


def _membership(person):
    return Membership.objects.get(user=person)


def _signs(deputy, unit):
    standing_forget(deputy)
    return user_holds_role(deputy, unit, Role.EDITOR_IN_CHIEF)


def _audited(action):
    return AuditEntry.objects.filter(action=action).count()


# --- A delegation holds as long as its two people do --------------------------------


def test_a_deputy_signs_while_both_people_are_in_their_places(unit, deputy, delegation):
    assert _signs(deputy, unit)
    assert signs_for(deputy, unit, Role.EDITOR_IN_CHIEF) == delegation.principal_id


def test_nobody_signs_for_who_holds_the_role_no_more(unit, chief, deputy, delegation):
    Membership.objects.filter(user=chief).update(
        valid_to=clock.today() - timedelta(days=1)
    )

    assert not _signs(deputy, unit)
    assert not user_may(deputy, Action.TAKE_DOWN, unit)


def test_nobody_signs_for_a_role_the_principal_exchanged_for_another(
    unit, chief, deputy, delegation
):
    Membership.objects.filter(user=chief).update(role=Role.REPORTER)

    assert not _signs(deputy, unit)


def test_nobody_signs_for_a_closed_account(unit, chief, deputy, delegation):
    chief.is_active = False
    chief.save()

    assert not _signs(deputy, unit)


def test_a_deputy_who_left_the_unit_signs_no_more_and_does_not_see_it(
    unit, deputy, delegation
):
    Membership.objects.filter(user=deputy).update(
        valid_to=clock.today() - timedelta(days=1)
    )

    assert not _signs(deputy, unit)
    assert roles_of(deputy, unit) == frozenset()
    assert list(units_visible(deputy)) == []


def test_a_deputy_whose_account_is_closed_signs_no_more(unit, deputy, delegation):
    deputy.is_active = False
    deputy.save()

    assert not _signs(deputy, unit)


@pytest.mark.parametrize("who", ["principal", "deputy"])
def test_delegations_end_with_the_membership_they_hang_on(who, unit, delegation):
    membership_end(membership=_membership(getattr(delegation, who)), on=clock.today())

    delegation.refresh_from_db()
    assert delegation.valid_to == clock.today()
    entry = AuditEntry.objects.get(action="units.delegation_ended")
    assert (entry.target_id, entry.unit_key) == (str(delegation.pk), "tbtc")


def test_a_delegation_that_has_not_begun_goes_with_the_membership(delegation, chief):
    Delegation.objects.update(valid_from=clock.today() + timedelta(days=5))

    membership_end(membership=_membership(chief), on=clock.today())

    assert Delegation.objects.count() == 0
    assert _audited("units.delegation_ended") == 1


def test_a_delegation_stays_while_another_membership_carries_it(
    unit, chief, deputy, delegation
):
    own = _membership(deputy)
    give_role(deputy, unit, Role.REPORTER)
    desk = Desk.objects.get(unit=unit)
    give_role(chief, unit, Role.EDITOR_IN_CHIEF, desk=desk)

    membership_end(membership=own, on=clock.today())
    membership_end(
        membership=Membership.objects.get(user=chief, desk=desk), on=clock.today()
    )

    delegation.refresh_from_db()
    assert delegation.valid_to == clock.today() + timedelta(days=30)
    assert _signs(deputy, unit)
    assert _audited("units.delegation_ended") == 0


def test_a_delegation_of_days_gone_by_is_refused(unit, chief, deputy):
    yesterday = clock.today() - timedelta(days=1)

    with pytest.raises(DelegationInvalid, match="đã qua"):
        delegation_add(
            unit=unit,
            principal=chief,
            deputy=deputy,
            role=Role.EDITOR_IN_CHIEF,
            valid_from=yesterday,
            valid_to=yesterday,
            reason="Đi công tác",
            by=chief,
        )

    assert Delegation.objects.count() == 0
    assert _audited("units.delegation_added") == 0


# --- Memberships --------------------------------------------------------------------


@pytest.mark.parametrize("has_desk", [True, False])
def test_the_same_role_is_not_given_twice_for_the_same_days(has_desk, unit):
    desk = Desk.objects.get(unit=unit) if has_desk else None
    person = make_person("Trần An")
    give_role(person, unit, Role.REPORTER, desk=desk)

    for valid_from in (LONG_AGO, clock.today(), clock.today() + timedelta(days=9)):
        with pytest.raises(MembershipInvalid, match="từ ngày 01/01/2020"):
            give_role(person, unit, Role.REPORTER, desk=desk, valid_from=valid_from)

    assert Membership.objects.count() == 1
    assert _audited("units.membership_added") == 1


def test_the_days_until_an_end_ahead_are_named(unit):
    person = make_person("Trần An")
    membership = give_role(person, unit, Role.REPORTER)
    membership_end(membership=membership, on=clock.today())

    with pytest.raises(MembershipInvalid) as refused:
        give_role(person, unit, Role.REPORTER, valid_from=clock.today())

    assert refused.value.message == (
        f"Trần An giữ chức danh này đến hết ngày {clock.format_date_vi(clock.today())}."
        " Chọn từ ngày sau đó."
    )


def test_the_same_role_may_follow_on_its_end_and_stand_beside_other_places(unit):
    today, desk = clock.today(), Desk.objects.get(unit=unit)
    person = make_person()
    give_role(person, unit, Role.REPORTER, valid_to=today)

    give_role(person, unit, Role.REPORTER, valid_from=today + timedelta(days=1))
    give_role(person, unit, Role.REPORTER, desk=desk)
    give_role(person, unit, Role.ARCHIVIST)
    give_role(person, make_unit("hq"), Role.REPORTER)

    assert Membership.objects.filter(user=person).count() == 5


def test_a_role_that_is_over_is_not_ended_again(unit):
    over = clock.today() - timedelta(days=400)
    person = make_person()
    membership = give_role(person, unit, Role.REPORTER, valid_to=over)

    with pytest.raises(MembershipInvalid):
        membership_end(membership=membership, on=clock.today())

    membership.refresh_from_db()
    assert membership.valid_to == over
    assert not user_may(person, Action.WRITE, unit)
    assert _audited("units.membership_ended") == 0


def test_a_role_with_an_end_ahead_may_end_sooner(unit):
    person = make_person()
    membership = give_role(
        person, unit, Role.REPORTER, valid_to=clock.today() + timedelta(days=90)
    )

    membership_end(membership=membership, on=clock.today())

    membership.refresh_from_db()
    assert membership.valid_to == clock.today()


def test_a_role_that_has_not_begun_is_taken_back_and_the_log_keeps_it(unit):
    person = make_person("Trần An")
    membership = give_role(
        person, unit, Role.REPORTER, valid_from=clock.today() + timedelta(days=7)
    )
    key = membership.pk

    membership_end(membership=membership, on=clock.today())

    assert Membership.objects.filter(user=person).count() == 0
    entry = AuditEntry.objects.get(action="units.membership_ended")
    assert (entry.target_id, entry.data["user"]) == (str(key), person.email)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert not user_may(person, Action.WRITE, unit)


# --- The screen ---------------------------------------------------------------------


@pytest.fixture
def administrator(unit):
    client = Client()
    client.force_login(make_person(unit=unit, role=Role.UNIT_ADMINISTRATOR))
    return client


def test_adding_a_person_twice_is_answered_in_words(unit, administrator):
    person = make_person("Trần An")
    sent = {
        "email": person.email,
        "role": Role.REPORTER.value,
        "desk": Desk.objects.get(unit=unit).pk,
        "valid_from": clock.today().isoformat(),
    }
    first = administrator.post(reverse("units:member_add"), sent)

    second = administrator.post(reverse("units:member_add"), sent)

    assert (first.status_code, second.status_code) == (302, 400)
    assert "Trần An đã giữ chức danh này từ ngày" in second.content.decode()
    assert Membership.objects.filter(user=person).count() == 1


def test_roles_to_come_are_listed_and_can_be_taken_back(unit, administrator):
    start = clock.today() + timedelta(days=7)
    membership = give_role(
        make_person("Trần An"), unit, Role.REPORTER, valid_from=start
    )
    give_role(
        make_person("Người đã nghỉ"),
        unit,
        Role.REPORTER,
        valid_to=clock.today() - timedelta(days=1),
    )

    page = administrator.get(reverse("units:people")).content.decode()
    assert "Trần An" in page
    assert f"từ {clock.format_date_vi(start)}" in page
    assert "Bỏ chức danh" in page
    assert "Người đã nghỉ" not in page

    answer = administrator.post(
        reverse("units:member_end", args=[membership.pk]), follow=True
    )
    assert "Đã bỏ chức danh chưa bắt đầu của Trần An." in answer.content.decode()
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_ending_what_is_over_says_so_and_changes_nothing(unit, administrator):
    over = clock.today() - timedelta(days=400)
    membership = give_role(make_person(), unit, Role.REPORTER, valid_to=over)

    answer = administrator.post(reverse("units:member_end", args=[membership.pk]))

    assert answer.status_code == 400
    assert "Chức danh này đã thôi sau ngày" in answer.content.decode()
    membership.refresh_from_db()
    assert membership.valid_to == over
