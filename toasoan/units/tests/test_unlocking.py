"""A unit's administrator lets back in whom wrong passwords have locked out."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.errors import PersonIsAdministrator, SignInLocked
from toasoan.security.models import AuditEntry, SignInCounter
from toasoan.security.selectors import sign_in_locked_until
from toasoan.security.services import sign_in_begin
from toasoan.units.lockouts import members_locked_out
from toasoan.units.roles import Role
from toasoan.units.services import member_unlock
from toasoan.units.tests.factories import give_role, make_person, make_unit

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-23T08:15+07:00")
UNTIL = datetime.fromisoformat("2026-11-23T08:30+07:00")


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def unit(db):
    return make_unit("tbtc")


@pytest.fixture
def keeper(unit):
    return make_person("Tạ Quốc Tuấn", unit=unit, role=Role.UNIT_ADMINISTRATOR)


@pytest.fixture
def reporter(unit):
    return locked(make_person("Nguyễn Thu Hà", unit=unit, role=Role.REPORTER))


def locked(person):
    for _guess in range(5):
        sign_in_begin(email=person.email, address=None)
    with pytest.raises(SignInLocked):
        sign_in_begin(email=person.email, address=None)
    return person


def locked_until(person):
    return sign_in_locked_until(email=person.email, address=None)


def unlocked_entries():
    return AuditEntry.objects.filter(action="security.user_unlocked")


def test_who_is_locked_out_is_named_once_and_until_when(unit, reporter):
    give_role(reporter, unit, Role.SOCIAL_EDITOR)
    make_person("Không sai lần nào", unit=unit, role=Role.REPORTER)
    locked(make_person("Người nơi khác", unit=make_unit("hq"), role=Role.REPORTER))

    [found] = members_locked_out(unit)

    assert (found.membership.user, found.until) == (reporter, UNTIL)
    with time_machine.travel(UNTIL + timedelta(seconds=1)):
        assert members_locked_out(unit) == []


def test_the_units_administrator_unlocks_and_it_is_written_down(unit, keeper, reporter):
    assert member_unlock(person=reporter, unit=unit, by=keeper) is True

    assert locked_until(reporter) is None
    entry = unlocked_entries().get()
    assert (entry.actor, entry.target_id, entry.unit_key) == (
        keeper,
        str(reporter.pk),
        "tbtc",
    )


def test_who_is_not_locked_out_does_not_get_the_counting_started_anew(unit, keeper):
    person = make_person(unit=unit, role=Role.REPORTER)
    for _guess in range(3):
        sign_in_begin(email=person.email, address=None)

    assert member_unlock(person=person, unit=unit, by=keeper) is False

    assert SignInCounter.objects.get().attempts == 3
    assert unlocked_entries().count() == 0


@pytest.mark.parametrize("role", [Role.EDITOR_IN_CHIEF, Role.REPORTER])
def test_who_does_not_manage_the_unit_unlocks_nobody(unit, reporter, role):
    other = make_person(unit=unit, role=role)

    with pytest.raises(NotAllowed):
        member_unlock(person=reporter, unit=unit, by=other)

    assert locked_until(reporter) == UNTIL
    assert unlocked_entries().count() == 0


def test_the_administrator_of_another_unit_unlocks_nobody_here(unit, reporter):
    hq = make_unit("hq")
    stranger = make_person(unit=hq, role=Role.UNIT_ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        member_unlock(person=reporter, unit=unit, by=stranger)
    with pytest.raises(NotFound):
        member_unlock(person=reporter, unit=hq, by=stranger)

    assert locked_until(reporter) == UNTIL
    assert unlocked_entries().count() == 0


def test_who_has_left_the_unit_is_unlocked_by_the_new_one(unit, keeper):
    gone = make_person()
    give_role(gone, unit, Role.REPORTER, valid_to=NOW.date() - timedelta(days=1))
    locked(gone)

    with pytest.raises(NotFound):
        member_unlock(person=gone, unit=unit, by=keeper)

    assert locked_until(gone) == UNTIL
    assert members_locked_out(unit) == []


def test_an_account_that_keeps_the_platform_is_not_the_units_to_unlock(unit, keeper):
    platform = make_person(unit=unit, role=Role.REPORTER, is_superuser=True)
    locked(platform)

    with pytest.raises(PersonIsAdministrator):
        member_unlock(person=platform, unit=unit, by=keeper)

    assert locked_until(platform) == UNTIL
    assert [found.is_platform for found in members_locked_out(unit)] == [True]


# --- The screen -------------------------------------------------------------------


def unlock_url(person, unit):
    membership = person.memberships.get(organisation=unit.organisation)
    return reverse("units:member_unlock", args=[membership.pk])


def test_the_list_says_until_when_and_one_button_unlocks(
    client, unit, keeper, reporter
):
    client.force_login(keeper)
    page = client.get(reverse("units:people")).content.decode()
    assert "Khóa đến 08:30, 23/11/2026" in page

    answer = client.post(unlock_url(reporter, unit), follow=True)

    page = answer.content.decode()
    assert f"Đã mở khóa đăng nhập cho {reporter}. Người ấy vào lại được ngay." in page
    assert "Khóa đến" not in page
    assert locked_until(reporter) is None


def test_the_chief_does_not_see_who_is_locked_out_and_cannot_unlock(
    client, unit, reporter
):
    chief = make_person(unit=unit, role=Role.EDITOR_IN_CHIEF)
    client.force_login(chief)

    assert "Khóa đến" not in client.get(reverse("units:people")).content.decode()
    assert client.post(unlock_url(reporter, unit)).status_code == 403
    assert locked_until(reporter) == UNTIL


def test_a_person_of_another_unit_is_not_found(client, unit, reporter):
    stranger = make_person(unit=make_unit("hq"), role=Role.UNIT_ADMINISTRATOR)
    client.force_login(stranger)

    assert client.post(unlock_url(reporter, unit)).status_code == 404
    assert locked_until(reporter) == UNTIL


def test_an_expired_lock_is_told_as_such(client, unit, keeper, reporter):
    client.force_login(keeper)

    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        client.force_login(keeper)
        answer = client.post(unlock_url(reporter, unit), follow=True)

    assert f"{reporter} không còn bị khóa." in answer.content.decode()
    assert unlocked_entries().count() == 0
