"""What the staff's screens show of packages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from toasoan.content.curation.package_groups import Group, groups_mark, groups_of
from toasoan.content.editing.leases import lease_held_by_other
from toasoan.content.item_states import with_state
from toasoan.content.models import EditLease, PackagePage, PackagePlace
from toasoan.units.access import units_visible

CHOICES_MAX = 30


@dataclass(frozen=True)
class MemberLine:
    """An item of the package: the page with its state, and its headline there."""

    item: Page
    headline: str

    @property
    def title(self) -> str:
        """The title the staff knows it by."""
        return str(self.item.draft_title or self.item.title)


@dataclass(frozen=True)
class GroupLines:
    """A group with its items; what has been deleted is not among them."""

    number: int
    title: str
    members: list[MemberLine]


@dataclass(frozen=True)
class PackageScreen:
    """The arrangement of a package as one person sees it."""

    package: PackagePage
    draft: PackagePage
    groups: list[GroupLines]
    seen: str
    may_edit: bool
    lease: EditLease | None

    @property
    def count(self) -> int:
        """How many items there are."""
        return sum(len(group.members) for group in self.groups)


def package_screen(
    user: Any, package: PackagePage, typed: Sequence[Group] | None = None
) -> PackageScreen:
    """Return the package's arrangement: what was typed, else that of its draft."""
    draft = package.get_latest_revision_as_object()
    lease = lease_held_by_other(package.pk, user)
    is_down = package.take_downs.filter(lifted_at__isnull=True).exists()
    return PackageScreen(
        package=package,
        draft=draft,
        groups=group_lines(groups_of(draft) if typed is None else typed),
        seen=groups_mark(draft),
        may_edit=lease is None and not is_down and package.may_be_edited_by(user),
        lease=lease,
    )


def group_lines(groups: Sequence[Group]) -> list[GroupLines]:
    """Return the groups with their items and what their states are told from."""
    keys = [member.item for group in groups for member in group.members]
    pages = Page.objects.filter(pk__in=keys).select_related("owner")
    found = {page.pk: page for page in with_state(pages)}
    return [
        GroupLines(
            number,
            group.title,
            [
                MemberLine(found[m.item], m.headline)
                for m in group.members
                if m.item in found
            ],
        )
        for number, group in enumerate(groups)
    ]


def packages_told(user: Any, item: Any) -> list[PackagePlace]:
    """Return where the item stands: its places in drafts of packages, newest first."""
    return list(
        PackagePlace.objects.filter(
            item=item.pk,
            is_public=False,
            package__unit__in=units_visible(user),
        )
        .select_related("package")
        .order_by("-package", "number")
    )


def packages_to_choose(user: Any, item: Any) -> list[PackagePage]:
    """Return the unit's packages that `user` may put the item into, newest first."""
    if isinstance(item, PackagePage):
        return []
    held = PackagePlace.objects.filter(item=item.pk, is_public=False)
    rows = PackagePage.objects.filter(unit=item.unit).exclude(
        pk__in=held.values("package")
    )
    newest = rows.exclude(take_downs__lifted_at__isnull=True, take_downs__isnull=False)
    newest = newest.order_by("-latest_revision_created_at", "-pk")[:CHOICES_MAX]
    return [package for package in newest if package.may_be_edited_by(user)]
