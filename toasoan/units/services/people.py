"""Writes about memberships."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.errors import NotFound
from toasoan.security.errors import PersonIsAdministrator
from toasoan.security.selectors import sign_in_locked_until
from toasoan.security.services import audit_record, user_unlock
from toasoan.units.access import sees_every_unit, standing_of, user_require
from toasoan.units.errors import MembershipInvalid
from toasoan.units.models import Desk, Membership, Organisation, PressUnit
from toasoan.units.roles import Action, Role
from toasoan.units.services.delegations import delegations_end_with
from toasoan.units.services.groups import user_groups_sync


@transaction.atomic
def membership_add(
    *,
    user: Any,
    organisation: Organisation,
    role: Role,
    desk: Desk | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Any = None,
) -> Membership:
    """Record that `user` holds `role` from `valid_from` on (today by default).

    Raises:
        MembershipInvalid: the person holds it there on one of these days.
    """
    membership = Membership(
        user=user,
        organisation=organisation,
        desk=desk,
        role=role,
        valid_from=valid_from or clock.today(),
        valid_to=valid_to,
    )
    _require_new(membership)
    membership.save()
    user_groups_sync(users=[user])
    audit_record(
        action="units.membership_added",
        target=membership,
        by=by,
        unit_key=_unit_key(organisation),
        data={"user": user.email, "role": str(role)},
    )
    return membership


def _require_new(membership: Membership) -> None:
    # Two requests at once wait for each other here.
    get_user_model().objects.select_for_update().get(pk=membership.user.pk)
    same = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=membership.valid_from),
        user=membership.user,
        organisation=membership.organisation,
        desk=membership.desk,
        role=membership.role,
    )
    if membership.valid_to is not None:
        same = same.filter(valid_from__lte=membership.valid_to)
    held = same.order_by("valid_from").first()
    if held is not None:
        raise MembershipInvalid(_already_held(held))


def _already_held(held: Membership) -> str:
    if held.valid_to is not None:
        said = _(
            "%(name)s giữ chức danh này đến hết ngày %(day)s. Chọn từ ngày sau đó."
        )
        day = held.valid_to
    else:
        said = _("%(name)s đã giữ chức danh này từ ngày %(day)s.")
        day = held.valid_from
    return said % {"name": held.user, "day": clock.format_date_vi(day)}


@transaction.atomic
def membership_end(*, membership: Membership, on: date, by: Any = None) -> None:
    """Close the membership after the day `on`; the record of it stays.

    One that has not begun is taken back and leaves only its entry in the audit
    log. The delegations that hang on the membership end with it.

    Raises:
        MembershipInvalid: it was over before that day.
    """
    if membership.valid_to is not None and membership.valid_to < on:
        raise MembershipInvalid(
            _("Chức danh này đã thôi sau ngày %(day)s. Muốn giữ lại thì thêm mới.")
            % {"day": clock.format_date_vi(membership.valid_to)}
        )
    key, label = membership.pk, str(membership)
    if membership.valid_from > clock.today():
        membership.delete()
    else:
        membership.valid_to = max(on, membership.valid_from)
        membership.save(update_fields=["valid_to"])
    user_groups_sync(users=[membership.user])
    delegations_end_with(membership=membership, on=on, by=by)
    audit_record(
        action="units.membership_ended",
        target_kind="units.membership",
        target_id=str(key),
        target_label=label,
        by=by,
        unit_key=_unit_key(membership.organisation),
        data={"user": membership.user.email, "role": membership.role},
    )


@transaction.atomic
def member_unlock(*, person: Any, unit: PressUnit, by: Any) -> bool:
    """Let a person whom wrong passwords have locked out try again at once.

    Returns whether the person was locked out; otherwise nothing has changed, so that
    nobody gets more guesses by having the counting start anew.

    Raises:
        NotAllowed: `by` does not manage the unit.
        NotFound: the person holds no role of their own in the unit today.
        PersonIsAdministrator: the account keeps the whole platform, `by` does not.
    """
    user_require(by, Action.MANAGE, unit)
    if unit.pk not in standing_of(person).own:
        raise NotFound
    if sees_every_unit(person) and not sees_every_unit(by):
        raise PersonIsAdministrator
    if sign_in_locked_until(email=person.email, address=None) is None:
        return False
    return user_unlock(email=person.email, by=by, unit_key=unit.key)


def _unit_key(organisation: Organisation) -> str | None:
    unit = PressUnit.objects.filter(organisation=organisation).first()
    return unit.key if unit else None
