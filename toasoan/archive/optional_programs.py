"""Programs that are not part of the house and make it able to do more."""

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from toasoan.archive import programs
from toasoan.archive.steps import clamd


@dataclass(frozen=True)
class OptionalProgram:
    """One program, what it is for, and whether it is there.

    Attributes:
        name: as its package is called.
        use: what the house does with it.
        state: what was found, or how to have it.
        is_there: whether it does its work.
    """

    name: str
    use: str
    state: str
    is_there: bool


def optional_programs() -> list[OptionalProgram]:
    """Return the programs, each looked for now."""
    return [_ffmpeg(), _tesseract(), _clamd(), _exiftool()]


def _ffmpeg() -> OptionalProgram:
    found = bool(programs.ffmpeg())
    missing = _("Không chạy được trên máy này: phim và âm thanh chỉ giữ bản gốc")
    return OptionalProgram(
        "ffmpeg", _("Làm phim, âm thanh"), _("Có") if found else missing, found
    )


def _tesseract() -> OptionalProgram:
    found = programs.tesseract_languages()
    missing = _("Chưa có. Cài tesseract-ocr và tesseract-ocr-vie")
    return OptionalProgram(
        "tesseract", _("Đọc chữ trong ảnh"), found or missing, bool(found)
    )


def _clamd() -> OptionalProgram:
    use = _("Quét mã độc")
    if not settings.CLAMD:
        missing = _("Chưa có. Cài clamav-daemon rồi đặt TOASOAN_CLAMD")
        return OptionalProgram("clamd", use, missing, is_there=False)
    said = clamd.version(settings.CLAMD)
    if not said:
        silent = _("Không trả lời ở %(address)s") % {"address": settings.CLAMD}
        return OptionalProgram("clamd", use, silent, is_there=False)
    if "/" not in said:
        said = _("%(version)s, chưa có bộ mẫu mã độc: chạy freshclam") % {
            "version": said
        }
        return OptionalProgram("clamd", use, said, is_there=False)
    return OptionalProgram("clamd", use, said, is_there=True)


def _exiftool() -> OptionalProgram:
    found = bool(shutil.which("exiftool"))
    missing = _("Chưa có. Cài libimage-exiftool-perl")
    return OptionalProgram(
        "exiftool", _("Ghi siêu dữ liệu vào ảnh"), _("Có") if found else missing, found
    )
