"""A photo handed in for the story goes to the head of its article."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from toasoan.archive.selectors import photos_of
from toasoan.content.models import ArticlePage
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.planning.selectors import assignments_with_work
from toasoan.security.services import audit_record


@transaction.atomic
def item_lead_photo_set(*, item: ArticlePage, photo_id: int, by: Any) -> ArticlePage:
    """Put the photo at the head of the item's draft; its own caption is dropped.

    The right to use it is the gate's to judge, as with every photo.

    Raises:
        NotAllowed: the item is in someone else's hands.
        NotFound: the photo was not handed in for the item's story, or has gone.
    """
    Page.objects.select_for_update().get(pk=item.pk)
    stored = ArticlePage.objects.get(pk=item.pk)
    if not stored.may_be_edited_by(by):
        raise NotAllowed
    handed_in = stored.story and any(
        photo_id in each.handed_in_photos
        for each in assignments_with_work(stored.story)
    )
    photo = photos_of(stored.unit).filter(pk=photo_id).first()
    if not handed_in or photo is None:
        raise NotFound
    draft: ArticlePage = stored.get_latest_revision_as_object()
    draft.lead_photo, draft.lead_caption = photo, ""
    draft.save_revision(user=by)
    audit_record(
        action="content.lead_photo_set",
        target=stored,
        by=by,
        unit_key=stored.unit.key,
        data={"photo": photo.pk},
    )
    return draft
