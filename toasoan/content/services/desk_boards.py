"""Saved searches and boards of one's own. Each write is atomic and audited."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.content.errors import DeskBoardWrong
from toasoan.content.models import DeskBoard, DeskBoardColumn, ItemSearch, Stage
from toasoan.content.models.desk_boards import Kept, Shared
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action

MOST_KEPT = 50
# More do not fit on a wall, and each is read at every opening.
MOST_COLUMNS = 12
MOST_FILTERS, LONGEST_VALUE = 12, 200

AnyKept = TypeVar("AnyKept", bound=Kept)


# --- Saved searches --------------------------------------------------------------


@transaction.atomic
def item_search_add(
    *,
    unit: PressUnit,
    name: str,
    filters: Mapping[str, str],
    by: Any,
    shared: str = Shared.NOBODY,
    desk: Desk | None = None,
) -> ItemSearch:
    """Keep a search under a name; kept again under it, it is the new one.

    Raises:
        NotAllowed: `by` does not read the unit's work.
        DeskBoardWrong: it asks nothing or cannot be kept, the desk to share it with
            is missing or another unit's, or the person keeps too many.
    """
    user_require(by, Action.READ, unit)
    _filters_require(filters)
    mine = ItemSearch.objects.select_for_update().filter(unit=unit, owner=by)
    search = mine.filter(name=nfc(name.strip())).first()
    search = search or ItemSearch(unit=unit, owner=by)
    search.filters = dict(filters)
    return _kept(search, name, shared, desk, by)


@transaction.atomic
def item_search_change(
    *,
    search: ItemSearch,
    name: str,
    shared: str,
    filters: Mapping[str, str],
    by: Any,
    desk: Desk | None = None,
) -> ItemSearch:
    """Give one's own search another name, other readers or other conditions.

    Raises:
        NotAllowed: it is another's.
        DeskBoardWrong: as item_search_add, or one's other search has the name.
    """
    _own_require(search, by)
    _filters_require(filters)
    search.filters = dict(filters)
    return _kept(search, name, shared, desk, by)


@transaction.atomic
def item_search_remove(*, search: ItemSearch, by: Any) -> None:
    """Forget one's own search, and the columns made of it; the items stay.

    Raises:
        NotAllowed: it is another's.
    """
    _own_require(search, by)
    _audit("content.item_search_removed", search, by)
    search.delete()


# --- Boards ----------------------------------------------------------------------


@transaction.atomic
def desk_board_add(
    *,
    unit: PressUnit,
    name: str,
    by: Any,
    shared: str = Shared.NOBODY,
    desk: Desk | None = None,
) -> DeskBoard:
    """Begin a board of one's own, with no column yet.

    Raises:
        NotAllowed: `by` does not read the unit's work.
        DeskBoardWrong: one's other board has the name, the desk to share it with is
            missing or another unit's, or the person keeps too many.
    """
    user_require(by, Action.READ, unit)
    return _kept(DeskBoard(unit=unit, owner=by), name, shared, desk, by)


@transaction.atomic
def desk_board_change(
    *, board: DeskBoard, name: str, shared: str, by: Any, desk: Desk | None = None
) -> DeskBoard:
    """Give one's own board another name or other readers.

    Raises:
        NotAllowed: it is another's.
        DeskBoardWrong: as desk_board_add.
    """
    _own_require(board, by)
    return _kept(board, name, shared, desk, by)


@transaction.atomic
def desk_board_remove(*, board: DeskBoard, by: Any) -> None:
    """Forget one's own board; stages, searches and items stay.

    Raises:
        NotAllowed: it is another's.
    """
    _own_require(board, by)
    _audit("content.desk_board_removed", board, by)
    board.delete()


@transaction.atomic
def desk_board_column_add(
    *,
    board: DeskBoard,
    by: Any,
    stage: Stage | None = None,
    search: ItemSearch | None = None,
) -> DeskBoardColumn:
    """Put a stage or a saved search at the end of one's own board; twice is once.

    Raises:
        NotAllowed: the board is another's.
        DeskBoardWrong: it is not one of the two, not the unit's, or the board is full.
    """
    held = _board_hold(board, by)
    if (stage is None) == (search is None):
        raise DeskBoardWrong(_("Chọn một khâu hoặc một tìm kiếm đã lưu."))
    unit_id = stage.desk.unit_id if stage else getattr(search, "unit_id", None)
    if unit_id != held.unit_id:
        raise DeskBoardWrong(_("Cột này của đơn vị khác. Chọn cột của đơn vị mình."))
    there = held.columns.filter(stage=stage, search=search).first()
    if there is not None:
        return there
    count = held.columns.count()
    if count >= MOST_COLUMNS:
        raise DeskBoardWrong(
            _("Bảng đã có %(n)d cột. Bỏ bớt cột rồi thêm.") % {"n": MOST_COLUMNS}
        )
    last = held.columns.order_by("-order").values_list("order", flat=True).first()
    column = held.columns.create(order=(last or 0) + 1, stage=stage, search=search)
    _audit("content.desk_board_changed", held, by, added=str(column))
    return column


@transaction.atomic
def desk_board_column_remove(*, column: DeskBoardColumn, by: Any) -> None:
    """Take the column off one's own board; what it showed stays where it lies.

    Raises:
        NotAllowed: the board is another's.
    """
    held = _board_hold(column.board, by)
    _audit("content.desk_board_changed", held, by, removed=str(column))
    column.delete()


@transaction.atomic
def desk_board_columns_order(
    *, board: DeskBoard, columns: Sequence[int], by: Any
) -> None:
    """Put the columns of one's own board in this order; those not named come last.

    Raises:
        NotAllowed: the board is another's.
    """
    held = _board_hold(board, by)
    there = {column.pk: column for column in held.columns.all()}
    named = [there.pop(pk) for pk in dict.fromkeys(columns) if pk in there]
    for order, column in enumerate([*named, *there.values()], start=1):
        column.order = order
    DeskBoardColumn.objects.bulk_update([*named, *there.values()], ["order"])
    _audit("content.desk_board_changed", held, by)


# --- What both have --------------------------------------------------------------


def _kept(kept: AnyKept, name: str, shared: str, desk: Desk | None, by: Any) -> AnyKept:
    """Store it under the name, for these readers."""
    kept.name = nfc(name.strip())
    if not kept.name:
        raise DeskBoardWrong(_("Đặt tên để tìm lại."))
    mine = type(kept)._default_manager.filter(unit=kept.unit, owner=by)  # noqa: SLF001
    others = list(mine.exclude(pk=kept.pk).values_list("name", flat=True))
    if kept.name in others:
        raise DeskBoardWrong(
            _("Bạn đã có “%(name)s”. Chọn tên khác.") % {"name": kept.name}
        )
    if len(others) >= MOST_KEPT:
        raise DeskBoardWrong(
            _("Bạn đã lưu %(n)d mục. Xóa bớt rồi lưu tiếp.") % {"n": MOST_KEPT}
        )
    kept.shared, kept.desk = shared, _shared_desk(kept.unit, shared, desk)
    is_new = kept.pk is None
    kept.save()
    kind = "desk_board" if isinstance(kept, DeskBoard) else "item_search"
    _audit(f"content.{kind}_{'added' if is_new else 'changed'}", kept, by)
    return kept


def _shared_desk(unit: PressUnit, shared: str, desk: Desk | None) -> Desk | None:
    if shared not in Shared.values:
        raise DeskBoardWrong(_("Chọn chia sẻ với ai."))
    if shared != Shared.DESK:
        return None
    if desk is None or desk.unit_id != unit.pk:
        raise DeskBoardWrong(_("Chọn ban để chia sẻ."))
    return desk


def _filters_require(filters: Mapping[str, str]) -> None:
    # From a form they are texts; what calls from elsewhere is held to it.
    texts: list[object] = [*filters.keys(), *filters.values()]
    plain = all(isinstance(t, str) and len(t) <= LONGEST_VALUE for t in texts)
    if not plain or len(filters) > MOST_FILTERS:
        raise DeskBoardWrong(_("Tìm kiếm này không lưu được. Lọc lại rồi lưu."))
    if not filters:
        raise DeskBoardWrong(_("Chọn ít nhất một điều kiện rồi lưu."))


def _own_require(kept: Kept, by: Any) -> None:
    if kept.owner_id != by.pk:
        raise NotAllowed
    user_require(by, Action.READ, kept.unit)


def _board_hold(board: DeskBoard, by: Any) -> DeskBoard:
    _own_require(board, by)
    return DeskBoard.objects.select_for_update(of=("self",)).get(pk=board.pk)


def _audit(action: str, kept: Kept, by: Any, **data: str) -> None:
    audit_record(
        action=action,
        target=kept,
        by=by,
        unit_key=kept.unit.key,
        data={"name": kept.name, **data},
    )
