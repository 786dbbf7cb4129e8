"""A front at a moment: who was put where, and what readers will have by then."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from toasoan.content.access import items_visible
from toasoan.content.curation.fronts import Placed, Slots, promised, slots_at
from toasoan.content.models import ArticlePage, HomeSlot, SyndicatedPage
from toasoan.content.models.articles import ItemPage
from toasoan.content.publication.gate import embargo_end
from toasoan.core import clock
from toasoan.publicsite.index import item_page, item_row
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.selectors import (
    items_in_order,
    newest,
    newest_of_each,
    newest_together,
)
from toasoan.publicsite.sites import ReaderSite
from toasoan.units.models import PressUnit


@dataclass(frozen=True)
class Coming:
    """An item that is promised: the row it will have, and the lists it will stand in."""

    item: ReaderItem
    keys: frozenset[str]


@dataclass(frozen=True)
class Stock:
    """What readers have, with what is to come before it: the last promised first."""

    coming: tuple[Coming, ...] = ()

    def newest(self, unit: PressUnit | None, limit: int) -> list[ReaderItem]:
        """Return the newest items of the unit."""
        return [*self._items(), *newest(unit, limit)][:limit]

    def items(self, ids: Sequence[int]) -> list[ReaderItem]:
        """Return the items with these ids, in this order."""
        own = {each.pk: each for each in self._items()}
        found = {item.pk: item for item in items_in_order(ids)} | own
        return [found[pk] for pk in ids if pk in found]

    def newest_of_each(self, keys: Iterable[str], limit: int) -> dict[str, list[int]]:
        """Return key → ids of its newest items."""
        keys = list(keys)
        found = newest_of_each(keys, limit)
        for key in keys if self.coming else ():
            first = [each.item.pk for each in self.coming if key in each.keys]
            found[key] = [*first, *found.get(key, [])][:limit]
        return found

    def together(
        self, keys: Sequence[str], without: Collection[int], limit: int = 3
    ) -> list[ReaderItem]:
        """Return the newest items of these lists, the first lists first."""
        first = [
            each.item
            for key in keys
            for each in self.coming
            if key in each.keys and each.item.pk not in without
        ]
        found = {item.pk: item for item in (*first, *newest_together(keys, without))}
        return list(found.values())[:limit]

    def topic_keys(self, item: ReaderItem) -> list[str]:
        """Return the lists of the running stories that the item stands in."""
        for each in self.coming:
            if each.item is item:
                return sorted(key for key in each.keys if key.startswith("topic:"))
        rows = item.listings.filter(key__startswith="topic:")
        return list(rows.values_list("key", flat=True))

    def _items(self) -> list[ReaderItem]:
        return [each.item for each in self.coming]


@dataclass(frozen=True)
class FrontView:
    """How a front is looked at: when, who was put where, and with what."""

    at: datetime
    slots: Slots
    stock: Stock = field(default_factory=Stock)


def front_view(site: ReaderSite) -> FrontView:
    """Return the view that readers have now."""
    now = clock.now()
    rows = HomeSlot.objects.filter(
        Q(until__isnull=True) | Q(until__gt=now),
        Q(article__isnull=True) | Q(article__live=True),
        home=site.root.pk,
    )
    found = rows.order_by("sort_order", "pk").values_list("area", "article", "until")
    return FrontView(now, tuple(Placed(*row) for row in found))


def view_at(
    site: ReaderSite, moment: datetime, *, user: Any, slots: Slots | None = None
) -> FrontView:
    """Return the view that readers will have at `moment`, as things are promised.

    Only what `user` may read is in it.

    Args:
        site: the unit's site.
        moment: when.
        user: who looks.
        slots: these places in place of those that are planned for then.
    """
    if slots is None:
        slots = slots_at(site.root.pk, moment)
    held = tuple(each for each in slots if each.is_held_at(moment))
    return FrontView(moment, held, Stock(tuple(_coming(site, moment, user))))


def _coming(site: ReaderSite, moment: datetime, user: Any) -> list[Coming]:
    if site.unit is None:
        return []
    promises = promised(site.unit, moment).filter(item__in=items_visible(user))
    found = (_come(each.item_id, each.at, moment) for each in promises)
    return [each for each in found if each is not None][::-1]


def _come(item_id: int, at: datetime, moment: datetime) -> Coming | None:
    page = item_page(item_id)
    if page is None or page.live:
        return None
    draft = _draft(page)
    until = embargo_end(draft)
    if until is not None and until > moment:
        return None
    draft.first_published_at = draft.last_published_at = at
    row, keys = item_row(draft)
    return Coming(row, frozenset(keys))


def _draft(page: ItemPage) -> ArticlePage | SyndicatedPage:
    draft: ArticlePage | SyndicatedPage = page.get_latest_revision_as_object()
    # A draft does not know where its page stands in the tree by now.
    draft.path, draft.depth, draft.url_path = page.path, page.depth, page.url_path
    return draft
