"""Writes about the Wagtail groups that follow from roles."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission

from toasoan.units.access import standing_forget, standing_of
from toasoan.units.models import PressUnit
from toasoan.units.roles import ROLE_ACTIONS, WRITING_ROLES, Action, Role

STAFF_GROUP = "toasoan: nhân sự"


def writers_group(unit: PressUnit) -> Group:
    """Return the group that opens Wagtail's doors to the unit's own people."""
    return Group.objects.get_or_create(name=f"{unit.key}: tòa soạn")[0]


def user_groups_sync(*, users: Iterable[Any]) -> None:
    """Bring each person's Wagtail groups in line with today's roles.

    Runs after each change and every hour, so that a membership or a delegation that
    has expired closes Wagtail's doors too, and one that begins today opens them.
    """
    staff = _staff_group()
    for user in users:
        standing_forget(user)
        standing = standing_of(user)
        wanted = {staff} if standing.own or standing.wide else set()
        for unit in PressUnit.objects.filter(pk__in=standing.unit_ids):
            if _works_in_wagtail(standing.roles_in(unit.pk)):
                wanted.add(writers_group(unit))
        ours = Group.objects.filter(name__contains=": ")
        user.groups.remove(*ours.exclude(pk__in=[group.pk for group in wanted]))
        user.groups.add(*wanted)


def _works_in_wagtail(roles: frozenset[Role]) -> bool:
    keepers = {
        role
        for role, actions in ROLE_ACTIONS.items()
        if actions & {Action.MANAGE, Action.ARCHIVE_EDIT, Action.CURATE}
    }
    return bool(roles & (WRITING_ROLES | keepers))


def _staff_group() -> Group:
    group, created = Group.objects.get_or_create(name=STAFF_GROUP)
    if created:
        group.permissions.add(
            Permission.objects.get(
                codename="access_admin", content_type__app_label="wagtailadmin"
            )
        )
    return group
