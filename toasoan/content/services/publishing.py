"""The one publish gate."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from toasoan.content.asset_use import assets_hold, references_note, uses_note
from toasoan.content.curation.packages import members_to_release
from toasoan.content.errors import GateClosed
from toasoan.content.events import StoryItemPublished
from toasoan.content.finding.search import article_index_update
from toasoan.content.models import (
    ArticlePage,
    DepositRecord,
    ItemVersion,
    PackagePage,
    PublicationSchedule,
    Release,
    Stage,
)
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.gate import blockers_left
from toasoan.content.publication.latch import latch_open
from toasoan.content.services.aftercare import announce
from toasoan.content.services.deposit import deposit_record
from toasoan.content.services.places import place_follow
from toasoan.content.services.topics import topics_join
from toasoan.content.services.versions import version_keep
from toasoan.content.telling import published_told
from toasoan.core import clock
from toasoan.core.outbox import event_record
from toasoan.planning.services import item_assignments_complete
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action

PUBLISHED = ItemVersion.Kind.PUBLISH
VERSION_KINDS = {DepositRecord.Kind.CORRECTED.value: ItemVersion.Kind.CORRECT}


@transaction.atomic
def item_publish(*, item: ItemPage, by: Any) -> ItemPage:
    """Make the item's latest draft public, in one transaction with all it entails.

    Nothing else in the house makes an item public; who presses a button goes by
    `item_release`, which leaves time to undo. With a package come its members that are
    not public yet, each through its own gate, or nothing at all comes. Run twice, it
    does nothing the second time. Writers and who touched it are told.

    Raises:
        NotAllowed: `by` does not publish in the unit.
        GateClosed: something keeps it from readers; nothing was published.
    """
    user_require(by, Action.PUBLISH, item.unit)
    stored = Page.objects.get(pk=item.pk)
    live = _publish(item, by=by, kind=DepositRecord.Kind.PUBLISHED)
    if not stored.live or stored.live_revision_id != live.live_revision_id:
        published_told(live, by=by, is_first=stored.first_published_at is None)
    return live


def publish_within(item: ItemPage, *, by: Any, kind: str) -> ItemPage:
    """Publish inside a service of this room that has checked its own right.

    Must run in that service's transaction, and that service tells of it.
    """
    return _publish(item, by=by, kind=kind)


def _publish(item: ItemPage, *, by: Any, kind: str) -> ItemPage:
    stored = Page.objects.select_for_update().get(pk=item.pk)
    revision = stored.get_latest_revision()
    if _already_public(stored, revision):
        return stored.specific
    assets_hold(revision)
    blockers = blockers_left(item, revision, clock.now())
    if blockers:
        raise GateClosed(blockers)
    _members_publish(revision, by)
    is_first = stored.first_published_at is None
    with latch_open(stored.pk):
        revision.publish(user=by, skip_permission_checks=True)
    live: ItemPage = type(item).objects.get(pk=stored.pk)
    _follow_up(live, revision, by=by, kind=kind, is_first=is_first)
    return live


def _members_publish(revision: Revision, by: Any) -> None:
    """Publish what comes with a package; the first of them last, to stand on top."""
    members = members_to_release(revision.as_object())
    keys = [member.pk for member in members]
    held = Page.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    list(held.values_list("pk", flat=True))
    for member in reversed(members):
        item_publish(item=member, by=by)


def _already_public(stored: Page, revision: Revision | None) -> bool:
    return bool(
        stored.live
        and revision is not None
        and stored.live_revision_id == revision.pk
        and not stored.has_unpublished_changes
    )


def _follow_up(
    live: ItemPage, revision: Revision, *, by: Any, kind: str, is_first: bool
) -> None:
    article_index_update(live)
    references_note(live)
    if isinstance(live, ArticlePage):
        uses_note(live, by)
    if isinstance(live, PackagePage):
        _places_follow(live)
    topics_join(live)
    PublicationSchedule.objects.filter(
        item_id=live.pk,
        state__in=[
            PublicationSchedule.State.PENDING,
            PublicationSchedule.State.BLOCKED,
        ],
    ).update(state=PublicationSchedule.State.DONE)
    Release.objects.filter(item_id=live.pk, state=Release.State.WAITING).update(
        state=Release.State.LEFT, ended_at=clock.now()
    )
    deposit_record(item=live, kind=kind, by=by)
    place_follow(live, Stage.Takes.PUBLISHED, by=by)
    version_keep(item=live, kind=VERSION_KINDS.get(kind, PUBLISHED), by=by)
    item_assignments_complete(item=live, by=by, length=live.length_syllables)
    event_record(
        StoryItemPublished(
            item_id=live.pk,
            unit_key=live.unit.key,
            revision_id=revision.pk,
            is_first=is_first,
        ),
        aggregate=f"item:{live.pk}",
    )
    audit_record(
        action="content.item_published",
        target=live,
        by=by,
        unit_key=live.unit.key,
        data={"revision": revision.pk, "first": is_first, "kind": kind},
    )


def _places_follow(package: PackagePage) -> None:
    """Readers find the members in it, and it no more at those that left it."""
    gone = package.places_set(is_public=True)
    for item in Page.objects.live().filter(pk__in=gone).order_by("pk").specific():
        announce(item)
