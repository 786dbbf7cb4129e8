"""The body of a request as it comes, for as long as its sender keeps talking."""

import queue
import threading
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest

PIECE_BYTES = 256 * 1024
PIECES_AHEAD = 4


def pieces_of(request: HttpRequest, silence_s: float) -> Iterator[bytes]:
    """Yield the body piece by piece; end where it breaks off or falls silent.

    The server's own read waits without end. A phone in a tunnel would hold one of the
    few threads of the web process, so another thread waits for it, and is let go when
    the answer closes the connection.
    """
    pieces: queue.Queue[bytes] = queue.Queue(PIECES_AHEAD)
    done = threading.Event()
    pump = threading.Thread(target=_pump, args=(request, pieces, done), daemon=True)
    pump.start()
    try:
        while piece := _next(pieces, silence_s):
            yield piece
    finally:
        done.set()


def _pump(
    request: HttpRequest, pieces: "queue.Queue[bytes]", done: threading.Event
) -> None:
    while not done.is_set():
        piece = _read(request)
        while not done.is_set():
            try:
                pieces.put(piece, timeout=1)
                break
            except queue.Full:
                continue
        if not piece:
            return


def _read(request: Any) -> bytes:
    try:
        return bytes(request.read(PIECE_BYTES))
    except Exception:  # noqa: BLE001 - whatever the server calls a broken connection
        return b""


def _next(pieces: "queue.Queue[bytes]", silence_s: float) -> bytes:
    try:
        return pieces.get(timeout=silence_s)
    except queue.Empty:
        return b""
