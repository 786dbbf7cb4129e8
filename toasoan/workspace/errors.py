"""What the workspace refuses."""


class NotificationOutsideTransaction(Exception):
    """A person would be told of a change that may still be rolled back."""
