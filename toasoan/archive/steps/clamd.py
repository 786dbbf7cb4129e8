r"""Asks the scanner ClamAV (clamd) about a file, over its INSTREAM command.

Protocol: clamd(8). `zINSTREAM\0`, then pieces each behind its length in four bytes, the
highest first, then a length of nothing; one answer that ends with a zero byte.
"""

import socket
import struct
from contextlib import suppress
from pathlib import Path
from time import monotonic

from django.utils.translation import gettext as _

from toasoan.archive.steps.step_errors import StepFailed, StepSkipped

PIECE_BYTES = 256 * 1024
ANSWER_BYTES = 4096
TCP_PORT = 3310
TOO_LARGE = "INSTREAM size limit exceeded"


def malware_in(path: Path, address: str, *, timeout_s: float) -> str:
    """Return the name of the malware in the file, "" when there is none.

    Args:
        path: the file.
        address: a unix socket's path, or host:port.
        timeout_s: seconds the whole may take.

    Raises:
        StepFailed: the scanner is silent, or says something else than yes or no.
        StepSkipped: the file is larger than the scanner takes.
    """
    try:
        answer = _asked(path, address, monotonic() + timeout_s)
    except OSError as error:
        raise StepFailed(
            _("Máy quét mã độc không trả lời (%(error)s)") % {"error": error}
        ) from error
    if TOO_LARGE in answer:
        raise StepSkipped(_("Chưa quét: tệp nặng hơn mức máy quét nhận"))
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:200] or "?"
    raise StepFailed(_("Máy quét mã độc trả lời lạ: %(said)s") % {"said": said[:100]})


def version(address: str, *, timeout_s: float = 2.0) -> str:
    """Return what the scanner says it is, "" when nothing answers.

    Behind a slash stands the number of its signatures' release; without one it has only
    those that somebody gave it by hand.
    """
    try:
        with _connected(address, timeout_s) as connection:
            connection.settimeout(timeout_s)
            connection.sendall(b"zVERSION\0")
            said = connection.recv(ANSWER_BYTES)
    except (OSError, ValueError):
        return ""
    return said.rstrip(b"\0\n").decode("utf-8", "replace")[:100]


def _connected(address: str, left: float) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(left)
        try:
            connection.connect(address)
        except BaseException:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection(
        (host or address, int(port) if host else TCP_PORT), left
    )


def _asked(path: Path, address: str, until: float) -> str:
    with _connected(address, _left(until)) as connection:
        # A scanner that has heard enough answers and hangs up; the answer counts.
        with suppress(BrokenPipeError, ConnectionResetError):
            _sent(connection, path, until)
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < ANSWER_BYTES:
            connection.settimeout(_left(until))
            piece = connection.recv(ANSWER_BYTES)
            if not piece:
                break
            answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _sent(connection: socket.socket, path: Path, until: float) -> None:
    connection.sendall(b"zINSTREAM\0")
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            connection.settimeout(_left(until))
            connection.sendall(struct.pack("!I", len(piece)) + piece)
    connection.sendall(struct.pack("!I", 0))


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
