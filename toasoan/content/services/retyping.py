"""The text of a draft while somebody types it: written over every two seconds."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from toasoan.content.editing.leases import lease_require
from toasoan.content.models.articles import ItemPage
from toasoan.core import clock
from toasoan.core.jobs import enqueue

# What grows with each letter. Whatever else changes is what lists and boards read off
# the item's own row, which Wagtail's save writes at once.
TYPED_FIELDS = frozenset({"sapo", "body"})
FOLLOW_JOB = "content.draft_row_follow"


@transaction.atomic
def draft_retype(*, draft: ItemPage, revision_pk: int, by: Any) -> Revision | None:
    """The latest draft has this text, and no other was made; None: it was not ours.

    The row of an item readers do not have follows within half a minute. Wagtail's own
    way writes the row, its lists and its log each time, twice the work of this.

    Args:
        draft: the item with its new text; nothing else of it may have changed.
        revision_pk: the draft the person has been typing.
        by: who types.

    Raises:
        LeaseHeld: somebody else edits the item.
        LeaseElsewhere: the person edits it in another tab.
    """
    lease_require(draft.pk, by, draft.lease_key)
    now = clock.now()
    own = Page.objects.filter(
        pk=draft.pk,
        has_unpublished_changes=True,
        latest_revision=revision_pk,
        latest_revision__user=by,
    )
    if not own.exists():
        return None
    revision = Revision(pk=revision_pk, created_at=now)
    revision.content = draft.serializable_data()
    # Not save(): with the fields named it takes back an hour promised in Wagtail.
    Revision.objects.filter(pk=revision_pk).update(
        content=revision.content, created_at=now
    )
    Page.objects.filter(pk=draft.pk).update(latest_revision_created_at=now)
    if not draft.live:
        enqueue(FOLLOW_JOB, draft.pk)
    return revision


@transaction.atomic
def draft_row_follow(item_pk: int) -> bool:
    """The row of an item that readers do not have says what its latest draft says.

    Returns:
        False where there is nothing to follow: the item is gone, or is public.
    """
    page = Page.objects.select_for_update().filter(pk=item_pk, live=False).first()
    if page is None or not page.has_unpublished_changes:
        return False
    page.get_latest_revision_as_object().save()
    return True
