"""What a file is, told by its first bytes and never by its name."""

import re
import zipfile
import zlib
from collections.abc import Callable
from typing import IO

from toasoan.archive.incoming.camera_raw import is_camera_raw

HEAD_BYTES = 4096
TEXT_BYTES = 1024 * 1024

PROGRAM = "program"
BUNDLE = "bundle"
DRAWING = "drawing"
MARKUP = "markup"
TEXT = "text"
OTHER_PICTURE = "other picture"
TIFF = "tiff"
CAMERA_RAW = "camera raw"
RICH_TEXT = "rich text"
OLD_OFFICE = "old office"
UNKNOWN = "unknown"

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    # With room for more than four gigabytes.
    (b"II+\x00\x08\x00", TIFF),
    (b"MM\x00+\x00\x08", TIFF),
    (b"IIRO", CAMERA_RAW),
    (b"IIRS", CAMERA_RAW),
    (b"MMOR", CAMERA_RAW),
    (b"IIU\x00", CAMERA_RAW),
    (b"II\x1a\x00\x00\x00HEAPCCDR", CAMERA_RAW),
    (b"FUJIFILMCCD-RAW", CAMERA_RAW),
    (b"\x00MRM", CAMERA_RAW),
    (b"FOVb", CAMERA_RAW),
    (b"8BPS", OTHER_PICTURE),
    (b"%!PS", OTHER_PICTURE),
    (b"\xc5\xd0\xd3\xc6", OTHER_PICTURE),
    (b"\x00\x00\x00\x0cjP  ", OTHER_PICTURE),
    (b"\xff\x4f\xff\x51", OTHER_PICTURE),
    (b"\x00\x00\x00\x0cJXL ", OTHER_PICTURE),
    (b"\xff\x0a", OTHER_PICTURE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    # A telephone's recorder; before the scripts, which begin alike.
    (b"#!AMR\n", "amr"),
    (b"#!AMR-WB\n", "amr"),
    (b"#!", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\x00asm", PROGRAM),
    (b"dex\n", PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
    (b"{\\rtf", RICH_TEXT),
    (b"PK\x03\x04", BUNDLE),
    (b"PK\x05\x06", BUNDLE),
    (b"Rar!", BUNDLE),
    (b"7z\xbc\xaf\x27\x1c", BUNDLE),
    (b"\x1f\x8b", BUNDLE),
    (b"BZh", BUNDLE),
    (b"\xfd7zXZ\x00", BUNDLE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"\x1a\x45\xdf\xa3", "webm"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xfa", "mp3"),
    (b"\xff\xe3", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"\xff\xf2", "mp3"),
    (b"\xff\xf1", "aac"),
    (b"\xff\xf9", "aac"),
)
HEIF_BRANDS = {
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"heim": "heic",
    b"heis": "heic",
    b"hevc": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
}
BITMAP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})
# Advanced Systems Format, section 9.1 and 9.2 of its specification.
ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
ASF_SOUND = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")
ASF_FILM = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
RIFF = {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}
# A camera's own brand, such as XAVC, stands before those of the standard.
FILM_BRANDS = {b"qt  ": "mov", b"M4A ": "m4a", b"M4B ": "m4a", b"3gp": "3gp"}
FILM_STARTS = (b"iso", b"mp4", b"avc", b"M4V", b"MSNV", b"dash", b"f4v")
# QuickTime older than brands begins with one of its parts.
QUICKTIME_PARTS = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
TRANSPORT_MARK, TRANSPORT_BYTES = 0x47, 188
SCRIPT = re.compile(rb"<script|javascript:|\son[a-z]+\s*=", re.IGNORECASE)
OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
OPEN_DOCUMENTS = {
    b"opendocument.spreadsheet": "ods",
    b"opendocument.presentation": "odp",
}
MIMETYPE_BYTES = 256
# What a part that is packed wrongly, or locked, raises besides.
UNPACKING = (RuntimeError, EOFError, zlib.error)
MAX_BUNDLE_ENTRIES = 20_000


def kind_of(file: IO[bytes]) -> str:
    """Return "jpeg", "png", "pdf", … or one of the words above; rewinds the file."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    for look in LOOKS:
        kind = look(head)
        if kind == TIFF and is_camera_raw(file):
            return CAMERA_RAW
        if kind:
            return kind
    return UNKNOWN


def _by_start(head: bytes) -> str:
    return next((kind for start, kind in STARTS if head.startswith(start)), "")


def _by_container(head: bytes) -> str:
    """Return what the file says of itself behind its first four bytes."""
    if head[:4] in {b"RIFF", b"RF64"}:
        return RIFF.get(head[8:12], "")
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        return "aiff"
    if head.startswith(ASF):
        return "wma" if ASF_SOUND in head and ASF_FILM not in head else "wmv"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in BITMAP_HEADERS:
        return "bmp"
    return ""


def _by_film(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return _by_brands(head)
    # A text may have such a word there; it has no zeros.
    if head[4:8] in QUICKTIME_PARTS and b"\x00" in head:
        return "mov"
    return "mts" if _is_transport_stream(head) else ""


def _by_brands(head: bytes) -> str:
    size = int.from_bytes(head[:4], "big")
    # Four bytes of a version stand between the first brand and the others.
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, 64), 4))]
    if brands[0] == b"crx ":
        return CAMERA_RAW
    # An AVIF often names mif1 first and avif later; the special one wins.
    kinds = [HEIF_BRANDS[brand] for brand in brands if brand in HEIF_BRANDS]
    if kinds:
        return "avif" if "avif" in kinds else kinds[0]
    return next(filter(None, map(_film_kind, brands)), "")


def _film_kind(brand: bytes) -> str:
    for start, kind in FILM_BRANDS.items():
        if brand.startswith(start):
            return kind
    return "mp4" if brand.startswith(FILM_STARTS) else ""


def _is_transport_stream(head: bytes) -> bool:
    """Return whether packets begin at the start, or behind a camcorder's four bytes."""
    for first, each in ((0, TRANSPORT_BYTES), (4, TRANSPORT_BYTES + 4)):
        marks = head[first::each][:5]
        if len(marks) == 5 and set(marks) == {TRANSPORT_MARK}:
            return True
    return False


def _by_pdf(head: bytes) -> str:
    return "pdf" if b"%PDF-" in head[:1024] else ""


def _by_markup(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<?php", b"<?=")):
        return PROGRAM
    if not text.startswith(b"<"):
        return ""
    return DRAWING if b"<svg" in text else MARKUP


def _by_text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXT
    return "" if b"\x00" in head else TEXT


# In this order, the first that knows the file says what it is.
LOOKS = (_by_start, _by_container, _by_film, _by_pdf, _by_markup, _by_text)


def has_script(file: IO[bytes]) -> bool:
    """Return whether the start of a drawing contains something that runs."""
    file.seek(0)
    found = SCRIPT.search(file.read(TEXT_BYTES)) is not None
    file.seek(0)
    return found


def office_kind(file: IO[bytes]) -> tuple[str, bool]:
    """Return the kind of a zipped office file, and whether it has macros.

    Only the list of its parts is read, nothing is unpacked.
    """
    try:
        with zipfile.ZipFile(file) as bundle:
            names = bundle.namelist()[:MAX_BUNDLE_ENTRIES]
            open_kind = _open_document_kind(bundle, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, *UNPACKING):
        return UNKNOWN, False
    finally:
        file.seek(0)
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if open_kind:
        return open_kind, any(name.startswith("Basic/") for name in names)
    if "[Content_Types].xml" not in names:
        return BUNDLE, False
    return _first_folder(names, OFFICE_FOLDERS.get), macros


def _open_document_kind(bundle: zipfile.ZipFile, names: list[str]) -> str:
    """Return "odt", "ods" or "odp", "" for what is no OpenDocument file."""
    if "mimetype" not in names or "content.xml" not in names:
        return ""
    with bundle.open("mimetype") as file:
        said = file.read(MIMETYPE_BYTES)
    found = (kind for word, kind in OPEN_DOCUMENTS.items() if word in said)
    return next(found, "odt")


def _first_folder(names: list[str], kind_for: Callable[[str], str | None]) -> str:
    for name in names:
        kind = kind_for(name.split("/", 1)[0] + "/")
        if kind:
            return kind
    return BUNDLE
