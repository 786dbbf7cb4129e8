"""Writes about a unit's desks."""

from itertools import chain, count
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.text import slug_vi
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.desk_uses import desk_uses
from toasoan.units.errors import DeskInUse, UnitInvalid
from toasoan.units.models import Desk, Membership, PressUnit
from toasoan.units.roles import Action


@transaction.atomic
def desk_add(*, unit: PressUnit, name: str, by: Any) -> Desk:
    """Open a desk in the unit; one closed under the same name opens again.

    Raises:
        NotAllowed: `by` does not keep the unit.
        UnitInvalid: the name is empty, or a desk at work has it.
    """
    user_require(by, Action.MANAGE, unit)
    key = _key_of(unit, name)
    closed = Desk.objects.filter(unit=unit, is_active=False)
    desk = next((each for each in closed if slug_vi(each.name, limit=40) == key), None)
    if desk is None:
        last = Desk.objects.filter(unit=unit).aggregate(last=Max("order"))["last"] or 0
        desk = Desk(unit=unit, key=_free_key(unit, key), order=last + 1)
    desk.name, desk.is_active = name, True
    desk.save()
    _audit("units.desk_added", desk, by, {"name": name})
    return desk


@transaction.atomic
def desk_rename(*, desk: Desk, name: str, by: Any) -> Desk:
    """Give the desk another name; its stories and people stay with it.

    Raises:
        NotAllowed: `by` does not keep the unit.
        UnitInvalid: the name is empty, or another desk at work has it.
    """
    user_require(by, Action.MANAGE, desk.unit)
    _key_of(desk.unit, name, but=desk)
    before, desk.name = desk.name, name
    desk.save(update_fields=["name"])
    _audit("units.desk_renamed", desk, by, {"before": before, "name": name})
    return desk


@transaction.atomic
def desk_close(*, desk: Desk, by: Any) -> Desk:
    """Take the desk out of every choice; what was done there keeps its name.

    Raises:
        NotAllowed: `by` does not keep the unit.
        DeskInUse: people, or work still open, belong to it, or it is the last.
    """
    user_require(by, Action.MANAGE, desk.unit)
    # Two closings at once do not leave the unit without a desk.
    at_work = list(
        Desk.objects.select_for_update().filter(unit=desk.unit, is_active=True)
    )
    held = [found for _key, use in desk_uses.items() if (found := use(desk))]
    if held:
        raise DeskInUse(
            _("Chưa đóng được %(desk)s: còn %(what)s. Chuyển sang ban khác trước.")
            % {"desk": desk.name, "what": ", ".join(held)}
        )
    if at_work == [desk]:
        raise DeskInUse(_("Đơn vị cần ít nhất một ban: đề tài nào cũng thuộc một ban."))
    desk.is_active = False
    desk.save(update_fields=["is_active"])
    _audit("units.desk_closed", desk, by, {"name": desk.name})
    return desk


@desk_uses.register("units.members")
def members_of(desk: Desk) -> str:
    """Return how many people hold a role at the desk today or later."""
    held = Membership.objects.filter(desk=desk).exclude(valid_to__lt=clock.today())
    people = held.values("user").distinct().count()
    return _("%(n)d người") % {"n": people} if people else ""


def _key_of(unit: PressUnit, name: str, *, but: Desk | None = None) -> str:
    key = slug_vi(name, limit=40)
    if not key:
        raise UnitInvalid(_("Ghi tên ban."))
    others = Desk.objects.filter(unit=unit, is_active=True)
    if any(slug_vi(each.name, limit=40) == key for each in others if each != but):
        raise UnitInvalid(_("Đơn vị đã có ban tên này."))
    return key


def _free_key(unit: PressUnit, key: str) -> str:
    """Return the key, or one beside it: a renamed desk keeps the key it had."""
    taken = set(Desk.objects.filter(unit=unit).values_list("key", flat=True))
    tries = chain([key], (f"{key[:36]}-{number}" for number in count(2)))
    return next(each for each in tries if each not in taken)


def _audit(action: str, desk: Desk, by: Any, data: dict[str, str]) -> None:
    audit_record(action=action, target=desk, by=by, unit_key=desk.unit.key, data=data)
