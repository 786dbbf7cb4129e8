"""An item is put before a person or a desk. Each write is atomic and audited."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.desks.desk_items import may_end_mark, place_of
from toasoan.content.errors import ItemNotReady
from toasoan.content.models import ItemMark
from toasoan.content.models.articles import ItemPage
from toasoan.content.services.places import item_hold
from toasoan.content.telling import marked_told
from toasoan.core import clock
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import Desk
from toasoan.units.roles import Action
from toasoan.units.selectors import people_acting


@transaction.atomic
def item_mark(
    *,
    item: ItemPage,
    by: Any,
    person: Any = None,
    desk: Desk | None = None,
    note: str = "",
) -> ItemMark:
    """The item stands on the list of the person or the desk, who are told.

    Marked again while it stands there, the mark has the new note.

    Raises:
        NotFound: the item is in somebody else's own space.
        NotAllowed: `by` does not write in the unit.
        ItemBinned: it lies in the bin.
        ItemNotReady: not exactly one of person and desk, they are not of the unit, or
            they could not see the item.
    """
    item = item_hold(item)
    user_require(by, Action.WRITE, item.unit)
    _seen_require(item, by, person)
    _receiver_require(item, person, desk)
    held = ItemMark.objects.filter(
        item_id=item.pk, person=person, desk=desk, done_at__isnull=True
    ).first()
    mark = held or ItemMark(item_id=item.pk, person=person, desk=desk)
    mark.note, mark.by, mark.at = note.strip(), by, clock.now()
    mark.save()
    _audit("content.item_marked", mark, item, by)
    marked_told(mark, item, by=by)
    return mark


def _seen_require(item: ItemPage, by: Any, person: Any) -> None:
    place = place_of(item)
    if place is None or place.owner_id is None or by.is_superuser:
        return
    if place.owner_id != by.pk:
        raise NotFound
    if person is None or person.pk != by.pk:
        raise ItemNotReady(
            _("Bài cá nhân không ai khác thấy. Chuyển bài về ban rồi đánh dấu.")
        )


def _receiver_require(item: ItemPage, person: Any, desk: Desk | None) -> None:
    if (person is None) == (desk is None):
        raise ItemNotReady(_("Chọn một người hoặc một ban để đánh dấu."))
    if desk is not None and (desk.unit_id != item.unit_id or not desk.is_active):
        raise ItemNotReady(_("Ban này đã đóng hoặc của đơn vị khác. Chọn ban khác."))
    if person is not None and not (
        people_acting(Action.READ, item.unit).filter(pk=person.pk).exists()
    ):
        raise ItemNotReady(_("Người này không làm ở đơn vị. Chọn người khác."))


@transaction.atomic
def mark_done(*, mark: ItemMark, by: Any) -> ItemMark:
    """The item is off the list; done already, nothing changes.

    Raises:
        NotAllowed: the mark is neither for `by` nor for their desk nor made by them,
            and they do not edit others' work.
    """
    held = ItemMark.objects.select_for_update().get(pk=mark.pk)
    if held.done_at is not None:
        return held
    item: ItemPage = held.item.specific
    if not may_end_mark(held, item, by):
        raise NotAllowed
    held.done_at, held.done_by = clock.now(), by
    held.save(update_fields=["done_at", "done_by"])
    _audit("content.item_mark_done", held, item, by)
    return held


def _audit(action: str, mark: ItemMark, item: ItemPage, by: Any) -> None:
    audit_record(
        action=action,
        target=item,
        by=by,
        unit_key=item.unit.key,
        data={"to": str(mark.person or mark.desk), "note": mark.note},
    )
