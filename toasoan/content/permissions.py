"""What a person may do with a page in Wagtail's screens, by role in its unit.

Publishing is never granted here: items go live only through the gate.
"""

from typing import Any

from wagtail.models import PagePermissionTester

from toasoan.units.access import user_may
from toasoan.units.roles import Action


class ItemPermissionTester(PagePermissionTester):
    """An item may be edited by whoever holds it in the review chain."""

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        self._edit: bool | None = None

    def can_edit(self) -> bool:
        """Return whether the item is in this person's hands now."""
        if self._edit is None:
            self._edit = self.user.is_active and self.page.may_be_edited_by(self.user)
        return self._edit

    def can_publish(self) -> bool:
        """Return False: the gate publishes, not this screen."""
        return False

    def can_publish_subpage(self) -> bool:
        """Return False: items have no pages below them."""
        return False

    def can_unpublish(self) -> bool:
        """Return False: an item is taken down with a reason, in our screen."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002, FBT001, FBT002
        """Return whether the item may be thrown away: never once it was public.

        Wagtail's button leads to the bin.
        """
        if self.page.first_published_at or not self.user.is_active:
            return False
        return not self.page_locked() and self.can_edit()

    def can_lock(self) -> bool:
        """Return False: who edits holds a lease, which ends by itself."""
        return False

    def can_move(self) -> bool:
        """Return whether the item may change its section: by who may publish."""
        return self.user.is_active and user_may(
            self.user, Action.PUBLISH, self.page.unit
        )

    def can_copy(self) -> bool:
        """Return whether a copy may be made by who may write here."""
        return self.user.is_active and user_may(self.user, Action.WRITE, self.page.unit)


class StructurePermissionTester(PagePermissionTester):
    """Homes, sections, topics and authors are kept by the unit's people."""

    def _may(self, action: Action) -> bool:
        if not self.user.is_active:
            return False
        unit = self.page.press_unit()
        if unit is None:
            return bool(self.user.is_superuser)
        return user_may(self.user, action, unit)

    def can_edit(self) -> bool:
        """Return whether the person keeps the unit's structure or its front."""
        return self._may(Action.MANAGE) or self._may(Action.CURATE)

    def can_publish(self) -> bool:
        """Return whether the person may make the structure public."""
        return self.can_edit()

    def can_publish_subpage(self) -> bool:
        """Return whether pages of structure below may be made public."""
        return self.can_edit()

    def can_unpublish(self) -> bool:
        """Return whether the person may hide the page; a home never."""
        return self.page.live and not self.page_is_root and self._may(Action.MANAGE)

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002, FBT001, FBT002
        """Return whether the page may go: only when nothing lives below it."""
        return self.page.is_leaf() and self._may(Action.MANAGE)

    def can_move(self) -> bool:
        """Return whether the person keeps the unit's structure."""
        return self._may(Action.MANAGE)
