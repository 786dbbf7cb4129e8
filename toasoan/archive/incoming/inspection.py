"""Looks at an incoming file before any of it is stored."""

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image

from toasoan.archive.errors import (
    DocumentHasMacros,
    FileEmpty,
    FileIsDrawing,
    FileIsProgram,
    FileKindUnknown,
    FileRefused,
    FileTooLarge,
    PictureDamaged,
    PictureTooManyPixels,
)
from toasoan.archive.incoming import kinds
from toasoan.archive.incoming.hidden import hidden_require_none
from toasoan.archive.metadata.embedded import embedded_read
from toasoan.archive.pictures.modes import GREY_OF_16_BITS
from toasoan.archive.rendering import BROKEN

SUFFIXES = {
    "jpeg": ".jpg",
    "png": ".png",
    "gif": ".gif",
    "webp": ".webp",
    "avif": ".avif",
    "heic": ".heic",
    "tiff": ".tif",
    "bmp": ".bmp",
}
# Pillow may only try the reader of the kind that the first bytes name.
READERS = {
    "jpeg": ("JPEG",),
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "avif": ("AVIF",),
    "heic": ("HEIF",),
    "tiff": ("TIFF",),
    "bmp": ("BMP",),
}
RECORDING_KINDS = (
    "mp4",
    "mov",
    "3gp",
    "webm",
    "m4a",
    "mp3",
    "ogg",
    "wav",
    "flac",
    "aac",
    "avi",
    "mts",
    "aiff",
    "wmv",
    "wma",
    "amr",
)
DOCUMENT_KINDS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt")
# A camera's JPEG with a second picture inside reports itself as MPO.
JPEG_FORMATS = frozenset({"JPEG", "MPO"})
# What a picture may be made of to be shown: 32 bits a colour, or Lab, are a lab's.
MODES = frozenset(
    {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "La", "RGBa"}
)
# Of a TIFF's pages the first is shown, of a telephone's burst the chosen one.
ONE_SHOWN = frozenset({"TIFF", "HEIF"})
NOT_SHOWN = frozenset({kinds.CAMERA_RAW, kinds.OTHER_PICTURE})
# A JPEG is checked at an eighth of its size; others must fit into memory whole.
DECODED_MAX_BYTES = 320 * 1024 * 1024
DRAFT_SIZE = (64, 64)
# A forged header leads readers where they stumble in ways of their own.
FORGED = (
    *BROKEN,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
)


@dataclass(frozen=True)
class PictureFacts:
    """What is known of a picture that may enter."""

    kind: str
    suffix: str
    width: int
    height: int
    embedded: dict[str, Any] = field(default_factory=dict)


def stored_name(given_name: str, suffix: str) -> str:
    """Return a name with the ending its content calls for, and of bearable length."""
    return f"{PurePath(given_name).stem[:60] or 'tep'}{suffix}"


