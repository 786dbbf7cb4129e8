"""Letters that came with a request from outside, kept with it."""

from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.archive.services import paper_kind
from toasoan.content.errors import ItemNotReady
from toasoan.content.models import ItemRequest, RequestLetter
from toasoan.content.publication.requests import requests_visible
from toasoan.core.errors import NotAllowed
from toasoan.core.text import nfc
from toasoan.security.services import audit_record

MOST_LETTERS = 20


@transaction.atomic
def request_letter_add(
    *, request: ItemRequest, file: File[bytes], by: Any
) -> RequestLetter:
    """The letter is kept with the request, answered or not, and read by its people alone.

    Raises:
        NotAllowed: `by` may not read the request.
        ItemNotReady: it has as many letters as it may have.
        FileRefused: the archive would not take such a file; its message says why.
    """
    if not requests_visible(by, request.unit).filter(pk=request.pk).exists():
        raise NotAllowed
    held = ItemRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if held.letters.count() >= MOST_LETTERS:
        raise ItemNotReady(
            _("Một yêu cầu giữ nhiều nhất %(n)d văn bản.") % {"n": MOST_LETTERS}
        )
    name = PurePath(nfc(str(file.name))).name
    kind = paper_kind(file)
    file.name = f"thu.{kind}"
    letter = RequestLetter.objects.create(
        request=held,
        file=file,
        name=(PurePath(name).stem or name)[:200],
        kind=kind,
        size=file.size or 0,
        added_by=by,
    )
    # Told of the item, as all of a request; the name of the file may name a person.
    audit_record(
        action="content.request_letter_added",
        target=held.item.specific,
        by=by,
        unit_key=request.unit.key,
        data={"request": held.pk, "letter": letter.pk, "kind": kind},
    )
    return letter
