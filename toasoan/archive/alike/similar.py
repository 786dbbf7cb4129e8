"""Reads about photos that look alike, kept to what the person may know of.

The hashes of the whole house are searched, then the database keeps what the person may
see; nothing else leaves this module, no count and no distance (decision 23).
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from toasoan.archive.access import photos_seen
from toasoan.archive.alike import hashes as pdq
from toasoan.archive.heavy import heavy
from toasoan.archive.models import Photo, PhotoPrint
from toasoan.core import clock

SHOWN_MOST = 50
READ_AT_ONCE = 10_000
# Looked up in the database at once.
CHUNK = 500
# A row may be committed after one with a later key: so many keys back are read again.
LATE_ROWS = 200
# Hashes of deleted and replaced photos leave memory when it is filled anew.
FILLED_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Alike:
    """A photo that looks like the one asked about.

    Attributes:
        photo: the one found.
        distance: in how many of 256 bits they differ.
        is_file: it is the very same file.
        is_exact: it is the same to the pixel.
        is_turned: it matches only when turned or mirrored.
    """

    photo: Photo
    distance: int
    is_file: bool = False
    is_exact: bool = False
    is_turned: bool = False


@dataclass(frozen=True)
class PictureFile:
    """What a file that is no photo of the house is recognised by."""

    content_hash: str
    pixels: str
    hash: pdq.Hash


@dataclass(frozen=True)
class _Asked:
    """What is looked for; `pk` is the photo itself, never in the answer."""

    content_hash: str = ""
    pixels: str = ""
    turned: tuple[bytes, ...] = ()
    pk: int | None = None


class _Memory:
    """The hashes of all photos, read once in each process and then what is new."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin anew with the next question."""
        self._index: Any = None
        self._last = 0
        self._late: set[int] = set()
        self._filled_at: datetime | None = None

    def near(self, hashes: Sequence[bytes], within: int) -> list[int]:
        """Return the keys of the prints near any of the hashes, the nearest first."""
        found: dict[int, int] = {}
        with self._lock:
            self._read_on()
            for each in hashes:
                for key, distance in self._index.near(each, within).items():
                    found[key] = min(distance, found.get(key, distance))
        return sorted(found, key=lambda key: (found[key], key))

    def _read_on(self) -> None:
        now = clock.now()
        if self._filled_at is None or now - self._filled_at > FILLED_FOR:
            self.forget()
            self._index = heavy("alike.hash_index").HashIndex()
            self._filled_at = now
        rows = PhotoPrint.objects.filter(
            pk__gt=self._last - LATE_ROWS,
            algorithm=pdq.ALGORITHM,
            quality__gte=pdq.LEAST_QUALITY,
        ).order_by("pk")
        pairs = rows.values_list("pk", "bits").iterator(chunk_size=READ_AT_ONCE)
        for batch in _batches(pairs, READ_AT_ONCE):
            self._hold([row for row in batch if row[0] not in self._late])
        self._index.settle()

    def _hold(self, rows: list[tuple[int, Any]]) -> None:
        if not rows:
            return
        keys = [key for key, _bits in rows]
        self._index.add(keys, [bytes(bits) for _key, bits in rows])
        self._last = max(self._last, keys[-1])
        self._late = {key for key in self._late if key > self._last - LATE_ROWS}
        self._late.update(key for key in keys if key > self._last - LATE_ROWS)


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


memory = _Memory()
Sought = Photo | PictureFile | pdq.Hash


def similar_photos(
    sought: Sought,
    *,
    user: Any,
    within: int = pdq.MATCH_BITS,
    most: int = SHOWN_MOST,
) -> list[Alike]:
    """Return the photos the person may know of that look like `sought`, nearest first.

    Turned and mirrored ones too. A photo without hashes yet, or with too little in it
    to tell, is only found by its file and its pixels.

    Args:
        sought: a photo, never in the answer itself, a file, or the hash of a picture.
        user: whose archive is searched.
        within: in how many bits they may differ.
        most: how many to return.
    """
    return alike_among(photos_seen(user), sought, within=within, most=most)


