"""What the reader side refuses."""

from toasoan.core.errors import NotFound


class PageNotFound(NotFound):
    """There is nothing for readers at this address."""

    code = "page_not_found"


class PathRefused(ValueError):
    """The address cannot name a file of the page store."""


class BodyNotRendered(Exception):
    """An article's body cannot be shown; an empty one must not stand in its place."""
