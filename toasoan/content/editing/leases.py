"""Who may change an item's draft now: nobody but the holder of its lease.

As the latch keeps items from turning live, the item itself refuses a new draft from
anybody else (`ItemPage.save_revision`), whichever of Wagtail's screens it comes from.
"""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock
from wagtail.models import Page

from toasoan.content.errors import LeaseElsewhere, LeaseHeld
from toasoan.content.models.editing import EditLease
from toasoan.core import clock
from toasoan.units.access import user_may
from toasoan.units.roles import Action


def lease_of(item_pk: int) -> EditLease | None:
    """Return the lease that keeps others from editing the item now, or None."""
    if not item_pk:
        return None
    lease = EditLease.objects.filter(item_id=item_pk).first()
    return lease if lease is not None and lease.is_live else None


def lease_held_by_other(item_pk: int, user: Any) -> EditLease | None:
    """Return the lease when it is somebody else's."""
    lease = lease_of(item_pk)
    if lease is None or (user is not None and lease.holder_id == user.pk):
        return None
    return lease


def lease_require(item_pk: int, user: Any, key: str | None) -> None:
    """Do nothing when this person may change the draft; the item's row is held.

    Must run in the transaction that saves: who would take the lease waits for its end.

    Args:
        item_pk: the item about to get a new draft.
        user: who saves.
        key: the tab it comes from, None where it comes from no editor.

    Raises:
        LeaseHeld: somebody else edits the item.
        LeaseElsewhere: the person edits it in another tab.
    """
    Page.objects.select_for_update().filter(pk=item_pk).values_list("pk").first()
    lease = lease_of(item_pk)
    if lease is None:
        return
    if user is None or lease.holder_id != user.pk:
        raise held_error(lease)
    if key is not None and not lease.is_held_by(user, key):
        raise LeaseElsewhere


def held_error(lease: EditLease) -> LeaseHeld:
    """Return the refusal that names who edits."""
    return LeaseHeld(
        _(
            "%(name)s đang sửa bài từ %(at)s. Bấm “Xin sửa” ở màn hình viết, hoặc chờ "
            "bài mở khóa."
        )
        % {"name": lease.holder, "at": clock.format_time_vi(lease.taken_at)}
    )


def may_take_over(user: Any, item: Any, lease: EditLease) -> bool:
    """Return whether the person may take the lease without being given it.

    A head of desk and above from anybody; an editor from who only writes.
    """
    if lease.holder_id == user.pk or not item.may_be_edited_by(user):
        return False
    if user_may(user, Action.ASSIGN, item.unit):
        return True
    return user_may(user, Action.EDIT_OTHERS, item.unit) and not user_may(
        lease.holder, Action.EDIT_OTHERS, item.unit
    )


class LeaseLock(BaseLock):
    """The lease as Wagtail's own lock: its screens shut themselves for others.

    It says nothing: the bar of the editor does, with what can be done.
    """

    def __init__(self, item: Any, lease: EditLease) -> None:
        super().__init__(item)
        self.lease = lease

    def for_user(self, user: Any) -> bool:
        """Return whether the person is kept out."""
        return self.lease.holder_id != user.pk

    def get_locked_by(self, user: Any) -> str:
        """Return who holds it, for Wagtail's side panel."""
        if self.for_user(user):
            return _("%(name)s đang sửa") % {"name": self.lease.holder}
        return _("Bạn đang sửa")

    def get_description(self, user: Any) -> str:  # noqa: ARG002
        """Return when it opens."""
        return _("Bài tự mở khóa ba phút sau khi người sửa rời bài")
