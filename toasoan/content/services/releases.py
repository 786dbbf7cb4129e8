"""Publishing with second thoughts: nothing leaves before the unit's seconds are over."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from toasoan.content.asset_use import assets_hold
from toasoan.content.curation.packages import members_to_release
from toasoan.content.errors import GateClosed, ItemNotReady
from toasoan.content.item_states import moment, quoted
from toasoan.content.models import Release, UnitPublishing
from toasoan.content.models.articles import ItemPage
from toasoan.content.models.releases import UNDO_SECONDS_MAX
from toasoan.content.publication.gate import blockers_left
from toasoan.content.publication.releases import (
    release_waiting,
    releases_due,
    undo_seconds,
)
from toasoan.content.services.publishing import item_publish
from toasoan.content.versions.fingerprint import revision_fingerprint
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, ToasoanError
from toasoan.core.jobs import enqueue_at
from toasoan.security.services import audit_record
from toasoan.units.access import user_may, user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.workspace.services import notification_send

log = logging.getLogger("toasoan.content")
State = Release.State
LEAVE_JOB = "content.release_leave"
# A machine's fault is tried again for so long before the person is told.
GIVE_UP_AFTER = timedelta(minutes=2)


@transaction.atomic
def item_release(*, item: ItemPage, by: Any) -> Release | None:
    """Let the item's draft leave when the unit's undo window is over.

    The gate is asked now, so that the person hears at once what is missing, and again
    when the item leaves. Where the unit wants no window it is public on return.
    What a package brings with it leaves in the same moment, or is called back with it.

    Returns:
        What can still be undone, or None where the item is public already.

    Raises:
        NotAllowed: `by` does not publish in the unit.
        ItemNotReady: somebody has pressed before, for the item or a member of the
            package, or there is nothing new to publish.
        GateClosed: something keeps it from readers.
    """
    user_require(by, Action.PUBLISH, item.unit)
    stored = Page.objects.select_for_update().get(pk=item.pk)
    _require_first(stored)
    seconds = undo_seconds(item.unit)
    if not seconds:
        item_publish(item=item, by=by)
        return None
    revision = stored.get_latest_revision()
    assets_hold(revision)
    blockers = blockers_left(item, revision, clock.now())
    if blockers or revision is None:
        raise GateClosed(blockers)
    now = clock.now()
    release = Release.objects.create(
        item_id=item.pk,
        fingerprint=revision_fingerprint(revision),
        asked_at=now,
        leaves_at=now + timedelta(seconds=seconds),
        by=by,
    )
    _members_lead(release, revision)
    enqueue_at(LEAVE_JOB, release.leaves_at, release.pk)
    _audit("content.item_release_asked", item, by, {"seconds": seconds})
    return release


def _members_lead(release: Release, revision: Revision) -> None:
    """Have what a package brings leave with it."""
    members = members_to_release(revision.as_object())
    for member in sorted(members, key=lambda each: each.pk):
        stored = Page.objects.select_for_update().get(pk=member.pk)
        held = release_waiting(stored)
        if held is not None:
            raise ItemNotReady(
                _("%(title)s trong chùm đang lên trang, %(name)s bấm lúc %(at)s.")
                % {
                    "title": quoted(stored.draft_title),
                    "name": held.by,
                    "at": moment(held.asked_at),
                }
            )
        latest = stored.get_latest_revision()
        Release.objects.create(
            item_id=member.pk,
            fingerprint=revision_fingerprint(latest) if latest else "",
            asked_at=release.asked_at,
            leaves_at=release.leaves_at,
            by=release.by,
            led_by=release,
        )


def _require_first(stored: Page) -> None:
    held = release_waiting(stored)
    if held is not None:
        raise ItemNotReady(
            _("%(name)s đã bấm xuất bản lúc %(at)s. Bài đang lên trang.")
            % {"name": held.by, "at": moment(held.asked_at)}
        )
    if stored.live and not stored.has_unpublished_changes:
        raise ItemNotReady(
            _("Bài đã lên trang lúc %(at)s, không có gì mới để đăng.")
            % {"at": moment(stored.last_published_at)}
        )


@transaction.atomic
def item_release_undo(*, item: ItemPage, by: Any) -> Release:
    """Keep the item in the house; it stands as it stood before “publish” was pressed.

    A package and what leaves with it are called back together, whichever is named.

    Raises:
        NotAllowed: `by` neither pressed nor publishes in the unit.
        ItemNotReady: it has left, or nothing was on its way.
    """
    stored = Page.objects.select_for_update().get(pk=_leader_key(item))
    held = release_waiting(stored)
    if not (held and held.by_id == by.pk) and not user_may(
        by, Action.PUBLISH, item.unit
    ):
        raise NotAllowed
    if held is None:
        raise ItemNotReady(_why_not_undone(stored))
    _end(held, State.UNDONE, by=by)
    _audit("content.item_release_undone", stored.specific, by, {})
    return held


def _leader_key(item: ItemPage) -> int:
    """Return the key of the package the item leaves with, else the item's own."""
    held = release_waiting(item)
    return held.led_by.item_id if held and held.led_by else item.pk


