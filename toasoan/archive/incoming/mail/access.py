"""Whose letters, mailbox and senders a person may look into."""

from typing import Any

from django.db.models import QuerySet

from toasoan.archive.incoming.mail.errors import LetterNotFound
from toasoan.archive.models import Letter, Mailbox, MailSender
from toasoan.core.errors import NotAllowed, NotFound
from toasoan.units.access import (
    in_units_visible,
    sees_every_unit,
    user_may,
    user_require,
)
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


def letters_require(user: Any, unit: PressUnit) -> None:
    """Do nothing when the person may look at and decide on the unit's letters.

    Raises:
        NotAllowed: they neither keep its archive nor administer it.
    """
    wanted = (Action.ARCHIVE_EDIT, Action.MANAGE)
    if not any(user_may(user, action, unit) for action in wanted):
        raise NotAllowed


def letters_of(user: Any, unit: PressUnit) -> QuerySet[Letter]:
    """Return the unit's letters, the newest first.

    Raises:
        NotAllowed: the person may not look at them.
    """
    letters_require(user, unit)
    rows = Letter.objects.filter(unit=unit).select_related("person", "decided_by")
    return rows.prefetch_related("files__entry")


def letter_for_deciding(user: Any, pk: int) -> Letter:
    """Return a letter that lies aside.

    Raises:
        LetterNotFound: there is none, it is another unit's, or it was decided.
        NotAllowed: the person does not decide on the unit's letters.
    """
    rows = Letter.objects.filter(state=Letter.State.ASIDE).select_related("unit")
    if not sees_every_unit(user):
        rows = rows.filter(in_units_visible(user))
    letter = rows.filter(pk=pk).first()
    if letter is None:
        raise LetterNotFound
    letters_require(user, letter.unit)
    return letter


def mailbox_for_managing(user: Any, unit: PressUnit) -> Mailbox | None:
    """Return the unit's mailbox, None when none was set.

    Raises:
        NotAllowed: the person does not administer the unit.
    """
    user_require(user, Action.MANAGE, unit)
    return Mailbox.objects.select_related("unit", "set_by").filter(unit=unit).first()


def mail_sender_for_managing(user: Any, unit: PressUnit, pk: int) -> MailSender:
    """Return somebody whose letters the unit takes.

    Raises:
        NotAllowed: the person does not administer the unit.
        NotFound: there is no such sender in the unit.
    """
    user_require(user, Action.MANAGE, unit)
    senders = MailSender.objects.filter(unit=unit).select_related("unit")
    sender = senders.filter(pk=pk).first()
    if sender is None:
        raise NotFound
    return sender
