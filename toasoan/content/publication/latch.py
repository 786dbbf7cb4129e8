"""The latch on the publish gate: no item turns live but inside the gate.

Wagtail has many ways to publish a page (buttons, bulk actions, scheduled
publishing, a revision's own method). Instead of closing each, the item itself
refuses to be saved as live unless `item_publish` holds the latch open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open_for: ContextVar[int | None] = ContextVar("publish_latch", default=None)


@contextmanager
def latch_open(page_pk: int) -> Iterator[None]:
    """Let the page with `page_pk` turn live or change its live revision."""
    token = _open_for.set(page_pk)
    try:
        yield
    finally:
        _open_for.reset(token)


def latch_is_open(page_pk: int | None) -> bool:
    """Return whether the gate is publishing this very page now."""
    return page_pk is not None and _open_for.get() == page_pk
