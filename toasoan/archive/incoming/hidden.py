"""What a file of one kind hides of another: an archive or a script behind its end.

Such a file is shown as a picture by one program and unpacked or run by the next. Words
inside metadata are no such thing: they are words, wherever they are shown.
"""

import re
import zipfile
from typing import IO

from toasoan.archive.errors import FileHidesAnother

# As far as a ZIP's end can stand from the end of the file.
TAIL_BYTES = 66 * 1024
HEAD_BYTES = 1024
ENDS = {"jpeg": b"\xff\xd9", "png": b"IEND\xaeB`\x82", "gif": b"\x00;"}
ZIP_END = b"PK\x05\x06"
RUNS = re.compile(rb"<script|<html|<\?php|<iframe|#!/", re.IGNORECASE)


def hidden_require_none(file: IO[bytes], kind: str) -> None:
    """Do nothing when the file is of its kind alone; rewinds it.

    Raises:
        FileHidesAnother: an archive or a script stands behind its end or before it.
    """
    head, tail = _both_ends(file)
    try:
        if kind == "pdf" and RUNS.search(head.split(b"%PDF-", 1)[0]):
            raise FileHidesAnother
        if RUNS.search(_behind_end(tail, kind)):
            raise FileHidesAnother
        if ZIP_END in tail and _holds_bundle(file):
            raise FileHidesAnother
    finally:
        file.seek(0)


def _both_ends(file: IO[bytes]) -> tuple[bytes, bytes]:
    file.seek(0)
    head = file.read(HEAD_BYTES)
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL_BYTES))
    return head, file.read(TAIL_BYTES)


def _behind_end(tail: bytes, kind: str) -> bytes:
    """Return what stands behind the end of the picture."""
    end = ENDS.get(kind)
    at = tail.rfind(end) if end else -1
    return tail[at + len(end) :] if end and at >= 0 else b""


def _holds_bundle(file: IO[bytes]) -> bool:
    # Four bytes alone may be chance; a list of files is not.
    try:
        with zipfile.ZipFile(file) as bundle:
            return bool(bundle.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
