"""Contributors a unit gives work to. Each write is atomic and audited."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from toasoan.planning.errors import FreelancerWrong
from toasoan.planning.models import Freelancer
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action

FIELDS = ("name", "pen_name", "email", "phone", "note", "is_active")


@transaction.atomic
def freelancer_add(*, unit: PressUnit, by: Any, **fields: Any) -> Freelancer:
    """Write a contributor down; work can be given to them.

    Raises:
        NotAllowed: `by` does not assign in the unit.
        FreelancerWrong: the unit knows the address already.
    """
    user_require(by, Action.ASSIGN, unit)
    freelancer = _store(Freelancer(unit=unit, **fields))
    _audit("planning.freelancer_added", freelancer, by)
    return freelancer


@transaction.atomic
def freelancer_update(*, freelancer: Freelancer, by: Any, **fields: Any) -> Freelancer:
    """Change what is written of the contributor.

    Raises:
        NotAllowed, FreelancerWrong: as freelancer_add.
    """
    user_require(by, Action.ASSIGN, freelancer.unit)
    for name in FIELDS:
        if name in fields:
            setattr(freelancer, name, fields[name])
    _store(freelancer)
    _audit("planning.freelancer_changed", freelancer, by)
    return freelancer


def freelancer_require(freelancer: Freelancer | None, unit: PressUnit) -> None:
    """Do nothing when there is none, or it works for the unit.

    Raises:
        FreelancerWrong: it is another unit's, or works no more.
    """
    if freelancer is None:
        return
    if freelancer.unit_id != unit.pk or not freelancer.is_active:
        raise FreelancerWrong(
            _("Cộng tác viên này không còn trong sổ. Chọn người khác.")
        )


def _store(freelancer: Freelancer) -> Freelancer:
    try:
        with transaction.atomic():
            freelancer.save()
    except IntegrityError:
        raise FreelancerWrong(
            _("Địa chỉ %(email)s đã có trong sổ cộng tác viên.")
            % {"email": freelancer.email}
        ) from None
    return freelancer


def _audit(action: str, freelancer: Freelancer, by: Any) -> None:
    audit_record(
        action=action,
        target=freelancer,
        by=by,
        unit_key=freelancer.unit.key,
        data={"name": freelancer.name, "is_active": freelancer.is_active},
    )