def alike_among(
    photos: QuerySet[Photo],
    sought: Sought,
    *,
    within: int = pdq.MATCH_BITS,
    most: int = SHOWN_MOST,
) -> list[Alike]:
    """Return those of the photos that look like `sought`, the nearest first."""
    asked = _asked(sought)
    found = _exact(photos, asked, most)
    known = {each.photo.pk for each in found}
    if asked.pk is not None:
        known.add(asked.pk)
    return [*found, *_near(photos, asked.turned, within, known, most - len(found))]


def _asked(sought: Sought) -> _Asked:
    if isinstance(sought, pdq.Hash):
        return _Asked(turned=_telling(sought))
    if isinstance(sought, PictureFile):
        turned = _telling(sought.hash)
        return _Asked(sought.content_hash, sought.pixels, turned)
    mine = _print_of(sought)
    if mine is None:
        return _Asked(sought.content_hash, pk=sought.pk)
    turned = _turned(mine) if mine.quality >= pdq.LEAST_QUALITY else ()
    return _Asked(sought.content_hash, mine.pixels, turned, sought.pk)


def _telling(found: pdq.Hash) -> tuple[bytes, ...]:
    return found.turned if found.tells else ()


def _print_of(photo: Photo) -> PhotoPrint | None:
    """Return the hashes of the file the photo has now, if it could be read."""
    return (
        PhotoPrint.objects.filter(
            photo=photo.pk, content_hash=photo.content_hash, algorithm=pdq.ALGORITHM
        )
        .exclude(pixels="")
        .first()
    )


def _turned(mine: PhotoPrint) -> tuple[bytes, ...]:
    joined = bytes(mine.turned)
    return tuple(joined[at : at + pdq.BYTES] for at in range(0, len(joined), pdq.BYTES))


def _exact(photos: QuerySet[Photo], asked: _Asked, most: int) -> list[Alike]:
    # Two questions, each answered by its index; as one, every row would be read.
    keys: set[int] = set()
    if asked.content_hash:
        same_file = Photo.objects.filter(content_hash=asked.content_hash)
        keys.update(same_file.values_list("pk", flat=True))
    if asked.pixels:
        same_pixels = _of_todays_files().filter(pixels=asked.pixels)
        keys.update(same_pixels.values_list("photo", flat=True))
    found = photos.filter(pk__in=keys - {asked.pk}).order_by("pk")
    alike = [
        Alike(photo, 0, photo.content_hash == asked.content_hash, is_exact=True)
        for photo in found
    ]
    return sorted(alike, key=lambda each: not each.is_file)[:most]


def _of_todays_files() -> QuerySet[PhotoPrint]:
    """Return the prints without those of files that have been replaced since."""
    return PhotoPrint.objects.filter(content_hash=F("photo__content_hash"))


def _near(
    photos: QuerySet[Photo],
    hashes: Sequence[bytes],
    within: int,
    known: set[int],
    most: int,
) -> Iterator[Alike]:
    """Give what is near; the row in the database, not memory, has the last word."""
    keys = memory.near(hashes, within) if hashes else []
    given = 0
    for start in range(0, len(keys), CHUNK):
        # Asked of these few alone: as a list, SQLite would write down all one may see.
        may_be_seen = Exists(photos.order_by().filter(pk=OuterRef("photo")))
        rows = (
            _of_todays_files()
            .filter(may_be_seen, pk__in=keys[start : start + CHUNK])
            .exclude(photo__in=known)
            .select_related("photo")
        )
        measured = [_alike(row, hashes) for row in rows]
        measured.sort(key=lambda each: (each.distance, each.photo.pk))
        for each in measured:
            if each.distance <= within and given < most:
                given += 1
                yield each


def _alike(row: PhotoPrint, hashes: Sequence[bytes]) -> Alike:
    bits = int.from_bytes(row.bits)
    distances = [(bits ^ int.from_bytes(each)).bit_count() for each in hashes]
    nearest = min(distances)
    return Alike(row.photo, nearest, is_turned=distances[0] > pdq.MATCH_BITS)
