"""What the reader side refuses."""

from toasoan.core.errors import NotFound


class PageNotFound(NotFound):
    """There is nothing for readers at this address."""

    code = "page_not_found"


class PathRefused(ValueError):
    """The address cannot name a file of the page store."""
