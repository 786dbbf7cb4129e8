"""What a sender says about an upload in its headers, read strictly."""

import base64
import binascii
import re
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from django.http import HttpRequest

from toasoan.archive.errors import UploadWordsWrong
from toasoan.archive.models import Upload

MOST_BYTES = 4096
KEYS = frozenset({"id", "unit", "kind", "filename", "filetype", "sha256"})
NEEDED = frozenset({"id", "unit", "kind", "filename"})
NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
SHA256 = re.compile(r"[0-9a-f]{64}")
ALGORITHMS = {"sha1": 20, "sha256": 32}


@dataclass(frozen=True)
class UploadWords:
    """What was said: the key, whose archive, which kind, the name, the checksum."""

    id: UUID
    unit: str
    kind: str
    name: str
    sha256: str


def words_of(text: str) -> UploadWords:
    """Return what Upload-Metadata says.

    Raises:
        UploadWordsWrong: a key is unknown, missing or twice there, or a value is no text.
    """
    if len(text) > MOST_BYTES:
        raise UploadWordsWrong
    found: dict[str, str] = {}
    for pair in text.split(","):
        key, _space, value = pair.strip().partition(" ")
        if key not in KEYS or key in found:
            raise UploadWordsWrong
        found[key] = _decoded(value)
    if NEEDED - found.keys() or found["kind"] not in Upload.Kind.values:
        raise UploadWordsWrong
    sha256 = found.get("sha256", "")
    if sha256 and not SHA256.fullmatch(sha256):
        raise UploadWordsWrong
    return UploadWords(
        id=_uuid(found["id"]),
        unit=found["unit"],
        kind=found["kind"],
        name=_name(found["filename"]),
        sha256=sha256,
    )


def _decoded(value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise UploadWordsWrong from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise UploadWordsWrong from None


def _name(text: str) -> str:
    name = PurePath(text.replace("\\", "/")).name
    if name in {"", ".", ".."} or not name.isprintable() or len(name) > 255:
        raise UploadWordsWrong
    return name


def number_of(request: HttpRequest, header: str) -> int:
    """Return the header's number.

    Raises:
        UploadWordsWrong: there is none, or it is no whole number from 0 on.
    """
    text = request.headers.get(header, "")
    if not NUMBER.fullmatch(text):
        raise UploadWordsWrong
    return int(text)


def checksum_of(request: HttpRequest) -> tuple[str, bytes] | None:
    """Return algorithm and digest of Upload-Checksum; None when it is not there.

    Raises:
        UploadWordsWrong: the algorithm is unknown or the digest is none.
    """
    text = request.headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _space, value = text.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise UploadWordsWrong from None
    if ALGORITHMS.get(algorithm) != len(digest):
        raise UploadWordsWrong
    return algorithm, digest
