"""One time limit for a whole answer, however slowly its bytes drip.

httpx limits each pause between bytes; a server that sends one byte of a header
each second would hold a worker for ever.
"""

import time
from collections.abc import Iterable
from ssl import SSLContext
from typing import Any

import httpcore


class DeadlineBackend(httpcore.SyncBackend):
    """Opens connections of which no operation outlives the deadline."""

    def __init__(self, deadline: float) -> None:
        """Take the deadline on the clock of `time.monotonic`."""
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Return the connection.

        Raises:
            httpcore.ConnectTimeout: it did not come about in time.
        """
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        stream = super().connect_tcp(host, port, left, local_address, socket_options)
        return _DeadlineStream(stream, self._deadline)


class _DeadlineStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _left(self._deadline, timeout, httpcore.ReadTimeout)
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = _left(self._deadline, timeout, httpcore.WriteTimeout)
        self._stream.write(buffer, left)

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, left)
        return _DeadlineStream(secured, self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(
    deadline: float, timeout: float | None, late: type[httpcore.TimeoutException]
) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise late
    return left if timeout is None else min(left, timeout)
