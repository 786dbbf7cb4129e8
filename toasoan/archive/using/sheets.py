"""Contact sheets: asked for, made by a job, read by whoever asked, thrown away."""

import io
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from toasoan.archive.access import entries_visible
from toasoan.archive.errors import SheetWrong
from toasoan.archive.heavy import heavy
from toasoan.archive.holdings.previews import preview_file
from toasoan.archive.models import CatalogueEntry, ContactSheet, Photo
from toasoan.archive.pictures.modes import eight_bits
from toasoan.archive.rendering import BROKEN
from toasoan.archive.search.cards import units_own
from toasoan.archive.using.picked import PICKED_MOST
from toasoan.archive.using.sheet_cells import SheetCell
from toasoan.core import clock
from toasoan.core.errors import NotFound
from toasoan.core.jobs import enqueue
from toasoan.core.text import nfc
from toasoan.security.services import audit_record
from toasoan.units.access import user_require
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.workspace.services import notification_send

State = ContactSheet.State
KEPT_FOR = timedelta(days=7)
SIDE, QUALITY = 600, 80
TITLE_MAX = 200


@transaction.atomic
def contact_sheet_ask(
    *, unit: PressUnit, keys: Sequence[int], title: str, by: Any
) -> ContactSheet:
    """A job makes the sheet of those of the entries the person may see.

    Raises:
        NotAllowed: the person does not read the unit's work.
        SheetWrong: nothing of it may be seen.
    """
    user_require(by, Action.READ, unit)
    seen = entries_visible(by).filter(pk__in=list(keys)[:PICKED_MOST])
    visible = set(seen.order_by().values_list("pk", flat=True))
    kept = [key for key in keys if key in visible]
    if not kept:
        raise SheetWrong
    sheet = ContactSheet.objects.create(
        unit=unit,
        title=nfc(title).strip()[:TITLE_MAX] or _("Tờ liên hệ"),
        keys=kept,
        by=by,
    )
    audit_record(
        action="archive.sheet_asked",
        target=sheet,
        by=by,
        unit_key=unit.key,
        data={"entries": kept},
    )
    enqueue("archive.sheet_make", sheet.pk)
    return sheet


def contact_sheet_for(user: Any, pk: int) -> ContactSheet:
    """Return the person's own sheet.

    Raises:
        NotFound: there is none, or another asked for it.
    """
    sheet = ContactSheet.objects.filter(pk=pk, by=user.pk).first()
    if sheet is None:
        raise NotFound
    return sheet


def contact_sheet_make(*, sheet_pk: int) -> bool:
    """The sheet lies ready and its asker is told, once; return whether it was made now."""
    sheet = (
        ContactSheet.objects.select_related("by", "unit").filter(pk=sheet_pk).first()
    )
    if sheet is None or sheet.state == State.READY or sheet.by is None:
        return False
    # Once more what the person may see now: a right may have ended since.
    cells = _cells(sheet.by, sheet.keys)
    data = heavy("using.sheet_pdf").sheet_draw(sheet.title, cells, maker=str(sheet.by))
    place = sheet_place(sheet)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(".part")
    unfinished.write_bytes(data)
    unfinished.replace(place)
    with transaction.atomic():
        held = ContactSheet.objects.select_for_update().get(pk=sheet.pk)
        if held.state == State.READY:
            return False
        held.state, held.made_at = State.READY, clock.now()
        held.save(update_fields=["state", "made_at"])
        notification_send(
            kind="archive.sheet_ready",
            to=[sheet.by],
            path=reverse("using:sheet", args=[sheet.pk]),
            key=f"archive.sheet:{sheet.pk}",
            values={"title": sheet.title, "n": str(len(cells))},
            unit=sheet.unit,
        )
    return True


def contact_sheets_sweep() -> int:
    """Old sheets and their files are gone; return how many there were."""
    old = ContactSheet.objects.filter(at__lt=clock.now() - KEPT_FOR)
    many = 0
    for sheet in old.iterator(chunk_size=200):
        sheet_place(sheet).unlink(missing_ok=True)
        sheet.delete()
        many += 1
    return many


def sheet_place(sheet: ContactSheet) -> Path:
    """Return where the file lies; nothing serves that directory."""
    return Path(settings.PREVIEW_DIR) / "sheets" / f"{sheet.pk}.pdf"


def _cells(user: Any, keys: Iterable[int]) -> list[SheetCell]:
    keys = list(keys)
    found = {entry.pk: entry for entry in entries_visible(user).filter(pk__in=keys)}
    own = units_own(user)
    return [
        _cell(found[key], is_own=own is None or found[key].unit_id in own)
        for key in keys
        if key in found
    ]


def _cell(entry: CatalogueEntry, *, is_own: bool) -> SheetCell:
    day = clock.format_date_vi(clock.local(entry.taken_at or entry.added_at).date())
    lines = (
        entry.credit,
        str(entry.get_usage_display()),
        day,
        "" if is_own or entry.unit is None else entry.unit.short_name,
    )
    return SheetCell(_picture(entry, is_own=is_own), entry.title, lines)


def _picture(entry: CatalogueEntry, *, is_own: bool) -> bytes | None:
    if entry.photo is None:
        return None
    try:
        if is_own or entry.unit is None:
            return _small(entry.photo)
        return preview_file(entry.photo, entry.unit.masthead).read_bytes()
    except (NotFound, *BROKEN):
        return None


def _small(photo: Photo) -> bytes:
    with photo.file.storage.open(photo.file.name) as file, Image.open(file) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        ImageOps.exif_transpose(picture, in_place=True)
        upright = eight_bits(picture)
        upright.thumbnail((SIDE, SIDE))
        out = io.BytesIO()
        upright.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
