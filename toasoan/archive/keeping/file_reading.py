"""Reading a stored file whole, and saying how it was."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toasoan.archive.models import AssetDeposit, CatalogueEntry, FileCheck

READ_BYTES = 1024 * 1024
Result = FileCheck.Result


@dataclass(frozen=True)
class Stored:
    """One file of an entry, and what is known of its content.

    Attributes:
        entry: whose file it is; it may be an older one that an item showed.
        name: its name in the storage.
        sha256: what it must be, "" when nobody has read it yet.
        sha1: the same of the weaker hash that came with a document.
    """

    entry: CatalogueEntry
    name: str
    sha256: str
    sha1: str = ""

    @property
    def storage(self) -> Any:
        """Where the file lies."""
        return self.entry.asset.file.storage


@dataclass(frozen=True)
class Reading:
    """What a file was like."""

    result: str
    sha256: str = ""
    size: int | None = None


def stored_files(entry: CatalogueEntry) -> Iterator[Stored]:
    """Yield the files that are kept for the entry: its own and those in the deposit."""
    asset: Any = entry.asset
    held = dict(
        FileCheck.objects.filter(entry=entry)
        .exclude(sha256="")
        .values_list("name", "sha256")
    )
    name = asset.file.name
    own = getattr(asset, "content_hash", "") or held.get(name, "")
    if name:
        yield Stored(entry, name, own, asset.file_hash or "")
    kept = AssetDeposit.objects.keeping().filter(entry=entry)
    shown = kept.exclude(file_name=name).order_by()
    versions: dict[str, str] = {}
    for older, sha256 in shown.values_list("file_name", "sha256"):
        versions[older] = versions.get(older) or sha256 or held.get(older, "")
    for older, sha256 in versions.items():
        yield Stored(entry, older, sha256)


def file_read(stored: Stored) -> Reading:
    """Read the whole file and say whether it is what it must be."""
    try:
        with stored.storage.open(stored.name, "rb") as file:
            sha256, sha1, size = hashes_of(file)
            _cache_spare(file)
    except FileNotFoundError:
        return Reading(Result.MISSING)
    except OSError:
        return Reading(Result.UNREADABLE)
    fits = fits_what_is_known(stored, sha256, sha1)
    return Reading(Result.OK if fits else Result.CHANGED, sha256, size)


def fits_what_is_known(stored: Stored, sha256: str, sha1: str) -> bool:
    """Return whether the content is the one the house took in."""
    if stored.sha256:
        return sha256 == stored.sha256
    return not stored.sha1 or sha1 == stored.sha1


def hashes_of(file: Any) -> tuple[str, str, int]:
    """Return sha256, sha1 and size of what is left to read of the file."""
    sha256, sha1 = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    size = 0
    while piece := file.read(READ_BYTES):
        sha256.update(piece)
        sha1.update(piece)
        size += len(piece)
    return sha256.hexdigest(), sha1.hexdigest(), size


def storage_is_there(storage: Any) -> bool:
    """Return whether the disk is in its place: without it every file would be missing."""
    place = getattr(storage, "location", None)
    return not isinstance(place, str | Path) or not str(place) or Path(place).is_dir()


def _cache_spare(file: Any) -> None:
    """Leave the machine's memory to files that somebody is waiting for."""
    with suppress(AttributeError, OSError, ValueError):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
