"""Fetch with permission: what a person may open beside a board, and put in it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from toasoan.content.access import item_for_reading
from toasoan.content.desks.desk_items import desks_of, place_of, stages_of
from toasoan.content.models import Stage
from toasoan.core.errors import NotFound
from toasoan.units.access import user_require
from toasoan.units.models import Desk, PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import desk_list

Takes = Stage.Takes


def board_item(user: Any, pk: int) -> Any:
    """Return the item to who may see it lie at a desk.

    Raises:
        NotFound: there is none, it belongs to a unit the person is not in, lies in the
            bin, or in somebody else's own space.
    """
    item = item_for_reading(user, pk)
    place = place_of(item)
    if place is None:
        return item
    if place.is_binned or place.owner_id not in {None, user.pk}:
        raise NotFound
    return item


def thrown_item(user: Any, pk: int) -> Any:
    """Return the item from the bin to who may take it out again.

    Raises:
        NotFound: as board_item, and what does not lie in the bin.
    """
    item = item_for_reading(user, pk)
    place = place_of(item)
    if place is None or not place.is_binned or place.owner_id not in {None, user.pk}:
        raise NotFound
    return item


def desk_at_work(unit: PressUnit, pk: int) -> Desk:
    """Return the unit's desk.

    Raises:
        NotFound: there is none, it is closed, or another unit's.
    """
    desk = desk_list(unit).filter(pk=pk).first()
    if desk is None:
        raise NotFound
    return desk


def house_require(request: HttpRequest, unit: PressUnit) -> None:
    """Do nothing for who runs the flow of the whole unit.

    Raises:
        NotAllowed: the person publishes nothing there.
    """
    user_require(request.user, Action.PUBLISH, unit)


def desks_mine(user: Any, unit: PressUnit) -> QuerySet[Desk]:
    """Return the unit's desks the person belongs to."""
    return desks_of(user).filter(unit=unit)


def stage_meant(item: Any, column: str) -> Stage | None:
    """Return the stage of the item's unit that a column of a board stands for.

    A step of the whole house is the stage of the item's own desk.
    """
    kind, _, name = column.partition("-")
    stages = stages_of(item.unit)
    if kind == "stage" and name.isdecimal():
        return stages.filter(pk=int(name[:18])).first()
    place = place_of(item)
    if kind == "takes" and name in Takes.values and place and place.stage:
        return stages.filter(desk=place.stage.desk_id, takes=name).first()
    return None
