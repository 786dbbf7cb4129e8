"""What follows when somebody signs in, signs out or gets another password."""

import time
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from toasoan.security import services
from toasoan.security.middleware import ACTIVE_AT, SIGNED_IN_AT
from toasoan.security.models import User
from toasoan.security.request_context import current_user
from toasoan.security.services.rights import RIGHTS

services.watch(Group, prefix="security.group", fields=["name"])


@receiver(user_logged_in, dispatch_uid="security.signed_in")
def on_signed_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Start the session's clocks and write the sign-in into the audit log."""
    request.session[SIGNED_IN_AT] = request.session[ACTIVE_AT] = int(time.time())
    services.audit_record(action="security.signed_in", by=user, target=user)


@receiver(user_logged_out, dispatch_uid="security.signed_out")
def on_signed_out(user: User | None, **_kwargs: Any) -> None:
    """Write the sign-out into the audit log."""
    if user is not None:
        services.audit_record(action="security.signed_out", by=user, target=user)


@receiver(post_save, sender=User, dispatch_uid="security.user_saved")
def on_user_saved(
    instance: User,
    *,
    created: bool,
    raw: bool,
    update_fields: Collection[str] | None = None,
    **_kwargs: Any,
) -> None:
    """Write a new person, a new password and every change of rights into the log."""
    if raw:
        return
    before, now = instance.audited, instance.audited_values()
    saved = set(now) if update_fields is None else set(now) & set(update_fields)
    changed = sorted(name for name in saved & set(before) if before[name] != now[name])
    instance.audited = {**before, **{name: now[name] for name in saved}}
    if created or changed:
        services.audit_record(
            action="security.user_created" if created else "security.user_changed",
            by=current_user(),
            target=instance,
            data={
                "changed": changed,
                "before": {name: before[name] for name in changed},
                "after": {name: now[name] for name in changed},
            }
            if changed
            else {"after": now},
        )


def on_rights_changed(
    sender: type[Model],
    instance: Model,
    *,
    action: str,
    reverse: bool,
    pk_set: Collection[int] | None,
    **_kwargs: Any,
) -> None:
    """Write who came into a group or left it, and every permission, into the log."""
    if pk_set is not None and not pk_set:
        return
    if action.startswith("pre_"):
        services.rights_remember(sender, instance, reverse=reverse)
    else:
        services.rights_record(sender, instance, reverse=reverse)


for _link in RIGHTS:
    m2m_changed.connect(
        on_rights_changed, sender=_link, dispatch_uid="security.rights_changed"
    )
