"""What the bell shows: how much is unread, in a figure and in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from toasoan.workspace.selectors import unread_count


@dataclass(frozen=True)
class Bell:
    """The bell of one person now."""

    unread: int
    said: str


def bell_of(user: Any) -> Bell:
    """Return what the person's bell shows now."""
    n = unread_count(user)
    said = ngettext("%(n)d thông báo chưa đọc", "%(n)d thông báo chưa đọc", n)
    return Bell(n, said % {"n": n})
