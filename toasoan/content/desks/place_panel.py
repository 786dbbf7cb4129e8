"""What a person sees of an item's place, and may do about it."""

from dataclasses import dataclass, field
from typing import Any

from toasoan.content.desks.desk_items import (
    desks_of,
    erasable_from,
    marks_of_item,
    may_end_mark,
    place_of,
)
from toasoan.content.models import ArticlePage, ItemMark, ItemPlace, PackagePage
from toasoan.core import clock
from toasoan.units.access import user_may
from toasoan.units.models import Desk
from toasoan.units.roles import Action


@dataclass(frozen=True)
class MarkLine:
    """A mark, and whether the person may take it off."""

    mark: ItemMark
    may_end: bool


@dataclass(frozen=True)
class PlacePanel:
    """Where the item lies, and what to offer; each service asks again.

    Attributes:
        place: None for nowhere yet.
        desks: the person's own desks where it does not lie.
        wants_reason: whether throwing it away asks why, as for a colleague's item.
    """

    place: ItemPlace | None
    marks: list[MarkLine] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)
    may_move: bool = False
    may_take_home: bool = False
    may_duplicate: bool = False
    may_bin: bool = False
    may_restore: bool = False
    may_erase: bool = False
    wants_reason: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether nobody but one person sees the item."""
        return self.place is not None and self.place.owner_id is not None

    @property
    def is_binned(self) -> bool:
        """Whether the item was thrown away."""
        return self.place is not None and self.place.is_binned


def place_panel(user: Any, item: Any) -> PlacePanel:
    """Return where the item lies and what `user` may do about it."""
    place = place_of(item)
    writes = user_may(user, Action.WRITE, item.unit)
    edits = user_may(user, Action.EDIT_OTHERS, item.unit)
    is_keeper = edits or (item.owner_id == user.pk and writes)
    if place is not None and place.binned_at is not None:
        is_ripe = erasable_from(place) <= clock.now()
        may_erase = is_ripe and user_may(user, Action.MANAGE, item.unit)
        return PlacePanel(place, may_restore=is_keeper, may_erase=may_erase)
    was_public = item.live or item.first_published_at is not None
    is_personal = place is not None and place.owner_id is not None
    return PlacePanel(
        place,
        marks=_marks(user, item),
        desks=_desks(user, item, place, edits=edits) if writes else [],
        may_move=writes,
        may_take_home=is_keeper
        and not is_personal
        and not was_public
        and not _is_handed_in(item),
        may_duplicate=writes
        and isinstance(item, ArticlePage)
        and not isinstance(item, PackagePage),
        may_bin=is_keeper and not was_public,
        wants_reason=item.owner_id != user.pk,
    )


def _marks(user: Any, item: Any) -> list[MarkLine]:
    return [
        MarkLine(each, may_end_mark(each, item, user)) for each in marks_of_item(item)
    ]


def _desks(user: Any, item: Any, place: ItemPlace | None, *, edits: bool) -> list[Desk]:
    lies_at = place.stage.desk_id if place is not None and place.stage else None
    if lies_at is not None and not edits and item.owner_id != user.pk:
        return []
    return [
        each for each in desks_of(user).filter(unit=item.unit) if each.pk != lies_at
    ]


def _is_handed_in(item: Any) -> bool:
    review = item.reviews.first()
    return review is not None and (
        review.closed_at is None or review.state == review.State.APPROVED
    )
