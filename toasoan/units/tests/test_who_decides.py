"""Who decides in a unit today, deputies included: nobody too many, nobody forgotten."""

from datetime import timedelta

import pytest

from toasoan.core import clock
from toasoan.units.access import user_holds_role, user_may
from toasoan.units.models import Membership
from toasoan.units.roles import Action, Role
from toasoan.units.selectors import people_acting, people_signing
from toasoan.units.services import delegation_add
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def people(unit):
    chief = make_person("Lan", unit=unit, role=Role.EDITOR_IN_CHIEF)
    second = make_person("Mai", unit=unit, role=Role.EDITOR_IN_CHIEF)
    deputy = make_person("Khải", unit=unit, role=Role.REPORTER)
    left = make_person("Bảo", unit=unit, role=Role.EDITOR_IN_CHIEF)
    yesterday = clock.today() - timedelta(days=1)
    Membership.objects.filter(user=left).update(valid_to=yesterday)
    make_person("Xa", unit=make_unit("hq"), role=Role.EDITOR_IN_CHIEF)
    delegation_add(
        unit=unit,
        principal=chief,
        deputy=deputy,
        role=Role.EDITOR_IN_CHIEF,
        valid_from=clock.today(),
        valid_to=clock.today(),
        reason="Đi vắng",
        by=chief,
    )
    found = {"chief": chief, "second": second, "deputy": deputy, "left": left}
    # Read again: what each may do is kept with the person.
    return {name: type(p).objects.get(pk=p.pk) for name, p in found.items()}


def test_who_may_act_is_who_access_says(unit, people):
    for action in (Action.TAKE_DOWN, Action.DELEGATE, Action.WRITE):
        told = set(people_acting(action, unit))

        assert told == {p for p in people.values() if user_may(p, action, unit)}
    assert set(people_acting(Action.TAKE_DOWN, unit)) == {
        people["chief"],
        people["second"],
        people["deputy"],
    }


def test_who_signs_is_who_access_says(unit, people):
    told = set(people_signing(Role.EDITOR_IN_CHIEF, unit))

    assert told == {
        p for p in people.values() if user_holds_role(p, unit, Role.EDITOR_IN_CHIEF)
    }
    assert people["left"] not in told


def test_a_named_persons_step_is_theirs_and_their_deputys(unit, people):
    chief, second = people["chief"], people["second"]
    signing = {
        name: set(people_signing(Role.EDITOR_IN_CHIEF, unit, person_id=person.pk))
        for name, person in (("chief", chief), ("second", second))
    }

    assert signing == {"chief": {chief, people["deputy"]}, "second": {second}}


def test_whose_account_is_closed_decides_nothing(unit, people):
    people["second"].is_active = False
    people["second"].save()

    assert people["second"] not in people_acting(Action.PUBLISH, unit)
    assert people["second"] not in people_signing(
        Role.EDITOR_IN_CHIEF, unit, person_id=people["second"].pk
    )
