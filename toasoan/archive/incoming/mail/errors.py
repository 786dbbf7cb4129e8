"""What a mailbox, a letter or a setting of them refuses, in words a person can act on."""

from toasoan.core.errors import NotFound, ToasoanError


class MailboxAway(ToasoanError):
    """The mailbox could not be read this time; the next look may."""

    code = "mailbox_away"
    http_status = 502


class MailboxClosed(MailboxAway):
    """The mailbox will not be read until a person changes something."""

    code = "mailbox_closed"


class MailboxWrong(ToasoanError):
    """The mailbox or the list of senders cannot be set so; the message says why."""

    code = "mailbox_wrong"


class LetterNotFound(NotFound):
    """There is no such letter, it is another unit's, or it is decided already."""

    code = "letter_not_found"


class LetterUnreadable(ToasoanError):
    """The bytes are no letter anybody could read."""

    code = "letter_unreadable"
