"""When a person is told outside the house: at once, in the morning, after the quiet."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from toasoan.core import clock
from toasoan.workspace.kinds import MailTiming
from toasoan.workspace.models import NotificationHours


def mail_due_at(
    timing: MailTiming, hours: NotificationHours, at: datetime, *, urgent: bool
) -> datetime:
    """Return when a mail goes that was occasioned at `at`; NEVER has no such moment."""
    if timing == MailTiming.DIGEST and not urgent:
        return next_at(hours.digest_at, at)
    return ring_due_at(hours, at, urgent=urgent)


def ring_due_at(hours: NotificationHours, at: datetime, *, urgent: bool) -> datetime:
    """Return when something may be heard: at once, or as the quiet hours end."""
    if urgent or not is_quiet(hours, at):
        return at
    return next_at(hours.quiet_to, at)


def is_quiet(hours: NotificationHours, at: datetime) -> bool:
    """Return whether the person wants to hear nothing then; hours may pass midnight."""
    if not hours.keeps_quiet or hours.quiet_from == hours.quiet_to:
        return False
    now = clock.local(at).time()
    if hours.quiet_from < hours.quiet_to:
        return hours.quiet_from <= now < hours.quiet_to
    return now >= hours.quiet_from or now < hours.quiet_to


def next_at(hour: time, at: datetime) -> datetime:
    """Return the first moment after `at` when the house's clock shows `hour`."""
    local = clock.local(at)
    day = local.date()
    if local.time() >= hour:
        day += timedelta(days=1)
    return timezone.make_aware(
        datetime.combine(day, hour), timezone.get_default_timezone()
    )
