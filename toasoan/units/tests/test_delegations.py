"""Who goes away lets somebody sign, sees it, and takes it back."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.models import AuditEntry
from toasoan.units.access import (
    delegation_for_ending,
    roles_of,
    standing_forget,
    user_may,
)
from toasoan.units.errors import DelegationInvalid
from toasoan.units.models import Delegation
from toasoan.units.roles import SIGNING_ROLES, Action, Role
from toasoan.units.services import delegation_add, delegation_end, user_groups_sync
from toasoan.units.tests.factories import give_role, make_person, make_unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WEEK_LATER = TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(datetime.fromisoformat("2026-11-23T08:15+07:00")):
        yield


@pytest.fixture
def unit(db):
    return make_unit("tbtc")


@pytest.fixture
def secretary(unit):
    return make_person("Lê Hoàng Anh", unit=unit, role=Role.EDITORIAL_SECRETARY)


@pytest.fixture
def deputy(unit):
    return make_person("Vũ Đình Khải", unit=unit, role=Role.HEAD_OF_DESK)


def delegate(unit, secretary, deputy, **changes):
    values = {
        "role": Role.EDITORIAL_SECRETARY,
        "valid_from": TODAY,
        "valid_to": WEEK_LATER,
        "reason": "Đi công tác",
        "by": secretary,
        **changes,
    }
    return delegation_add(unit=unit, principal=secretary, deputy=deputy, **values)


def filled(person, **changes):
    return {
        "role": Role.EDITORIAL_SECRETARY.value,
        "deputy": person.pk,
        "valid_from": "2026-11-23",
        "valid_to": "2026-11-30",
        "reason": "Đi công tác",
        **changes,
    }


def test_the_roles_that_sign_are_those_that_decide_over_others_work():
    assert Role.REPORTER not in SIGNING_ROLES
    assert Role.ANALYST not in SIGNING_ROLES
    assert Role.SOCIAL_EDITOR not in SIGNING_ROLES
    assert {Role.DESK_EDITOR, Role.HEAD_OF_DESK, Role.EDITOR_IN_CHIEF} <= SIGNING_ROLES


# --- The rules --------------------------------------------------------------------


def test_the_same_deputy_is_not_named_twice_for_the_same_days(unit, secretary, deputy):
    delegate(unit, secretary, deputy)

    with pytest.raises(DelegationInvalid, match="đã ký thay chức danh này"):
        delegate(
            unit,
            secretary,
            deputy,
            valid_from=WEEK_LATER,
            valid_to=WEEK_LATER + timedelta(days=3),
        )

    assert Delegation.objects.count() == 1


def test_days_that_are_over_are_refused(unit, secretary, deputy):
    with pytest.raises(DelegationInvalid, match="đã qua"):
        delegate(
            unit,
            secretary,
            deputy,
            valid_from=TODAY - timedelta(days=3),
            valid_to=TODAY - timedelta(days=1),
        )

    assert Delegation.objects.count() == 0


def test_ending_what_has_ended_does_not_make_it_longer(unit, secretary, deputy):
    delegation = delegate(unit, secretary, deputy)

    with (
        time_machine.travel(datetime.fromisoformat("2026-12-20T08:15+07:00")),
        pytest.raises(DelegationInvalid, match="đã hết từ trước"),
    ):
        delegation_end(delegation=delegation, by=secretary)

    delegation.refresh_from_db()
    assert delegation.valid_to == WEEK_LATER


def test_a_delegation_taken_back_the_same_day_is_named_in_the_log(
    unit, secretary, deputy
):
    delegation = delegate(unit, secretary, deputy)
    pk = delegation.pk

    delegation_end(delegation=delegation, by=secretary)

    assert not Delegation.objects.exists()
    entry = AuditEntry.objects.get(action="units.delegation_ended")
    assert (entry.actor, entry.target_id, entry.unit_key) == (
        secretary,
        str(pk),
        "tbtc",
    )


def test_a_deputy_who_does_not_write_gets_wagtails_doors_for_those_days(
    unit, secretary
):
    analyst = make_person(unit=unit, role=Role.ANALYST)
    delegation = delegate(unit, secretary, analyst)
    assert analyst.groups.filter(name="tbtc: tòa soạn").exists()

    with time_machine.travel(datetime.fromisoformat("2026-12-01T00:30+07:00")):
        user_groups_sync(users=[analyst])
    assert not analyst.groups.filter(name="tbtc: tòa soạn").exists()

    delegation_end(delegation=delegation, by=secretary)
    assert not analyst.groups.filter(name="tbtc: tòa soạn").exists()


def test_only_the_principal_and_who_delegates_for_others_may_end_it(
    unit, secretary, deputy
):
    delegation = delegate(unit, secretary, deputy)
    chief = make_person(unit=unit, role=Role.EDITOR_IN_CHIEF)
    stranger = make_person(unit=make_unit("hq"), role=Role.EDITOR_IN_CHIEF)

    assert delegation_for_ending(secretary, unit, delegation.pk) == delegation
    assert delegation_for_ending(chief, unit, delegation.pk) == delegation
    for other in (deputy, stranger):
        with pytest.raises(NotAllowed):
            delegation_for_ending(other, unit, delegation.pk)
        with pytest.raises(NotAllowed):
            delegation_end(delegation=delegation, by=other)
    with pytest.raises(NotFound):
        delegation_for_ending(secretary, make_unit("ck"), delegation.pk)

    assert Delegation.objects.get().valid_to == WEEK_LATER


# --- The screens ------------------------------------------------------------------


def test_who_goes_away_delegates_an_own_role_and_takes_it_back(
    client, unit, secretary, deputy
):
    client.force_login(secretary)

    answer = client.post(reverse("units:own_delegate"), filled(deputy), follow=True)

    page = answer.content.decode()
    assert "Đã ủy quyền. Vũ Đình Khải ký thay bạn đến hết 30/11/2026." in page
    assert "Đang ký thay" in page
    made = Delegation.objects.get()
    assert (made.principal, made.deputy, made.role) == (
        secretary,
        deputy,
        Role.EDITORIAL_SECRETARY,
    )
    standing_forget(deputy)
    assert Role.EDITORIAL_SECRETARY in roles_of(deputy, unit)

    answer = client.post(
        reverse("units:own_delegation_end", args=[made.pk]), follow=True
    )

    assert answer.redirect_chain[0][0] == reverse("units:own_delegations")
    assert "Vũ Đình Khải không ký thay nữa." in answer.content.decode()
    standing_forget(deputy)
    assert Role.EDITORIAL_SECRETARY not in roles_of(deputy, unit)


def test_the_form_offers_own_roles_and_other_people_only(
    client, unit, secretary, deputy
):
    give_role(secretary, unit, Role.ARCHIVIST)
    make_person("Người nơi khác", unit=make_unit("hq"), role=Role.HEAD_OF_DESK)
    client.force_login(secretary)

    form = client.get(reverse("units:own_delegate")).context["form"]

    assert [key for key, _label in form.fields["role"].choices] == [
        Role.EDITORIAL_SECRETARY,
        Role.ARCHIVIST,
    ]
    assert list(form.fields["deputy"].queryset) == [deputy]
    assert "principal" not in form.fields


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": Role.EDITOR_IN_CHIEF.value}, "role"),
        ({"valid_to": "2026-11-20"}, "valid_to"),
        ({"deputy": ""}, "deputy"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_wrong_form_changes_nothing_and_says_where(
    client, secretary, deputy, changes, field
):
    client.force_login(secretary)

    answer = client.post(reverse("units:own_delegate"), filled(deputy, **changes))

    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert not Delegation.objects.exists()


def test_nobody_delegates_for_another_by_naming_them(client, unit, secretary, deputy):
    client.force_login(deputy)

    client.post(
        reverse("units:own_delegate"),
        filled(
            secretary,
            principal=secretary.pk,
            role=Role.HEAD_OF_DESK.value,
        ),
    )

    assert [row.principal for row in Delegation.objects.all()] == [deputy]
    assert client.get(reverse("units:delegate")).status_code == 403


def test_who_signs_for_a_chief_does_not_authorise_further(client, unit, deputy):
    chief = make_person("Trần Thu Hà", unit=unit, role=Role.EDITOR_IN_CHIEF)
    third = make_person("Đỗ Minh", unit=unit, role=Role.HEAD_OF_DESK)
    delegate(unit, chief, deputy, role=Role.EDITOR_IN_CHIEF, by=chief)
    standing_forget(deputy)
    client.force_login(deputy)

    assert user_may(deputy, Action.TAKE_DOWN, unit)
    assert client.get(reverse("units:delegate")).status_code == 403
    with pytest.raises(NotAllowed):
        delegate(unit, chief, third, role=Role.EDITOR_IN_CHIEF, by=deputy)
    with pytest.raises(DelegationInvalid):
        delegate(unit, deputy, third, role=Role.EDITOR_IN_CHIEF, by=deputy)
    assert [row.deputy for row in Delegation.objects.all()] == [deputy]


def test_the_deputy_sees_for_whom_and_has_nothing_to_end(
    client, unit, secretary, deputy
):
    made = delegate(unit, secretary, deputy)
    client.force_login(deputy)

    page = client.get(reverse("units:own_delegations")).content.decode()

    assert "Lê Hoàng Anh" in page
    assert "23/11/2026 - 30/11/2026" in page
    assert "“Đi công tác”" in page
    url = reverse("units:own_delegation_end", args=[made.pk])
    assert url not in page
    assert client.post(url).status_code == 403
    assert Delegation.objects.get().valid_to == WEEK_LATER


def test_the_units_list_leads_who_signs_to_an_own_delegation(
    client, unit, secretary, deputy
):
    reporter = make_person(unit=unit, role=Role.REPORTER)
    own = reverse("units:own_delegate")

    shown = {}
    for person in (secretary, reporter):
        client.force_login(person)
        shown[person] = own in client.get(reverse("units:people")).content.decode()

    assert shown == {secretary: True, reporter: False}
