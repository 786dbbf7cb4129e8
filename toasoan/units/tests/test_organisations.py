"""Bodies of the ministry through time, the roles held there, and desks."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from django.urls import reverse

import toasoan.units
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.models import AuditEntry
from toasoan.units.access import is_ministry_person, sees_every_unit, standing_forget
from toasoan.units.errors import OrganisationInvalid
from toasoan.units.models import Membership, Organisation
from toasoan.units.roles import Role
from toasoan.units.selectors import organisations_ended, organisations_on
from toasoan.units.services import organisations_load, user_groups_sync
from toasoan.units.services.organisations import (
    organisation_add,
    organisation_close,
    wide_role_end,
    wide_role_give,
)
from toasoan.units.tests.factories import make_person, make_unit

pytestmark = pytest.mark.django_db

ROWS = yaml.safe_load(
    (Path(toasoan.units.__path__[0]) / "data/organisations.yaml").read_text("utf-8")
)["organisations"]
DECISION = date(2023, 12, 28)


@pytest.fixture
def platform(db):
    return make_person("Quản trị nền tảng", is_superuser=True)


def body(code="THTK", **fields):
    return Organisation.objects.create(
        code=code,
        name=fields.pop("name", f"Cục {code}"),
        kind=fields.pop("kind", Organisation.Kind.DEPARTMENT),
        valid_from=fields.pop("valid_from", DECISION),
        **fields,
    )


# --- The decision's bodies -------------------------------------------------------


def test_every_body_of_the_decision_is_there_from_its_day():
    organisations_load(rows=ROWS)

    codes = set(organisations_on(DECISION).values_list("code", flat=True))
    assert codes >= {"BTC", "LDB", "VPB", "THTK", "KHTC", "TBD", "PRESS", "TC"}
    assert codes >= {"LQ", "CQBC", "BTTTT"}
    assert not Organisation.objects.filter(valid_from=None).exists()
    assert list(organisations_on(DECISION - timedelta(days=1))) == []


def test_a_body_loaded_before_its_day_was_known_gets_it_and_is_not_doubled():
    [row] = [row for row in ROWS if row["code"] == "THTK"]
    Organisation.objects.create(code="THTK", name="Tên sửa tay", kind=row["kind"])

    assert organisations_load(rows=[{**row, "parent": None}]) == 0

    stored = Organisation.objects.get(code="THTK")
    assert (stored.valid_from, stored.name) == (DECISION, "Tên sửa tay")


def test_loading_again_opens_nothing_that_people_have_closed(platform):
    organisations_load(rows=ROWS)
    organisation_close(
        organisation=Organisation.objects.get(code="KHTC"),
        from_day=date(2025, 3, 1),
        by=platform,
    )

    assert organisations_load(rows=ROWS) == 0

    assert Organisation.objects.get(code="KHTC").valid_to == date(2025, 2, 28)


# --- Adding and closing -----------------------------------------------------------


def test_a_body_ends_the_day_before_and_names_what_follows(platform):
    old = body()
    new = organisation_add(
        code="CNTT",
        name="Cục Công nghệ thông tin",
        kind="department",
        valid_from=date(2025, 3, 1),
        by=platform,
    )

    organisation_close(
        organisation=old, from_day=date(2025, 3, 1), successor=new, by=platform
    )

    assert list(organisations_on(date(2025, 2, 28))) == [old]
    assert list(organisations_on(date(2025, 3, 1))) == [new]
    assert list(organisations_ended(date(2025, 3, 1))) == [old]
    assert list(new.predecessors.all()) == [old]
    entry = AuditEntry.objects.get(action="units.organisation_closed")
    assert entry.data == {"code": "THTK", "from": "2025-03-01", "successor": "CNTT"}


def test_roles_held_in_a_body_end_with_it(platform):
    old = body()
    person = make_person("Trần Cục")
    wide_role_give(
        user=person,
        organisation=old,
        role=Role.MINISTRY_IT,
        valid_from=DECISION,
        by=platform,
    )

    organisation_close(organisation=old, from_day=clock.today(), by=platform)

    standing_forget(person)
    assert not is_ministry_person(person)
    yesterday = clock.today() - timedelta(days=1)
    assert Membership.objects.get(user=person).valid_to == yesterday


def test_a_press_unit_whose_body_ends_keeps_its_people(platform):
    unit = make_unit("tbtc")
    reporter = make_person("Nguyễn Thu Hà", unit=unit, role=Role.REPORTER)

    organisation_close(
        organisation=unit.organisation, from_day=clock.today(), by=platform
    )

    assert Membership.objects.get(user=reporter).valid_to is None


def test_a_closing_that_cannot_be_is_refused(platform):
    old, other = body(), body("KHTC", valid_from=date(2026, 1, 1))
    closed = body("CU", valid_to=date(2024, 1, 1))
    circle = body("SAU", successor=old)
    march = date(2025, 3, 1)

    for organisation, from_day, successor in (
        (old, march, old),
        (old, march, circle),
        (old, march, other),  # not there yet
        (old, march, closed),  # not there any more
        (old, DECISION, None),  # before it began
        (closed, march, None),
    ):
        with pytest.raises(OrganisationInvalid):
            organisation_close(
                organisation=organisation,
                from_day=from_day,
                successor=successor,
                by=platform,
            )

    old.refresh_from_db()
    assert (old.valid_to, old.successor) == (None, None)


def test_a_code_in_use_is_not_given_twice(platform):
    body()

    with pytest.raises(OrganisationInvalid):
        organisation_add(
            code="THTK",
            name="Cục khác",
            kind="department",
            valid_from=date(2026, 1, 1),
            by=platform,
        )

    assert Organisation.objects.filter(code="THTK").count() == 1


def test_only_the_platforms_keeper_adds_closes_and_gives_roles():
    unit, old = make_unit("tbtc"), body()
    keeper = make_person("Quản trị", unit=unit, role=Role.UNIT_ADMINISTRATOR)

    for act in (
        lambda: organisation_add(
            code="X", name="X", kind="group", valid_from=DECISION, by=keeper
        ),
        lambda: organisation_close(organisation=old, from_day=clock.today(), by=keeper),
        lambda: wide_role_give(
            user=keeper,
            organisation=old,
            role=Role.PLATFORM_ADMINISTRATOR,
            valid_from=DECISION,
            by=keeper,
        ),
    ):
        with pytest.raises(NotAllowed):
            act()

    old.refresh_from_db()
    assert old.valid_to is None
    assert Organisation.objects.filter(code="X").count() == 0
    assert not sees_every_unit(keeper)


# --- Roles of the ministry ---------------------------------------------------------


def test_a_platform_administrator_is_made_and_later_ended_by_another(platform):
    person = make_person("Lê Nền Tảng")
    held = wide_role_give(
        user=person,
        organisation=body(),
        role=Role.PLATFORM_ADMINISTRATOR,
        valid_from=DECISION,
        by=platform,
    )
    assert sees_every_unit(person)

    with pytest.raises(OrganisationInvalid):
        wide_role_end(membership=held, by=person)
    held.refresh_from_db()
    assert held.valid_to is None

    wide_role_end(membership=held, by=platform)
    held.refresh_from_db()
    assert held.valid_to == clock.today()


def test_a_role_of_a_unit_is_not_held_in_a_body_nor_the_other_way_round(platform):
    office, unit = body("VPB"), make_unit("tbtc")
    group = body("LQ", kind=Organisation.Kind.GROUP)
    person = make_person("Ngô Văn Phòng")

    for organisation, role in (
        (office, Role.EDITOR_IN_CHIEF),
        (unit.organisation, Role.MINISTRY_OFFICE),
        (group, Role.MINISTRY_OFFICE),
        (body("CU", valid_to=date(2024, 1, 1)), Role.MINISTRY_OFFICE),
    ):
        with pytest.raises(OrganisationInvalid):
            wide_role_give(
                user=person,
                organisation=organisation,
                role=role,
                valid_from=clock.today(),
                by=platform,
            )

    assert Membership.objects.filter(user=person).count() == 0


# --- Screens -----------------------------------------------------------------------


def test_the_list_is_as_of_a_day_and_names_what_came_before(client, platform):
    new = body("CNTT", name="Cục Công nghệ thông tin", valid_from=date(2025, 3, 1))
    body(name="Cục Tin học", valid_to=date(2025, 2, 28), successor=new)
    client.force_login(platform)
    address = reverse("units:organisations")

    now = client.get(address).content.decode()
    then = client.get(address, {"ngay": "2024-06-01"}).content.decode()

    assert "kế tục Cục Tin học" in now
    assert "đến hết 28/02/2025" in now
    assert "Có vào 01/06/2024" in then
    assert "Cục Công nghệ thông tin</p>" not in then
    assert "được Cục Công nghệ thông tin kế tục" in then


def test_ministry_and_administrators_look_and_others_do_not(client):
    unit, office = make_unit("tbtc"), body("VPB")
    ministry = make_person("Ngô Văn Phòng")
    Membership.objects.create(
        user=ministry,
        organisation=office,
        role=Role.MINISTRY_OFFICE,
        valid_from=DECISION,
    )
    address = reverse("units:organisations")
    seen = {}
    for name, person in (
        ("keeper", make_person(unit=unit, role=Role.UNIT_ADMINISTRATOR)),
        ("chief", make_person(unit=unit, role=Role.EDITOR_IN_CHIEF)),
    ):
        client.force_login(person)
        seen[name] = client.get(address)
    user_groups_sync(users=[ministry])
    client.force_login(ministry)
    seen["ministry"] = client.get(address)

    assert {name: answer.status_code for name, answer in seen.items()} == {
        "keeper": 200,
        "chief": 403,
        "ministry": 200,
    }
    assert reverse("units:organisation_new") not in seen["keeper"].content.decode()
    assert client.get(reverse("units:organisation_new")).status_code == 403
    assert client.get(reverse("units:body_role_new")).status_code == 403


def test_the_keeper_closes_a_body_and_gives_a_role_on_screen(client, platform):
    old, new = body(), body("VPB", name="Văn phòng Bộ")
    person = make_person("Ngô Văn Phòng")
    client.force_login(platform)

    closed = client.post(
        reverse("units:organisation_end", args=[old.pk]),
        {"from_day": "2025-03-01", "successor": new.pk},
    )
    given = client.post(
        reverse("units:body_role_new"),
        {
            "email": person.email,
            "organisation": new.pk,
            "role": Role.MINISTRY_OFFICE,
            "valid_from": clock.today().isoformat(),
        },
    )

    assert (closed.status_code, given.status_code) == (302, 302)
    old.refresh_from_db()
    assert (old.valid_to, old.successor) == (date(2025, 2, 28), new)
    assert is_ministry_person(person)
