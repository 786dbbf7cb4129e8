"""A new draft out of an item that is there."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.desks.desk_items import place_of
from toasoan.content.errors import ItemNotReady
from toasoan.content.models import ArticlePage, PackagePage
from toasoan.content.models.articles import ItemPage
from toasoan.content.models.profiles import HEADLINE_MAX
from toasoan.content.services.items import article_make
from toasoan.content.services.places import item_hold, place_personal_within
from toasoan.core.errors import NotFound
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.roles import Action

# An embargo is of what is written, so it goes where the words go.
COPIED_FIELDS = (
    "short_headline",
    "sapo",
    "body",
    "lead_photo",
    "lead_caption",
    "layout",
    "genre",
    "subject",
    "source",
    "ai_note",
    "embargo_until",
)


@transaction.atomic
def item_duplicate(*, item: ItemPage, by: Any) -> ArticlePage:
    """A new draft with the item's text and picture lies in the person's own space.

    Its story comes along while it is approved and open; nobody is given the work anew.

    Raises:
        NotFound: the item is in somebody else's own space.
        NotAllowed: `by` does not write in the unit.
        ItemBinned: it lies in the bin.
        ItemNotReady: it is another unit's article carried here, or a package.
    """
    item = item_hold(item)
    place = place_of(item)
    is_hidden = place is not None and place.owner_id not in {None, by.pk}
    if is_hidden and not by.is_superuser:
        raise NotFound
    user_require(by, Action.WRITE, item.unit)
    if not isinstance(item, ArticlePage):
        raise ItemNotReady(_("Bài đăng lại không có chữ riêng để nhân bản."))
    if isinstance(item, PackagePage):
        raise ItemNotReady(_("Chùm bài không nhân bản được. Tạo chùm mới từ các bài."))
    draft: ArticlePage = item.get_latest_revision_as_object()
    fields = {name: getattr(draft, name) for name in COPIED_FIELDS}
    if draft.story is not None and draft.story.is_worked:
        fields["story"] = draft.story
    copy = article_make(
        item.unit, item.get_parent().specific, _marked(draft.title), by, fields
    )
    place_personal_within(item=copy, owner=by, by=by)
    audit_record(
        action="content.item_duplicated",
        target=copy,
        by=by,
        unit_key=item.unit.key,
        data={"original": item.pk, "title": draft.title},
    )
    return copy


def _marked(title: str) -> str:
    mark = _(" (bản sao)")
    return title[: HEADLINE_MAX - len(mark)] + mark
