"""Writes about photos that look alike: their hashes, the pairs, what people said of them."""

import logging
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from toasoan.archive.alike import hashes as pdq
from toasoan.archive.alike.pairs import pairs_of
from toasoan.archive.alike.similar import alike_among
from toasoan.archive.catalogue import entry_colours_keep
from toasoan.archive.errors import PairNotFound
from toasoan.archive.fingerprints import Fingerprint, fingerprint
from toasoan.archive.heavy import heavy
from toasoan.archive.models import Photo, PhotoPair, PhotoPrint
from toasoan.archive.rendering import BROKEN
from toasoan.archive.selectors import photos_of
from toasoan.core import clock
from toasoan.core.errors import NotAllowed
from toasoan.security.services import audit_record
from toasoan.units.access import user_may
from toasoan.units.models import PressUnit
from toasoan.units.roles import Action
from toasoan.units.selectors import unit_of_collection

log = logging.getLogger("toasoan.archive")
Verdict = PhotoPair.Verdict
PAIRS_OF_A_PHOTO = 20


def _current_print(photo: Photo) -> QuerySet[PhotoPrint]:
    return PhotoPrint.objects.filter(
        photo=photo.pk, content_hash=photo.content_hash, algorithm=pdq.ALGORITHM
    )


def photo_print_make(*, photo_id: int) -> PhotoPrint | None:
    """Return the photo's hashes, made now if they were not there; None without any.

    Its main colours are measured along, and said in the catalogue.

    A photo that cannot be decoded is remembered as such and logged, once for each
    file. Made twice at once, one row is left. A file that was replaced meanwhile is
    left to the job that its saving enqueued.
    """
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return None
    held = _current_print(photo).first()
    if held is None:
        held = _print_store(photo, _fingerprint_read(photo))
    if held is not None and held.colours is None:
        _colours_keep(photo, held)
    return held if held is not None and held.is_readable else None


def _fingerprint_read(photo: Photo) -> Fingerprint | None:
    try:
        with photo.open_file() as file:
            return fingerprint(file)
    except BROKEN:
        log.warning("photo %s: no print, it cannot be read", photo.pk, exc_info=True)
        return None


def _colours_keep(photo: Photo, held: PhotoPrint) -> None:
    colours = " ".join(_colours_read(photo)) if held.is_readable else ""
    with transaction.atomic():
        # A file that was replaced meanwhile has taken its print with it.
        kept = PhotoPrint.objects.filter(pk=held.pk).update(colours=colours)
        if kept:
            entry_colours_keep(photo=photo, colours=colours)


def _colours_read(photo: Photo) -> tuple[str, ...]:
    try:
        with photo.open_file() as file:
            file.seek(0)
            found: tuple[str, ...] = heavy("pictures.colours").main_colours(file.read())
    except BROKEN:
        log.warning("photo %s: no colours, it cannot be read", photo.pk, exc_info=True)
        return ()
    return found


@transaction.atomic
def _print_store(photo: Photo, read: Fingerprint | None) -> PhotoPrint | None:
    held = Photo.objects.select_for_update().filter(pk=photo.pk).first()
    if held is None or held.content_hash != photo.content_hash:
        return None
    made_meanwhile = _current_print(photo).first()
    if made_meanwhile is not None:
        return made_meanwhile
    PhotoPrint.objects.filter(photo=photo).delete()
    # Whatever was said was said of another picture.
    _pairs_with(photo).delete()
    return PhotoPrint.objects.create(
        photo=photo,
        content_hash=photo.content_hash,
        algorithm=pdq.ALGORITHM,
        pixels=read.pixels if read else "",
        bits=read.hash.bits if read else b"",
        turned=b"".join(read.hash.turned) if read else b"",
        quality=read.hash.quality if read else 0,
    )


def _pairs_with(photo: Photo) -> QuerySet[PhotoPair]:
    return PhotoPair.objects.filter(Q(first=photo) | Q(second=photo))


def photo_compare(*, photo_id: int) -> int:
    """Note which photos of its unit the photo looks like; return how many pairs are new.

    Run after the transaction that made the hashes: of two photos that come at once,
    whichever is compared last meets the other. Run again it finds nothing new.
    """
    held = PhotoPrint.objects.select_related("photo__collection").filter(photo=photo_id)
    mine = held.exclude(compared_in=F("photo__collection")).first()
    if mine is None:
        return 0
    unit = unit_of_collection(mine.photo.collection)
    new = 0
    if mine.is_readable and unit is not None:
        new = _pairs_note(mine.photo, unit)
    PhotoPrint.objects.filter(pk=mine.pk).update(compared_in=mine.photo.collection_id)
    return new


def _pairs_note(photo: Photo, unit: PressUnit) -> int:
    new = 0
    for each in alike_among(photos_of(unit), photo, most=PAIRS_OF_A_PHOTO):
        first, second = sorted((photo.pk, each.photo.pk))
        _pair, is_new = PhotoPair.objects.get_or_create(
            first_id=first, second_id=second, defaults={"distance": each.distance}
        )
        new += is_new
    return new


def photo_print_wanted(photo: Photo) -> bool:
    """Return whether the photo as saved has to be measured, or compared where it is."""
    compared = _current_print(photo).filter(
        compared_in=photo.collection_id, colours__isnull=False
    )
    return not compared.exists()


def photos_unprinted() -> QuerySet[Photo]:
    """Return the photos not hashed, compared or measured as they are, the oldest first."""
    current = Q(
        fingerprint__algorithm=pdq.ALGORITHM,
        fingerprint__content_hash=F("content_hash"),
        fingerprint__compared_in=F("collection"),
        fingerprint__colours__isnull=False,
    )
    return Photo.objects.exclude(current).order_by("pk")


def pairs_review_require(user: Any, unit: PressUnit) -> None:
    """Do nothing when the person keeps the unit's archive.

    Raises:
        NotAllowed: they do not.
    """
    if not user_may(user, Action.ARCHIVE_EDIT, unit):
        raise NotAllowed


@transaction.atomic
def pair_decide(*, unit: PressUnit, pair_id: int, verdict: str, by: Any) -> PhotoPair:
    """Remember what the person says of a pair, so that nobody is asked again.

    The first answer stands; nothing is deleted by it.

    Args:
        unit: whose archive both photos lie in.
        pair_id: the pair.
        verdict: SAME or BOTH.
        by: who keeps the unit's archive.

    Raises:
        NotAllowed: they do not keep it.
        PairNotFound: there is no such pair in the unit.
        ValueError: that is no answer.
    """
    pairs_review_require(by, unit)
    if verdict not in {Verdict.SAME, Verdict.BOTH}:
        raise ValueError(verdict)
    pair = pairs_of(unit).select_for_update().filter(pk=pair_id).first()
    if pair is None:
        raise PairNotFound
    if pair.verdict == Verdict.OPEN:
        pair.verdict = verdict
        pair.decided_by, pair.decided_at = by, clock.now()
        pair.save(update_fields=["verdict", "decided_by", "decided_at"])
        audit_record(
            action="archive.pair_decided",
            by=by,
            target=pair.first,
            unit_key=unit.key,
            data={"second": pair.second_id, "verdict": verdict},
        )
    return pair