def _why_not_undone(stored: Page) -> str:
    last = Release.objects.filter(item_id=stored.pk).select_related("ended_by").first()
    if last is not None and last.state == State.UNDONE and last.ended_by is not None:
        return _("%(name)s đã hoàn tác lúc %(at)s. Bài chưa lên trang.") % {
            "name": last.ended_by,
            "at": moment(last.ended_at),
        }
    if stored.live:
        return _(
            "Bài đã lên trang lúc %(at)s, không hoàn tác được nữa. "
            "Sai thì đính chính; không để được thì gỡ bài."
        ) % {"at": moment(stored.last_published_at)}
    return _("Không có gì để hoàn tác: bài chưa xuất bản.")


def releases_leave() -> int:
    """Publish whatever should have left by now; return how many did.

    Each in its own transaction: one that cannot does not hold the others.
    """
    return sum(release_leave(pk) for pk in releases_due().values_list("pk", flat=True))


def release_leave(release_pk: int) -> bool:
    """Publish what the release promised, once, if its moment has come.

    What keeps it back is told to who pressed; a fault of the machine is tried again.
    """
    try:
        return _leave(release_pk)
    except Exception:
        # One item's fault must not keep the others in the house.
        log.exception("release %s", release_pk)
        _give_up(release_pk)
        return False


@transaction.atomic
def _leave(release_pk: int) -> bool:
    release = releases_due().filter(pk=release_pk).first()
    if release is None:
        return False
    stored = Page.objects.select_for_update().get(pk=release.item_id)
    # Read again under the page's lock: an undo may have come first.
    release = releases_due().filter(pk=release_pk).first()
    if release is None:
        return False
    edited = _edited_since(release, stored)
    if edited:
        _stop(release, edited)
        return False
    try:
        with transaction.atomic():
            item_publish(item=stored.specific, by=release.by)
    except ToasoanError as error:
        _stop(release, error.message)
        return False
    return True


def _edited_since(release: Release, stored: Page) -> str:
    """Return what was edited after the button was pressed, as a sentence, or ""."""
    if not _is_as_pressed(release, stored):
        return _("Bài đã sửa sau khi bấm. Đọc lại rồi xuất bản.")
    led = release.led.filter(state=State.WAITING).select_related("item")
    for each in led.order_by("pk"):
        if not _is_as_pressed(each, each.item):
            return _(
                "%(title)s trong chùm đã sửa sau khi bấm. Đọc lại rồi xuất bản."
            ) % {"title": quoted(each.item.draft_title)}
    return ""


def _is_as_pressed(release: Release, stored: Page) -> bool:
    revision = stored.get_latest_revision()
    return revision is not None and revision_fingerprint(revision) == (
        release.fingerprint
    )


@transaction.atomic
def _give_up(release_pk: int) -> None:
    release = releases_due(clock.now() - GIVE_UP_AFTER).filter(pk=release_pk).first()
    if release is not None:
        _stop(
            release,
            _("Máy gặp lỗi khi đăng bài, bài còn nguyên. Báo quản trị nền tảng."),
        )


def _stop(release: Release, problem: str) -> None:
    item: ItemPage = release.item.specific
    _end(release, State.STOPPED, problem=problem)
    audit_record(
        action="content.item_release_stopped",
        target=item,
        by=None,
        unit_key=item.unit.key,
        data={"problem": problem},
    )
    notification_send(
        kind="content.release_stopped",
        to=[release.by],
        path=reverse("content:item", args=[item.pk]),
        key=f"release:{release.pk}:stopped",
        values={"title": item.draft_title, "problem": problem},
        unit=item.unit,
    )


def _end(release: Release, state: str, *, by: Any = None, problem: str = "") -> None:
    release.state, release.problem = state, problem
    release.ended_by, release.ended_at = by, clock.now()
    release.save(update_fields=["state", "problem", "ended_by", "ended_at"])
    release.led.filter(state=State.WAITING).update(
        state=state, problem=problem, ended_by=by, ended_at=release.ended_at
    )


@transaction.atomic
def unit_publishing_set(
    *, unit: PressUnit, undo_seconds: int, by: Any
) -> UnitPublishing:
    """Give the unit's publications so many seconds to be undone, from now on.

    Raises:
        NotAllowed: `by` does not keep the unit.
        ItemNotReady: the number is not between 0 and 60.
    """
    user_require(by, Action.MANAGE, unit)
    if not 0 <= undo_seconds <= UNDO_SECONDS_MAX:
        raise ItemNotReady(
            _("Thời gian hoàn tác từ 0 đến %(max)d giây.") % {"max": UNDO_SECONDS_MAX}
        )
    rule, _is_new = UnitPublishing.objects.update_or_create(
        unit=unit, defaults={"undo_seconds": undo_seconds}
    )
    audit_record(
        action="content.publishing_set",
        target=rule,
        by=by,
        unit_key=unit.key,
        data={"undo_seconds": undo_seconds},
    )
    return rule


def _audit(action: str, item: ItemPage, by: Any, data: dict[str, Any]) -> None:
    audit_record(action=action, target=item, by=by, unit_key=item.unit.key, data=data)
