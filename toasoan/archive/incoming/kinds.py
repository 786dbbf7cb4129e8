"""What a file is, told by its first bytes and never by its name."""

import re
import zipfile
from collections.abc import Callable
from typing import IO

HEAD_BYTES = 4096
TEXT_BYTES = 1024 * 1024

PROGRAM = "program"
BUNDLE = "bundle"
DRAWING = "drawing"
MARKUP = "markup"
TEXT = "text"
OTHER_PICTURE = "other picture"
OLD_OFFICE = "old office"
UNKNOWN = "unknown"

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", OTHER_PICTURE),
    (b"MM\x00*", OTHER_PICTURE),
    (b"8BPS", OTHER_PICTURE),
    (b"BM", OTHER_PICTURE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\x00asm", PROGRAM),
    (b"dex\n", PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
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
# Film and sound tell themselves apart by the first brand alone.
FILM_BRANDS = {b"qt  ": "mov", b"M4A ": "m4a", b"M4B ": "m4a", b"3gp": "3gp"}
FILM_STARTS = (b"iso", b"mp4", b"avc", b"M4V", b"MSNV", b"dash", b"f4v")
SCRIPT = re.compile(rb"<script|javascript:|\son[a-z]+\s*=", re.IGNORECASE)
OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
MAX_BUNDLE_ENTRIES = 20_000


def kind_of(file: IO[bytes]) -> str:
    """Return "jpeg", "png", "pdf", … or one of the words above; rewinds the file."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    for look in (_by_start, _by_container, _by_pdf, _by_markup, _by_text):
        kind = look(head)
        if kind:
            return kind
    return UNKNOWN


def _by_start(head: bytes) -> str:
    return next((kind for start, kind in STARTS if head.startswith(start)), "")


def _by_container(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp":
        size = int.from_bytes(head[:4], "big")
        brands = [head[at : at + 4] for at in range(8, min(size, 64), 4)]
        # An AVIF often names mif1 first and avif later; the special one wins.
        kinds = [HEIF_BRANDS[brand] for brand in brands if brand in HEIF_BRANDS]
        return "avif" if "avif" in kinds else next(iter(kinds), _film_kind(head[8:12]))
    return ""


def _film_kind(brand: bytes) -> str:
    for start, kind in FILM_BRANDS.items():
        if brand.startswith(start):
            return kind
    return "mp4" if brand.startswith(FILM_STARTS) else ""


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
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return UNKNOWN, False
    finally:
        file.seek(0)
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    if "mimetype" in names and "content.xml" in names:
        return "odt", any(name.startswith("Basic/") for name in names)
    if "[Content_Types].xml" not in names:
        return BUNDLE, False
    return _first_folder(names, OFFICE_FOLDERS.get), macros


def _first_folder(names: list[str], kind_for: Callable[[str], str | None]) -> str:
    for name in names:
        kind = kind_for(name.split("/", 1)[0] + "/")
        if kind:
            return kind
    return BUNDLE
