"""What follows when somebody signs in, signs out or gets another password."""

import time
from collections.abc import Collection
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from toasoan.security import services
from toasoan.security.middleware import ACTIVE_AT, SIGNED_IN_AT
from toasoan.security.models import User
from toasoan.security.request_context import current_user


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
            data={} if created else {"changed": changed},
        )
