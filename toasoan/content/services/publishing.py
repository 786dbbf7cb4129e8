"""The one publish gate."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from toasoan.content.asset_use import assets_hold, references_note
from toasoan.content.errors import GateClosed
from toasoan.content.events import StoryItemPublished
from toasoan.content.gate import blockers_left
from toasoan.content.latch import latch_open
from toasoan.content.models import DepositRecord, PublicationSchedule
from toasoan.content.models.articles import ItemPage
from toasoan.content.search import article_index_update
from toasoan.content.services.deposit import deposit_record
from toasoan.content.telling import published_told
from toasoan.core import clock
from toasoan.core.outbox import event_record
from toasoan.planning.services import item_assignments_complete
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action


@transaction.atomic
def item_publish(*, item: ItemPage, by: Any) -> ItemPage:
    """Make the item's latest draft public, in one transaction with all it entails.

    Nothing else in the house makes an item public. Run twice, it does nothing
    the second time. Writers and who touched it are told.

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
    is_first = stored.first_published_at is None
    with latch_open(stored.pk):
        revision.publish(user=by, skip_permission_checks=True)
    live: ItemPage = type(item).objects.get(pk=stored.pk)
    _follow_up(live, revision, by=by, kind=kind, is_first=is_first)
    return live


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
    PublicationSchedule.objects.filter(
        item_id=live.pk,
        state__in=[
            PublicationSchedule.State.PENDING,
            PublicationSchedule.State.BLOCKED,
        ],
    ).update(state=PublicationSchedule.State.DONE)
    deposit_record(item=live, kind=kind, by=by)
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
