"""Whose letters a unit's archive takes, and why others lie aside."""

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from toasoan.archive.incoming.mail.reading import Letter
from toasoan.archive.models import Mailbox, MailSender
from toasoan.units.access import units_visible, user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action


@dataclass(frozen=True)
class Judgement:
    """Who sent it as far as the house knows, and why it is not taken by itself."""

    person: Any = None
    name: str = ""
    why: str = ""


def letter_judge(mailbox: Mailbox, letter: Letter) -> Judgement:
    """Return who sent the letter, and why it lies aside; "" when it is taken."""
    if not letter.address:
        return Judgement(why=_("Thư không ghi rõ một người gửi."))
    if letter.address in _own_addresses(mailbox):
        return Judgement(why=_("Thư do chính tòa soạn gửi đi, quay lại hộp thư này."))
    if letter.is_notice:
        return Judgement(why=_("Thư báo của máy chủ thư, không phải của người gửi."))
    known = _known(mailbox.unit, letter.address)
    if known.why:
        return known
    doubt = _doubt(mailbox, letter)
    return Judgement(person=known.person, name=known.name, why=doubt)


def may_bring(person: Any, unit: PressUnit) -> bool:
    """Return whether the person brings files into the unit's archive."""
    return any(
        user_may(person, action, unit) for action in (Action.WRITE, Action.ARCHIVE_EDIT)
    )


def _own_addresses(mailbox: Mailbox) -> set[str]:
    house = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return {mailbox.address.lower(), house.lower()}


def _known(unit: PressUnit, address: str) -> Judgement:
    person = get_user_model().objects.filter(email__iexact=address).first()
    if person is not None and units_visible(person).filter(pk=unit.pk).exists():
        if may_bring(person, unit):
            return Judgement(person=person, name=person.full_name)
        return Judgement(
            person=person,
            name=person.full_name,
            why=_("Người này của đơn vị nhưng không được đưa tệp vào kho."),
        )
    sender = MailSender.objects.filter(unit=unit, address=address).first()
    if sender is not None:
        return Judgement(name=sender.name)
    return Judgement(why=_("Người gửi không có trong danh sách của đơn vị."))


def _doubt(mailbox: Mailbox, letter: Letter) -> str:
    """Return why the name on the letter is not believed.

    Anybody can write anybody's address. The unit's own mail server knows better, if the
    unit said by which name it signs.
    """
    trusted = mailbox.vouched_by.lower()
    if trusted:
        said = next((word for name, word in letter.verdicts if name == trusted), "")
        if said != "pass":
            return _("Máy chủ thư không xác nhận được người gửi, có thể là giả mạo.")
    elif letter.verdicts and letter.verdicts[0][1] == "fail":
        return _("Máy chủ thư báo người gửi có thể là giả mạo.")
    return ""
