"""What an editor does to a front before saving it: pure changes of its places."""

from collections.abc import Collection
from dataclasses import replace

from toasoan.content.curation.fronts import Placed, Slots, in_area, places_in, tidied
from toasoan.content.models.fronts import TOP

SPLIT = "|"


def done(slots: Slots, deed: str, visible: Collection[int]) -> Slots:
    """Return the places after the deed; one that is not understood changes nothing.

    Args:
        slots: the places before.
        deed: "put|<item>|<area>|<number>", "take|<item>" or "first|<item>".
        visible: the items that stand where they were put: a number counts only these
            and the places that fill themselves.
    """
    verb, *rest = deed.split(SPLIT)
    if not rest or not rest[0].isdecimal():
        return slots
    item_id = int(rest[0])
    if verb == "take":
        return taken_out(slots, item_id)
    if verb == "first":
        return put(slots, item_id, TOP, 0, visible)
    if verb == "put" and len(rest) == 3 and rest[2].isdecimal() and places_in(rest[1]):
        number = min(int(rest[2]), places_in(rest[1]) - 1)
        return put(slots, item_id, rest[1], number, visible)
    return slots


def taken_out(slots: Slots, item_id: int) -> Slots:
    """Let the item's place fill itself; all others keep theirs."""
    return tidied(
        Placed(slot.area) if slot.item_id == item_id else slot for slot in slots
    )


def put(
    slots: Slots, item_id: int, area: str, number: int, visible: Collection[int]
) -> Slots:
    """Put the item on a place; what stood there and below it moves down by one.

    As far as the next place that fills itself: that one is taken up. Until when the
    item is held goes along with it.
    """
    own = next((slot for slot in slots if slot.item_id == item_id), None)
    placed = replace(own, area=area) if own else Placed(area, item_id)
    row = in_area(slots, area)
    if own is not None and own.area == area:
        row = _moved(row, own, number, visible)
    else:
        _insert(row, placed, _index(row, number, visible, area))
    others = [
        Placed(slot.area) if slot is own else slot
        for slot in slots
        if slot.area != area
    ]
    return tidied([*others, *row])


def _moved(
    row: list[Placed], own: Placed, number: int, visible: Collection[int]
) -> list[Placed]:
    row = list(row)
    start = row.index(own)
    target = _index(row, number, visible, own.area)
    if target < len(row) and row[target].item_id is None:
        row[start], row[target] = row[target], own
        return row
    row.pop(start)
    if own.item_id not in visible:
        target -= target > start
    _insert(row, own, target)
    return row


def _index(row: list[Placed], number: int, visible: Collection[int], area: str) -> int:
    """Return where the place of this number is in the row, which grows as needed."""
    count = 0
    for index, slot in enumerate(row):
        if slot.item_id is None or slot.item_id in visible:
            if count == number:
                return index
            count += 1
    row.extend(Placed(area) for _each in range(number - count))
    return len(row)


def _insert(row: list[Placed], placed: Placed, index: int) -> None:
    if index < len(row) and row[index].item_id is None:
        row[index] = placed
        return
    row.insert(index, placed)
    for later in range(index + 1, len(row)):
        if row[later].item_id is None:
            row.pop(later)
            return
