"""What a board of items is made of: its columns, and the items that stand in them."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from toasoan.content.desks.kept_boards import columns_of
from toasoan.content.finding.item_searches import ItemsWanted, items_wanted
from toasoan.content.finding.search_forms import ItemSearchForm
from toasoan.content.models import DeskBoard, ItemPlace, Stage
from toasoan.core.text import fold
from toasoan.newsroom.boards.board import by_hour
from toasoan.units.models import Desk, PressUnit

# Drawing a card costs more than reading it, and ten fill a screen.
FIRST = 20
PAGE = 100
# A board that keeps all that was ever published is no board.
PUBLISHED_KEPT = timedelta(days=7)
Takes = Stage.Takes
# The steps of every desk, as they stand on the board of the whole house.
HOUSE = {
    Takes.INCOMING: gettext_lazy("Chờ nhận"),
    Takes.WRITING: gettext_lazy("Đang viết"),
    Takes.SUBMITTED: gettext_lazy("Chờ duyệt"),
    Takes.NOTHING: gettext_lazy("Khâu riêng của ban"),
    Takes.APPROVED: gettext_lazy("Đã duyệt"),
    Takes.PUBLISHED: gettext_lazy("Đã đăng"),
}

_folded = lru_cache(maxsize=20_000)(fold)


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        key: its name on the page: stage-4, takes-writing, search-2.
        under: what stands small beside its name: the desk, whose search.
        rows: (item, when it came or was touched), first on top.
        is_open: whether something can be put down in it.
    """

    key: str
    label: str
    rows: QuerySet[Any, Any]
    under: str = ""
    is_open: bool = False
    newest_first: bool = False


@dataclass(frozen=True)
class Spot:
    """An item in a column; lower `sort` stands first. One item may stand in several."""

    item: int
    place: str
    sort: int


