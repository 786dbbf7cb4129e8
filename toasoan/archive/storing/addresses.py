"""Addresses of private files that hold for minutes, for one person or one purpose.

The address says which file of the store; its seal says that we gave it, what for, to
whom and until when. None is kept: one that ran out needs no forgetting.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.core import clock
from toasoan.core.errors import NotFound, ToasoanError

SALT = "toasoan.archive.storing."
HOLDS_FOR = timedelta(minutes=5)


class Purpose(StrEnum):
    """What an address was given for; one for the first opens nothing as the second."""

    DOWNLOAD = "tai"  # somebody pressed a button, and keeps the file
    FORM = "don"  # the same, after a form that browsers let lead to no other host
    PROGRAM = "may"  # a program beside the house reads it; nobody is signed in there


class AddressRanOut(ToasoanError):
    """The address was ours, and holds no longer."""

    code = "address_ran_out"
    http_status = 410

    def default_message(self) -> str:
        """Return the sentence shown when the raiser gave none."""
        return _(
            "Đường dẫn tải tệp chỉ dùng được vài phút và đã hết hạn. Mở lại tư liệu "
            "trong kho rồi tải lần nữa."
        )


@dataclass(frozen=True)
class Addressed:
    """What an address leads to: the file in the store, and the name it leaves under."""

    name: str
    filename: str


def file_address(
    *,
    name: str,
    filename: str,
    purpose: Purpose,
    person: Any = None,
    holds_for: timedelta = HOLDS_FOR,
) -> str:
    """Return a path on the staff host that sends the file for some minutes.

    Whoever calls has asked whether the person may have the file.

    Args:
        name: of the file in the store.
        filename: for the person's machine.
        purpose: what for.
        person: whoever else holds the address gets nothing; None for programs only.
        holds_for: from now on.

    Raises:
        ValueError: nobody is named, and it is for no program.
    """
    if person is None and purpose is not Purpose.PROGRAM:
        raise ValueError(purpose)
    said = {
        "n": name,
        "f": filename,
        "u": None if person is None else person.pk,
        "e": int((clock.now() + holds_for).timestamp()),
    }
    seal = signing.dumps(said, salt=SALT + purpose)
    return reverse("archive_files:file", args=[purpose, seal])


def file_addressed(*, purpose: str, seal: str, person: Any) -> Addressed:
    """Return what the address leads to.

    Args:
        purpose: as the address names it.
        seal: as the address names it.
        person: who asks, perhaps nobody.

    Raises:
        NotFound: we gave no such address, or not for this, or to somebody else.
        AddressRanOut: it holds no longer.
    """
    try:
        said = signing.loads(seal, salt=SALT + Purpose(purpose))
    except (signing.BadSignature, ValueError) as error:
        raise NotFound from error
    is_theirs = person.is_authenticated and person.is_active and person.pk == said["u"]
    if not is_theirs and not (said["u"] is None and purpose == Purpose.PROGRAM):
        raise NotFound
    if clock.now().timestamp() >= said["e"]:
        raise AddressRanOut
    return Addressed(said["n"], said["f"])
