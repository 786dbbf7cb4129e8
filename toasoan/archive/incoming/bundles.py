"""A ZIP of many files: looked at as a whole, then unpacked one by one."""

import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from toasoan.archive.errors import FileRefused
from toasoan.archive.incoming.quarantine import folder
from toasoan.archive.incoming.taking import incoming_take
from toasoan.archive.models import IncomingFile, Upload

MOST_FILES = 2_000
# Photos and film hardly shrink; what does a thousandfold is made to fill a disk.
MOST_RATIO = 100
READ_BYTES = 1024 * 1024
IN_MEMORY = 16 * 1024 * 1024
# What systems put into a ZIP beside the files themselves.
NOT_FILES = frozenset({"Thumbs.db", "desktop.ini"})


class BundleRefused(FileRefused):
    """The ZIP cannot be unpacked, or should not be."""

    code = "bundle_refused"


def bundle_inspect(file: IO[bytes]) -> None:
    """Return when the ZIP may be unpacked; only its list is read.

    Raises:
        BundleRefused: it is none, is locked, empty, too many or too much.
    """
    try:
        with zipfile.ZipFile(file) as bundle:
            members = list(_members(bundle))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise BundleRefused(
            _("Gói ZIP hỏng, không mở được. Nén lại rồi tải lại")
        ) from None
    finally:
        file.seek(0)
    if not members:
        raise BundleRefused(_("Gói ZIP không có tệp nào. Chọn gói khác"))
    if len(members) > MOST_FILES:
        raise BundleRefused(
            _("Gói ZIP có %(number)d tệp, kho nhận đến %(most)d. Chia thành nhiều gói")
            % {"number": len(members), "most": MOST_FILES}
        )
    if any(each.flag_bits & 0x1 for each in members):
        raise BundleRefused(
            _("Gói ZIP có mật khẩu. Nén lại không mật khẩu rồi tải lại")
        )
    whole = sum(each.file_size for each in members)
    packed = sum(each.compress_size for each in members)
    if whole > settings.BUNDLE_MOST_BYTES or whole > MOST_RATIO * max(packed, 1):
        raise BundleRefused(
            _("Gói ZIP bung ra quá lớn. Chia thành nhiều gói nhỏ rồi tải lại")
        )


def bundle_unpack(*, upload: Upload, details: Mapping[str, Any] | None = None) -> int:
    """Every file of the ZIP is in the archive or refused; return how many there are.

    Cut off and run again it goes on behind the last one. A bad file stops no other.
    """
    with upload.path.open("rb") as opened:
        return members_take(
            opened,
            key=f"bundle:{upload.pk.hex}",
            source=IncomingFile.Source.BUNDLE,
            unit=upload.unit,
            by=upload.by,
            details=details,
        )


def members_take(file: IO[bytes], *, key: str, **facts: Any) -> int:
    """Every file of the ZIP is taken or refused, as `bundle_unpack`; return how many.

    Args:
        file: the ZIP, which was inspected.
        key: names this ZIP; each of its files has a key of its own below.
        facts: what `incoming_take` is told of each.
    """
    number = 0
    with zipfile.ZipFile(file) as bundle:
        for number, member in enumerate(_members(bundle), start=1):
            own = f"{key}:{number}"
            if IncomingFile.objects.filter(key=own).exists():
                continue
            with _unpacked(bundle, member) as unpacked:
                incoming_take(key=own, file=unpacked, **facts)
    return number


def _members(bundle: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for each in bundle.infolist():
        name = PurePosixPath(each.filename).name
        if each.is_dir() or each.filename.startswith("__MACOSX/"):
            continue
        if name.startswith(".") or name in NOT_FILES:
            continue
        # A link names a place on whoever unpacks it.
        if not stat.S_ISLNK(each.external_attr >> 16):
            yield each


def _unpacked(bundle: zipfile.ZipFile, member: zipfile.ZipInfo) -> File[bytes]:
    """Return the member's bytes, no more than its list says; a broken one is cut off.

    Where it would lie is never asked: only the last part of its name is used.
    """
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(folder()))  # noqa: SIM115
    left = member.file_size
    try:
        with bundle.open(member) as packed:
            while left and (piece := packed.read(min(READ_BYTES, left))):
                out.write(piece)
                left -= len(piece)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
        out.seek(0)
        out.truncate()
    out.seek(0)
    return File(out, name=_name_of(member))


def _name_of(member: zipfile.ZipInfo) -> str:
    """Return the member's name without its folders.

    Many programs write UTF-8 without saying so, which reads as CP437.
    """
    name = member.filename
    if not member.flag_bits & 0x800:
        with suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    return PurePosixPath(name.replace("\\", "/")).name or "tep"
