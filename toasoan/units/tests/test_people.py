"""Memberships and delegations over time: none doubles, revives or outlives its people."""

from datetime import timedelta

import pytest

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
from toasoan.units.errors import DelegationInvalid
from toasoan.units.models import Delegation, Desk, Membership
from toasoan.units.roles import Action, Role
from toasoan.units.services import delegation_add, membership_end
from toasoan.units.tests.factories import give_role, make_person, make_unit

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