def picture_inspect(file: Any) -> PictureFacts:
    """Return the facts of a picture that is whole and of a kind we keep.

    Raises:
        FileRefused: one of its subclasses says which rule it breaks.
    """
    _size_check(file.size, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    kind = kinds.kind_of(file)
    if kind not in SUFFIXES:
        raise _not_a_picture(kind, file)
    hidden_require_none(file, kind)
    try:
        facts = _read(file, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        pixels = re.search(r"\d+", str(error))
        limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
        raise PictureTooManyPixels(int(pixels[0]) if pixels else 0, limit) from None
    except FORGED as error:
        raise PictureDamaged from error
    finally:
        file.seek(0)
    return facts


def document_inspect(file: Any, name: str) -> str:
    """Return the real kind of a document we keep, such as "docx".

    Raises:
        FileRefused: one of its subclasses says which rule it breaks.
    """
    _size_check(file.size, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    kind = kinds.kind_of(file)
    if kind == kinds.BUNDLE:
        kind, has_macros = kinds.office_kind(file)
        if has_macros:
            raise DocumentHasMacros
    if kind == kinds.TEXT:
        kind = "csv" if PurePath(name).suffix.lower() == ".csv" else "txt"
    if kind not in DOCUMENT_KINDS:
        raise _not_a_document(kind, file)
    if kind == "pdf":
        hidden_require_none(file, kind)
    return kind


def recording_inspect(file: Any, limit: int) -> str:
    """Return the real kind of film or sound we keep, such as "mp4".

    Raises:
        FileRefused: one of its subclasses says which rule it breaks.
    """
    _size_check(file.size, limit)
    kind = kinds.kind_of(file)
    if kind == kinds.PROGRAM:
        raise FileIsProgram(
            _("Tệp này là chương trình, không phải phim hay âm thanh. Chọn tệp khác")
        )
    if kind not in RECORDING_KINDS:
        raise FileKindUnknown(
            _(
                "Tệp này không phải phim hay âm thanh. "
                "Kho nhận mp4, mov, 3gp, webm, avi, mts, wmv, "
                "m4a, mp3, ogg, wav, flac, aac, aiff, wma, amr"
            )
        )
    return kind


def _size_check(size: int, limit: int) -> None:
    if not size:
        raise FileEmpty
    if size > limit:
        raise FileTooLarge(size, limit)


def _read(file: IO[bytes], kind: str) -> PictureFacts:
    file.seek(0)
    with Image.open(file, formats=READERS[kind]) as picture:
        width, height = picture.size
        _mode_check(picture)
        _pixels_check(picture)
        # Decoding releases what the header said, so it is read first.
        embedded = embedded_read(picture)
        _decode(picture)
    return PictureFacts(kind, SUFFIXES[kind], width, height, embedded)


def _mode_check(picture: Image.Image) -> None:
    if picture.mode not in MODES and not picture.mode.startswith(GREY_OF_16_BITS):
        raise FileKindUnknown(
            _(
                "Kho không đọc được màu của ảnh này (%(mode)s). "
                "Xuất ra JPEG hoặc TIFF màu RGB rồi tải lại"
            )
            % {"mode": picture.mode}
        )


def _frames_of(picture: Image.Image) -> int:
    """Return how many of its pictures are looked at."""
    is_one = picture.format in ONE_SHOWN
    return 1 if is_one else getattr(picture, "n_frames", 1)


def _pixels_check(picture: Image.Image) -> None:
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    pixels = picture.width * picture.height
    if pixels > limit:
        raise PictureTooManyPixels(pixels, limit)
    if picture.format in JPEG_FORMATS:
        return
    limit = min(limit, DECODED_MAX_BYTES // max(4, 2 * len(picture.getbands())))
    # Frames are counted only now: counting reads the file.
    pixels *= _frames_of(picture)
    if pixels > limit:
        raise PictureTooManyPixels(pixels, limit)


def _decode(picture: Image.Image) -> None:
    """Read every byte of the picture, holding one frame at a time."""
    if picture.format in JPEG_FORMATS:
        picture.draft("RGB", DRAFT_SIZE)
        picture.load()
        return
    for frame in range(_frames_of(picture)):
        picture.seek(frame)
        picture.load()


def _not_a_picture(kind: str, file: IO[bytes]) -> FileRefused:
    if kind == kinds.DRAWING:
        return FileIsDrawing(has_script=kinds.has_script(file))
    if kind == kinds.PROGRAM:
        return FileIsProgram(
            _("Tệp này là chương trình, không phải ảnh. Kho chỉ nhận ảnh, văn bản")
        )
    if kind in NOT_SHOWN:
        return FileKindUnknown(_why_not_shown(kind))
    if kind in {"pdf", kinds.BUNDLE, kinds.OLD_OFFICE}:
        return FileKindUnknown(
            _("Tệp này không phải ảnh. Văn bản thì tải lên ở mục Tài liệu")
        )
    return FileKindUnknown(
        _(
            "Tệp này không phải ảnh. "
            "Kho nhận ảnh JPEG, PNG, WebP, AVIF, HEIC, GIF, TIFF, BMP"
        )
    )


def _why_not_shown(kind: str) -> str:
    if kind == kinds.CAMERA_RAW:
        return _(
            "Đây là ảnh thô (RAW) của máy ảnh. "
            "Mở bằng phần mềm chỉnh ảnh, xuất ra JPEG hoặc TIFF rồi tải lại"
        )
    return _("Kho chưa nhận loại ảnh này. Xuất ra JPEG hoặc PNG rồi tải lại")


def _not_a_document(kind: str, file: IO[bytes]) -> FileRefused:
    if kind == kinds.PROGRAM:
        return FileIsProgram(
            _("Tệp này là chương trình, không phải văn bản. Kho chỉ nhận ảnh, văn bản")
        )
    if kind == kinds.DRAWING:
        return FileIsDrawing(has_script=kinds.has_script(file))
    return FileKindUnknown(_why_no_document(kind))


def _why_no_document(kind: str) -> str:
    if kind in SUFFIXES:
        return _("Tệp này là ảnh. Tải lên ở mục Ảnh")
    if kind in NOT_SHOWN:
        return _why_not_shown(kind)
    known = {
        kinds.BUNDLE: _(
            "Tệp này là gói nén. Bung ra, hoặc gửi riêng gói ZIP ở màn hình Nhận tệp"
        ),
        kinds.OLD_OFFICE: _(
            "Văn bản Office đời cũ có thể chứa macro. Lưu thành docx, xlsx hoặc pdf"
        ),
        kinds.RICH_TEXT: _(
            "Kho chưa nhận văn bản RTF. Lưu thành docx hoặc pdf rồi tải lại"
        ),
    }
    return known.get(kind) or _(
        "Kho không nhận loại tệp này, hoặc tệp hỏng. "
        "Kho nhận ảnh, phim, âm thanh, pdf, docx, xlsx, pptx, odt, ods, odp, csv, txt"
    )
