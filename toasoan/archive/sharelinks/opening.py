"""What happens when somebody outside comes by a link: the door, the visit, the file."""

from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from toasoan.archive import sizes
from toasoan.archive.errors import ShareGone, ShareLocked, ShareRefused
from toasoan.archive.models import CatalogueEntry, Photo, ShareLink, ShareVisit
from toasoan.archive.rendering import BROKEN, renditions_render
from toasoan.archive.selectors import renditions_existing
from toasoan.archive.sharelinks.links import password_spelled, refusal_of, token_hash
from toasoan.core import clock
from toasoan.security.services import audit_record

Deed, Gives = ShareVisit.Deed, ShareLink.Gives
TRIES_MOST = 5
LOCKED_FOR = timedelta(minutes=15)
# Looked at again within this time from the same place it is the same visit.
ONE_VISIT = timedelta(minutes=10)
WEB_WIDTH = 1600


@dataclass(frozen=True)
class SharedEntry:
    """An entry as the page shows it.

    Attributes:
        entry: what is shared.
        refusal: why its file is not given now, "" when it is.
    """

    entry: CatalogueEntry
    refusal: str


def share_link_open(token: str) -> ShareLink:
    """Return the link the token leads to.

    Raises:
        ShareGone: it is unknown, over or revoked, and one answer serves all three.
    """
    link = (
        ShareLink.objects.select_related("unit")
        .filter(token_sha256=token_hash(token))
        .first()
    )
    if link is None or not link.is_open:
        raise ShareGone
    return link


def share_link_key(link: ShareLink) -> str:
    """Return what a browser keeps once the password was right; a new one ends it."""
    said = f"{link.pk}:{link.token_sha256}:{link.password}"
    return salted_hmac("toasoan.archive.share", said, algorithm="sha256").hexdigest()


def share_password_try(*, link: ShareLink, typed: str, address: str) -> bool:
    """Return whether the password is right; wrong ones are counted and close the door.

    Raises:
        ShareLocked: too many were wrong; this one was not looked at.
    """
    with transaction.atomic():
        held = ShareLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        if held.locked_until is not None and clock.now() < held.locked_until:
            raise ShareLocked
        # Counted before it is looked at: many at once do not slip in together.
        held.wrong_tries += 1
        held.locked_until = None
        if held.wrong_tries >= TRIES_MOST:
            held.wrong_tries, held.locked_until = 0, clock.now() + LOCKED_FOR
        held.save(update_fields=["wrong_tries", "locked_until"])
    if check_password(password_spelled(typed), held.password):
        ShareLink.objects.filter(pk=held.pk).update(wrong_tries=0, locked_until=None)
        return True
    _visit(held, Deed.WRONG, address)
    return False


@transaction.atomic
def share_visit(*, link: ShareLink, address: str) -> None:
    """That somebody opened the link stands in its list and in the log, once a visit."""
    since = clock.now() - ONE_VISIT
    if not link.visits.filter(deed=Deed.OPENED, address=address, at__gt=since).exists():
        _visit(link, Deed.OPENED, address)


def shared_entries(link: ShareLink) -> list[SharedEntry]:
    """Return what the link shows today: what left the unit or was forbidden is gone."""
    return [
        SharedEntry(
            entry,
            ""
            if link.gives == Gives.MARKED
            else refusal_of(entry, link.unit, link.gives),
        )
        for entry in _entries(link)
        if not refusal_of(entry, link.unit, Gives.MARKED)
    ]


def shared_entry(link: ShareLink, pk: int) -> CatalogueEntry:
    """Return one entry of the link.

    Raises:
        ShareGone: it is not in the link, or no longer shown by it.
    """
    entry = _entries(link).filter(pk=pk).first()
    if entry is None or refusal_of(entry, link.unit, Gives.MARKED):
        raise ShareGone
    return entry


def share_download(
    *, link: ShareLink, entry_pk: int, address: str
) -> tuple[IO[bytes], str]:
    """Return the file, open, and its name; counted and written down before it leaves.

    Raises:
        ShareGone: the entry is not in the link.
        ShareRefused: the link gives no file, none of this one now, or no more.
    """
    entry = shared_entry(link, entry_pk)
    if link.gives == Gives.MARKED:
        raise ShareRefused(_("Đường này chỉ cho xem. Hỏi người gửi nếu cần tệp."))
    if refusal_of(entry, link.unit, link.gives):
        raise ShareRefused(_("Tệp này nay không tải được. Hỏi người gửi."))
    file, name = _file_of(entry, link.gives)
    try:
        _count(link, entry, address)
    except ShareRefused:
        file.close()
        raise
    return file, name


@transaction.atomic
def _count(link: ShareLink, entry: CatalogueEntry, address: str) -> None:
    held = ShareLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if not held.is_open:
        raise ShareGone
    if held.downloads_most is not None and held.downloads >= held.downloads_most:
        raise ShareRefused(_("Đã tải hết số lượt của đường này. Hỏi người gửi."))
    held.downloads += 1
    held.save(update_fields=["downloads"])
    _visit(held, Deed.DOWNLOADED, address, entry)


def _entries(link: ShareLink) -> Any:
    return (
        link.entries.filter(unit=link.unit_id)
        .select_related("unit", "photo", "document")
        .order_by("-place")
    )


@transaction.atomic
def _visit(
    link: ShareLink, deed: str, address: str, entry: CatalogueEntry | None = None
) -> None:
    title = entry.title if entry else ""
    ShareVisit.objects.create(link=link, deed=deed, title=title, address=address)
    audit_record(
        action=f"archive.share_{deed}",
        target=link,
        by=None,
        unit_key=link.unit.key,
        data={"entry": entry.pk if entry else None},
    )


def _file_of(entry: CatalogueEntry, gives: str) -> tuple[IO[bytes], str]:
    asset = entry.asset
    base = get_valid_filename(entry.title[:80]) or "tep"
    try:
        if gives == Gives.WEB and isinstance(asset, Photo):
            return _web_file(asset), f"{base}.jpg"
        suffix = asset.file.name.rpartition(".")[2]
        return asset.file.storage.open(asset.file.name, "rb"), f"{base}.{suffix}"
    except BROKEN as error:
        raise ShareRefused(_("Không đọc được tệp. Hỏi người gửi.")) from error


def _web_file(photo: Photo) -> IO[bytes]:
    """Return the JPEG that readers would be sent, with credit and copyright inside."""
    width = sizes.widths_for(photo.width, photo.height, None, (WEB_WIDTH,))[0]
    spec = sizes.filter_spec(width, None, sizes.FIRST_FORMAT)
    found = renditions_existing(photo, [spec]).get(spec)
    rendition = found or renditions_render(photo, [spec])[0]
    opened: IO[bytes] = rendition.file.storage.open(rendition.file.name, "rb")
    return opened
