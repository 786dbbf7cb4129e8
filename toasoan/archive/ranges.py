"""A file as a player asks for it: from here to there (RFC 9110, section 14)."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

Answer: TypeAlias = HttpResponse | FileResponse | StreamingHttpResponse
# Called with where to start and how many bytes; opens nothing before the first piece.
Pieces: TypeAlias = Callable[[int, int], Iterator[bytes]]
PIECE_BYTES = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def file_answer(request: HttpRequest, path: Path, content_type: str) -> Answer:
    """Return the file, or the one part of it that was asked for.

    More than one part, and what is no range, get the whole (RFC 9110, section 14.2).
    """
    pieces = partial(_pieces_of, path)
    return pieces_answer(request, pieces, path.stat().st_size, content_type)


def pieces_answer(
    request: HttpRequest, pieces: Pieces, size: int, content_type: str
) -> Answer:
    """Return what can be read in pieces, whole or the one part that was asked for."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked[0] == "bytes=-":
        answer: Answer = StreamingHttpResponse(
            pieces(0, size), content_type=content_type
        )
        answer.headers["Content-Length"] = str(size)
    else:
        answer = _part(pieces, content_type, size, _bounds(asked, size))
    answer.headers["Accept-Ranges"] = "bytes"
    return answer


def _bounds(asked: re.Match[str], size: int) -> tuple[int, int] | None:
    first, last = asked.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else None


def _part(
    pieces: Pieces, content_type: str, size: int, bounds: tuple[int, int] | None
) -> Answer:
    if bounds is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = bounds
    answer = StreamingHttpResponse(
        pieces(start, end - start + 1), status=206, content_type=content_type
    )
    answer.headers["Content-Length"] = str(end - start + 1)
    answer.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return answer


def _pieces_of(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(PIECE_BYTES, length))):
            length -= len(piece)
            yield piece
