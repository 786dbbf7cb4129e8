"""The kinds of notifications, which the rooms above register."""

from dataclasses import dataclass

from django.utils.functional import Promise

from toasoan.core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class NotificationKind:
    """What a person may be told, and how.

    Attributes:
        label: the kind on the screen where people choose what reaches them.
        sentence: what happened and what to do, with named places, e.g. %(title)s;
            filled in the language of who reads.
        urgent: whether it comes through quiet hours and past the digest.
    """

    label: str | Promise
    sentence: str | Promise
    urgent: bool = False


notification_kinds: Registry[NotificationKind] = Registry("notification kinds")
