"""Search over articles (being written)."""

from typing import Any


def article_index_update(article: Any) -> None:
    """Bring the index up to date."""


def article_index_remove(pk: int) -> None:
    """Take the item out of the index."""
