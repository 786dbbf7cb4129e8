"""Files move from one store to the other, while both are read and people work.

A file is copied, the copy is read back and its sha256 compared, and only then is the
source forgotten. What is left to do is what still lies in the source: killed anywhere,
the next run goes on there, and a third run finds nothing to do.
"""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.files.storage import InvalidStorageError, storages
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.archive.storing.disk import DiskStore
from toasoan.archive.storing.stores import Store, StoreSilent, digest_of
from toasoan.core.errors import ToasoanError
from toasoan.security.services import audit_record

log = logging.getLogger("toasoan.archive")
LOCK = ".moving"
PLACES = ("s3", "disk")


class CannotMove(ToasoanError):
    """Nothing was moved; the message says what to do first."""

    code = "cannot_move"
    http_status = 409


class CopyDiffers(Exception):
    """The file stays where it was: under its name the other store has something else."""


@dataclass
class Moved:
    """How far a move is.

    Attributes:
        files: that now lie in the other store alone.
        size: their bytes.
        stayed: name → why it stays where it was.
    """

    files: int = 0
    size: int = 0
    stayed: dict[str, str] = field(default_factory=dict)


Tell = Callable[[Moved], None]


def store_of(place: str) -> Store:
    """Return the store of "disk" or "s3".

    Raises:
        CannotMove: the settings name none.
    """
    try:
        return cast("Store", storages[f"files_{place}"])
    except InvalidStorageError as error:
        raise CannotMove(
            _("Chưa khai kho S3: đặt TOASOAN_S3_BUCKET và các dòng TOASOAN_S3_… trước.")
        ) from error


def files_to_move(to: str) -> Moved:
    """Return how many files, of how many bytes, still lie in the other store.

    Raises:
        CannotMove: the settings name no S3 store.
    """
    source, counted = store_of(_other(to)), Moved()
    store_of(to)
    for name in source.names():
        try:
            counted.size += source.size(name)
        except FileNotFoundError:  # deleted while we counted
            continue
        counted.files += 1
    return counted


def files_move(*, to: str, tell: Tell) -> Moved:
    """Every file lies in the store `to`, but for those named in `stayed`.

    Args:
        to: "s3" or "disk".
        tell: hears how far it is after each file.

    Raises:
        CannotMove: the house does not read both stores, or another move is on.
        StoreSilent: the store does not answer; run again when it does.
    """
    _both_read_require(to)
    source, target, moved = store_of(_other(to)), store_of(to), Moved()
    try:
        with _alone():
            for name in source.names():
                _one_move(name, source, target, moved)
                tell(moved)
    finally:
        if moved.files:
            _record(to, moved)
    return moved


@transaction.atomic
def _record(to: str, moved: Moved) -> None:
    audit_record(
        action="archive.files_moved",
        by=None,
        data={"to": to, "files": moved.files, "bytes": moved.size},
    )


def _one_move(name: str, source: Store, target: Store, moved: Moved) -> None:
    try:
        size = source.size(name)
        _file_move(name, source, target)
    except FileNotFoundError:
        return  # deleted meanwhile
    except CopyDiffers as error:
        moved.stayed[name] = str(error)
    except StoreSilent:
        raise
    except OSError as error:
        log.warning("not moved: %s", name, exc_info=True)
        moved.stayed[name] = str(error.strerror or type(error).__name__)
    else:
        moved.files += 1
        moved.size += size


def _file_move(name: str, source: Store, target: Store) -> None:
    digest = digest_of(source, name)
    is_ours = _copy(name, source, target)
    if digest_of(target, name) != digest:
        if is_ours:
            target.delete(name)
            raise CopyDiffers(_("bản chép không giống bản gốc"))
        raise CopyDiffers(_("bên kia đã có tệp khác cùng tên"))
    if is_ours and not source.exists(name):
        # Deleted while it was copied, by somebody who found no copy to delete.
        target.delete(name)
        raise FileNotFoundError(name)
    source.delete(name)


def _copy(name: str, source: Store, target: Store) -> bool:
    """Return whether the copy is this run's; an earlier one may have made it."""
    if target.exists(name):
        return False
    with source.open(name) as content:
        try:
            target.put_whole(name, content)
        except FileExistsError:
            return False
    return True


def _other(to: str) -> str:
    return next(place for place in PLACES if place != to)


def _both_read_require(to: str) -> None:
    if (to, _other(to)) != (settings.FILES_PLACE, settings.FILES_PLACE_BEFORE):
        raise CannotMove(
            _(
                "Tòa soạn chưa đọc cả hai nơi. Đặt TOASOAN_FILES=%(to)s và "
                "TOASOAN_FILES_BEFORE=%(before)s, khởi động lại mọi tiến trình, rồi "
                "chạy lại lệnh này."
            )
            % {"to": to, "before": _other(to)}
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the move alone; the kernel lets go when we die.

    Two at once could each take the other's copy for its own.

    Raises:
        CannotMove: another process moves files.
    """
    disk = cast("DiskStore", store_of("disk"))
    root = Path(disk.base_location)
    root.mkdir(parents=True, exist_ok=True)
    with (root / LOCK).open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CannotMove(_("Một lệnh chuyển tệp khác đang chạy.")) from error
        disk.left_behind_clear()
        yield
