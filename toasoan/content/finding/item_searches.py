"""Items by everything a newsroom asks of them: state, desk, age, marks, words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from toasoan.content.desks.desk_items import marks_open
from toasoan.content.item_lists import items_filtered
from toasoan.core import clock
from toasoan.units.models import PressUnit


@dataclass(frozen=True)
class ItemsWanted:
    """What is asked for; empty means everything.

    Attributes:
        desk: at which desk the item lies.
        genre: its genre; a copy has its original's.
        is_marked: only what is marked for who asks, or for a desk of theirs.
        older_hours: only what has lain where it lies for so long.
    """

    words: str = ""
    state: str = ""
    section: Page | None = None
    author: Any = None
    desk: Any = None
    genre: Any = None
    is_marked: bool = False
    older_hours: int | None = None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "ItemsWanted":
        """Return what a filled in form asks for."""
        return cls(
            words=told.get("q") or "",
            state=told.get("state") or "",
            section=told.get("section"),
            author=told.get("author"),
            desk=told.get("desk"),
            genre=told.get("genre"),
            is_marked=bool(told.get("marked")),
            older_hours=told.get("older"),
        )


def items_wanted(
    user: Any, unit: PressUnit, wanted: ItemsWanted, at: datetime | None = None
) -> QuerySet[Page]:
    """Return the unit's items that match, the last touched first.

    What lies in the bin or in somebody else's own space is none of them.
    """
    items = items_filtered(
        user=user,
        unit=unit,
        state=wanted.state,
        section=wanted.section,
        author=wanted.author,
        words=wanted.words,
    )
    if wanted.desk is not None:
        items = items.filter(place__stage__desk=wanted.desk)
    if wanted.genre is not None:
        items = items.filter(_of_genre(wanted.genre))
    if wanted.is_marked:
        items = items.filter(pk__in=marks_open(user).order_by().values("item"))
    if wanted.older_hours:
        since = (at or clock.now()) - timedelta(hours=wanted.older_hours)
        items = items.filter(place__stage__isnull=False, place__since__lte=since)
    return items


def _of_genre(genre: Any) -> Q:
    return Q(articlepage__genre=genre) | Q(syndicatedpage__original__genre=genre)
