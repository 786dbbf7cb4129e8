"""Writes about bodies of the ministry, and the roles people hold in them."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.security.services import audit_record
from toasoan.units.access import platform_require
from toasoan.units.errors import OrganisationInvalid
from toasoan.units.models import Membership, Organisation, PressUnit
from toasoan.units.roles import MINISTRY_ROLES, Role
from toasoan.units.services.people import membership_add, membership_end

# Roles held in a body that is no press unit.
WIDE_ROLES = MINISTRY_ROLES | {Role.PLATFORM_ADMINISTRATOR}


@transaction.atomic
def organisation_add(
    *,
    code: str,
    name: str,
    kind: str,
    valid_from: date,
    by: Any,
    name_en: str = "",
    parent: Organisation | None = None,
    source: str = "",
) -> Organisation:
    """Record a body that exists from `valid_from` on.

    Raises:
        NotAllowed: `by` does not keep the platform.
        OrganisationInvalid: a record with the code is open, or reaches that day.
    """
    platform_require(by)
    known = Organisation.objects.filter(code=code)
    if known.exclude(valid_to__lt=valid_from).exists():
        raise OrganisationInvalid(
            _(
                "Mã %(code)s đang có cơ quan dùng. Chọn mã khác hoặc kết thúc cơ quan ấy."
            )
            % {"code": code}
        )
    organisation = Organisation.objects.create(
        code=code,
        name=name,
        name_en=name_en,
        kind=kind,
        parent=parent,
        valid_from=valid_from,
        source=source,
    )
    audit_record(
        action="units.organisation_added",
        target=organisation,
        by=by,
        data={"code": code, "from": str(valid_from)},
    )
    return organisation


@transaction.atomic
def organisation_close(
    *,
    organisation: Organisation,
    from_day: date,
    successor: Organisation | None = None,
    by: Any,
) -> Organisation:
    """Let the body exist no more from `from_day` on; its record stays, with what follows.

    The roles of the ministry held there end with it. The people, articles and
    host of a press unit stay: its masthead goes on until roles are ended.

    Raises:
        NotAllowed: `by` does not keep the platform.
        OrganisationInvalid: it is closed already or did not exist yet, or the
            successor is itself, leads back to it, or is not there on that day.
    """
    platform_require(by)
    _closing_check(organisation, from_day, successor)
    organisation.valid_to = from_day - timedelta(days=1)
    organisation.successor = successor
    organisation.save(update_fields=["valid_to", "successor"])
    if not PressUnit.objects.filter(organisation=organisation).exists():
        _roles_end(organisation, from_day, by)
    audit_record(
        action="units.organisation_closed",
        target=organisation,
        by=by,
        data={
            "code": organisation.code,
            "from": str(from_day),
            "successor": successor.code if successor else "",
        },
    )
    return organisation


def _closing_check(
    organisation: Organisation, from_day: date, successor: Organisation | None
) -> None:
    if organisation.valid_to is not None:
        raise OrganisationInvalid(_("Cơ quan này đã kết thúc."))
    if organisation.valid_from is not None and from_day <= organisation.valid_from:
        raise OrganisationInvalid(_("Ngày kết thúc phải sau ngày cơ quan có hiệu lực."))
    if successor is None:
        return
    if successor == organisation or _leads_to(successor, organisation):
        raise OrganisationInvalid(_("Đơn vị kế tục phải là một cơ quan khác."))
    if not Organisation.objects.on(from_day).filter(pk=successor.pk).exists():
        raise OrganisationInvalid(
            _("Đơn vị kế tục chưa có hoặc không còn vào ngày ấy. Thêm đơn vị ấy trước.")
        )


def _leads_to(start: Organisation, end: Organisation) -> bool:
    seen: set[int] = set()
    step: Organisation | None = start
    while step is not None and step.pk not in seen:
        if step == end:
            return True
        seen.add(step.pk)
        step = step.successor
    return False


def _roles_end(organisation: Organisation, from_day: date, by: Any) -> None:
    last_day = from_day - timedelta(days=1)
    held = Membership.objects.filter(organisation=organisation)
    for membership in held.exclude(valid_to__lte=last_day).select_related("user"):
        membership_end(membership=membership, on=last_day, by=by)


@transaction.atomic
def wide_role_give(
    *,
    user: Any,
    organisation: Organisation,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
    by: Any,
) -> Membership:
    """Let `user` hold a role of the ministry, or keep the platform.

    Raises:
        NotAllowed: `by` does not keep the platform.
        OrganisationInvalid: the role is one of a press unit, the body is a press
            unit, a group or outside, or does not exist on the first day, or the person has the role.
    """
    platform_require(by)
    if role not in WIDE_ROLES or organisation.kind not in Organisation.STAFFED:
        raise OrganisationInvalid(_("Chức danh này chỉ có ở cơ quan của Bộ."))
    if not Organisation.objects.on(valid_from).filter(pk=organisation.pk).exists():
        raise OrganisationInvalid(_("Cơ quan này không có vào ngày bắt đầu."))
    held = Membership.objects.filter(user=user, organisation=organisation, role=role)
    if held.exclude(valid_to__lt=valid_from).exists():
        raise OrganisationInvalid(_("Người này đang giữ chức danh ấy ở đây."))
    return membership_add(
        user=user,
        organisation=organisation,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
    )


@transaction.atomic
def wide_role_end(*, membership: Membership, by: Any) -> None:
    """Let the person hold the role no longer than today.

    Raises:
        NotAllowed: `by` does not keep the platform.
        OrganisationInvalid: it is one's own role of keeping the platform.
    """
    platform_require(by)
    if membership.user == by and membership.role == Role.PLATFORM_ADMINISTRATOR:
        raise OrganisationInvalid(
            _("Không tự thôi quản trị nền tảng được: nhờ một quản trị khác.")
        )
    membership_end(membership=membership, on=clock.today(), by=by)
