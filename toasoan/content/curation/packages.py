"""Reads about packages: what stands in them, and in which an item stands."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from toasoan.content.models import ItemPlace, PackagePage, PackagePlace, TakeDown
from toasoan.content.models.articles import ItemPage


def members_hidden(package: Any) -> list[ItemPage]:
    """Return the members of this draft that readers cannot read, in its order.

    Of what is no package, none.
    """
    if not isinstance(package, PackagePage):
        return []
    keys = package.member_keys()
    rows = Page.objects.filter(pk__in=keys, live=False)
    found = {page.pk: page for page in rows.specific()}
    return [found[pk] for pk in keys if pk in found]


def members_to_release(package: Any) -> list[ItemPage]:
    """Return what comes to readers together with this draft, in the package's order.

    None for what is no package, and for a series, whose members come by themselves.
    What was taken down stays down.
    """
    hidden = [] if getattr(package, "is_series", False) else members_hidden(package)
    keys = [member.pk for member in hidden]
    down = set(
        TakeDown.objects.filter(lifted_at__isnull=True, item__in=keys).values_list(
            "item", flat=True
        )
    )
    return [member for member in hidden if member.pk not in down]


def members_there(package: PackagePage) -> int:
    """Return how many of the members have not been deleted."""
    return Page.objects.filter(pk__in=package.member_keys()).count()


def members_live(package: PackagePage) -> int:
    """Return how many of the members readers can read now."""
    return Page.objects.live().filter(pk__in=package.member_keys()).count()


def is_binned(item: ItemPage) -> bool:
    """Return whether the item was thrown away."""
    return ItemPlace.objects.filter(item=item.pk, binned_at__isnull=False).exists()


def packages_showing(item_pk: int) -> list[int]:
    """Return the keys of the packages in which readers find the item."""
    own = PackagePlace.objects.filter(item=item_pk, is_public=True)
    return list(own.order_by("package").values_list("package", flat=True))


def items_listed(package_pks: Iterable[int]) -> list[int]:
    """Return the keys of all that readers may find in the packages."""
    rows = PackagePlace.objects.filter(package__in=list(package_pks), is_public=True)
    return list(rows.order_by("package", "number").values_list("item", flat=True))


def items_beside(item_pk: int) -> list[int]:
    """Return the keys of the items whose page leads to this one within a package."""
    packages = packages_showing(item_pk)
    found = {*packages, *items_listed([*packages, item_pk])}
    return sorted(found - {item_pk})
