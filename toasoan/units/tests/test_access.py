"""Who may see and do what in which unit."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone

from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.units.access import (
    roles_of,
    standing_forget,
    unit_for,
    units_visible,
    user_may,
    user_require,
)
from toasoan.units.errors import DelegationInvalid, UnitNotFound
from toasoan.units.models import Delegation, Membership, Organisation
from toasoan.units.roles import Action, Role
from toasoan.units.selectors import people_who_may, people_with_role
from toasoan.units.services import (
    delegation_add,
    delegation_end,
    membership_end,
    organisations_load,
    press_units_load,
    user_groups_sync,
)
from toasoan.units.tests.factories import give_role, make_person, make_unit

pytestmark = pytest.mark.django_db


def test_person_sees_only_the_units_they_belong_to():
    ours, _theirs = make_unit("tbtc"), make_unit("hq")
    person = make_person(unit=ours, role=Role.REPORTER)

    assert list(units_visible(person)) == [ours]


def test_person_of_two_units_sees_both_and_not_the_third():
    first, second, _third = make_unit("tbtc"), make_unit("hq"), make_unit("ck")
    person = make_person(unit=first, role=Role.PHOTO_VIDEO_EDITOR)
    give_role(person, second, Role.PHOTO_VIDEO_EDITOR)

    assert set(units_visible(person)) == {first, second}


def test_stranger_and_switched_off_person_see_nothing():
    unit = make_unit()
    gone = make_person(unit=unit, role=Role.EDITOR_IN_CHIEF, is_active=False)

    assert list(units_visible(AnonymousUser())) == []
    assert list(units_visible(gone)) == []
    assert not user_may(gone, Action.READ, unit)


def test_ministry_person_does_not_see_into_a_newsroom():
    make_unit()
    office = Organisation.objects.create(
        code="VPB", name="Văn phòng Bộ", kind=Organisation.Kind.DEPARTMENT
    )
    person = make_person()
    Membership.objects.create(
        user=person,
        organisation=office,
        role=Role.MINISTRY_OFFICE,
        valid_from=clock.today(),
    )

    assert list(units_visible(person)) == []


def test_platform_administrator_sees_every_unit():
    units = {make_unit("tbtc"), make_unit("hq")}

    assert set(units_visible(make_person(is_superuser=True))) == units


def test_unit_of_others_is_not_found():
    make_unit("hq")
    person = make_person(unit=make_unit("tbtc"), role=Role.EDITOR_IN_CHIEF)

    with pytest.raises(UnitNotFound):
        unit_for(person, "hq")


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.REPORTER, Action.WRITE, Action.EDIT_OTHERS),
        (Role.DESK_EDITOR, Action.EDIT_OTHERS, Action.ASSIGN),
        (Role.HEAD_OF_DESK, Action.ASSIGN, Action.PUBLISH),
        (Role.EDITORIAL_SECRETARY, Action.PUBLISH, Action.TAKE_DOWN),
        (Role.EDITOR_IN_CHIEF, Action.TAKE_DOWN, Action.MANAGE),
        (Role.UNIT_ADMINISTRATOR, Action.MANAGE, Action.WRITE),
        (Role.ANALYST, Action.READ, Action.WRITE),
        (Role.ARCHIVIST, Action.ARCHIVE_EDIT, Action.WRITE),
    ],
)
def test_role_gives_its_actions_and_no_more(role, may, may_not):
    unit = make_unit()
    person = make_person(unit=unit, role=role)

    assert user_may(person, may, unit)
    assert not user_may(person, may_not, unit)
    with pytest.raises(NotAllowed):
        user_require(person, may_not, unit)


def test_role_in_one_unit_gives_nothing_in_another():
    ours, theirs = make_unit("tbtc"), make_unit("hq")
    chief = make_person(unit=ours, role=Role.EDITOR_IN_CHIEF)

    assert not user_may(chief, Action.READ, theirs)


def test_membership_holds_between_its_dates_both_included():
    unit = make_unit()
    today = clock.today()
    person = make_person()
    give_role(person, unit, Role.REPORTER, valid_from=today, valid_to=today)
    standing_forget(person)
    assert user_may(person, Action.WRITE, unit)

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert not user_may(person, Action.WRITE, unit)


def test_ended_membership_leaves_wagtails_group_and_stays_on_record():
    unit = make_unit()
    person = make_person()
    membership = give_role(person, unit, Role.REPORTER)
    assert person.groups.filter(name="tbtc: tòa soạn").exists()

    membership_end(membership=membership, on=clock.today() - timedelta(days=1))

    assert person.groups.count() == 0
    assert Membership.objects.filter(user=person).count() == 1


def test_nightly_sync_closes_wagtails_doors_behind_an_expired_membership():
    unit = make_unit()
    person = make_person()
    give_role(person, unit, Role.REPORTER, valid_to=clock.today())

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        user_groups_sync(users=[person])

    assert person.groups.count() == 0


def test_sync_keeps_groups_that_are_not_ours():
    person = make_person(unit=make_unit(), role=Role.REPORTER)
    other = Group.objects.create(name="Bạn đọc thử")
    person.groups.add(other)

    user_groups_sync(users=[person])

    assert other in person.groups.all()


def test_people_who_may_act_are_those_of_the_unit_only():
    ours, theirs = make_unit("tbtc"), make_unit("hq")
    writer = make_person(unit=ours, role=Role.REPORTER)
    make_person(unit=theirs, role=Role.REPORTER)
    make_person(unit=ours, role=Role.ANALYST)

    assert list(people_who_may(Action.WRITE, ours)) == [writer]
    assert list(people_with_role(Role.REPORTER, ours)) == [writer]


# --- Delegation ------------------------------------------------------------------


@pytest.fixture
def chiefs(db):
    unit = make_unit()
    return (
        unit,
        make_person("Đặng Thị Lan", unit=unit, role=Role.EDITOR_IN_CHIEF),
        make_person("Hồ Tuấn Kiệt", unit=unit, role=Role.DEPUTY_EDITOR_IN_CHIEF),
    )


def delegate(unit, principal, deputy, **changes):
    today = clock.today()
    values = {
        "unit": unit,
        "principal": principal,
        "deputy": deputy,
        "role": Role.EDITOR_IN_CHIEF,
        "valid_from": today,
        "valid_to": today + timedelta(days=7),
        "reason": "Đi công tác",
        "by": principal,
        **changes,
    }
    return delegation_add(**values)


def test_deputy_holds_the_chiefs_role_while_delegated(chiefs):
    unit, chief, deputy = chiefs
    assert Role.EDITOR_IN_CHIEF not in roles_of(deputy, unit)

    delegation = delegate(unit, chief, deputy)
    assert Role.EDITOR_IN_CHIEF in roles_of(deputy, unit)

    delegation_end(delegation=delegation, by=chief)
    assert Role.EDITOR_IN_CHIEF not in roles_of(deputy, unit)


def test_nobody_delegates_a_role_they_do_not_hold(chiefs):
    unit, chief, deputy = chiefs

    with pytest.raises(DelegationInvalid):
        delegate(unit, deputy, chief, role=Role.EDITOR_IN_CHIEF, by=deputy)

    assert Delegation.objects.count() == 0


def test_nobody_delegates_to_themselves_or_outside_the_unit(chiefs):
    unit, chief, _deputy = chiefs
    outsider = make_person(unit=make_unit("hq"), role=Role.DEPUTY_EDITOR_IN_CHIEF)

    for other in (chief, outsider):
        with pytest.raises(DelegationInvalid):
            delegate(unit, chief, other)

    assert Delegation.objects.count() == 0


def test_reporter_cannot_delegate_for_the_chief(chiefs):
    unit, chief, deputy = chiefs
    reporter = make_person(unit=unit, role=Role.REPORTER)

    with pytest.raises(NotAllowed):
        delegate(unit, chief, deputy, by=reporter)

    assert Delegation.objects.count() == 0


# --- Loading ---------------------------------------------------------------------

ROWS = [
    {"code": "BTC", "name": "Bộ Tài chính", "kind": "ministry"},
    {"code": "TCTC", "name": "Tạp chí", "kind": "press_unit", "parent": "BTC"},
    {
        "code": "BTTTT",
        "name": "Bộ cũ",
        "kind": "external",
        "valid_to": "2025-02-28",
        "successor": "BVH",
    },
    {"code": "BVH", "name": "Bộ mới", "kind": "external", "valid_from": "2025-03-01"},
]


def test_loading_organisations_twice_doubles_nothing_and_links_successors():
    assert organisations_load(rows=ROWS) == 4
    assert organisations_load(rows=ROWS) == 0

    old = Organisation.objects.get(code="BTTTT")
    assert old.successor.name == "Bộ mới"
    assert Organisation.objects.get(code="TCTC").parent.code == "BTC"


def test_organisation_exists_only_between_its_dates():
    organisations_load(rows=ROWS)
    codes = {
        year: set(
            Organisation.objects.on(clock.today().replace(year=year)).values_list(
                "code", flat=True
            )
        )
        for year in (2024, 2026)
    }

    assert "BTTTT" in codes[2024]
    assert "BVH" not in codes[2024]
    assert "BTTTT" not in codes[2026]
    assert "BVH" in codes[2026]


def test_loading_units_again_keeps_what_an_administrator_changed():
    organisations_load(rows=ROWS)
    row = {
        "key": "tctc",
        "organisation": "TCTC",
        "kind": "magazine",
        "short": "TCTC",
        "masthead": "Tạp chí Tài chính",
        "remit": "Nghiên cứu",
        "subjects": ["tax"],
        "desks": [{"key": "ban-a", "name": "Ban A"}],
    }
    subjects = [{"code": "tax", "name": "Thuế"}]
    [unit] = press_units_load(subjects=subjects, units=[row], domain="localhost")
    unit.remit = "Tôn chỉ mới"
    unit.save()

    [again] = press_units_load(subjects=subjects, units=[row], domain="localhost")

    assert (again.pk, again.remit) == (unit.pk, "Tôn chỉ mới")
    assert unit.desks.count() == 1
