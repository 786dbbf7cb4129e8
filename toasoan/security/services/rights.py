"""Who was put into which group, and which permissions were granted."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Model

from toasoan.security.models import User
from toasoan.security.request_context import current_user
from toasoan.security.services.audit import audit_record

# The table between two models → (the act, its name on the owner's side, on the other).
RIGHTS = {
    User.groups.through: ("security.groups_changed", "groups", "user_set"),
    User.user_permissions.through: (
        "security.permissions_changed",
        "user_permissions",
        "user_set",
    ),
    Group.permissions.through: (
        "security.permissions_changed",
        "permissions",
        "group_set",
    ),
}
_BEFORE = "_audit_rights_before"


def rights_remember(link: type[Model], instance: Any, *, reverse: bool) -> None:
    """Keep what the instance is tied to, before that changes."""
    setattr(instance, _BEFORE, _names(link, instance, reverse=reverse))


def rights_record(link: type[Model], instance: Any, *, reverse: bool) -> None:
    """Write what changed since `rights_remember` into the chain, if anything did."""
    before = instance.__dict__.pop(_BEFORE, None)
    after = _names(link, instance, reverse=reverse)
    if before is None or before == after:
        return
    action, name, name_back = RIGHTS[link]
    audit_record(
        action=action,
        by=current_user(),
        target=instance,
        data={
            "changed": [name_back if reverse else name],
            "before": before,
            "after": after,
        },
    )


def _names(link: type[Model], instance: Any, *, reverse: bool) -> list[str]:
    _action, name, name_back = RIGHTS[link]
    tied = getattr(instance, name_back if reverse else name).all()
    if tied.model is Permission:
        tied = tied.select_related("content_type")
    return sorted(_name(each) for each in tied)


def _name(thing: Any) -> str:
    if isinstance(thing, Permission):
        return f"{thing.content_type.app_label}.{thing.codename}"
    return thing.email if isinstance(thing, User) else str(thing)
