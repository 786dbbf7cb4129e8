"""Publishing at a minute, and the alarm when the minute has passed."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from toasoan.content.asset_use import assets_hold
from toasoan.content.curation.packages import members_to_release
from toasoan.content.errors import GateClosed, ItemNotReady
from toasoan.content.models import PublicationSchedule
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.gate import blockers_left
from toasoan.content.publication.releases import release_waiting
from toasoan.content.services.publishing import item_publish
from toasoan.content.telling import schedule_told
from toasoan.core import clock
from toasoan.core.errors import ToasoanError
from toasoan.core.jobs import job_wanted
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action

log = logging.getLogger("toasoan.content")
LATE_AFTER = timedelta(minutes=2)
# How long before its minute a promise is watched.
WATCHED = timedelta(hours=1)
State = PublicationSchedule.State


@transaction.atomic
def item_schedule(*, item: ItemPage, at: datetime, by: Any) -> PublicationSchedule:
    """Promise to publish the item at `at`; an earlier promise is replaced.

    The gate is asked now as it will be then, so that a promise that cannot be
    kept is not made; it is asked again when the time comes. What a package brings with
    it is promised for the same minute.

    Raises:
        NotAllowed: `by` does not publish in the unit.
        ItemNotReady: the time has passed, the item is public or on its way, or its
            package has the promise.
        GateClosed: something would keep it from readers at that time.
    """
    user_require(by, Action.PUBLISH, item.unit)
    if at <= clock.now():
        raise ItemNotReady(
            _("Giờ đăng %(at)s đã qua. Chọn giờ khác hoặc đăng ngay.")
            % {"at": clock.format_datetime_vi(at)}
        )
    stored = Page.objects.select_for_update().get(pk=item.pk)
    _require_inside(stored)
    _require_own(item)
    revision = stored.get_latest_revision()
    assets_hold(revision)
    blockers = blockers_left(item, revision, at)
    if blockers:
        raise GateClosed(blockers)
    _cancel(item)
    schedule = PublicationSchedule.objects.create(item_id=item.pk, at=at, by=by)
    _members_promise(schedule, revision)
    _audit("content.item_scheduled", item, by, at)
    return schedule


def _members_promise(schedule: PublicationSchedule, revision: Revision | None) -> None:
    members = members_to_release(revision.as_object() if revision else None)
    for member in sorted(members, key=lambda each: each.pk):
        Page.objects.select_for_update().filter(pk=member.pk).values_list("pk").first()
        _open_schedules(member).update(state=State.CANCELLED)
        PublicationSchedule.objects.create(
            item_id=member.pk, at=schedule.at, by=schedule.by, led_by=schedule
        )


def _require_inside(stored: Page) -> None:
    """Raise ItemNotReady unless the item is in the house and stays there for now."""
    if stored.live:
        raise ItemNotReady(
            _("Bài đã lên trang. Đăng bản sửa, cập nhật hoặc đính chính.")
        )
    if release_waiting(stored) is not None:
        raise ItemNotReady(_("Bài đang lên trang. Hoàn tác trước rồi hẹn giờ."))


@transaction.atomic
def item_unschedule(*, item: ItemPage, by: Any) -> None:
    """Take the promise back; the item stays approved and unpublished.

    With a package's goes that of everything promised with it.

    Raises:
        NotAllowed: `by` does not publish in the unit.
        ItemNotReady: nothing was promised, or its package has the promise.
    """
    user_require(by, Action.PUBLISH, item.unit)
    _require_own(item)
    if not _cancel(item):
        raise ItemNotReady(_("Bài không có giờ hẹn."))
    _audit("content.item_unscheduled", item, by, None)


def _require_own(item: ItemPage) -> None:
    """Raise ItemNotReady where the promise is that of the item's package."""
    led = _open_schedules(item).filter(led_by__isnull=False)
    held = led.select_related("led_by__item").first()
    if held is not None and held.led_by is not None:
        raise ItemNotReady(
            _("Bài hẹn giờ cùng chùm “%(title)s”. Đổi hay bỏ giờ ở chùm bài.")
            % {"title": held.led_by.item.draft_title}
        )


def _cancel(item: ItemPage) -> int:
    """Take back what was promised of the item and with it; return how much of it."""
    led = PublicationSchedule.objects.filter(
        led_by__item=item.pk, state__in=PublicationSchedule.OPEN
    )
    led.update(state=State.CANCELLED)
    return int(_open_schedules(item).update(state=State.CANCELLED))


def scheduled_items_publish() -> int:
    """Publish every item whose minute has come; return how many.

    Each in its own transaction: one that is blocked does not hold the others
    and is tried again on the next round, with the alarm rung once.
    """
    due = PublicationSchedule.objects.filter(
        state__in=PublicationSchedule.OPEN,
        at__lte=clock.now(),
        led_by__isnull=True,
    ).select_related("item", "by")
    return sum(_schedule_keep(schedule) for schedule in due)


def schedules_watch() -> int:
    """Who publishes knows of each promise of the next hour that would be broken now.

    Returns how many there are; each is told of once.
    """
    soon = clock.now() + WATCHED
    coming = PublicationSchedule.objects.filter(
        state=State.PENDING, at__lte=soon, led_by__isnull=True
    )
    return sum(_danger_tell(each) for each in coming.select_related("item", "by"))


@transaction.atomic
def _danger_tell(schedule: PublicationSchedule) -> bool:
    item = schedule.item.specific
    at = max(schedule.at, clock.now())
    blockers = blockers_left(item, item.get_latest_revision(), at)
    if not blockers:
        return False
    schedule_told(schedule, item, blockers[0].message, is_missed=False)
    return True


@job_wanted.register("content.schedules_watch")
def promises_are_near() -> bool:
    """Return whether something is promised for the next hour."""
    soon = clock.now() + WATCHED
    return PublicationSchedule.objects.filter(
        state=State.PENDING, at__lte=soon
    ).exists()


def _schedule_keep(schedule: PublicationSchedule) -> bool:
    item = schedule.item.specific
    try:
        item_publish(item=item, by=schedule.by)
    except ToasoanError as error:
        _schedule_blocked(schedule, item, error)
        return False
    except Exception:
        # A fault in one item must not silence the clock for all the others.
        log.exception("scheduled item %s", schedule.item_id)
        fault = ToasoanError(
            _("Máy gặp lỗi khi đăng bài, bài còn nguyên. Báo quản trị nền tảng.")
        )
        _schedule_blocked(schedule, item, fault)
        return False
    return True


@transaction.atomic
def _schedule_blocked(
    schedule: PublicationSchedule, item: ItemPage, error: ToasoanError
) -> None:
    first_time = schedule.state != State.BLOCKED
    late = clock.now() - schedule.at > LATE_AFTER and schedule.alarmed_at is None
    schedule.state = State.BLOCKED
    schedule.problem = error.message
    if late:
        schedule.alarmed_at = clock.now()
    schedule.save(update_fields=["state", "problem", "alarmed_at"])
    if first_time:
        schedule_told(schedule, item, error.message, is_missed=True)
    if first_time or late:
        audit_record(
            action="content.item_late" if late else "content.item_schedule_blocked",
            target=item,
            by=None,
            unit_key=item.unit.key,
            data={"at": schedule.at.isoformat(), "problem": error.message},
        )


def _open_schedules(item: ItemPage) -> Any:
    return PublicationSchedule.objects.filter(
        item_id=item.pk, state__in=PublicationSchedule.OPEN
    )


def _audit(action: str, item: ItemPage, by: Any, at: datetime | None) -> None:
    audit_record(
        action=action,
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"at": at.isoformat() if at else None},
    )
