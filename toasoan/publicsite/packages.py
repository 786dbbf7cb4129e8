"""Packages on reader pages: what stands in one, and the way through it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from toasoan.content.curation.packages import (
    items_beside,
    items_listed,
    packages_showing,
)
from toasoan.content.models import PackagePage, PackagePlace
from toasoan.publicsite.index import Indexed, looks_different
from toasoan.publicsite.models import ReaderItem
from toasoan.publicsite.selectors import items_in_order
from toasoan.publicsite.sites import Link


@dataclass(frozen=True)
class Card:
    """An item in a package; `item` is None where readers do not see it yet."""

    headline: str
    item: ReaderItem | None

    @property
    def path(self) -> str:
        """Its address, or ""."""
        return self.item.path if self.item else ""


@dataclass(frozen=True)
class CardGroup:
    """Cards under one name, which may be empty."""

    title: str
    cards: list[Card]

    @property
    def level(self) -> int:
        """The level of the headlines in it: below its name, where it has one."""
        return 3 if self.title else 2


@dataclass(frozen=True)
class PackageList:
    """What stands in a package."""

    groups: list[CardGroup]
    is_series: bool

    @property
    def cards(self) -> list[Card]:
        """All of it, in order."""
        return [card for group in self.groups for card in group.cards]

    @property
    def item_keys(self) -> list[int]:
        """The keys of what readers find in it."""
        return [card.item.pk for card in self.cards if card.item]

    @property
    def label(self) -> str:
        """What it is, with how many items."""
        words = _("Tuyến %(n)d bài") if self.is_series else _("Chùm %(n)d bài")
        return words % {"n": len(self.cards)}


@dataclass(frozen=True)
class Standing:
    """Where an item stands in a package, and what is before and after it."""

    package: Link
    number: int
    total: int
    previous: Link | None
    next: Link | None
    is_series: bool


def package_list(page: Any) -> PackageList | None:
    """Return what stands in the page, None for what is no package.

    A draft shows what is not public yet too, as it was arranged last.
    """
    if isinstance(page, PackagePage):
        return PackageList(_groups_of_draft(page), page.is_series)
    kind = getattr(page, "package_kind", None)
    if kind is None:
        return None
    rows = PackagePlace.objects.filter(package=page.pk, is_public=True)
    places = list(
        rows.order_by("number").values_list("group_title", "item", "headline")
    )
    return PackageList(_grouped(places), kind == PackagePage.Kind.SERIES)


def _grouped(places: Sequence[tuple[str, int, str]]) -> list[CardGroup]:
    items = {item.pk: item for item in items_in_order([pk for _t, pk, _h in places])}
    groups: list[CardGroup] = []
    for title, pk, own in places:
        if pk in items:
            if not groups or groups[-1].title != title:
                groups.append(CardGroup(title, []))
            groups[-1].cards.append(Card(own or items[pk].headline, items[pk]))
    return groups


def _groups_of_draft(package: PackagePage) -> list[CardGroup]:
    keys = package.member_keys()
    items = {item.pk: item for item in items_in_order(keys)}
    rows = Page.objects.filter(pk__in=keys).values_list("pk", "draft_title")
    titles = dict(rows)
    return [
        CardGroup(
            group["title"],
            [
                _draft_card(each, items.get(each["item"]), titles[each["item"]])
                for each in group["members"]
                if each["item"] in titles
            ],
        )
        for group in package.groups
        if group["members"]
    ]


def _draft_card(each: dict[str, Any], item: ReaderItem | None, title: str) -> Card:
    return Card(each["headline"] or (item.headline if item else title), item)


def standings_of(page: Any) -> list[Standing]:
    """Return where the public item stands, package by package."""
    if not getattr(page, "in_package", False):
        return []
    own = PackagePlace.objects.filter(item=page.pk, is_public=True, package__live=True)
    places = PackagePlace.objects.filter(
        package__in=own.values("package"),
        is_public=True,
        item__reader_item__isnull=False,
    ).order_by("package", "number")
    rows: dict[int, list[Any]] = {}
    for row in places.values(
        "package",
        "package__kind",
        "package__reader_item__path",
        "package__reader_item__headline",
        "item",
        "headline",
        "item__reader_item__headline",
        "item__reader_item__path",
    ):
        rows.setdefault(row["package"], []).append(row)
    found = [_standing(page.pk, each) for each in rows.values()]
    return [standing for standing in found if standing is not None]


def _standing(item_pk: int, rows: list[Any]) -> Standing | None:
    at = next((n for n, row in enumerate(rows) if row["item"] == item_pk), None)
    title, path = (rows[0][f"package__reader_item__{f}"] for f in ("headline", "path"))
    # Published together: of the two the package may be indexed a moment later.
    if at is None or not path:
        return None
    return Standing(
        package=Link(title, path, rows[0]["package"]),
        number=at + 1,
        total=len(rows),
        previous=_link(rows[at - 1]) if at else None,
        next=_link(rows[at + 1]) if at + 1 < len(rows) else None,
        is_series=rows[0]["package__kind"] == PackagePage.Kind.SERIES,
    )


def _link(row: Any) -> Link:
    title = row["headline"] or row["item__reader_item__headline"]
    return Link(title, row["item__reader_item__path"], row["item"])


# --- Keeping stored pages right -------------------------------------------------------


def packages_changed(
    item_id: int, before: Indexed | None, after: Indexed | None
) -> list[str]:
    """Return the addresses of the packages that show the item otherwise from now on."""
    if before is not None and not looks_different(before, after):
        return []
    return _paths(packages_showing(item_id))


def pages_beside(
    item: ReaderItem, before: Indexed | None, after: Indexed | None
) -> list[str]:
    """Return the addresses of the pages that lead to the item within a package.

    Those in a package are always among them: they may stand in another order.
    """
    is_new = before is None or looks_different(before, after)
    return _paths(items_beside(item.pk) if is_new else items_listed([item.pk]))


def _paths(keys: Sequence[int]) -> list[str]:
    rows = ReaderItem.objects.filter(pk__in=keys) if keys else ReaderItem.objects.none()
    return list(rows.order_by("pk").values_list("path", flat=True))
