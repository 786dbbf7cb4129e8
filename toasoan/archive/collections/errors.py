"""What collections refuse, in words a person can act on."""

from toasoan.core.errors import ToasoanError


class CollectionRefused(ToasoanError):
    """The collection cannot be kept so; nothing was changed."""

    code = "collection_refused"