@dataclass(frozen=True)
class Columns:
    """A board as it is read.

    Attributes:
        chosen: the one column shown alone, or "".
        page: of that column.
    """

    columns: list[Column]
    spots: list[Spot]
    counts: dict[str, int]
    chosen: str = ""
    page: Any = None
    first: int = FIRST

    @property
    def total(self) -> int:
        """How many the columns have in all, those not shown counted in."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Look:
    """How one person looks at a board.

    Attributes:
        params: what stands in the address: words, desk, column, page.
    """

    user: Any
    unit: PressUnit
    at: datetime
    params: dict[str, str] = field(default_factory=dict)


# --- Which columns ---------------------------------------------------------------


def desk_columns(look: Look, desk: Desk) -> list[Column]:
    """Return the stages of the desk."""
    return [_stage_column(look, stage) for stage in desk.stages.order_by("order", "pk")]


def house_columns(look: Look) -> list[Column]:
    """Return the steps of all desks of the unit; their own stages share a column."""
    places = _places(look).filter(stage__desk__is_active=True)
    own_stages = Stage.objects.filter(desk__unit=look.unit, takes=Takes.NOTHING)
    desk = look.params.get("ban", "")
    if desk.isdecimal():
        places = places.filter(stage__desk=int(desk[:18]))
    return [
        _column(
            look,
            f"takes-{takes or 'own'}",
            str(label),
            places.filter(stage__takes=takes),
            is_open=takes not in {Takes.NOTHING, Takes.PUBLISHED},
            is_published=takes == Takes.PUBLISHED,
        )
        for takes, label in HOUSE.items()
        if takes or own_stages.exists()
    ]


def own_columns(look: Look, board: DeskBoard) -> list[Column]:
    """Return the stages and searches the board is made of."""
    found = []
    for column in columns_of(board):
        if column.stage is not None:
            desk = str(column.stage.desk)
            found.append(_stage_column(look, column.stage, under=desk))
        else:
            found.append(_search_column(look, column.search))
    return found


def _places(look: Look) -> QuerySet[ItemPlace]:
    """Return what lies at desks of the unit: nothing of the bin, nothing personal."""
    return ItemPlace.objects.filter(
        stage__desk__unit=look.unit, binned_at__isnull=True, owner__isnull=True
    )


def _stage_column(look: Look, stage: Stage, under: str = "") -> Column:
    return _column(
        look,
        f"stage-{stage.pk}",
        stage.name,
        _places(look).filter(stage=stage),
        under=under,
        is_open=stage.takes != Takes.PUBLISHED,
        is_published=stage.takes == Takes.PUBLISHED,
    )


def _column(  # noqa: PLR0913 - the parts of a column
    look: Look,
    key: str,
    label: str,
    places: QuerySet[ItemPlace],
    *,
    under: str = "",
    is_open: bool,
    is_published: bool,
) -> Column:
    if is_published:
        places = places.filter(since__gte=look.at - PUBLISHED_KEPT)
    order = ["-since", "item"] if is_published else ["since", "item"]
    rows = places.order_by(*order).values_list("item", "since")
    return Column(key, label, rows, under, is_open, newest_first=is_published)


def _search_column(look: Look, search: Any) -> Column:
    form = ItemSearchForm(search.filters, unit=look.unit)
    is_whole = form.is_valid()
    items = items_wanted(look.user, look.unit, _wanted(form), look.at)
    # One's own space is one's own list; a board is looked at by several.
    items = items.filter(place__owner__isnull=True)
    # A condition that is no more would else find everything.
    items = items if is_whole else items.none()
    order = ["-latest_revision_created_at", "pk"]
    rows = items.prefetch_related(None).select_related(None).order_by(*order)
    gone = _("Có điều kiện không còn, sửa lại tìm kiếm")
    return Column(
        f"search-{search.pk}",
        search.name,
        rows.values_list("pk", "latest_revision_created_at"),
        under=_("Tìm đã lưu") if is_whole else gone,
        newest_first=True,
    )


def _wanted(form: ItemSearchForm) -> ItemsWanted:
    return ItemsWanted.read(form.cleaned_data if form.is_valid() else {})


# --- What stands in them ---------------------------------------------------------


def columns_read(look: Look, columns: list[Column]) -> Columns:
    """Return what stands in the columns, in queries by column and not by item."""
    chosen = look.params.get("cot", "")
    one = [column for column in columns if column.key == chosen]
    narrowed = [_with_words(look, column) for column in one or columns]
    if one:
        page = Paginator(narrowed[0].rows, PAGE).get_page(look.params.get("trang"))
        spots = _spots(narrowed[0], page.object_list)
        counts = {chosen: page.paginator.count}
        return Columns(narrowed, spots, counts, chosen, page, PAGE)
    spots, counts = [], {}
    for column in narrowed:
        shown = list(column.rows[:FIRST])
        spots += _spots(column, shown)
        # A column that is not full has been read whole.
        is_whole = len(shown) < FIRST
        counts[column.key] = len(shown) if is_whole else column.rows.count()
    return Columns(narrowed, spots, counts)


def _spots(column: Column, rows: Any) -> list[Spot]:
    sign = -1 if column.newest_first else 1
    return [Spot(pk, column.key, sign * by_hour(when)) for pk, when in rows]


def _with_words(look: Look, column: Column) -> Column:
    words = fold(look.params.get("q", "")).split()
    if not words:
        return column
    keys = [pk for pk, _when in column.rows]
    found = _titled(keys, words)
    name = "item__in" if column.rows.model is ItemPlace else "pk__in"
    rows = column.rows.filter(Q(**{name: found}))
    return replace(column, rows=rows)


def _titled(keys: Collection[int], words: list[str]) -> list[int]:
    """Return those whose headline has every word, with or without marks."""
    titles = Page.objects.filter(pk__in=keys).values_list("pk", "title", "draft_title")
    return [
        pk
        for pk, title, draft_title in titles
        if all(word in _folded(draft_title or title) for word in words)
    ]


def desk_counts(unit: PressUnit) -> dict[int, int]:
    """Return desk → how many items lie at it, what is published not counted."""
    places = ItemPlace.objects.filter(
        stage__desk__unit=unit, binned_at__isnull=True, owner__isnull=True
    ).exclude(stage__takes=Takes.PUBLISHED)
    rows = places.order_by().values_list("stage__desk").annotate(n=Count("pk"))
    return dict(rows)
