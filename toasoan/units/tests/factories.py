"""Units and people for tests, made the way the house makes them."""

from datetime import date
from itertools import count

from django.contrib.auth import get_user_model

from toasoan.units.models import Desk, Organisation, PressUnit, Subject
from toasoan.units.roles import Role
from toasoan.units.services import membership_add

LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


def make_subject(code="tax"):
    return Subject.objects.get_or_create(code=code, defaults={"name": code})[0]


def make_unit(key="tbtc", *, subjects=("tax",), kind=PressUnit.Kind.NEWSPAPER):
    organisation = Organisation.objects.create(
        code=f"ORG-{key}", name=f"Đơn vị {key}", kind=Organisation.Kind.PRESS_UNIT
    )
    unit = PressUnit.objects.create(
        organisation=organisation,
        key=key,
        kind=kind,
        short_name=key.upper(),
        masthead=f"Báo {key}",
        theme=key,
        hostname=f"{key}.localhost",
        remit="Thuế và ngân sách",
    )
    unit.subjects.set(make_subject(code) for code in subjects)
    Desk.objects.create(unit=unit, key="ban-thue", name=f"Ban Thuế {key}")
    return unit


def make_person(name="Nguyễn Thu Hà", *, unit=None, role=None, desk=None, **fields):
    number = next(_numbers)
    person = get_user_model().objects.create_user(
        email=f"nguoi{number}@vidu.vn", password="x", full_name=name, **fields
    )
    if unit is not None and role is not None:
        give_role(person, unit, role, desk=desk)
    return person


def give_role(person, unit, role, *, desk=None, valid_from=LONG_AGO, valid_to=None):
    return membership_add(
        user=person,
        organisation=unit.organisation,
        role=Role(role),
        desk=desk,
        valid_from=valid_from,
        valid_to=valid_to,
    )
