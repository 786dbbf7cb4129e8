"""The kinds of notifications, which the rooms above register."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.core.registry import Registry


class MailTiming(models.TextChoices):
    """When a mail tells of it."""

    AT_ONCE = "at_once", _("Gửi ngay")
    DIGEST = "digest", _("Gộp vào bản tin ngày")
    NEVER = "never", _("Không gửi")


@dataclass(frozen=True, kw_only=True)
class NotificationKind:
    """What a person may be told, and how.

    Attributes:
        label: the kind on the screen where people choose what reaches them.
        sentence: what happened and what to do, with named places, e.g. %(title)s;
            filled in the language of who reads.
        details: said after the sentence where the value of that name is not empty.
        todo: what to do, said last, when it is not in the sentence.
        urgent: whether it comes through quiet hours and past the digest.
        mail: when a mail tells of it, unless the person chose otherwise.
        push: whether devices ring, unless the person chose otherwise.
    """

    label: str | Promise
    sentence: str | Promise
    details: Mapping[str, str | Promise] = field(default_factory=dict)
    todo: str | Promise = ""
    urgent: bool = False
    mail: MailTiming = MailTiming.DIGEST
    push: bool = False

    @property
    def mail_default(self) -> MailTiming:
        """When a mail tells of it as long as nobody chose."""
        return MailTiming.AT_ONCE if self.urgent else self.mail

    @property
    def push_default(self) -> bool:
        """Whether devices ring as long as nobody chose."""
        return self.push or self.urgent

    def said(self, values: Mapping[str, str]) -> str:
        """Return the words in the language of now; a value that is missing is empty."""
        told = {name: str(value) for name, value in values.items()}
        filled = _Filled(told)
        parts = [
            self.sentence,
            *(text for name, text in self.details.items() if told.get(name)),
            self.todo,
        ]
        return " ".join(str(part) % filled for part in parts if part)


class _Filled(dict[str, str]):
    """Values of a sentence; one that was not stored leaves its place empty."""

    def __missing__(self, key: str) -> str:
        return ""


notification_kinds: Registry[NotificationKind] = Registry("notification kinds")
