"""The line above the text that says who edits, as one person in one tab sees it."""

from typing import Any

from django.template.loader import render_to_string

from toasoan.content.editing.leases import lease_of, may_take_over
from toasoan.content.models import EditLease

MINE, ELSEWHERE, THEIRS, FREE, BARRED = "mine", "elsewhere", "theirs", "free", "barred"


def lease_state(item: Any, user: Any, key: str) -> tuple[str, EditLease | None]:
    """Return how the lease stands to this tab of the person, and the lease."""
    lease = lease_of(item.pk)
    if lease is not None and lease.is_held_by(user, key):
        return MINE, lease
    if not item.may_be_edited_by(user):
        return BARRED, lease
    if lease is None:
        return FREE, None
    return (ELSEWHERE if lease.holder_id == user.pk else THEIRS), lease


def lease_answer_for(item: Any, user: Any, key: str, error: str = "") -> dict[str, Any]:
    """Return what the editor's script asks for: the state, and the line to show."""
    state, lease = lease_state(item, user, key)
    return {
        "state": state,
        "asked": bool(lease and lease.is_asked and lease.asked_by_id == user.pk),
        "html": _line(item, user, state, lease, error),
    }


def lease_line(item: Any, user: Any) -> str:
    """Return the line as the page is drawn, before a tab has asked for the lease.

    A free item and one's own need none: the script takes the lease as it starts.
    """
    state, lease = lease_state(item, user, "")
    return _line(item, user, state, lease, "") if state == THEIRS else ""


def _line(item: Any, user: Any, state: str, lease: EditLease | None, error: str) -> str:
    asks = lease is not None and lease.asked_by_id == user.pk
    reaches = lease is not None and may_take_over(user, item, lease)
    return render_to_string(
        "content/staff/lease_bar.html",
        {
            "item": item,
            "state": state,
            "lease": lease,
            "asks": asks,
            "may_take_over": state == THEIRS and reaches,
            "error": error,
        },
    )
