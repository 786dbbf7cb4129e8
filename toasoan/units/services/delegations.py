"""Writes about who signs for whom."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.outbox import event_record
from toasoan.security.services import audit_record
from toasoan.units.access import roles_held, user_require
from toasoan.units.errors import DelegationInvalid
from toasoan.units.events import DelegationGiven
from toasoan.units.models import Delegation, Membership, PressUnit
from toasoan.units.roles import Action, Role
from toasoan.units.services.groups import user_groups_sync


@transaction.atomic
def delegation_add(
    *,
    unit: PressUnit,
    principal: Any,
    deputy: Any,
    role: Role,
    valid_from: date,
    valid_to: date,
    reason: str,
    by: Any,
) -> Delegation:
    """Let `deputy` sign with the `role` of `principal` between two dates.

    Raises:
        NotAllowed: `by` is neither the principal nor may delegate here.
        DelegationInvalid: the principal lacks the role, the deputy is outside
            the unit or the same person or signs then already, or the dates are
            out of order or over.
    """
    if by != principal:
        user_require(by, Action.DELEGATE, unit)
    if role not in roles_held(principal, unit):
        raise DelegationInvalid(_("Người ủy quyền không giữ chức danh này."))
    if deputy == principal or not roles_held(deputy, unit):
        raise DelegationInvalid(_("Chọn người ký thay là người khác trong đơn vị."))
    _require_dates(valid_from, valid_to)
    delegation = Delegation(
        unit=unit,
        principal=principal,
        deputy=deputy,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
    )
    _require_new(delegation)
    delegation.save()
    user_groups_sync(users=[deputy])
    event_record(
        DelegationGiven(delegation_id=delegation.pk, by_id=by.pk),
        aggregate=f"delegation:{delegation.pk}",
    )
    audit_record(
        action="units.delegation_added",
        target=delegation,
        by=by,
        unit_key=unit.key,
        data={"role": str(role), "from": str(valid_from), "to": str(valid_to)},
    )
    return delegation


def _require_new(delegation: Delegation) -> None:
    same = Delegation.objects.filter(
        unit=delegation.unit,
        principal=delegation.principal,
        deputy=delegation.deputy,
        role=delegation.role,
        valid_from__lte=delegation.valid_to,
        valid_to__gte=delegation.valid_from,
    )
    if same.exists():
        raise DelegationInvalid(
            _("%(name)s đã ký thay chức danh này trong những ngày ấy.")
            % {"name": delegation.deputy}
        )


def _require_dates(valid_from: date, valid_to: date) -> None:
    if valid_to < valid_from:
        raise DelegationInvalid(_("Ngày kết thúc phải sau ngày bắt đầu."))
    if valid_to < clock.today():
        raise DelegationInvalid(_("Những ngày này đã qua. Chọn ngày kết thúc khác."))


@transaction.atomic
def delegation_end(*, delegation: Delegation, by: Any) -> None:
    """End the delegation yesterday: from now on the deputy signs no more.

    Raises:
        NotAllowed: `by` is neither the principal nor may delegate here.
        DelegationInvalid: it had ended before.
    """
    if by != delegation.principal:
        user_require(by, Action.DELEGATE, delegation.unit)
    if delegation.valid_to < clock.today():
        raise DelegationInvalid(_("Ủy quyền này đã hết từ trước."))
    _delegation_close(delegation, last_day=clock.today() - timedelta(days=1), by=by)


def delegations_end_with(*, membership: Membership, on: date, by: Any) -> None:
    """End after `on` what nothing but this membership gives the person the place for."""
    for delegation in _delegations_left_hanging(membership, on):
        _delegation_close(delegation, last_day=on, by=by)


def _delegations_left_hanging(membership: Membership, on: date) -> list[Delegation]:
    later = Delegation.objects.filter(
        unit__organisation=membership.organisation,
        # What ended by itself keeps its dates.
        valid_to__gte=max(on + timedelta(days=1), clock.today()),
    )
    left = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        user=membership.user,
        organisation=membership.organisation,
    ).exclude(pk=membership.pk)
    roles_left = set(left.values_list("role", flat=True))
    lost = Q()
    if membership.role not in roles_left:
        lost |= Q(principal=membership.user, role=membership.role)
    if not roles_left:
        lost |= Q(deputy=membership.user)
    return list(later.filter(lost)) if lost else []


def _delegation_close(delegation: Delegation, *, last_day: date, by: Any) -> None:
    """Let the delegation hold until `last_day`, or never when it begins later."""
    key, label = delegation.pk, str(delegation)
    if delegation.valid_from > last_day:
        delegation.delete()
    else:
        delegation.valid_to = last_day
        delegation.save(update_fields=["valid_to"])
    user_groups_sync(users=[delegation.deputy])
    audit_record(
        action="units.delegation_ended",
        target_kind="units.delegation",
        target_id=str(key),
        target_label=label,
        by=by,
        unit_key=delegation.unit.key,
    )
